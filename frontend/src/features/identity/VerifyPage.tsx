import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { identityVerify } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { FormSummary } from "@/components/FormSummary";
import { LinkButton } from "@/components/LinkButton";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useProblemText } from "@/components/useProblemText";

interface Props {
  /** The token of the link in the mail, if the link is whole. */
  token: string | undefined;
}

/** Confirming an address. It takes a press, since programs that look into mails follow links as well. */
export function VerifyPage({ token }: Props) {
  const { t } = useTranslation();
  const tell = useProblemText();
  const verify = useMutation({
    mutationFn: (sent: string) => identityVerify({ body: { token: sent }, throwOnError: true }),
  });
  if (verify.isSuccess) {
    return (
      <PageStack width="form">
        <PageHeader key="done" takesFocus title={t("verify.doneTitle")} lead={t("verify.doneText")} />
        <LinkButton to="/sign-in">{t("shell.signIn")}</LinkButton>
      </PageStack>
    );
  }
  const trouble = verify.isError ? { sentence: tell(asProblem(verify.error)), fields: [] } : null;
  return (
    <PageStack width="form">
      <PageHeader title={t("verify.title")} lead={token ? t("verify.lead") : t("verify.missing")} />
      <FormSummary trouble={trouble} />
      {token && (
        <Button loading={verify.isPending} onClick={() => verify.mutate(token)}>
          {t("verify.submit")}
        </Button>
      )}
      {(!token || verify.isError) && (
        <LinkButton to="/sign-up" variant="default">
          {t("signUp.title")}
        </LinkButton>
      )}
    </PageStack>
  );
}
