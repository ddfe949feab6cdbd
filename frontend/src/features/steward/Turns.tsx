import { Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Distribution } from "@/api/generated";
import { DataTable } from "@/components/DataTable";
import { useLocale } from "@/i18n/useLocale";
import { Bar } from "./Bar";
import { ratio, thousandth } from "./numbers";

type Spread = NonNullable<Distribution["all"]>;

/** Balances of turns in bins, and measures of how even they are. */
export function Turns({ distribution }: { distribution: Distribution }) {
  const { t } = useTranslation("steward");
  const { locale } = useLocale();
  const { bins, all, by_place } = distribution;
  if (!all) {
    return <Text>{t("exchange.noTurns")}</Text>;
  }
  const most = Math.max(...bins.map(({ members }) => members));
  const hours = (milli: number) => thousandth(milli, locale);
  const name = ({ from, to }: Distribution["bins"][number]) => {
    if (from == null) {
      return t("exchange.below", { to: hours(to ?? 0) });
    }
    return to == null
      ? t("exchange.above", { from: hours(from) })
      : t("exchange.between", { from: hours(from), to: hours(to) });
  };
  const groups: { key: string; label: string; spread: Spread }[] = [
    { key: "all", label: t("exchange.everybody"), spread: all },
    ...by_place.map(({ place, spread }) => ({
      key: place ?? "none",
      label: place ? t(`exchange.placeKinds.${place}`) : t("exchange.unknownPlace"),
      spread,
    })),
  ];
  return (
    <Stack gap="lg">
      <DataTable
        caption={t("exchange.turnsTitle")}
        rows={bins}
        rowKey={({ from, to }) => `${from}:${to}`}
        columns={[
          { key: "balance", label: t("exchange.balance"), cell: name },
          { key: "members", label: t("exchange.members"), numeric: true, cell: ({ members }) => members },
          { key: "bar", label: "", cell: ({ members }) => <Bar part={members} of={most} /> },
        ]}
      />
      <Stack gap="xs">
        <Title order={3} size="h5">
          {t("exchange.measures")}
        </Title>
        <Text size="sm" c="dimmed" maw="64ch">
          {t("exchange.measuresLead")}
        </Text>
        <DataTable
          caption={t("exchange.measures")}
          rows={groups}
          rowKey={({ key }) => key}
          columns={[
            { key: "group", label: t("exchange.group"), cell: ({ label }) => label },
            { key: "members", label: t("exchange.members"), numeric: true, cell: ({ spread }) => spread.members },
            {
              key: "gini",
              label: t("exchange.gini"),
              numeric: true,
              cell: ({ spread }) => (spread.gini == null ? "–" : ratio(spread.gini, locale)),
            },
            {
              key: "jain",
              label: t("exchange.jain"),
              numeric: true,
              cell: ({ spread }) => (spread.jain == null ? "–" : ratio(spread.jain, locale)),
            },
            {
              key: "never",
              label: t("exchange.never"),
              numeric: true,
              cell: ({ spread }) => ratio(spread.never, locale, "percent"),
            },
            {
              key: "top",
              label: t("exchange.top"),
              numeric: true,
              cell: ({ spread }) =>
                spread.top_hundredth == null ? "–" : ratio(spread.top_hundredth, locale, "percent"),
            },
          ]}
        />
      </Stack>
    </Stack>
  );
}
