import { Button, Group, Paper, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { session, sessionQuery } from "@/api/client";
import { identitySignIn } from "@/api/generated";
import { FormSummary } from "@/components/FormSummary";
import { TextLink } from "@/components/LinkButton";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useApiForm } from "@/components/useApiForm";
import { HatChoice } from "./HatChoice";
import { isAddress, isPresent } from "./rules";

interface Props {
  /** Whether somebody was sent here from a page that needs a session. */
  isSentHere: boolean;
}

/** Signing in, and after it the choice of a hat for those who hold several. Its route leads on from there. */
export function SignInPage({ isSentHere }: Props) {
  const { t } = useTranslation();
  const { data: who } = useQuery(sessionQuery);
  if (who) {
    return (
      <PageStack width="form">
        <PageHeader key="hats" takesFocus title={t("hatChoice.title")} lead={t("hatChoice.lead")} />
        <HatChoice hats={who.hats} />
      </PageStack>
    );
  }
  return (
    <PageStack width="form">
      <PageHeader title={t("signIn.title")} lead={isSentHere ? t("signIn.expired") : t("signIn.lead")} />
      <SignInForm />
      <Group justify="center" gap={6}>
        <Text>{t("signIn.new")}</Text>
        <TextLink to="/sign-up">{t("signIn.join")}</TextLink>
      </Group>
    </PageStack>
  );
}

function SignInForm() {
  const { t } = useTranslation();
  const { trouble, sending, submit, field } = useApiForm({
    initial: { email: "", password: "" },
    rules: {
      email: { right: isAddress, wrong: t("fields.emailWrong") },
      password: { right: isPresent, wrong: t("fields.passwordMissing") },
    },
    send: async (body) => {
      const { data } = await identitySignIn({ body, throwOnError: true });
      session.keep(data);
    },
    tell: ({ code }) => (code === "unauthenticated" ? t("signIn.wrong") : undefined),
  });
  return (
    <Paper withBorder p="lg" component="form" noValidate onSubmit={submit}>
      <Stack>
        <FormSummary trouble={trouble} />
        <TextInput label={t("fields.email")} type="email" autoComplete="username" {...field("email")} />
        <PasswordInput
          label={t("fields.password")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("fields.showPassword") }}
          {...field("password")}
        />
        <Button type="submit" loading={sending}>
          {t("signIn.submit")}
        </Button>
        <TextLink to="/reset" ta="center" size="sm">
          {t("signIn.forgot")}
        </TextLink>
      </Stack>
    </Paper>
  );
}
