import { Button, Group, Paper, Stack, Text, Textarea } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type BriefState, type Question, questionsAnswer, questionsAskAll, type Reply } from "@/api/generated";
import { questionsOfBriefInfiniteOptions, questionsOfBriefQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import type { KnownProblem } from "@/api/problem";
import { FormSummary } from "@/components/FormSummary";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useApiForm } from "@/components/useApiForm";
import classes from "./questions.module.css";

const LONGEST = 2000;

interface Props {
  brief: string;
  state: BriefState;
  /** What each opened bid is called here, by its id. */
  names?: Map<string, string>;
}

/** Questions and answers about a client's brief: what bidders ask, what it asks all of them. */
export function ClientQuestions({ brief: id, state, names }: Props) {
  const { t } = useTranslation("questions");
  const isOpen = state === "posted" || state === "decided";
  const isSealed = state === "posted";
  const options = questionsOfBriefInfiniteOptions({ path: { id }, query: { limit: 20 } });
  const questions = useInfiniteQuery({ ...options, ...pagingOf(id) });
  const isNone = questions.data?.pages[0]?.items.length === 0;
  if (!isOpen && isNone) {
    return null;
  }
  return (
    <Section title={t("title")} lead={t("lead")}>
      <PagedList
        query={questions}
        empty={
          <Text size="sm" c="dimmed">
            {t("none")}
          </Text>
        }
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map((question) => (
              <li key={question.id}>
                <OneQuestion brief={id} question={question} isOpen={isOpen} isSealed={isSealed} names={names} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
      {isOpen && <Ask id={id} isSealed={isSealed} />}
    </Section>
  );
}

interface QuestionProps {
  brief: string;
  question: Question;
  isOpen: boolean;
  /** Whether the bids, and the replies within them, are not opened yet. */
  isSealed: boolean;
  names?: Map<string, string>;
}

function OneQuestion({ brief, question, isOpen, isSealed, names }: QuestionProps) {
  const { t } = useTranslation("questions");
  const { side, words, answer, replies, asked_at: at } = question;
  const nameOf = (reply: Reply, place: number) => {
    const bid = names?.get(reply.bid);
    return bid ? t("reply", { bid }) : t("replyNumber", { number: place + 1 });
  };
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t(`by.${side}`)} <Moment at={at} />
        </Text>
        <Text className={classes.text} fw={600}>
          {words}
        </Text>
        {answer && (
          <div>
            <Text size="sm" c="dimmed">
              {t("yourAnswer")}
            </Text>
            <Text className={classes.text}>{answer}</Text>
          </div>
        )}
        {side === "bidder" && !answer && isOpen && <AnswerForm brief={brief} id={question.id} />}
        {side === "client" && replies.length === 0 && (
          <Text size="sm" c="dimmed">
            {t(isSealed ? "sealed" : "unanswered")}
          </Text>
        )}
        {replies.map((reply, place) => (
          <div key={reply.bid}>
            <Text size="sm" c="dimmed">
              {nameOf(reply, place)}
            </Text>
            <Text className={classes.text}>{reply.words}</Text>
          </div>
        ))}
      </Stack>
    </Paper>
  );
}

/** A form of one text: what is asked, or answered. */
function useWords(brief: string, send: (words: string) => Promise<unknown>) {
  const { t } = useTranslation("questions");
  const queries = useQueryClient();
  const right = (words: string) => words.trim().length > 0 && words.length <= LONGEST;
  const form = useApiForm({
    initial: { words: "" },
    rules: { words: { right, wrong: t("wrong") } },
    send: async ({ words }): Promise<void> => {
      await send(words);
      form.form.reset();
      await queries.invalidateQueries({ queryKey: questionsOfBriefQueryKey({ path: { id: brief } }) });
    },
    tell: ({ code }: KnownProblem) => (code === "brief-state" ? t("problems.brief-state") : undefined),
  });
  return form;
}

function AnswerForm({ brief, id }: { brief: string; id: string }) {
  const { t } = useTranslation("questions");
  const form = useWords(brief, (words) => questionsAnswer({ path: { id }, body: { words }, throwOnError: true }));
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="xs">
        <FormSummary trouble={form.trouble} />
        <Textarea label={t("answer")} autosize minRows={2} maxLength={LONGEST} {...form.field("words")} />
        <Group>
          <Button type="submit" size="sm" loading={form.sending}>
            {t("sendAnswer")}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard unsaved={form.unsaved} />
    </form>
  );
}

function Ask({ id, isSealed }: { id: string; isSealed: boolean }) {
  const { t } = useTranslation("questions");
  const form = useWords(id, (words) => questionsAskAll({ path: { id }, body: { words }, throwOnError: true }));
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="xs">
        <FormSummary trouble={form.trouble} />
        <Textarea
          label={t("askAll")}
          description={isSealed && t("askHint")}
          autosize
          minRows={2}
          maxLength={LONGEST}
          {...form.field("words")}
        />
        <Group>
          <Button type="submit" variant="default" size="sm" loading={form.sending}>
            {t("send")}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard unsaved={form.unsaved} />
    </form>
  );
}
