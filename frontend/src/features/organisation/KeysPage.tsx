import { Anchor, Button, Checkbox, Code, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApiKey, clientsMakeKey, clientsRevokeKey, type Scope } from "@/api/generated";
import { clientsListKeysOptions } from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { ConfirmButton } from "@/components/ConfirmButton";
import { CopyTextButton } from "@/components/CopyTextButton";
import { DayInput } from "@/components/DayInput";
import { Dialog } from "@/components/Dialog";
import { EmptyState } from "@/components/EmptyState";
import { Facts } from "@/components/Facts";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { dayAhead } from "@/features/admin/decimals";
import { isName } from "@/features/identity/rules";
import { toldIn } from "@/i18n/problems";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./organisation.module.css";

/** What a key may be used for, and the word for it in the catalogue. */
const SCOPES = {
  "briefs:read": "briefsRead",
  "briefs:write": "briefsWrite",
  "bids:read": "bidsRead",
  "awards:write": "awardsWrite",
  "engagements:read": "engagementsRead",
  "milestones:write": "milestonesWrite",
  "invoices:read": "invoicesRead",
} as const satisfies Record<Scope, string>;

const ALL = Object.keys(SCOPES) as Scope[];

/** Keys for the organisation's own programs. */
export function KeysPage() {
  const { t } = useTranslation("organisation");
  const keys = useQuery(clientsListKeysOptions());
  const [made, setMade] = useState<string | null>(null);
  return (
    <PageStack>
      <PageHeader title={t("keys.title")} lead={t("keys.lead")} />
      <Loaded query={keys}>
        {(all) => (
          <>
            {all.length === 0 ? (
              <EmptyState
                icon={<IconKey size={40} stroke={1.4} aria-hidden />}
                title={t("keys.emptyTitle")}
                text={t("keys.emptyText")}
                action={<Anchor href="/api/docs/">{t("keys.how")}</Anchor>}
              />
            ) : (
              all.map((key) => <KeyCard key={key.id} apiKey={key} />)
            )}
            <MakeKey show={setMade} />
          </>
        )}
      </Loaded>
      <Made made={made} close={() => setMade(null)} />
    </PageStack>
  );
}

function KeyCard({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation("organisation");
  const { locale } = useLocale();
  const tell = toldIn("organisation");
  const { id, name, begins, scopes, made_by, expires_at, last_used_on, revocable } = apiKey;
  const revoke = useAct({
    act: () => clientsRevokeKey({ path: { id }, throwOnError: true }),
    done: t("keys.revoked"),
    tell,
  });
  return (
    <Section title={name}>
      <Facts
        facts={[
          { label: t("keys.begins"), value: <Code>{begins}…</Code> },
          { label: t("keys.scopes"), value: scopes.map((scope) => t(`scopes.${SCOPES[scope]}`)).join(", ") },
          { label: t("keys.madeBy"), value: made_by },
          { label: t("keys.until"), value: <Moment at={expires_at} /> },
          { label: t("keys.lastUsed"), value: last_used_on ? day(last_used_on, locale) : t("keys.never") },
        ]}
      />
      {revocable && (
        <Group>
          <ConfirmButton
            variant="default"
            size="compact-md"
            title={t("keys.revokeTitle", { name })}
            text={t("keys.revokeText")}
            act={revoke}
          >
            {t("keys.revoke")}
          </ConfirmButton>
        </Group>
      )}
    </Section>
  );
}

function MakeKey({ show }: { show: (key: string) => void }) {
  const { t } = useTranslation(["organisation", "common"]);
  const queries = useQueryClient();
  const tell = toldIn("organisation");
  const [chosen, setChosen] = useState<string[]>([]);
  const [first, last] = [dayAhead(Date.now(), 1), dayAhead(Date.now(), 365)];
  const { field, form, ...frame } = useApiForm({
    initial: { name: "", expires_on: dayAhead(Date.now(), 90), scopes: "" },
    rules: {
      name: { right: isName, wrong: t("keys.nameWrong") },
      scopes: { right: () => chosen.length > 0, wrong: t("keys.scopesWrong") },
      expires_on: { right: (on) => first <= on && on <= last, wrong: t("keys.untilWrong") },
    },
    send: async ({ name, expires_on }) => {
      const scopes = ALL.filter((scope) => chosen.includes(scope));
      const { data } = await clientsMakeKey({ body: { name, scopes, expires_on }, throwOnError: true });
      form.reset();
      setChosen([]);
      show(data.key);
      await queries.invalidateQueries({ queryKey: clientsListKeysOptions().queryKey });
    },
    tell,
  });
  const { id, error } = field("scopes");
  const choose = (scopes: string[]) => {
    setChosen(scopes);
    form.setValues({ scopes: scopes.join(" ") });
  };
  return (
    <Section title={t("keys.newTitle")} lead={t("keys.newLead")}>
      <ApiForm {...frame} verb={t("keys.make")} maw={560}>
        <TextInput label={t("keys.name")} description={t("keys.nameHint")} {...field("name")} />
        <Checkbox.Group id={id} label={t("keys.scopes")} error={error} value={chosen} onChange={choose}>
          <Stack gap={6} mt={6}>
            {ALL.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(`scopes.${SCOPES[scope]}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <DayInput label={t("keys.lastDay")} min={first} max={last} {...field("expires_on")} />
      </ApiForm>
    </Section>
  );
}

function Made({ made, close }: { made: string | null; close: () => void }) {
  const { t } = useTranslation("organisation");
  return (
    <Dialog opened={made !== null} onClose={close} closeOnClickOutside={false} title={t("keys.madeTitle")}>
      <Stack>
        <Text>{t("keys.madeText")}</Text>
        <Paper withBorder p="sm">
          <Code className={classes.key}>{made}</Code>
        </Paper>
        <Group justify="flex-end">
          <CopyTextButton text={made ?? ""} />
          <Button onClick={close}>{t("keys.kept")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
