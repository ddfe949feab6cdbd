import { useTranslation } from "react-i18next";
import { NotYours } from "./NotYours";
import { PageHeader } from "./PageHeader";
import { PageStack } from "./PageStack";

/** An address that names no page. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <PageStack>
      <PageHeader title={t("notFound.title")} />
      <NotYours code="no-page" />
    </PageStack>
  );
}
