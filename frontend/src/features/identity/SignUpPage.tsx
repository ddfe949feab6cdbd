import { Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { identitySignUp } from "@/api/generated";
import { FormSummary } from "@/components/FormSummary";
import { TextLink } from "@/components/LinkButton";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { PasswordField } from "@/components/PasswordField";
import { useApiForm } from "@/components/useApiForm";
import { useLegal } from "@/components/useLegal";
import { useLocale } from "@/i18n/useLocale";
import { deviceZone } from "@/i18n/zone";
import { sender } from "./broughtBy";
import { Conditions } from "./Conditions";
import { PrivacyNotice } from "./PrivacyNotice";
import { isAddress, isName } from "./rules";
import { usePasswordRule } from "./usePasswordRule";

interface Props {
  /** The member whose link led here, if one did. */
  broughtBy: string | undefined;
}

/** Making an account. */
export function SignUpPage({ broughtBy }: Props) {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  useEffect(() => {
    if (broughtBy) {
      sender.keep(broughtBy);
    }
  }, [broughtBy]);
  if (sentTo !== null) {
    return (
      <PageStack width="form">
        <PageHeader
          key="sent"
          takesFocus
          title={t("signUp.sentTitle")}
          lead={t("signUp.sentText", { email: sentTo })}
        />
        <Text c="dimmed" size="sm">
          {t("signUp.sentNothing")}
        </Text>
      </PageStack>
    );
  }
  return (
    <PageStack width="form">
      <PageHeader title={t("signUp.title")} lead={t("signUp.lead")} />
      <SignUpForm sent={setSentTo} />
      <Group justify="center" gap={6}>
        <Text>{t("signUp.have")}</Text>
        <TextLink to="/sign-in">{t("signIn.submit")}</TextLink>
      </Group>
    </PageStack>
  );
}

function SignUpForm({ sent }: { sent: (email: string) => void }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const { conditions } = useLegal();
  const { trouble, sending, submit, field } = useApiForm({
    initial: { name: "", email: "", password: "", accepts: "" },
    rules: {
      name: { right: isName, wrong: t("fields.nameWrong") },
      email: { right: isAddress, wrong: t("fields.emailWrong") },
      password: usePasswordRule(),
      accepts: { right: (version) => version === (conditions?.version ?? ""), wrong: t("signUp.acceptsWrong") },
    },
    send: async ({ accepts, ...values }) => {
      const body = { ...values, language, accepts: accepts || null, time_zone: deviceZone() };
      await identitySignUp({ body, throwOnError: true });
      sent(values.email);
    },
  });
  return (
    <Paper withBorder p="lg" component="form" noValidate onSubmit={submit}>
      <Stack>
        <FormSummary trouble={trouble} />
        <TextInput label={t("fields.name")} description={t("fields.nameHint")} autoComplete="name" {...field("name")} />
        <TextInput label={t("fields.email")} type="email" autoComplete="username" {...field("email")} />
        <PasswordField isNew {...field("password")} />
        {conditions && <Conditions {...conditions} {...field("accepts")} />}
        <PrivacyNotice />
        <Button type="submit" loading={sending}>
          {t("signUp.submit")}
        </Button>
      </Stack>
    </Paper>
  );
}
