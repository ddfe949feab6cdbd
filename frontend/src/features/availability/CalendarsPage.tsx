import { useTranslation } from "react-i18next";
import { BackLink } from "@/components/BackLink";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { BookingsLink } from "./BookingsLink";
import { Calendars } from "./Calendars";

/** Calendars from elsewhere that take free hours away, and one's own bookings for a calendar elsewhere. */
export function CalendarsPage() {
  const { t } = useTranslation("availability");
  return (
    <PageStack>
      <BackLink to="/availability">{t("title")}</BackLink>
      <PageHeader title={t("calendars.title")} lead={t("calendars.lead")} />
      <Calendars />
      <BookingsLink />
    </PageStack>
  );
}
