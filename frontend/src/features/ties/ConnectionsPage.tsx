import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Connections } from "./Connections";
import { LogConnection } from "./LogConnection";
import { Ties } from "./Ties";

/** What happened between a member and others, and the ties that grew out of it. */
export function ConnectionsPage() {
  const { t } = useTranslation("ties");
  return (
    <PageStack>
      <PageHeader title={t("title")} lead={t("lead")} aside={<LogConnection />} />
      <Connections />
      <Ties />
    </PageStack>
  );
}
