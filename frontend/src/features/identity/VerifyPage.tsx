import { Button, Paper, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { session } from "@/api/client";
import { identityVerify } from "@/api/generated";
import { FormSummary } from "@/components/FormSummary";
import { LinkButton } from "@/components/LinkButton";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { PasswordField } from "@/components/PasswordField";
import { useApiForm } from "@/components/useApiForm";
import { firstPage } from "./firstPage";
import { isPresent } from "./rules";

interface Props {
  /** The token of the link in the mail, if the link is whole. */
  token: string | undefined;
}

/**
 * Confirming an address, and signing in. It takes the password: programs that look into mails follow links as well, and
 * whoever owns the address should not confirm an account that somebody else began with it.
 */
export function VerifyPage({ token }: Props) {
  const { t } = useTranslation();
  return (
    <PageStack width="form">
      <PageHeader title={t("verify.title")} lead={token ? t("verify.lead") : t("verify.missing")} />
      {token ? <Confirm token={token} /> : <SignUpAgain />}
    </PageStack>
  );
}

function SignUpAgain() {
  const { t } = useTranslation();
  return (
    <LinkButton to="/sign-up" variant="default">
      {t("signUp.title")}
    </LinkButton>
  );
}

function Confirm({ token }: { token: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { trouble, problem, sending, submit, field } = useApiForm({
    initial: { password: "" },
    rules: { password: { right: isPresent, wrong: t("fields.passwordMissing") } },
    send: async ({ password }) => {
      const { data } = await identityVerify({ body: { token, password }, throwOnError: true });
      const who = session.keep(data);
      await navigate({ to: firstPage(who.hat), replace: true });
    },
    tell: ({ code }) => (code === "unauthenticated" ? t("verify.wrong") : undefined),
  });
  return (
    <Paper withBorder p="lg" component="form" noValidate onSubmit={submit}>
      <Stack>
        <FormSummary trouble={trouble} />
        <PasswordField {...field("password")} />
        <Button type="submit" loading={sending}>
          {t("verify.submit")}
        </Button>
        {problem?.code === "token-spent" && <SignUpAgain />}
      </Stack>
    </Paper>
  );
}
