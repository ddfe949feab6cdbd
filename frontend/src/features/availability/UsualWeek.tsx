import { Alert, Button, Group, Stack, Switch, Text } from "@mantine/core";
import { IconInfoCircle, IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WeeklyPattern } from "@/api/generated";
import { availabilityWeeksOptions } from "@/api/generated/@tanstack/react-query.gen";
import { ConflictDialog } from "@/components/ConflictDialog";
import { Loaded } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useLocale } from "@/i18n/useLocale";
import { DayFields } from "./DayFields";
import { HourGrid } from "./HourGrid";
import classes from "./UsualWeek.module.css";
import { usePattern } from "./usePattern";
import { dayNames, type Hours, hoursOf, isSame, MOST_A_WEEK, PRESETS, patternOf, room, total } from "./week";

/** What is painted and not saved yet, and the version that it began with. */
interface Draft {
  hours: Hours;
  tag: string;
}

/** The usual week: painted, or entered day by day, and saved as a whole. */
export function UsualWeek() {
  const { t } = useTranslation("availability");
  const [draft, setDraft] = useState<Draft | null>(null);
  const { query, saving, save, conflict, keepMine, closeConflict } = usePattern(() => setDraft(null));
  return (
    <Section title={t("week.title")} lead={t("week.lead")}>
      <Loaded query={query}>
        {({ value, tag }) => {
          const saved = hoursOf(value);
          const hours = draft?.hours ?? saved;
          const isChanged = draft !== null && !isSame(draft.hours, saved) && !saving.isPending;
          const paint = (next: Hours) => setDraft((before) => ({ hours: next, tag: before?.tag ?? tag }));
          return (
            <Stack>
              <Painter hours={hours} paint={paint} />
              <Group>
                <Button
                  disabled={!isChanged && !saving.isPending}
                  loading={saving.isPending}
                  onClick={() => save(patternOf(hours), draft?.tag ?? tag)}
                >
                  {t("week.save")}
                </Button>
                {isChanged && (
                  <Button variant="default" onClick={() => setDraft(null)}>
                    {t("week.undo")}
                  </Button>
                )}
                <Text size="sm" c="dimmed" role="status">
                  {isChanged ? t("week.unsaved") : t("week.asSaved")}
                </Text>
              </Group>
              <UnsavedGuard unsaved={isChanged} />
            </Stack>
          );
        }}
      </Loaded>
      <Conflict
        conflict={conflict}
        keepMine={() => void keepMine()}
        takeTheirs={() => {
          setDraft(null);
          closeConflict();
        }}
        close={closeConflict}
      />
    </Section>
  );
}

function Painter({ hours, paint }: { hours: Hours; paint: (next: Hours) => void }) {
  const { t } = useTranslation("availability");
  const [isWide, setWide] = useState(false);
  const rows = room(hours, isWide);
  return (
    <Stack>
      <Group gap="xs" role="group" aria-label={t("presets.label")}>
        {(["full", "half", "evenings", "none"] as const).map((name) => (
          <Button
            key={name}
            variant={isSame(PRESETS[name], hours) ? "filled" : "default"}
            aria-pressed={isSame(PRESETS[name], hours)}
            size="compact-md"
            onClick={() => paint(PRESETS[name])}
          >
            {t(`presets.${name}`)}
          </Button>
        ))}
      </Group>
      <div className={classes.painter}>
        <Stack gap="sm">
          <HourGrid hours={hours} rows={rows} paint={paint} />
          <Switch
            label={t("grid.wide")}
            checked={rows > 12}
            disabled={room(hours, false) > 12}
            onChange={(event) => setWide(event.currentTarget.checked)}
          />
        </Stack>
        <Stack gap="sm">
          <DayFields hours={hours} set={paint} />
          <Sum hours={hours} />
        </Stack>
      </div>
    </Stack>
  );
}

/** What the week comes to, and what of it is locked because it is booked. */
function Sum({ hours }: { hours: Hours }) {
  const { t } = useTranslation("availability");
  const weeks = useQuery(availabilityWeeksOptions({ query: { weeks: 26 } }));
  const booked = Math.max(0, ...(weeks.data?.items.map((week) => week.booked) ?? []));
  const sum = total(hours);
  return (
    <Stack gap="xs">
      <Text fw={650}>{t("week.total", { count: sum })}</Text>
      {booked > 0 && (
        <Group gap={6} wrap="nowrap" align="flex-start">
          <IconLock size={18} aria-hidden className={classes.lock} />
          <Text size="sm">{t("week.locked", { count: booked })}</Text>
        </Group>
      )}
      {booked > sum && (
        <Alert variant="outline" color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {t("week.lessThanBooked")}
        </Alert>
      )}
      {sum > MOST_A_WEEK && (
        <Alert variant="outline" color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {t("week.tooMany", { most: MOST_A_WEEK })}
        </Alert>
      )}
    </Stack>
  );
}

interface ConflictProps {
  conflict: { mine: WeeklyPattern; theirs: { value: WeeklyPattern } } | null;
  keepMine: () => void;
  takeTheirs: () => void;
  close: () => void;
}

function Conflict({ conflict, ...acts }: ConflictProps) {
  const { t } = useTranslation("availability");
  const { locale } = useLocale();
  const names = dayNames(locale, "long");
  const differences = conflict && differing(hoursOf(conflict.mine), hoursOf(conflict.theirs.value));
  const told = differences?.map(({ day, mine, theirs }) => ({
    label: names[day] ?? "",
    mine: t("hours", { count: mine }),
    theirs: t("hours", { count: theirs }),
  }));
  return <ConflictDialog differences={told ?? null} {...acts} />;
}

function differing(mine: Hours, theirs: Hours) {
  return mine
    .map((hours, day) => ({ day, mine: hours, theirs: theirs[day] ?? 0 }))
    .filter((each) => each.mine !== each.theirs);
}
