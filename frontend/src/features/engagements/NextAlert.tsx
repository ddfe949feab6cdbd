import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { TextLink } from "@/components/LinkButton";
import { Coming, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { useLocale } from "@/i18n/useLocale";
import { whenIs } from "@/lib/days";
import { day } from "@/lib/format";
import type { Next } from "./standing";
import { useTitle } from "./useTitle";

/** What is told without a day by which it has to be done. */
const UNDATED = new Set<Next["what"]>([
  "accept",
  "came",
  "answer",
  "awaitAnswer",
  "heard",
  "decided",
  "appealed",
  "disputed",
]);

interface Props {
  /** Unknown as long as the disputes are. */
  next: Next | undefined | "unknown";
  /** What is said where nothing comes next. */
  none: string;
}

/** What comes next in an engagement; where a dispute decides it, until when, and the way there. */
export function NextAlert({ next, none }: Props) {
  return (
    <Coming isPending={next === "unknown"} waiting={<Waiting lines={1} />}>
      {next !== "unknown" && <Told next={next} none={none} />}
    </Coming>
  );
}

function Told({ next, none }: { next: Next | undefined; none: string }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const title = useTitle();
  const due = next?.day ?? next?.milestone.funding?.last_day ?? next?.milestone.due_day ?? "";
  const isLate = next !== undefined && !UNDATED.has(next.what) && whenIs(due) === "over";
  const dispute = next?.dispute;
  return (
    <Alert
      icon={isLate ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
      color={isLate ? "red" : undefined}
      variant="outline"
      title={t("next.title")}
    >
      <Stack gap={4} align="flex-start">
        <Text size="sm">
          {next
            ? t(`next.${next.what}`, { milestone: title.milestone(next.milestone.title), day: day(due, locale) })
            : none}{" "}
          {isLate && t("next.late")}
        </Text>
        {dispute?.due_at && (
          <Text size="sm">
            {t("next.until")} <Moment at={dispute.due_at} relative />
          </Text>
        )}
        {dispute && (
          <TextLink to="/disputes/$id" params={{ id: dispute.id }} size="sm">
            {t("milestone.toDispute")}
          </TextLink>
        )}
      </Stack>
    </Alert>
  );
}
