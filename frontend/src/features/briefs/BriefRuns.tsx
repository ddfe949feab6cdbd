import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BriefView, Heads, RunView } from "@/api/generated";
import { formationRunsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { DataTable } from "@/components/DataTable";
import { DownloadButton } from "@/components/DownloadButton";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { list, money } from "@/lib/format";
import { useQuoteWords } from "./editor/useQuoteWords";
import { type Alike, fitOf, hiddenFor, sharesOf, together } from "./teams";

/** In these states a receipt would tell what bids are made of, which are sealed until the deadline. */
const SEALED: BriefView["state"][] = ["draft", "posted"];

/** What formation found for a brief: teams without names, or why there is none. */
export function BriefRuns({ brief }: { brief: BriefView }) {
  const { t } = useTranslation("briefs");
  const options = formationRunsInfiniteOptions({ path: { id: brief.id }, query: { limit: 5 } });
  const runs = useInfiniteQuery({ ...options, ...pagingOf(brief.id) });
  return (
    <Section title={t("runs.title")} lead={t(brief.state === "posted" ? "runs.leadSealed" : "runs.lead")}>
      <PagedList
        query={runs}
        empty={
          <Text size="sm" c="dimmed">
            {brief.bidding === "open" ? t("runs.openOnly") : t(brief.state === "posted" ? "runs.none" : "runs.never")}
          </Text>
        }
      >
        {(items) => together(items).map((alike) => <Runs key={alike[0].receipt.run} runs={alike} brief={brief} />)}
      </PagedList>
    </Section>
  );
}

function Runs({ runs, brief }: { runs: Alike; brief: BriefView }) {
  const { t } = useTranslation("briefs");
  const { locale } = useLocale();
  const { receipt, sought, teams, why } = runs[0];
  const seats = sought.map((seat) => titleOf(brief.document.seats, seat));
  // Teams are numbered where they are formed; where a seat is filled again, it is the seat that is named.
  const name = (number: number) => {
    const filled = list(seats, locale);
    return seats.length === 0 ? t("runs.teamNumber", { number }) : runs.length > 1 ? `${filled} (${number})` : filled;
  };
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <div>
          <Title order={3} size="h5">
            {seats.length > 0
              ? t("runs.found", { seats: list(seats, locale) })
              : t(receipt.kind === "form" && teams.length === 0 ? "runs.noTeams" : `runs.kinds.${receipt.kind}`)}
          </Title>
          <Text size="sm" c="dimmed">
            <Moment at={receipt.created_at} />, {t("runs.policy", { version: receipt.policy })}
            {runs.length > 1 && `, ${t("runs.teamCount", { count: runs.length })}`}
          </Text>
        </div>
        {teams.length > 0 && <Teams runs={runs} brief={brief} name={name} />}
        {why && <Why why={why} brief={brief} />}
        {teams.length === 0 && !why && <Text size="sm">{t("runs.noTeam")}</Text>}
        {!SEALED.includes(brief.state) && (
          <Group>
            {runs.map(({ receipt: { run } }, place) => (
              <DownloadButton
                key={run}
                path={`/api/v1/runs/${run}/receipt`}
                name={`${run}.receipt.json`}
                tell={({ code }) => (code === "pool-forgotten" ? t("runs.forgotten") : undefined)}
              >
                {runs.length > 1 ? t("runs.receiptOf", { name: name(place + 1) }) : t("runs.receipt")}
              </DownloadButton>
            ))}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

interface TeamsProps {
  runs: Alike;
  brief: BriefView;
  /** What the line with a number is called. */
  name: (number: number) => string;
}

function Teams({ runs, brief, name }: TeamsProps) {
  const { t } = useTranslation("briefs");
  const { locale, heads } = useQuoteWords();
  const { currency, seats } = brief.document;
  const [{ sought, kept, teams }] = runs;
  // Where a seat is filled again, the best team is taken; scores of several runs do not compare.
  const isRepair = sought.length > 0;
  const found = isRepair ? runs.flatMap((run) => run.teams.slice(0, 1)) : teams;
  const shares = isRepair ? null : sharesOf(teams);
  const rows = found.map((team, place) => ({ ...team, number: place + 1, share: shares?.[place] }));
  const open = teams[0]?.seats.filter(({ seat }) => !isRepair || sought.includes(seat));
  return (
    <Stack gap="xs">
      <DataTable
        caption={t(isRepair ? "runs.refilled" : "runs.teams")}
        columns={[
          { key: "team", label: t(isRepair ? "runs.refilled" : "runs.team"), cell: ({ number }) => name(number) },
          {
            key: "cost",
            label: t("runs.cost"),
            numeric: true,
            // Where so few may take a seat that the points are kept back, the cost is rounded up.
            cell: ({ cost, score }) => {
              const told = money(cost, currency, locale);
              return score == null ? t("runs.costAtMost", { cost: told }) : told;
            },
          },
          {
            key: "fit",
            label: t("runs.fit"),
            cell: (team) => {
              const fit = fitOf(team.seats);
              return fit === null
                ? t(`runs.hiddenFor.${hiddenFor(team.seats, kept)}`)
                : t("runs.of100", { points: fit });
            },
          },
          ...(shares
            ? [
                {
                  key: "score",
                  label: t("runs.score"),
                  cell: ({ share }: (typeof rows)[number]) =>
                    share === 100 ? t("runs.best") : t("runs.ofBest", { share }),
                },
              ]
            : []),
        ]}
        rows={rows}
        rowKey={(team) => String(team.number)}
      />
      {open && (
        <Text size="sm" c="dimmed">
          {t("runs.choice")}{" "}
          {open.map(({ seat, eligible }) => `${titleOf(seats, seat)}: ${heads(eligible)}`).join("; ")}.
        </Text>
      )}
    </Stack>
  );
}

function titleOf(seats: BriefView["document"]["seats"], id: string): string {
  return seats.find((seat) => seat.id === id)?.title ?? id;
}

const CONDITIONS = ["allowed", "skilled", "free", "affordable", "speaking", "near"] as const;

function Why({ why, brief }: { why: NonNullable<RunView["why"]>; brief: BriefView }) {
  const { t } = useTranslation(["briefs", "quote"]);
  const { locale } = useQuoteWords();
  const { currency, seats } = brief.document;
  const short = (count: Heads | undefined) => {
    if (!count) {
      return "";
    }
    return "exactly" in count
      ? new Intl.NumberFormat(locale).format(count.exactly)
      : t("runs.few", { number: count.fewer_than });
  };
  const counts = why.funnel.flatMap(({ left }) => left);
  const [few] = counts.flatMap((count) => ("fewer_than" in count ? [count.fewer_than] : []));
  const cause = (["eligible", "distinct", "blocks", "budget"] as const).find((known) => known === why.cause);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {cause ? t(`quote:ruledOut.${cause}`) : t("runs.noTeam")}
      </Text>
      {why.least_cost != null && (
        <Text size="sm">{t("runs.leastCost", { cost: money(why.least_cost, currency, locale) })}</Text>
      )}
      <DataTable
        caption={t("runs.funnel")}
        showCaption
        columns={[
          { key: "seat", label: t("runs.seat"), cell: ({ seat }) => titleOf(seats, seat) },
          ...CONDITIONS.map((condition, place) => ({
            key: condition,
            label: t(`runs.conditions.${condition}`),
            numeric: true,
            cell: ({ left }: (typeof why.funnel)[number]) => short(left[place]),
          })),
        ]}
        rows={why.funnel}
        rowKey={({ seat }) => seat}
      />
      {few !== undefined && (
        <Text size="sm" c="dimmed">
          {t("runs.fewOrNone", { number: few })}
        </Text>
      )}
    </Stack>
  );
}
