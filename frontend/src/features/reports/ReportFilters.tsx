import { Group, NativeSelect, Paper, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Dimension } from "@/api/generated";
import { LinkButton } from "@/components/LinkButton";
import { useLocale } from "@/i18n/useLocale";
import { choices, monthName, ordered, PRESETS, preset, type Span } from "./months";
import classes from "./reports.module.css";
import { DIMENSIONS, type ReportSearch } from "./search";

interface Props {
  space: string;
  wanted: Span & { by: Dimension };
  now: string;
  choose: (next: ReportSearch) => void;
}

/** Which months, and what the rows are. Every choice is an address, so that it can be kept and shared. */
export function ReportFilters({ space, wanted, now, choose }: Props) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  const months = [...new Set([...choices(now), wanted.from, wanted.to])].sort().reverse();
  const options = months.map((month) => ({ value: month, label: monthName(month, locale) }));
  const pick = (end: keyof Span) => (event: { currentTarget: { value: string } }) =>
    choose({ ...ordered({ ...wanted, [end]: event.currentTarget.value }, end), by: wanted.by });
  return (
    <Paper withBorder p="md" component="search" aria-label={t("filter.title")} className={classes.filters}>
      <Stack gap="md">
        <Group gap="xs" component="nav" aria-label={t("filter.presets")}>
          {PRESETS.map((which) => {
            const span = preset(which, now);
            const isChosen = span.from === wanted.from && span.to === wanted.to;
            return (
              <LinkButton
                key={which}
                to="/spaces/$space/report"
                params={{ space }}
                search={{ ...span, by: wanted.by }}
                resetScroll={false}
                activeProps={{}}
                size="compact-md"
                variant={isChosen ? "filled" : "default"}
                aria-current={isChosen ? "true" : undefined}
              >
                {t(`preset.${which}`)}
              </LinkButton>
            );
          })}
        </Group>
        <div className={classes.fields}>
          <NativeSelect label={t("filter.from")} data={options} value={wanted.from} onChange={pick("from")} />
          <NativeSelect label={t("filter.to")} data={options} value={wanted.to} onChange={pick("to")} />
          <NativeSelect
            label={t("filter.by")}
            data={DIMENSIONS.map((by) => ({ value: by, label: t(`by.${by}`) }))}
            value={wanted.by}
            onChange={(event) =>
              choose({
                from: wanted.from,
                to: wanted.to,
                by: DIMENSIONS.find((by) => by === event.currentTarget.value) ?? wanted.by,
              })
            }
          />
        </div>
      </Stack>
    </Paper>
  );
}
