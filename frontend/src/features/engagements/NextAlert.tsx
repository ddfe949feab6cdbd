import { Alert, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { OpenReviews } from "@/api/generated";
import { TextLink } from "@/components/LinkButton";
import { Coming, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { useLocale } from "@/i18n/useLocale";
import { useZone } from "@/i18n/zone";
import { whenIs } from "@/lib/days";
import { day } from "@/lib/format";
import type { Next } from "./standing";
import { useTitle } from "./useTitle";

interface Props {
  /** One step after the other; unknown as long as the disputes are, or the reviews. */
  steps: Next[] | "unknown";
  /** What is said where nothing comes next. */
  none: string;
  /** What still waits for a word of whoever looks, once the work is over. */
  reviews?: OpenReviews;
}

/** What comes next in an engagement: the first step, and below it all others that are due or waited for. */
export function NextAlert({ steps, none, reviews }: Props) {
  return (
    <Coming isPending={steps === "unknown"} waiting={<Waiting lines={1} />}>
      {steps !== "unknown" && <Told steps={steps} none={none} reviews={reviews} />}
    </Coming>
  );
}

function isLate({ day: due }: Next): boolean {
  return due !== undefined && whenIs(due) === "over";
}

function Told({ steps, none, reviews }: Props & { steps: Next[] }) {
  const { t } = useTranslation("engagements");
  const [first, ...others] = steps;
  const hasLate = steps.some(isLate);
  return (
    <Alert
      icon={hasLate ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
      color={hasLate ? "red" : undefined}
      variant="outline"
      title={t("next.title")}
    >
      <Stack gap="xs">
        {first ? <Line step={first} /> : <Text size="sm">{none}</Text>}
        {others.length > 0 && (
          <List size="sm" spacing={6}>
            {others.map((step) => (
              <List.Item key={`${step.what} ${step.milestone.id}`}>
                <Line step={step} />
              </List.Item>
            ))}
          </List>
        )}
        {reviews && <Review reviews={reviews} />}
      </Stack>
    </Alert>
  );
}

/** To pay in, by when the work begins. */
const FUND = { ahead: "fund", today: "fundToday", over: "fundLate" } as const;

/** One step; where a dispute decides it, until when, and the way there. */
function Line({ step }: { step: Next }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const zone = useZone();
  const title = useTitle();
  const { what, milestone, dispute } = step;
  const when = step.day && whenIs(step.day, zone);
  const told = what === "fund" && when ? FUND[when] : what;
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm">
        {t(`next.${told}`, {
          milestone: title.milestone(milestone.title),
          day: step.day ? day(step.day, locale) : "",
        })}{" "}
        {isLate(step) && what !== "fund" && t("next.late")}
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
  );
}

function Review({ reviews: { engagement, closes_at } }: { reviews: OpenReviews }) {
  const { t } = useTranslation("engagements");
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm">
        {t("next.review")} {t("next.until")} <Moment at={closes_at} relative />
      </Text>
      <TextLink to="/engagements/$id/reviews" params={{ id: engagement }} size="sm">
        {t("next.toReview")}
      </TextLink>
    </Stack>
  );
}
