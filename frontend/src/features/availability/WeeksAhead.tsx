import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconHourglassLow, IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { WeekOfHours } from "@/api/generated";
import { availabilityWeeksOptions } from "@/api/generated/@tanstack/react-query.gen";
import { DataTable } from "@/components/DataTable";
import { Loaded, Waiting } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import classes from "./WeeksAhead.module.css";
import { weekSpan } from "./week";

/** How high a bar is at most. */
const HEIGHT_REM = 8;

/** The weeks that come: what is free, what is held and what is booked, as bars and as a table. */
export function WeeksAhead() {
  const { t } = useTranslation("availability");
  const { weeks = 12 } = useSearch({ from: "/_signed-in/availability" });
  const navigate = useNavigate({ from: "/availability" });
  const query = useQuery(availabilityWeeksOptions({ query: { weeks } }));
  return (
    <Section
      title={t("weeks.title")}
      lead={t("weeks.lead")}
      aside={
        <SegmentedControl
          aria-label={t("weeks.howMany")}
          value={String(weeks)}
          onChange={(value) => void navigate({ search: { weeks: Number(value) }, replace: true, resetScroll: false })}
          data={["12", "26", "52"].map((value) => ({ value, label: t("weeks.count", { count: Number(value) }) }))}
        />
      }
    >
      <Loaded query={query} waiting={<Waiting lines={1} height={240} />}>
        {({ items }) => <Weeks weeks={items} />}
      </Loaded>
    </Section>
  );
}

function Weeks({ weeks }: { weeks: WeekOfHours[] }) {
  const { t } = useTranslation("availability");
  const { locale } = useLocale();
  const bars = weeks.map((week) => ({ ...week, all: week.free + week.held + week.booked }));
  const most = Math.max(40, ...bars.map(({ all }) => all));
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "numeric", timeZone: "UTC" });
  return (
    <Stack>
      <Group gap="lg">
        <Key look={classes.free}>{t("weeks.free")}</Key>
        <Key look={classes.held}>
          <IconHourglassLow size={16} aria-hidden /> {t("weeks.held")}
        </Key>
        <Key look={classes.booked}>
          <IconLock size={16} aria-hidden /> {t("weeks.booked")}
        </Key>
      </Group>
      {/* The table below says the same. */}
      <div
        className={classes.chart}
        aria-hidden
        data-dense={weeks.length > 26 || undefined}
        data-short={weeks.length <= 12 || undefined}
      >
        {bars.map(({ monday, free, held, booked, all }) => (
          <div key={monday} className={classes.week} title={weekSpan(monday, locale)}>
            <span className={classes.sum}>{free}</span>
            <svg
              className={classes.bar}
              style={{ height: `${(HEIGHT_REM * all) / most}rem` }}
              viewBox={`0 0 10 ${all}`}
              preserveAspectRatio="none"
              role="presentation"
            >
              <rect className={classes.freePart} x="0" width="10" y="0" height={free} />
              <rect className={classes.heldPart} x="0" width="10" y={free} height={held} />
              <rect className={classes.bookedPart} x="0" width="10" y={free + held} height={booked} />
            </svg>
            {booked > 0 && <IconLock size={12} className={classes.mark} />}
            {booked === 0 && held > 0 && <IconHourglassLow size={12} className={classes.mark} />}
            <span className={classes.when}>{format.format(new Date(`${monday}T00:00:00Z`))}</span>
          </div>
        ))}
      </div>
      <details className={classes.details}>
        <summary>{t("weeks.asTable")}</summary>
        <DataTable
          caption={t("weeks.title")}
          columns={[
            { key: "week", label: t("weeks.week"), cell: (week) => weekSpan(week.monday, locale) },
            { key: "free", label: t("weeks.free"), numeric: true, cell: ({ free }) => free },
            { key: "held", label: t("weeks.held"), numeric: true, cell: ({ held }) => held },
            {
              key: "booked",
              label: t("weeks.booked"),
              numeric: true,
              cell: ({ booked }) => (
                <span className={classes.locked}>
                  {booked > 0 && <IconLock size={14} aria-hidden />}
                  {booked}
                </span>
              ),
            },
          ]}
          rows={weeks}
          rowKey={(week) => week.monday}
        />
      </details>
    </Stack>
  );
}

function Key({ look, children }: { look?: string; children: React.ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap">
      <span className={`${classes.swatch} ${look}`} aria-hidden />
      <Text size="sm" component="span" className={classes.locked}>
        {children}
      </Text>
    </Group>
  );
}
