import { Group, Stack } from "@mantine/core";
import { IconCalendarShare } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "@/components/LinkButton";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { ClockForm, ZoneLine } from "./ClockForm";
import { Exceptions } from "./Exceptions";
import { UsualWeek } from "./UsualWeek";
import { useClock } from "./usePattern";
import { WeeksAhead } from "./WeeksAhead";

/** When the member is free: the usual week, what differs from it, and what that makes of the weeks ahead. */
export function AvailabilityPage() {
  // The words of the guard within are asked for here, so that the page does not vanish while they come.
  const { t } = useTranslation(["availability", "member"]);
  const clock = useClock();
  const zone = clock.query.data?.value.zone;
  return (
    <PageStack>
      <Stack gap="xs">
        <PageHeader
          title={t("title")}
          lead={t("lead")}
          aside={
            <LinkButton to="/calendars" variant="default" leftSection={<IconCalendarShare size={18} aria-hidden />}>
              {t("toCalendars")}
            </LinkButton>
          }
        />
        <Group mih={24}>{zone && <ZoneLine zone={zone} />}</Group>
      </Stack>
      <UsualWeek />
      <WeeksAhead />
      <Exceptions zone={zone ?? "UTC"} />
      <ClockForm />
    </PageStack>
  );
}
