import { Button, Group, Paper, Stack, Text, Textarea } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type BriefState, type Question, questionsAnswer, questionsAskAll } from "@/api/generated";
import { questionsOfBriefInfiniteOptions, questionsOfBriefQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import type { KnownProblem } from "@/api/problem";
import { FormSummary } from "@/components/FormSummary";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { useApiForm } from "@/components/useApiForm";
import classes from "./briefs.module.css";

const LONGEST = 2000;

interface Props {
  id: string;
  state: BriefState;
}

/** Questions and answers about a brief: what bidders ask, what the client asks all of them. */
export function BriefQuestions({ id, state }: Props) {
  const { t } = useTranslation("briefs");
  const isOpen = state === "posted" || state === "decided";
  const isSealed = state === "posted";
  const options = questionsOfBriefInfiniteOptions({ path: { id }, query: { limit: 20 } });
  const questions = useInfiniteQuery({ ...options, ...pagingOf(id) });
  const isNone = questions.data?.pages[0]?.items.length === 0;
  if (!isOpen && isNone) {
    return null;
  }
  return (
    <Section title={t("questions.title")} lead={t("questions.lead")}>
      <PagedList
        query={questions}
        empty={
          <Text size="sm" c="dimmed">
            {t("questions.none")}
          </Text>
        }
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map((question) => (
              <li key={question.id}>
                <OneQuestion brief={id} question={question} isOpen={isOpen} isSealed={isSealed} />
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
}

function OneQuestion({ brief, question, isOpen, isSealed }: QuestionProps) {
  const { t } = useTranslation("briefs");
  const { side, words, answer, replies, asked_at: at } = question;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t(`questions.by.${side}`)} <Moment at={at} />
        </Text>
        <Text className={classes.text} fw={600}>
          {words}
        </Text>
        {answer && (
          <div>
            <Text size="sm" c="dimmed">
              {t("questions.yourAnswer")}
            </Text>
            <Text className={classes.text}>{answer}</Text>
          </div>
        )}
        {side === "bidder" && !answer && isOpen && <AnswerForm brief={brief} id={question.id} />}
        {side === "client" && replies.length === 0 && (
          <Text size="sm" c="dimmed">
            {t(isSealed ? "questions.sealed" : "questions.unanswered")}
          </Text>
        )}
        {replies.map((reply, place) => (
          <div key={reply.bid}>
            <Text size="sm" c="dimmed">
              {t("questions.reply", { number: place + 1 })}
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
  const { t } = useTranslation("briefs");
  const queries = useQueryClient();
  const right = (words: string) => words.trim().length > 0 && words.length <= LONGEST;
  const form = useApiForm({
    initial: { words: "" },
    rules: { words: { right, wrong: t("questions.wrong") } },
    send: async ({ words }): Promise<void> => {
      await send(words);
      form.form.reset();
      await queries.invalidateQueries({ queryKey: questionsOfBriefQueryKey({ path: { id: brief } }) });
    },
    tell: ({ code }: KnownProblem) => {
      switch (code) {
        case "too-many-questions":
        case "question-answered":
        case "brief-state":
          return t(`questions.problems.${code}`);
        default:
          return undefined;
      }
    },
  });
  return form;
}

function AnswerForm({ brief, id }: { brief: string; id: string }) {
  const { t } = useTranslation("briefs");
  const form = useWords(brief, (words) => questionsAnswer({ path: { id }, body: { words }, throwOnError: true }));
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="xs">
        <FormSummary trouble={form.trouble} />
        <Textarea label={t("questions.answer")} autosize minRows={2} maxLength={LONGEST} {...form.field("words")} />
        <Group>
          <Button type="submit" size="sm" loading={form.sending}>
            {t("questions.sendAnswer")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Ask({ id, isSealed }: { id: string; isSealed: boolean }) {
  const { t } = useTranslation("briefs");
  const form = useWords(id, (words) => questionsAskAll({ path: { id }, body: { words }, throwOnError: true }));
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="xs">
        <FormSummary trouble={form.trouble} />
        <Textarea
          label={t("questions.askAll")}
          description={isSealed && t("questions.askHint")}
          autosize
          minRows={2}
          maxLength={LONGEST}
          {...form.field("words")}
        />
        <Group>
          <Button type="submit" variant="default" size="sm" loading={form.sending}>
            {t("questions.send")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
