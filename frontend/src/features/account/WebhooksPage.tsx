import { Anchor, Button, Checkbox, Code, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type NoticeKind, webhooksRegister } from "@/api/generated";
import { webhooksListOptions } from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { CopyTextButton } from "@/components/CopyTextButton";
import { Dialog } from "@/components/Dialog";
import { EmptyState } from "@/components/EmptyState";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useApiForm } from "@/components/useApiForm";
import classes from "./account.module.css";
import { WebhookCard } from "./WebhookCard";
import { CLIENT_KINDS } from "./words";

/** Addresses of the organisation's own that are sent what its people are told. */
export function WebhooksPage() {
  const { t } = useTranslation("account");
  const webhooks = useQuery(webhooksListOptions());
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <PageStack>
      <PageHeader title={t("webhooks.title")} lead={t("webhooks.lead")} />
      <Loaded query={webhooks}>
        {(all) => (
          <>
            {all.length === 0 ? (
              <EmptyState
                icon={<IconLink size={40} stroke={1.4} aria-hidden />}
                title={t("webhooks.emptyTitle")}
                text={t("webhooks.emptyText")}
                action={<Anchor href="/api/docs/#/webhooks">{t("webhooks.how")}</Anchor>}
              />
            ) : (
              all.map((webhook) => <WebhookCard key={webhook.id} webhook={webhook} showSecret={setSecret} />)
            )}
            <Register showSecret={setSecret} />
          </>
        )}
      </Loaded>
      <Secret secret={secret} close={() => setSecret(null)} />
    </PageStack>
  );
}

function Register({ showSecret }: { showSecret: (secret: string) => void }) {
  const { t } = useTranslation(["account", "common"]);
  const queries = useQueryClient();
  const [kinds, setKinds] = useState<string[]>([]);
  const { field, form, ...frame } = useApiForm({
    initial: { url: "" },
    rules: { url: { right: (text) => text.trim().startsWith("https://"), wrong: t("webhooks.urlWrong") } },
    send: async ({ url }) => {
      const chosen: NoticeKind[] = CLIENT_KINDS.filter((kind) => kinds.includes(kind));
      const body = { url: url.trim(), kinds: chosen.length > 0 ? chosen : null };
      const { data } = await webhooksRegister({ body, throwOnError: true });
      form.reset();
      setKinds([]);
      showSecret(data.secret);
      await queries.invalidateQueries({ queryKey: webhooksListOptions().queryKey });
    },
    tell: ({ code }) =>
      code === "too-many-webhooks" ? t("webhooks.tooMany") : code === "forbidden" ? t("webhooks.role") : undefined,
  });
  return (
    <Section title={t("webhooks.newTitle")}>
      <ApiForm {...frame} verb={t("webhooks.register")} maw={560}>
        <TextInput type="url" label={t("webhooks.url")} description={t("webhooks.urlHint")} {...field("url")} />
        <Checkbox.Group
          label={t("webhooks.kinds")}
          description={t("webhooks.kindsHint")}
          // Below so long a list nobody would read it.
          inputWrapperOrder={["label", "description", "input", "error"]}
          value={kinds}
          onChange={setKinds}
        >
          <Stack gap={6} mt={6}>
            {CLIENT_KINDS.map((kind) => (
              <Checkbox key={kind} value={kind} label={t(`kinds.${kind}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
      </ApiForm>
    </Section>
  );
}

function Secret({ secret, close }: { secret: string | null; close: () => void }) {
  const { t } = useTranslation("account");
  return (
    <Dialog opened={secret !== null} onClose={close} closeOnClickOutside={false} title={t("webhooks.secretTitle")}>
      <Stack>
        <Text>{t("webhooks.secretText")}</Text>
        <Paper withBorder p="sm">
          <Title order={3} size="h6">
            {t("webhooks.secret")}
          </Title>
          <Code className={classes.secret}>{secret}</Code>
        </Paper>
        <Group justify="flex-end">
          <CopyTextButton text={secret ?? ""} />
          <Button onClick={close}>{t("webhooks.secretDone")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
