import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Enrolment,
  identityBeginSecondFactor,
  identityRenewRecoveryCodes,
  identityTurnOffSecondFactor,
  type SecondFactor as State,
} from "@/api/generated";
import {
  identityListSessionsQueryKey,
  identityReadSecondFactorOptions,
  identityReadSecondFactorQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { Facts } from "@/components/Facts";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PasswordField } from "@/components/PasswordField";
import { useApiForm } from "@/components/useApiForm";
import { isCode } from "@/features/identity/codes";
import { isPresent } from "@/features/identity/rules";
import { ConfirmFactor } from "./ConfirmFactor";
import { RecoveryCodes } from "./RecoveryCodes";

/** So few recovery codes are left that it is time for new ones. */
const FEW = 3;

/** The second factor of whoever is signed in: setting it up, new recovery codes, turning it off. */
export default function SecondFactor() {
  const queries = useQueryClient();
  const state = useQuery(identityReadSecondFactorOptions());
  const [begun, setBegun] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const changed = async () => {
    await queries.invalidateQueries({ queryKey: identityReadSecondFactorQueryKey() });
    await queries.invalidateQueries({ queryKey: identityListSessionsQueryKey() });
  };
  const show = async (made: string[]) => {
    setCodes(made);
    setBegun(null);
    await changed();
  };
  if (codes) {
    return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />;
  }
  if (begun) {
    return <ConfirmFactor begun={begun} onConfirmed={show} onLeft={() => setBegun(null)} />;
  }
  return (
    <Loaded query={state}>
      {(read) =>
        read.on_since ? (
          <On state={read} since={read.on_since} onCodes={show} onOff={changed} />
        ) : (
          <Off onBegun={setBegun} />
        )
      }
    </Loaded>
  );
}

function Off({ onBegun }: { onBegun: (begun: Enrolment) => void }) {
  const { t } = useTranslation(["factor", "common"]);
  const { field, ...frame } = useApiForm({
    initial: { password: "" },
    rules: { password: { right: isPresent, wrong: t("common:fields.passwordMissing") } },
    send: async (body) => {
      const { data } = await identityBeginSecondFactor({ body, throwOnError: true });
      onBegun(data);
    },
    tell: ({ code }) => (code === "second-factor-on" ? t("moved") : undefined),
  });
  return (
    <ApiForm {...frame} isBrief verb={t("begin")} maw={360} lead={<Text>{t("off")}</Text>}>
      <PasswordField label={t("password")} description={t("offHint")} {...field("password")} />
    </ApiForm>
  );
}

interface OnProps {
  state: State;
  since: string;
  onCodes: (codes: string[]) => Promise<void>;
  onOff: () => Promise<void>;
}

function On({ state, since, onCodes, onOff }: OnProps) {
  const { t } = useTranslation("factor");
  const [act, setAct] = useState<"renew" | "turnOff" | null>(null);
  const renew = async (body: Both) => {
    const { data } = await identityRenewRecoveryCodes({ body, throwOnError: true });
    await onCodes(data.codes);
  };
  const turnOff = async (body: Both) => {
    await identityTurnOffSecondFactor({ body, throwOnError: true });
    notifications.show({ message: t("turnedOff"), color: "muster" });
    await onOff();
  };
  return (
    <Stack>
      <Text>{t("on")}</Text>
      <Facts
        facts={[
          { label: t("since"), value: <Moment at={since} /> },
          { label: t("left"), value: state.recovery_codes_left },
        ]}
      />
      {state.recovery_codes_left <= FEW && (
        <Alert color="yellow" variant="outline" icon={<IconAlertTriangle aria-hidden />}>
          {t("few")}
        </Alert>
      )}
      {act ? (
        <BothForm key={act} act={act} send={act === "renew" ? renew : turnOff} onLeft={() => setAct(null)} />
      ) : (
        <Group>
          <Button variant="default" onClick={() => setAct("renew")}>
            {t("renew")}
          </Button>
          <Button variant="default" onClick={() => setAct("turnOff")}>
            {t("turnOff")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

type Both = { password: string; code: string };

interface BothProps {
  act: "renew" | "turnOff";
  send: (both: Both) => Promise<void>;
  onLeft: () => void;
}

/** Password and code, for what changes the second factor. */
function BothForm({ act, send, onLeft }: BothProps) {
  const { t } = useTranslation(["factor", "common"]);
  const { field, ...frame } = useApiForm({
    initial: { password: "", code: "" },
    rules: {
      password: { right: isPresent, wrong: t("common:fields.passwordMissing") },
      code: { right: isCode, wrong: t("eitherCodeWrong") },
    },
    send,
    tell: ({ code }) => (code === "second-factor-off" ? t("moved") : undefined),
  });
  return (
    <ApiForm {...frame} isBrief verb={t(act)} onLeft={onLeft} maw={360} lead={<Text>{t(`${act}Text`)}</Text>}>
      <PasswordField label={t("password")} {...field("password")} />
      <TextInput
        label={t("eitherCode")}
        autoComplete="one-time-code"
        autoCapitalize="off"
        spellCheck={false}
        {...field("code")}
      />
    </ApiForm>
  );
}
