import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Question, questionsAsk, questionsReply } from "@/api/generated";
import { questionsListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { asProblem } from "@/api/problem";
import cards from "@/components/cards.module.css";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useProblemText } from "@/components/useProblemText";
import classes from "./bids.module.css";
import { useTell } from "./useTell";

interface MemberProps {
  brief: string;
  isOpen: boolean;
  /** The bid of the member within which they reply to the client, if they have one. */
  bid?: string;
}

/** Questions about a brief for whoever may bid on it: asked without a name, answered for all. */
export function MemberQuestions({ brief, isOpen, bid }: MemberProps) {
  const { t } = useTranslation("bids");
  const query = useInfiniteQuery({
    ...questionsListInfiniteOptions({ path: { id: brief }, query: { limit: 20 } }),
    ...pagingOf(brief),
  });
  return (
    <Section title={t("questions.title")} lead={t("questions.leadMember")}>
      <PagedList query={query} empty={<Text size="sm">{t("questions.none")}</Text>}>
        {(items) => (
          <ul className={cards.list}>
            {items.map((question: Question) => (
              <li key={question.id}>
                <Asked question={question}>
                  {isOpen && question.side === "client" && bid && (
                    <WordsForm
                      label={t("questions.replyLabel")}
                      submit={t("questions.reply")}
                      send={(words) =>
                        questionsReply({ path: { id: question.id }, body: { words, bid }, throwOnError: true })
                      }
                    />
                  )}
                </Asked>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
      {isOpen && (
        <WordsForm
          label={t("questions.askLabel")}
          hint={t("questions.askHint")}
          submit={t("questions.ask")}
          send={(words) => questionsAsk({ path: { id: brief }, body: { words }, throwOnError: true })}
        />
      )}
    </Section>
  );
}

interface AskedProps {
  question: Question;
  children: ReactNode;
}

function Asked({ question, children }: AskedProps) {
  const { t } = useTranslation("bids");
  const { side, words, answer, asked_at, replies, state } = question;
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t(side === "bidder" ? "questions.byBidder" : "questions.byClient")} <Moment at={asked_at} />
      </Text>
      <blockquote className={classes.quote}>{words}</blockquote>
      {answer && (
        <div>
          <Text size="sm" fw={600}>
            {t("questions.answered")}
          </Text>
          <Text className={classes.text}>{answer}</Text>
        </div>
      )}
      {replies.map((reply) => (
        <div key={reply.bid}>
          <Text size="sm" fw={600}>
            {t("questions.yourReply")}
          </Text>
          <Text className={classes.text}>{reply.words}</Text>
        </div>
      ))}
      {side === "bidder" && state === "open" && (
        <Text size="sm" c="dimmed">
          {t("questions.open")}
        </Text>
      )}
      {children}
    </Stack>
  );
}

interface FormProps {
  label: string;
  hint?: string;
  submit: string;
  send: (words: string) => Promise<unknown>;
}

/** A few words to be sent. What was typed stays until it has arrived. */
function WordsForm({ label, hint, submit, send }: FormProps) {
  const { t } = useTranslation("bids");
  const id = useId();
  const [words, setWords] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const queries = useQueryClient();
  const tell = useTell();
  const sentence = useProblemText();
  const sending = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      setWords("");
      await queries.invalidateQueries();
    },
    onError: (error) => {
      const problem = asProblem(error);
      setWrong(tell(problem) ?? sentence(problem));
      document.getElementById(id)?.focus();
    },
  });
  const go = (event: FormEvent) => {
    event.preventDefault();
    const length = words.trim().length;
    if (length < 1 || length > 2000) {
      setWrong(t("questions.wrong"));
      document.getElementById(id)?.focus();
      return;
    }
    setWrong(null);
    sending.mutate(words.trim());
  };
  return (
    <form onSubmit={go} noValidate>
      <Stack gap="xs">
        <Textarea
          id={id}
          label={label}
          description={hint}
          autosize
          minRows={2}
          value={words}
          error={wrong}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" variant="default" size="sm" loading={sending.isPending}>
            {submit}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard unsaved={words.trim() !== "" && !sending.isPending} />
    </form>
  );
}
