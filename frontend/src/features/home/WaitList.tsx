import { Badge, Group, Paper, Skeleton, Stack, Text } from "@mantine/core";
import {
  type Icon,
  IconAlertTriangle,
  IconBell,
  IconBuildingBank,
  IconCash,
  IconCheckbox,
  IconCircleCheck,
  IconClipboardText,
  IconGavel,
  IconLink,
  IconMailOpened,
  IconMessageStar,
  IconQuestionMark,
  IconReceiptTax,
  IconReplace,
  IconScale,
  IconSend,
  IconSignature,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Money as Amount } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { ErrorState } from "@/components/ErrorState";
import { TextLink } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { useZone } from "@/i18n/zone";
import { whenIs } from "@/lib/days";
import { day, distance, grouped, money } from "@/lib/format";
import classes from "./home.module.css";
import { inOrder, isHidden, type Wait, type WaitItem } from "./waiting";

const SIGNS: Record<Wait, Icon> = {
  decide: IconClipboardText,
  answer: IconQuestionMark,
  counter: IconQuestionMark,
  fund: IconCash,
  pay: IconCash,
  came: IconCash,
  accept: IconCheckbox,
  billing: IconReceiptTax,
  unfilled: IconReplace,
  invitation: IconMailOpened,
  standby: IconBell,
  signOff: IconSignature,
  submit: IconSend,
  bank: IconBuildingBank,
  connection: IconLink,
  crew: IconUsersGroup,
  review: IconMessageStar,
  statement: IconGavel,
  offer: IconGavel,
  decision: IconGavel,
  free: IconReplace,
  case: IconReplace,
  dispute: IconGavel,
  policy: IconScale,
  fault: IconAlertTriangle,
  stray: IconCash,
  unclaimed: IconCash,
  contradiction: IconAlertTriangle,
  job: IconAlertTriangle,
};

/** A part of the list that is fetched by itself. */
export interface Part {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  fetchStatus?: string;
  refetch: () => unknown;
}

interface Props {
  items: WaitItem[];
  parts: Part[];
}

/** What waits for somebody, the most urgent first. It comes as a whole, or it would jump; a part that fails does not hide the others. */
export function WaitList({ items, parts }: Props) {
  const { t } = useTranslation("member");
  const isPending = parts.some((part) => part.isPending && part.fetchStatus !== "idle");
  const failed = parts.filter((part) => part.isError && !isHidden(asProblem(part.error)));
  const [first] = failed;
  return (
    <Section plain title={t("home.waiting")}>
      <Stack gap="sm">
        {isPending && <Skeleton height={64} radius="md" role="status" aria-label={t("home.looking")} />}
        {items.length > 0 && !isPending && (
          <ul className={classes.list}>
            {inOrder(items).map((item) => (
              <Line key={item.key} item={item} />
            ))}
          </ul>
        )}
        {first && (
          <ErrorState
            error={first.error}
            retry={() => {
              for (const part of failed) {
                void part.refetch();
              }
            }}
          />
        )}
        {items.length === 0 && !isPending && !first && (
          <Paper withBorder p="md">
            <Group gap="sm" wrap="nowrap">
              <IconCircleCheck size={24} stroke={1.6} aria-hidden className={classes.sign} />
              <Text>{t("home.nothing")}</Text>
            </Group>
          </Paper>
        )}
      </Stack>
    </Section>
  );
}

function Line({ item: { wait, title, link, until, by, before, since, transfer, came } }: { item: WaitItem }) {
  const { t } = useTranslation("member");
  const { locale } = useLocale();
  const zone = useZone();
  const Sign = SIGNS[wait];
  return (
    <Paper component="li" withBorder p="md" className={classes.line}>
      <Sign size={22} stroke={1.6} aria-hidden className={classes.sign} />
      <Stack gap={4} className={classes.words}>
        <Group gap="xs">
          <Badge variant="outline" color="muster" radius="sm" tt="none">
            {t(`home.waits.${wait}`)}
          </Badge>
          {until && (
            <Text size="sm">
              {t("home.until")} <Moment at={until} relative />
            </Text>
          )}
          {by && <Due on={by} what="by" />}
          {before && <Due on={before} what="before" />}
          {wait === "accept" && <Text size="sm">{t("home.handedIn")}</Text>}
          {since && (
            <Text size="sm" c="dimmed">
              {t(wait === "decide" ? "home.opened" : "home.since", {
                distance: distance(since, Date.now(), locale, zone),
              })}
            </Text>
          )}
        </Group>
        <TextLink {...link} fw={600}>
          {title}
        </TextLink>
        {transfer && (
          <Text size="sm">
            {t("home.transfer", {
              amount: money(transfer.amount.amount, transfer.amount.currency, locale),
              reference: grouped(transfer.reference),
            })}
          </Text>
        )}
        {came && <CameLine came={came} />}
      </Stack>
    </Paper>
  );
}

/** What came and did not fit, and that it need not be paid again. */
function CameLine({ came: { amount, asked, missing, reference = "" } }: { came: NonNullable<WaitItem["came"]> }) {
  const { t } = useTranslation("member");
  const { locale } = useLocale();
  const written = ({ amount: minor, currency }: Amount) => money(minor, currency, locale);
  const told = { amount: written(amount), asked: written(asked) };
  return (
    <Text size="sm">
      {missing && missing.amount > 0
        ? t("home.came.missing", { ...told, missing: written(missing), reference: grouped(reference) })
        : t("home.came.other", told)}
    </Text>
  );
}

interface DueProps {
  on: string;
  /** To be done by the end of that day, or before work begins on it. */
  what: "by" | "before";
}

/** By which day something is to be done: in so many words where that is today, and that it is late once the day is over. */
function Due({ on, what }: DueProps) {
  const { t } = useTranslation("member");
  const { locale } = useLocale();
  const zone = useZone();
  const when = whenIs(on, zone);
  const words = t(what === "by" ? `home.by.${when}` : `home.before.${when}`, { day: day(on, locale) });
  if (when !== "over") {
    return <Text size="sm">{words}</Text>;
  }
  return (
    <Text size="sm" fw={600} c="var(--mantine-color-error)" className={classes.late}>
      <IconAlertTriangle size={16} aria-hidden />
      {words}
    </Text>
  );
}
