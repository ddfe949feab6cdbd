import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { noticeSettingsQuery } from "@/api/noticeSettings";
import { BackLink } from "@/components/BackLink";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { SettingsForm } from "./SettingsForm";

/** How somebody wants to be told: each kind of news in the app and by mail, and when mail may come. */
export function NoticeSettingsPage() {
  const { t } = useTranslation("account");
  const settings = useQuery({ ...noticeSettingsQuery, refetchOnWindowFocus: false });
  return (
    <PageStack>
      <BackLink to="/notices">{t("settings.back")}</BackLink>
      <PageHeader title={t("settings.title")} lead={t("settings.lead")} />
      <Loaded query={settings}>{(read) => <SettingsForm read={read} />}</Loaded>
    </PageStack>
  );
}
