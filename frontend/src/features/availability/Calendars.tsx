import { Button, FileInput, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import {
  type Icon,
  IconAlertTriangle,
  IconCalendarOff,
  IconCircleCheck,
  IconFile,
  IconHourglassHigh,
  IconRefresh,
  IconRss,
} from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Calendar,
  type CalendarState,
  calendarsAddCalendar,
  calendarsAddCalendarFile,
  calendarsRefreshCalendar,
  calendarsRemoveCalendar,
} from "@/api/generated";
import {
  availabilityWeeksQueryKey,
  calendarsListCalendarsInfiniteOptions,
  calendarsListCalendarsInfiniteQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import type { KnownProblem } from "@/api/problem";
import { ApiForm } from "@/components/ApiForm";
import { ConfirmButton } from "@/components/ConfirmButton";
import { EmptyState } from "@/components/EmptyState";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import classes from "./Exceptions.module.css";

const STALE = [calendarsListCalendarsInfiniteQueryKey(), availabilityWeeksQueryKey()];
const LARGEST = 1_048_576;
const PATIENCE = 5_000;

const SIGNS: Record<CalendarState, { icon: Icon; color: string }> = {
  waiting: { icon: IconHourglassHigh, color: "yellow" },
  read: { icon: IconCircleCheck, color: "muster" },
  failing: { icon: IconAlertTriangle, color: "red" },
  removed: { icon: IconCalendarOff, color: "gray" },
};

/** The calendars that are read for the member, how it is with each, and two ways to add one. */
export function Calendars() {
  const { t } = useTranslation("availability");
  const query = useInfiniteQuery({
    ...calendarsListCalendarsInfiniteOptions({ query: { limit: 20 } }),
    ...paging,
    // A feed that was just added is read within seconds.
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((each) => each.state === "waiting")) ? PATIENCE : false,
  });
  return (
    <>
      <Section plain title={t("calendars.read")} lead={t("calendars.readLead")}>
        <PagedList
          query={query}
          empty={
            <EmptyState
              icon={<IconCalendarOff size={40} stroke={1.4} aria-hidden />}
              title={t("calendars.emptyTitle")}
              text={t("calendars.emptyText")}
              action={
                <Button
                  variant="default"
                  onClick={() => document.querySelector<HTMLElement>("#add-feed input")?.focus()}
                >
                  {t("calendars.addFirst")}
                </Button>
              }
            />
          }
        >
          {(items) => (
            <ul className={classes.list}>
              {items.map((each) => (
                <Line key={each.id} calendar={each} />
              ))}
            </ul>
          )}
        </PagedList>
      </Section>
      <AddFeed />
      <AddFile />
    </>
  );
}

/** What the limits of calendars mean, which only this page knows. */
function useCalendarProblem() {
  const { t } = useTranslation("availability");
  return ({ code }: KnownProblem) => {
    switch (code) {
      case "too-many-calendars":
        return t("calendars.tooMany");
      case "too-many-calendars-today":
        return t("calendars.tooManyToday");
      case "calendar-asked-lately":
        return t("calendars.askedLately");
      case "malformed":
        return t("calendars.fileWrong");
      default:
        return undefined;
    }
  };
}

function Line({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation(["availability", "common"]);
  const tell = useCalendarProblem();
  const { id, name, source, server, state, events, note, problem, asked_at, read_at } = calendar;
  const path = { path: { calendar: id }, throwOnError: true } as const;
  const refresh = useAct({ act: () => calendarsRefreshCalendar(path), stale: STALE, tell, done: t("calendars.asked") });
  const remove = useAct({ act: () => calendarsRemoveCalendar(path), stale: STALE, done: t("calendars.removed") });
  const Sign = source === "feed" ? IconRss : IconFile;
  return (
    <Paper component="li" withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={3} size="h5" className={classes.note}>
            {name}
          </Title>
          <StatusBadge {...SIGNS[state]} label={t(`calendars.states.${state}`)} />
        </Group>
        <Group gap={6} wrap="nowrap">
          <Sign size={16} aria-hidden />
          <Text size="sm" c="dimmed" className={classes.note}>
            {source === "feed" ? t("calendars.feedOf", { server: server ?? "…" }) : t("calendars.file")}
          </Text>
        </Group>
        <Text size="sm">
          {t("calendars.events", { count: events })}
          {read_at && (
            <>
              {" "}
              {t("calendars.readAt")} <Moment at={read_at} />
            </>
          )}
        </Text>
        {note && <Said lead={t("calendars.leftOut")} words={note} />}
        {problem && <Said lead={t("calendars.failing")} words={problem} />}
        {problem && asked_at && (
          <Text size="sm" c="dimmed">
            {t("calendars.askedAt")} <Moment at={asked_at} />
          </Text>
        )}
        <Group gap="xs">
          {source === "feed" && (
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconRefresh size={16} aria-hidden />}
              loading={refresh.isPending}
              onClick={() => refresh.mutate()}
            >
              {t("calendars.refresh")}
            </Button>
          )}
          <ConfirmButton
            variant="default"
            size="compact-md"
            title={t("calendars.removeTitle", { name })}
            text={t("calendars.removeText")}
            act={remove}
          >
            {t("common:ui.remove")}
          </ConfirmButton>
        </Group>
      </Stack>
    </Paper>
  );
}

/** What the reader of calendars has to say: our sentence, and its own, which is in English. */
function Said({ lead, words }: { lead: string; words: string }) {
  const { t } = useTranslation("common");
  return (
    <Text size="sm">
      {lead}{" "}
      <Text component="span" size="sm" c="dimmed">
        {t("error.said")} <span lang="en">{words}</span>
      </Text>
    </Text>
  );
}

function AddFeed() {
  const { t } = useTranslation("availability");
  const queries = useQueryClient();
  const tell = useCalendarProblem();
  const { field, form, ...frame } = useApiForm({
    initial: { name: "", url: "" },
    rules: {
      name: { right: isName, wrong: t("calendars.nameWrong") },
      url: { right: (text) => /^(https|webcal):\/\/\S+$/.test(text.trim()), wrong: t("calendars.urlWrong") },
    },
    send: async (body) => {
      await calendarsAddCalendar({ body, throwOnError: true });
      form.reset();
      await Promise.all(STALE.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    tell,
  });
  return (
    <Section title={t("calendars.addFeed")} lead={t("calendars.addFeedLead")}>
      <ApiForm {...frame} verb={t("calendars.add")} maw={560} id="add-feed" aria-label={t("calendars.addFeed")}>
        <TextInput label={t("calendars.name")} description={t("calendars.nameHint")} {...field("name")} />
        <TextInput
          type="url"
          label={t("calendars.url")}
          description={t("calendars.urlHint")}
          placeholder="https://"
          autoComplete="off"
          {...field("url")}
        />
      </ApiForm>
    </Section>
  );
}

function AddFile() {
  const { t } = useTranslation("availability");
  const queries = useQueryClient();
  const tell = useCalendarProblem();
  const [file, setFile] = useState<File | null>(null);
  const { field, form, ...frame } = useApiForm({
    initial: { name: "", body: "" },
    rules: {
      name: { right: isName, wrong: t("calendars.nameWrong") },
      body: { right: (text) => text !== "", wrong: t("calendars.fileWrong") },
    },
    send: async ({ name }) => {
      await calendarsAddCalendarFile({ body: (await file?.text()) ?? "", query: { name }, throwOnError: true });
      form.reset();
      setFile(null);
      await Promise.all(STALE.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    tell,
  });
  const chosen = field("body");
  return (
    <Section title={t("calendars.addFile")} lead={t("calendars.addFileLead")}>
      <ApiForm {...frame} verb={t("calendars.send")} maw={560} aria-label={t("calendars.addFile")}>
        <TextInput label={t("calendars.name")} description={t("calendars.nameHint")} {...field("name")} />
        <FileInput
          id={chosen.id}
          error={chosen.error}
          label={t("calendars.theFile")}
          description={t("calendars.fileHint")}
          placeholder={t("calendars.fileChoose")}
          accept=".ics,text/calendar"
          value={file}
          onChange={(next) => {
            setFile(next);
            form.setValues({ body: next && next.size <= LARGEST ? next.name : "" });
          }}
        />
      </ApiForm>
    </Section>
  );
}

function isName(text: string): boolean {
  return text.trim().length > 0 && text.trim().length <= 60;
}
