import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { LinkReport } from "@/api/generated";
import { connectionsLinkReportOptions } from "@/api/generated/@tanstack/react-query.gen";
import { DataTable } from "@/components/DataTable";
import { DayInput } from "@/components/DayInput";
import { ExchangeMap } from "@/components/ExchangeMap";
import { Loaded } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { Bar } from "./Bar";
import type { ExchangeSearch } from "./ExchangePage";
import { monthName } from "./numbers";
import classes from "./steward.module.css";

interface Props {
  search: ExchangeSearch;
  change: (search: ExchangeSearch) => void;
}

type LinkCount = LinkReport["kinds"][number];

/** What happened between people and places in a span of days. */
export function Links({ search, change }: Props) {
  const { t } = useTranslation("steward");
  const report = useQuery({
    ...connectionsLinkReportOptions({ query: { from: search.from, to: search.to } }),
    placeholderData: (before) => before,
  });
  const from = search.from ?? report.data?.from;
  const to = search.to ?? report.data?.to;
  return (
    <Section title={t("exchange.linksTitle")}>
      <div className={classes.row}>
        <DayInput
          label={t("exchange.from")}
          max={to}
          value={from}
          onChange={(day) => change({ ...search, from: day })}
        />
        <DayInput label={t("exchange.to")} min={from} value={to} onChange={(day) => change({ ...search, to: day })} />
      </div>
      <Loaded query={report}>{(found) => <Report report={found} />}</Loaded>
    </Section>
  );
}

function Report({ report }: { report: LinkReport }) {
  const { t, i18n } = useTranslation("steward");
  const { locale } = useLocale();
  const range = t("exchange.range", { from: day(report.from, locale), to: day(report.to, locale) });
  // A word for a code that the API may add some day is the code.
  const word = (part: "kinds" | "exchanges", key: string) =>
    i18n.exists(`steward:exchange.${part}.${key}`) ? t(`exchange.${part}.${key}` as "exchange.kinds.advice") : key;
  return (
    <Stack gap="xl">
      <Text>
        {t("exchange.total", { count: report.connections ?? 0 })}, {range}
      </Text>
      {report.kinds.length === 0 ? (
        <Text c="dimmed">{t("exchange.none")}</Text>
      ) : (
        <>
          <div className={classes.columns}>
            <Counts title={t("exchange.byKind")} label={t("exchange.what")} rows={report.kinds}>
              {({ key }) => word("kinds", key)}
            </Counts>
            <Counts title={t("exchange.byExchange")} label={t("exchange.where")} rows={report.exchange}>
              {({ key }) => word("exchanges", key)}
            </Counts>
          </div>
          <div className={classes.columns}>
            <Counts title={t("exchange.byMonth")} label={t("exchange.month")} rows={report.months}>
              {({ key }) => monthName(key, locale)}
            </Counts>
            <Counts
              title={t("exchange.byPlaces")}
              label={t("exchange.places")}
              rows={report.places.slice(0, 20).map(({ between, names, connections, members }) => {
                const [one, other] = names;
                const isWithin = between[0] === between[1];
                const key = isWithin ? t("exchange.withinPlace", { place: one }) : `${one} – ${other}`;
                return { key, connections, members };
              })}
            >
              {({ key }) => key}
            </Counts>
          </div>
        </>
      )}
      <Stack gap="xs" component="figure" m={0}>
        <Title order={3} size="h5">
          {t("exchange.map")}
        </Title>
        <ExchangeMap alt={t("exchange.mapAlt")} />
      </Stack>
    </Stack>
  );
}

interface CountsProps {
  title: string;
  label: string;
  rows: LinkCount[];
  children: (row: LinkCount) => ReactNode;
}

function Counts({ title, label, rows, children }: CountsProps) {
  const { t } = useTranslation("steward");
  const most = Math.max(...rows.map(({ connections }) => connections));
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      <DataTable
        caption={title}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: "key", label, cell: children },
          {
            key: "connections",
            label: t("exchange.connections"),
            numeric: true,
            cell: ({ connections }) => connections,
          },
          { key: "members", label: t("exchange.members"), numeric: true, cell: ({ members }) => members },
          { key: "bar", label: "", cell: ({ connections }) => <Bar part={connections} of={most} /> },
        ]}
      />
    </Stack>
  );
}
