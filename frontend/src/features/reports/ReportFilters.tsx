import { Group, NativeSelect, Paper, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ReportChoice, ReportChoices } from "@/api/generated";
import { LinkButton } from "@/components/LinkButton";
import { useLocale } from "@/i18n/useLocale";
import { monthName, choices as months, ordered, PRESETS, preset, type Span } from "./months";
import classes from "./reports.module.css";
import { type Asked, DIMENSIONS, type Narrowed, type ReportSearch } from "./search";
import { useRowName } from "./useRowName";

interface Props {
  space: string;
  wanted: Asked;
  now: string;
  /** What the report can be narrowed to, once that is known. */
  choices?: ReportChoices;
  choose: (next: ReportSearch) => void;
}

/** Which months, what the rows are, and of which work. Every choice is an address, so that it can be kept and shared. */
export function ReportFilters({ space, wanted, now, choices, choose }: Props) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  const nameOfPlace = useRowName("place");
  const nameOfKind = useRowName("category");
  const newestFirst = [...new Set([...months(now), wanted.from, wanted.to])].sort().reverse();
  const options = newestFirst.map((month) => ({ value: month, label: monthName(month, locale) }));
  const pick = (end: keyof Span) => (event: { currentTarget: { value: string } }) =>
    choose({ ...wanted, ...ordered({ from: wanted.from, to: wanted.to, [end]: event.currentTarget.value }, end) });
  const places = named(choices?.places, wanted.place, nameOfPlace, locale);
  const kinds = named(choices?.categories, wanted.category, nameOfKind, locale);
  const narrow = (part: keyof Narrowed) => (event: { currentTarget: { value: string } }) =>
    choose({ ...wanted, [part]: event.currentTarget.value || undefined });
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
                search={{ ...wanted, ...span }}
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
              choose({ ...wanted, by: DIMENSIONS.find((by) => by === event.currentTarget.value) ?? wanted.by })
            }
          />
          <NativeSelect
            label={t("filter.place")}
            data={[{ value: "", label: t("filter.everyPlace") }, ...places]}
            value={wanted.place ?? ""}
            onChange={narrow("place")}
          />
          <NativeSelect
            label={t("filter.category")}
            data={[{ value: "", label: t("filter.everyCategory") }, ...kinds]}
            value={wanted.category ?? ""}
            onChange={narrow("category")}
          />
        </div>
      </Stack>
    </Paper>
  );
}

/** Options with their names in the language of the page. What is chosen is among them before anything was read. */
function named(
  choices: ReportChoice[] = [],
  chosen: string | undefined,
  name: (choice: ReportChoice) => string,
  locale: string,
): { value: string; label: string }[] {
  const isKnown = chosen === undefined || choices.some(({ key }) => key === chosen);
  const all = isKnown ? choices : [...choices, { key: chosen, label: "…" }];
  const options = all.map((choice) => ({ value: choice.key, label: name(choice) }));
  return options.sort((one, other) => one.label.localeCompare(other.label, locale));
}
