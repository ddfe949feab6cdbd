import { Button, Paper, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { providersBegin } from "@/api/generated";
import { FormSummary } from "@/components/FormSummary";
import { useApiForm } from "@/components/useApiForm";
import { useLegal } from "@/components/useLegal";
import { toldIn } from "@/i18n/problems";
import { keepBegun } from "./begunSignIn";
import { Conditions } from "./Conditions";
import { PrivacyNotice } from "./PrivacyNotice";
import { isAddress } from "./rules";

interface Props {
  /** Where somebody wanted to go, if anywhere. */
  next: string | undefined;
  /** Back to the address and the password. */
  again: () => void;
}

/** The way to the provider of one's organisation, which the domain of one's address tells. */
export default function OrganisationForm({ next, again }: Props) {
  const { t } = useTranslation(["provider", "common"]);
  const tell = toldIn("provider");
  const { conditions } = useLegal();
  const { trouble, sending, submit, field } = useApiForm({
    initial: { email: "", accepts: "" },
    rules: {
      email: { right: isAddress, wrong: t("common:fields.emailWrong") },
      // Whoever is here already accepted them before.
      accepts: { right: () => true, wrong: t("common:signUp.acceptsWrong") },
    },
    send: async ({ email, accepts }) => {
      const { data } = await providersBegin({ body: { email, accepts: accepts || null }, throwOnError: true });
      keepBegun({ keep: data.keep, next });
      window.location.assign(data.address);
    },
    tell,
  });
  return (
    <Paper withBorder p="lg" component="form" noValidate onSubmit={submit}>
      <Stack>
        <FormSummary trouble={trouble} />
        <TextInput
          label={t("common:fields.email")}
          description={t("signIn.emailHint")}
          type="email"
          autoComplete="username"
          {...field("email")}
        />
        {conditions && <Conditions {...conditions} {...field("accepts")} />}
        <PrivacyNotice />
        <Button type="submit" loading={sending}>
          {t("signIn.submit")}
        </Button>
        <Button variant="subtle" onClick={again}>
          {t("signIn.again")}
        </Button>
      </Stack>
    </Paper>
  );
}
