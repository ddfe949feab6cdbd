import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconClock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { renewForZone } from "@/api/client";
import type { Clock } from "@/api/generated";
import type { KnownProblem } from "@/api/problem";
import { ConflictDialog } from "@/components/ConflictDialog";
import { Loaded, Waiting } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useProblemText } from "@/components/useProblemText";
import type { Versioned } from "@/features/member/versioned";
import { useLocale } from "@/i18n/useLocale";
import { deviceZone } from "@/i18n/zone";
import { useClock } from "./usePattern";

const HOURS = Array.from({ length: 25 }, (_, hour) => hour);

/** Where the member's clock stands and when they work by it: what calendars are read by. */
export function ClockForm() {
  const { t } = useTranslation("availability");
  const { query } = useClock();
  return (
    <Section title={t("clock.title")} lead={t("clock.lead")}>
      <Loaded query={query} waiting={<Waiting lines={1} />}>
        {(clock) => <Form clock={clock} />}
      </Loaded>
    </Section>
  );
}

function Form({ clock }: { clock: Versioned<Clock> }) {
  const { t } = useTranslation(["availability", "common"]);
  const sentence = useProblemText();
  const [draft, setDraft] = useState<{ value: Clock; tag: string } | null>(null);
  const refused = (problem: KnownProblem) =>
    notifications.show({
      title: t("common:form.notDone"),
      message: problem.fields.length > 0 ? t("clock.wrong") : sentence(problem),
      color: "red",
      autoClose: false,
    });
  const { saving, save, conflict, keepMine, closeConflict } = useClock((saved) => {
    setDraft(null);
    renewForZone(saved.value.zone);
    notifications.show({ message: t("common:ui.saved"), color: "muster" });
  }, refused);
  const value = draft?.value ?? clock.value;
  const change = (part: Partial<Clock>) => setDraft({ value: { ...value, ...part }, tag: draft?.tag ?? clock.tag });
  const here = deviceZone();
  const zones = Array.from(new Set(["UTC", here, value.zone, ...Intl.supportedValuesOf("timeZone")])).sort();
  const isRight = value.from < value.to;
  const isChanged = draft !== null;
  return (
    <form
      aria-label={t("clock.title")}
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight) {
          save(value, draft?.tag ?? clock.tag);
        }
      }}
    >
      <Stack>
        <Group align="flex-start">
          <NativeSelect
            label={t("clock.zone")}
            data={zones}
            value={value.zone}
            onChange={(event) => change({ zone: event.currentTarget.value })}
            w={{ base: "100%", xs: 280 }}
          />
          <NativeSelect
            label={t("clock.from")}
            data={HOURS.slice(0, 24).map(hourOption)}
            value={value.from}
            onChange={(event) => change({ from: Number(event.currentTarget.value) })}
          />
          <NativeSelect
            label={t("clock.to")}
            data={HOURS.slice(1).map(hourOption)}
            value={value.to}
            error={isRight ? undefined : t("clock.order")}
            onChange={(event) => change({ to: Number(event.currentTarget.value) })}
          />
        </Group>
        <Group>
          <Button type="submit" disabled={!isChanged || !isRight} loading={saving.isPending}>
            {t("common:ui.save")}
          </Button>
          {value.zone !== here && (
            <Button variant="default" onClick={() => change({ zone: here })}>
              {t("clock.useHere", { zone: here })}
            </Button>
          )}
          {isChanged && (
            <Text size="sm" c="dimmed" role="status">
              {t("week.unsaved")}
            </Text>
          )}
        </Group>
        <UnsavedGuard unsaved={isChanged && !saving.isPending} />
        <ConflictDialog
          differences={conflict && differences(conflict.mine, conflict.theirs.value, t)}
          keepMine={() => void keepMine()}
          takeTheirs={() => {
            setDraft(null);
            closeConflict();
          }}
          close={closeConflict}
        />
      </Stack>
    </form>
  );
}

function hourOption(hour: number) {
  return { value: String(hour), label: `${String(hour).padStart(2, "0")}:00` };
}

function differences(mine: Clock, theirs: Clock, t: (key: "clock.zone" | "clock.from" | "clock.to") => string) {
  return (["zone", "from", "to"] as const)
    .filter((part) => mine[part] !== theirs[part])
    .map((part) => ({ label: t(`clock.${part}`), mine: String(mine[part]), theirs: String(theirs[part]) }));
}

/** In which time zone all of this counts, and what time it is there. */
export function ZoneLine({ zone }: { zone: string }) {
  const { t } = useTranslation("availability");
  const { locale } = useLocale();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const clock = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(clock);
  }, []);
  const time = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
    timeZoneName: "short",
  });
  return (
    <Group gap={6} wrap="nowrap">
      <IconClock size={18} aria-hidden />
      <Text size="sm">{t("clock.line", { zone, now: time.format(now) })}</Text>
    </Group>
  );
}
