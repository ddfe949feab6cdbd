import { Button, Paper, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { identityAskForReset, identityReset } from "@/api/generated";
import { FormSummary } from "@/components/FormSummary";
import { LinkButton } from "@/components/LinkButton";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { PasswordField } from "@/components/PasswordField";
import { useApiForm } from "@/components/useApiForm";
import { isAddress } from "./rules";
import { usePasswordRule } from "./usePasswordRule";

interface Props {
  /** The token of the link in the mail; without one, the page asks for a link. */
  token: string | undefined;
}

/** A new password, in two steps: asking for a link, and following it. */
export function ResetPage({ token }: Props) {
  return <PageStack width="form">{token ? <SetPassword token={token} /> : <AskForLink />}</PageStack>;
}

function AskForLink() {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { trouble, sending, submit, field } = useApiForm({
    initial: { email: "" },
    rules: { email: { right: isAddress, wrong: t("fields.emailWrong") } },
    send: async (body) => {
      await identityAskForReset({ body, throwOnError: true });
      setSentTo(body.email);
    },
  });
  if (sentTo !== null) {
    return (
      <PageHeader key="sent" takesFocus title={t("reset.sentTitle")} lead={t("reset.sentText", { email: sentTo })} />
    );
  }
  return (
    <>
      <PageHeader title={t("reset.title")} lead={t("reset.askLead")} />
      <Paper withBorder p="lg" component="form" noValidate onSubmit={submit}>
        <Stack>
          <FormSummary trouble={trouble} />
          <TextInput label={t("fields.email")} type="email" autoComplete="username" {...field("email")} />
          <Button type="submit" loading={sending}>
            {t("reset.askSubmit")}
          </Button>
        </Stack>
      </Paper>
    </>
  );
}

function SetPassword({ token }: { token: string }) {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const { trouble, problem, sending, submit, field } = useApiForm({
    initial: { password: "" },
    rules: { password: usePasswordRule() },
    send: async ({ password }) => {
      await identityReset({ body: { token, password }, throwOnError: true });
      setDone(true);
    },
  });
  if (isDone) {
    return (
      <>
        <PageHeader key="done" takesFocus title={t("reset.doneTitle")} lead={t("reset.doneText")} />
        <LinkButton to="/sign-in">{t("shell.signIn")}</LinkButton>
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("reset.title")} lead={t("reset.setLead")} />
      <Paper withBorder p="lg" component="form" noValidate onSubmit={submit}>
        <Stack>
          <FormSummary trouble={trouble} />
          <PasswordField isNew {...field("password")} />
          <Button type="submit" loading={sending}>
            {t("reset.setSubmit")}
          </Button>
          {problem?.code === "token-spent" && (
            <LinkButton to="/reset" variant="default">
              {t("reset.again")}
            </LinkButton>
          )}
        </Stack>
      </Paper>
    </>
  );
}
