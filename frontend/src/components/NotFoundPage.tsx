import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LinkButton } from "./LinkButton";
import { PageHeader } from "./PageHeader";
import { PageStack } from "./PageStack";

/** An address that names no page. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <PageStack width="form">
      <PageHeader title={t("notFound.title")} lead={t("notFound.text")} />
      <Group>
        <LinkButton to="/">{t("notFound.action")}</LinkButton>
      </Group>
    </PageStack>
  );
}
