import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ErrorState } from "./ErrorState";
import { PageHeader } from "./PageHeader";
import { PageStack } from "./PageStack";

/** A whole page that could not be shown. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <PageStack>
      <PageHeader title={t("error.title")} />
      <ErrorState error={error} retry={retry} isTold />
    </PageStack>
  );
}
