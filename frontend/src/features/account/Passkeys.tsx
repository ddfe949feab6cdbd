import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  identityAddPasskey,
  identityBeginPasskey,
  identityRemovePasskey,
  identityRenamePasskey,
  type Passkey,
  type ShownAgain,
} from "@/api/generated";
import {
  identityListPasskeysOptions,
  identityListPasskeysQueryKey,
  identityListSessionsQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { useApiForm } from "@/components/useApiForm";
import { knowsPasskeys, makePasskey } from "@/features/identity/passkeys";
import { isName } from "@/features/identity/rules";
import classes from "./account.module.css";
import { ShowAgain } from "./ShowAgain";

/** What somebody is about to do: add a passkey, name one, remove one. */
type Act = "add" | { name: Passkey } | { remove: Passkey };

/** The passkeys of whoever is signed in: adding, naming, removing them. */
export default function Passkeys() {
  const { t } = useTranslation(["passkeys", "common"]);
  const queries = useQueryClient();
  const passkeys = useQuery(identityListPasskeysOptions());
  const [act, setAct] = useState<Act | null>(null);
  const done = async (message: string) => {
    await queries.invalidateQueries({ queryKey: identityListPasskeysQueryKey() });
    await queries.invalidateQueries({ queryKey: identityListSessionsQueryKey() });
    notifications.show({ message, color: "muster" });
    setAct(null);
  };
  const add = async (shown: ShownAgain, name: string) => {
    const { data } = await identityBeginPasskey({ body: shown, throwOnError: true });
    const passkey = await makePasskey(data.options);
    await identityAddPasskey({ body: { name, passkey }, throwOnError: true });
    await done(t("added"));
  };
  const remove = async (shown: ShownAgain, { id }: Passkey) => {
    await identityRemovePasskey({ path: { id }, body: shown, throwOnError: true });
    await done(t("removed"));
  };
  const leave = () => setAct(null);
  return (
    <Loaded query={passkeys}>
      {(lines) => (
        <Stack>
          {lines.length === 0 ? (
            <Text>{t("none")}</Text>
          ) : (
            <ul className={classes.sessions}>
              {lines.map((line) => (
                <Line key={line.id} line={line} onAct={setAct} />
              ))}
            </ul>
          )}
          {act === "add" && (
            <ShowAgain
              text={t("addText")}
              submit={t("add")}
              asksName
              hasPasskeys={lines.length > 0}
              send={add}
              onLeft={leave}
            />
          )}
          {act !== null && act !== "add" && "remove" in act && (
            <ShowAgain
              key={act.remove.id}
              text={t("removeText", { name: act.remove.name })}
              submit={t("remove")}
              hasPasskeys
              send={(shown) => remove(shown, act.remove)}
              onLeft={leave}
            />
          )}
          {act !== null && act !== "add" && "name" in act && (
            <Rename key={act.name.id} passkey={act.name} onDone={() => done(t("renamed"))} onLeft={leave} />
          )}
          {act === null && (knowsPasskeys() ? <Add onAct={setAct} /> : <Text c="dimmed">{t("unknown")}</Text>)}
        </Stack>
      )}
    </Loaded>
  );
}

function Add({ onAct }: { onAct: (act: Act) => void }) {
  const { t } = useTranslation("passkeys");
  return (
    <Group>
      <Button onClick={() => onAct("add")}>{t("begin")}</Button>
    </Group>
  );
}

function Line({ line, onAct }: { line: Passkey; onAct: (act: Act) => void }) {
  const { t } = useTranslation("passkeys");
  const { name, created_at, used_at } = line;
  return (
    <li>
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed" className={classes.sentence}>
            {t("since")} <Moment at={created_at} /> · {used_at ? t("used") : t("unused")}{" "}
            {used_at && <Moment at={used_at} relative />}
          </Text>
        </div>
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-md"
            aria-label={t("renameOf", { name })}
            onClick={() => onAct({ name: line })}
          >
            {t("rename")}
          </Button>
          <Button
            variant="default"
            size="compact-md"
            aria-label={t("removeOf", { name })}
            onClick={() => onAct({ remove: line })}
          >
            {t("remove")}
          </Button>
        </Group>
      </Group>
    </li>
  );
}

interface RenameProps {
  passkey: Passkey;
  onDone: () => Promise<void>;
  onLeft: () => void;
}

function Rename({ passkey: { id, name }, onDone, onLeft }: RenameProps) {
  const { t } = useTranslation(["passkeys", "common"]);
  const { field, ...frame } = useApiForm({
    initial: { name },
    rules: { name: { right: isName, wrong: t("nameWrong") } },
    send: async (body) => {
      await identityRenamePasskey({ path: { id }, body, throwOnError: true });
      await onDone();
    },
  });
  return (
    <ApiForm {...frame} verb={t("common:ui.save")} onLeft={onLeft} maw={360}>
      <TextInput label={t("name")} description={t("nameHint")} autoComplete="off" {...field("name")} />
    </ApiForm>
  );
}
