import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Policy, PolicyReport } from "@/api/generated";
import { Facts } from "@/components/Facts";
import { Measure, Measures } from "@/components/Measures";
import { useLocale } from "@/i18n/useLocale";
import { type Compared, compared, lengthOf } from "./picture";

interface Props {
  report: PolicyReport;
  /** The policy that is proposed. */
  proposed: Policy;
}

const SIDES = ["today", "proposed"] as const;
type Side = (typeof SIDES)[number];
const LOOKS = { today: "grey", proposed: "filled" } as const;

/** What the simulator found: today's policy beside the proposed one. */
export function SimulationPicture({ report, proposed }: Props) {
  const { t } = useTranslation("policy");
  const { locale } = useLocale();
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  const written = useWritten();
  return (
    <>
      <Facts
        facts={[
          { label: t("picture.source"), value: t(`picture.sources.${report.source}`) },
          { label: t("picture.members"), value: count(report.members) },
          { label: t("picture.arrivals"), value: count(report.arrivals) },
          { label: t("picture.weeks"), value: count(report.weeks) },
        ]}
      />
      <Text maw="64ch">{t("picture.lead")}</Text>
      <Measures>
        {compared(report, proposed).map((row) => (
          <Measure
            key={row.measure}
            name={t(`picture.measures.${row.measure}`)}
            bars={SIDES.map((side) => ({
              label: t(`picture.${side}`),
              length: lengthOf(row[side], row),
              written: written(row, side),
              look: LOOKS[side],
            }))}
          />
        ))}
      </Measures>
    </>
  );
}

/** How a figure is written: shares as hundredths, Gini as a number, hours with their word. */
function useWritten(): (row: Compared, side: Side) => string {
  const { locale } = useLocale();
  const formats = {
    share: new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }),
    index: new Intl.NumberFormat(locale, { minimumFractionDigits: 3 }),
    hours: new Intl.NumberFormat(locale, { style: "unit", unit: "hour", unitDisplay: "long" }),
  };
  return ({ unit, ...row }, side) => {
    const value = row[side];
    return value === undefined ? "–" : formats[unit].format(unit === "hours" ? value : value / 1000);
  };
}
