import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { useTranslation } from "react-i18next";
import type { Dimension, Row } from "@/api/generated";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { useRowName } from "./useRowName";

interface Props {
  by: Dimension;
  /** Rows of one currency. */
  rows: Row[];
}

/** The rows of a report as bars, beside those of the year before where there was something. Amounts stay whole minor units. */
export default function ReportChart({ by, rows }: Props) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  const name = useRowName(by);
  const currency = rows[0]?.currency ?? "EUR";
  const hasBefore = rows.some((row) => row.year_before_minor !== 0);
  const now = { name: "now", label: t("report.amount"), color: "muster.6" };
  const before = { name: "before", label: t("report.yearBefore"), color: "gray.6" };
  // Months go on along the page; names of places and categories of work are long and stand under each other.
  const isTime = by === "month" || by === "quarter";
  const month = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" });
  const isMonth = (row: Row) => by === "month" && row.key !== "other";
  const short = (row: Row) => (isMonth(row) ? month.format(new Date(`${row.key}-01T00:00:00Z`)) : name(row));
  const data = rows.map((row) => ({ name: short(row), now: row.amount_minor, before: row.year_before_minor }));
  // Each bar has its label; more than two stand aslant, since a phone has no room for twelve side by side.
  const upright = { interval: 0 } as const;
  const aslant = { interval: 0, angle: -45, textAnchor: "end", height: 72 } as const;
  // A phone has no room for cents at an axis, and half of the last amount stands beyond the end of it.
  const tickFormatter = (value: number) => money(Math.round(value), currency, locale, "stripIfInteger");
  const axis = isTime
    ? { xAxisProps: rows.length > 2 ? aslant : upright, yAxisProps: { width: 80, tickFormatter } }
    : { xAxisProps: { tickFormatter, tickCount: 4, minTickGap: 16 }, yAxisProps: { width: 140, interval: 0 } };
  return (
    <div role="img" aria-label={t("report.chart", { currency })}>
      <BarChart
        h={isTime ? 300 : 70 + rows.length * (hasBefore ? 62 : 44)}
        data={data}
        dataKey="name"
        orientation={isTime ? "horizontal" : "vertical"}
        series={hasBefore ? [now, before] : [now]}
        valueFormatter={(value) => money(Math.round(value), currency, locale)}
        withLegend={hasBefore}
        maxBarWidth={44}
        barChartProps={{ accessibilityLayer: false, margin: { top: 16, right: isTime ? 5 : 32 } }}
        {...axis}
      />
    </div>
  );
}
