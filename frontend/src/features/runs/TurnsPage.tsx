import { Group, Paper, Stack, Text } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconCircleCheck,
  IconHourglassHigh,
  IconRotate2,
  IconX,
} from "@tabler/icons-react";
import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { OwnTurns, PageTurn, Policy, TurnState } from "@/api/generated";
import { policiesInForceOptions, turnsOwnInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { DataTable } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { Facts } from "@/components/Facts";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Coming, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useLocale } from "@/i18n/useLocale";
import { trueMinus } from "@/lib/format";
import { roundedParts } from "@/lib/parts";
import { useCategoryName } from "./CategoryName";
import { hours } from "./points";
import classes from "./runs.module.css";

type Turn = PageTurn["items"][number];

/** Hours are written in tenths, each of so many milli-offers. */
const TENTH = 100;

/** The lines of each page, with the page they came on, whose head says the balance. */
function lines(data: InfiniteData<OwnTurns, unknown>) {
  return { ...data, pages: data.pages.map((head) => ({ ...head.entries, head })) };
}

/** A member's turns: what they are due, what moved it, and by which rules. */
export function TurnsPage() {
  const { t } = useTranslation("runs");
  const query = useInfiniteQuery({
    ...turnsOwnInfiniteOptions({ query: { limit: 20 } }),
    initialPageParam: paging.initialPageParam,
    getNextPageParam: ({ entries }) => paging.getNextPageParam(entries),
    select: lines,
  });
  const policy = useQuery(policiesInForceOptions());
  const head = query.data?.pages[0]?.head;
  return (
    <PageStack>
      <PageHeader title={t("turns.title")} lead={t("turns.lead")} />
      <Coming isPending={query.isPending || policy.isPending} waiting={<Waiting lines={6} />}>
        {head && <Balance turns={head} policy={policy.data?.policy} />}
      </Coming>
      <Section title={t("turns.movedTitle")} lead={t("turns.movedLead")} plain>
        <PagedList
          query={query}
          empty={
            <EmptyState
              icon={<IconRotate2 size={40} stroke={1.4} aria-hidden />}
              title={t("turns.emptyTitle")}
              text={t("turns.emptyText")}
              action={<LinkButton to="/availability">{t("turns.emptyAction")}</LinkButton>}
            />
          }
        >
          {(turns) => <Moves turns={turns} />}
        </PagedList>
      </Section>
      {policy.data && <Rules policy={policy.data.policy} />}
    </PageStack>
  );
}

function useHours(): (milliOffers: number, signed?: boolean) => string {
  const { locale } = useLocale();
  return (milliOffers, signed) =>
    trueMinus(
      new Intl.NumberFormat(locale, {
        maximumFractionDigits: 1,
        signDisplay: signed ? "exceptZero" : "auto",
        style: "unit",
        unit: "hour",
        unitDisplay: "long",
      }).format(hours(milliOffers)),
    );
}

/** What the member is due, as hours and as points on their scale. */
function Balance({ turns: { balance, settled, points }, policy }: { turns: OwnTurns; policy: Policy | undefined }) {
  const { t } = useTranslation("runs");
  const written = useHours();
  const [ofSettled = 0, ofOpen = 0] = roundedParts([settled, balance - settled], TENTH);
  const whole = ofSettled + ofOpen;
  const side = balance > 0 ? "due" : balance < 0 ? "had" : "even";
  return (
    <Section title={t("turns.balanceTitle")}>
      <Stack>
        <Stack gap={4}>
          <div className={classes.big}>{written(whole, true)}</div>
          <Text maw="60ch">{t(`turns.${side}`, { hours: written(Math.abs(whole)) })}</Text>
        </Stack>
        <div>
          <div className={classes.scale} role="img" aria-label={t("turns.points", { points })}>
            <span className={classes.middle} />
            <span className={classes.marker} style={{ left: `${points / 10}%` }} />
          </div>
          <div className={classes.ends}>
            <span>{t("turns.low")}</span>
            <span>{t("turns.middle")}</span>
            <span>{t("turns.high")}</span>
          </div>
        </div>
        <Facts
          facts={[
            { label: t("turns.pointsLabel"), value: t("turns.points", { points }) },
            { label: t("turns.settled"), value: written(ofSettled, true) },
            { label: t("turns.open"), value: written(ofOpen, true) },
            policy &&
              settled !== 0 && {
                label: t("turns.shrinkLabel"),
                value: t("turns.shrink", { hours: written(shrinks(settled, policy.turn_keep)) }),
              },
          ]}
        />
      </Stack>
    </Section>
  );
}

/** By how much a settled balance shrinks at the end of this month. */
function shrinks(settled: number, keep: number): number {
  return Math.round((Math.abs(settled) * (1000 - keep)) / 1000);
}

const STATES = {
  open: { icon: IconHourglassHigh, color: "yellow" },
  settled: { icon: IconCircleCheck, color: "muster" },
  reversed: { icon: IconX, color: "yellow" },
} as const satisfies Record<TurnState, object>;

/** What moved the balance, the newest first. */
function Moves({ turns }: { turns: Turn[] }) {
  const { t } = useTranslation("runs");
  const written = useHours();
  return (
    <Paper withBorder px={{ base: "md", xs: "xs" }}>
      <DataTable
        caption={t("turns.movedTitle")}
        rows={turns}
        rowKey={({ id }) => id}
        columns={[
          { key: "what", label: t("turns.what"), cell: (turn) => <What turn={turn} /> },
          { key: "when", label: t("turns.when"), cell: ({ at }) => <Moment at={at} /> },
          {
            key: "state",
            label: t("turns.state"),
            cell: ({ state }) =>
              state ? (
                <div className={classes.badge}>
                  <StatusBadge {...STATES[state]} label={t(`turnStates.${state}`)} />
                </div>
              ) : (
                "–"
              ),
          },
          {
            key: "by",
            label: t("turns.by"),
            numeric: true,
            cell: ({ milli_offers, state }) => (
              <span className={classes.moved}>
                {milli_offers < 0 ? <IconArrowDown size={16} aria-hidden /> : <IconArrowUp size={16} aria-hidden />}
                {state === "reversed" ? <s>{written(milli_offers, true)}</s> : written(milli_offers, true)}
              </span>
            ),
          },
        ]}
      />
    </Paper>
  );
}

/** Why the balance moved, in words. */
function What({ turn }: { turn: Turn }) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const category = useCategoryName();
  const month = (value: string) =>
    new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
      new Date(`${value}-01T00:00:00Z`),
    );
  if (turn.cause === "decay") {
    return <>{t("turns.decay", { month: turn.month ? month(turn.month) : "" })}</>;
  }
  const work = turn.category ? category(turn.category) : "";
  if (turn.cause === "share") {
    return <>{t("turns.share", { category: work })}</>;
  }
  return turn.invitation ? (
    <TextLink to="/invitations/$id" params={{ id: turn.invitation }} inherit>
      {t("turns.offer", { title: turn.title ?? work })}
    </TextLink>
  ) : (
    t("turns.offer", { title: turn.title ?? work })
  );
}

/** The rules of turns, with the figures of the policy in force. */
function Rules({ policy }: { policy: Policy }) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const written = useHours();
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  return (
    <Section title={t("turns.rulesTitle")}>
      <Stack gap="sm">
        <Text maw="68ch">{t("turns.ruleShare")}</Text>
        <Text maw="68ch">{t("turns.ruleDecline")}</Text>
        <Text maw="68ch">{t("turns.ruleKeep", { shrinks: percent.format((1000 - policy.turn_keep) / 1000) })}</Text>
        <Text maw="68ch">{t("turns.ruleCap", { hours: written(policy.turn_cap) })}</Text>
        <Group>
          <TextLink to="/policy">{t("why.toPolicy")}</TextLink>
        </Group>
      </Stack>
    </Section>
  );
}
