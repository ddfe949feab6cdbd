import { Button, Group, Paper, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { IconBeach, IconCalendarPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { availabilityExcept, availabilityUnexcept, type HoursException } from "@/api/generated";
import {
  availabilityExceptionsInfiniteOptions,
  availabilityExceptionsInfiniteQueryKey,
  availabilityWeeksQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { DayInput } from "@/components/DayInput";
import { FormSummary } from "@/components/FormSummary";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { WholeNumberInput } from "@/components/WholeNumberInput";
import { useLocale } from "@/i18n/useLocale";
import { today } from "@/lib/days";
import classes from "./Exceptions.module.css";
import { daySpan, MOST_A_DAY } from "./week";

const LIST = { query: { limit: 100 } };
const STALE = [availabilityExceptionsInfiniteQueryKey(LIST), availabilityWeeksQueryKey()];

/** Spans of days that differ from the usual week: holidays above all. */
export function Exceptions({ zone }: { zone: string }) {
  const { t } = useTranslation("availability");
  const query = useInfiniteQuery({ ...availabilityExceptionsInfiniteOptions(LIST), ...paging });
  return (
    <Section title={t("exceptions.title")} lead={t("exceptions.lead")}>
      <NewException zone={zone} />
      <PagedList query={query} empty={<Text c="dimmed">{t("exceptions.empty")}</Text>}>
        {(items) => <List items={items} zone={zone} />}
      </PagedList>
    </Section>
  );
}

function List({ items, zone }: { items: HoursException[]; zone: string }) {
  const { t } = useTranslation("availability");
  const now = today(zone);
  const [coming, over] = [items.filter(({ to }) => to >= now), items.filter(({ to }) => to < now)];
  const sorted = coming.toSorted((one, other) => one.from.localeCompare(other.from));
  return (
    <Stack gap="sm">
      {sorted.length === 0 && <Text c="dimmed">{t("exceptions.noneAhead")}</Text>}
      <ul className={classes.list}>
        {sorted.map((each) => (
          <Line key={each.id} exception={each} />
        ))}
      </ul>
      {over.length > 0 && (
        <details className={classes.over}>
          <summary>{t("exceptions.over", { count: over.length })}</summary>
          <ul className={classes.list}>
            {over.map((each) => (
              <Line key={each.id} exception={each} />
            ))}
          </ul>
        </details>
      )}
    </Stack>
  );
}

function Line({ exception: { id, from, to, hours_a_day, note } }: { exception: HoursException }) {
  const { t } = useTranslation(["availability", "common"]);
  const { locale } = useLocale();
  const span = daySpan(from, to, locale);
  const remove = useAct({
    act: () => availabilityUnexcept({ path: { exception: id }, throwOnError: true }),
    done: t("exceptions.removed"),
    stale: STALE,
  });
  return (
    <Paper component="li" withBorder px="md" py="xs">
      <Group justify="space-between" gap="xs">
        <Stack gap={0}>
          <Text fw={600}>{span}</Text>
          <Group gap={6}>
            {hours_a_day === 0 && <IconBeach size={16} aria-hidden />}
            <Text size="sm">
              {hours_a_day === 0 ? t("exceptions.off") : t("exceptions.hoursADay", { count: hours_a_day })}
            </Text>
            {note && (
              <Text size="sm" c="dimmed" className={classes.note}>
                {note}
              </Text>
            )}
          </Group>
        </Stack>
        <Button
          variant="default"
          size="compact-md"
          loading={remove.isPending}
          aria-label={t("exceptions.removeSpan", { span })}
          onClick={() => remove.mutate()}
        >
          {t("common:ui.remove")}
        </Button>
      </Group>
    </Paper>
  );
}

function NewException({ zone }: { zone: string }) {
  const { t } = useTranslation(["availability", "common"]);
  const queries = useQueryClient();
  const { form, unsaved, trouble, sending, submit, field } = useApiForm({
    initial: { from: "", to: "", hours_a_day: "0", note: "" },
    rules: {
      from: { right: (text) => text !== "", wrong: t("exceptions.daysWrong") },
      to: { right: (text) => text !== "", wrong: t("exceptions.daysWrong") },
      hours_a_day: {
        right: (text) => /^\d+$/.test(text) && Number(text) <= MOST_A_DAY,
        wrong: t("exceptions.hoursWrong"),
      },
      note: { right: (text) => text.length <= 200, wrong: t("exceptions.noteWrong") },
    },
    send: async ({ hours_a_day, ...rest }) => {
      await availabilityExcept({ body: { ...rest, hours_a_day: Number(hours_a_day) }, throwOnError: true });
      form.reset();
      await Promise.all(STALE.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    tell: ({ code }) => (code === "too-many-exceptions" ? t("exceptions.tooMany") : undefined),
  });
  const { from, to, hours_a_day } = form.values;
  const isOff = hours_a_day === "0";
  return (
    <form onSubmit={submit} noValidate aria-label={t("exceptions.new")}>
      <Stack gap="sm">
        <FormSummary trouble={trouble} />
        <div className={classes.form}>
          <DayInput
            label={t("exceptions.from")}
            placeholder={t("exceptions.choose")}
            min={today(zone)}
            max={to || undefined}
            {...field("from")}
          />
          <DayInput
            label={t("exceptions.to")}
            placeholder={t("exceptions.choose")}
            min={from || today(zone)}
            {...field("to")}
          />
          <TextInput
            label={t("exceptions.note")}
            description={t("exceptions.noteHint")}
            maxLength={200}
            {...field("note")}
          />
        </div>
        <Group align="flex-end" gap="sm">
          <SegmentedControl
            aria-label={t("exceptions.kind")}
            value={isOff ? "off" : "other"}
            onChange={(value) => form.setValues({ hours_a_day: value === "off" ? "0" : "4" })}
            data={[
              { value: "off", label: t("exceptions.off") },
              { value: "other", label: t("exceptions.other") },
            ]}
          />
          {!isOff && (
            <WholeNumberInput
              {...field("hours_a_day")}
              label={t("exceptions.hours")}
              value={Number(hours_a_day) || ""}
              onChange={(value) => form.setValues({ hours_a_day: String(value) })}
              min={1}
              max={MOST_A_DAY}
              w={140}
            />
          )}
          <Button type="submit" leftSection={<IconCalendarPlus size={18} aria-hidden />} loading={sending}>
            {t("exceptions.add")}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard unsaved={unsaved} />
    </form>
  );
}
