import { Button, Paper, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormSummary } from "@/components/FormSummary";
import { TextLink } from "@/components/LinkButton";
import { useApiForm } from "@/components/useApiForm";
import { isAddress, isPresent } from "./rules";

interface Props {
  /** Sends what was entered; throws the API's problem. */
  send: (entered: { email: string; password: string }) => Promise<unknown>;
  /** Without a frame of its own, as in a dialog. */
  plain?: boolean;
}

/** Address and password. */
export function SignInForm({ send, plain }: Props) {
  const { t } = useTranslation();
  const { trouble, sending, submit, field } = useApiForm({
    initial: { email: "", password: "" },
    rules: {
      email: { right: isAddress, wrong: t("fields.emailWrong") },
      password: { right: isPresent, wrong: t("fields.passwordMissing") },
    },
    send,
    tell: ({ code }) => (code === "unauthenticated" ? t("signIn.wrong") : undefined),
  });
  return (
    <Paper withBorder={!plain} p={plain ? 0 : "lg"} component="form" noValidate onSubmit={submit}>
      <Stack>
        <FormSummary trouble={trouble} />
        <TextInput
          label={t("fields.email")}
          type="email"
          autoComplete="username"
          data-autofocus={plain}
          {...field("email")}
        />
        <PasswordInput
          label={t("fields.password")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("fields.showPassword") }}
          {...field("password")}
        />
        <Button type="submit" loading={sending}>
          {t("signIn.submit")}
        </Button>
        {!plain && (
          <TextLink to="/reset" ta="center" size="sm">
            {t("signIn.forgot")}
          </TextLink>
        )}
      </Stack>
    </Paper>
  );
}
