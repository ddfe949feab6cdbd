import { Alert, Button, Group, NativeSelect, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { IconEye, IconEyeOff, IconMessageStar, IconStarFilled } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type MemberId, type Review, type Reviews, reviewsReviewClient, reviewsReviewTeam } from "@/api/generated";
import {
  engagementsReadOptions,
  reviewsOfClientOptions,
  reviewsOfMemberOptions,
  reviewsOfStewardOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { ApiForm } from "@/components/ApiForm";
import { BackLink } from "@/components/BackLink";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { FormSummary } from "@/components/FormSummary";
import { LinkButton } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useApiForm } from "@/components/useApiForm";
import { toldApart } from "@/lib/apart";
import { useHat } from "./useHat";
import { useSaved } from "./useSaved";
import { useTell } from "./useTell";
import classes from "./work.module.css";

const SCORES = ["1", "2", "3", "4", "5"] as const;

/** What both sides say after an engagement: sealed until all have spoken, so that nobody answers in kind. */
export function ReviewsPage({ id }: { id: string }) {
  const { t } = useTranslation("engagements");
  const hat = useHat();
  const path = { id };
  const client = useQuery({ ...reviewsOfClientOptions({ path }), enabled: hat === "client" });
  const member = useQuery({ ...reviewsOfMemberOptions({ path }), enabled: hat === "member" });
  const steward = useQuery({ ...reviewsOfStewardOptions({ path }), enabled: hat === "steward" });
  const engagement = useQuery({ ...engagementsReadOptions({ path }), enabled: hat === "client" });
  const query = hat === "client" ? client : hat === "member" ? member : steward;
  // For a steward there is also nothing where they have to do with one of the sides.
  const isTooSoon = hat !== "steward" && query.isError && asProblem(query.error).code === "not-found";
  const people: Map<MemberId, string> = toldApart(
    (engagement.data?.seats ?? [])
      .filter(({ weeks }) => weeks > 0)
      .map(({ member: who, name, title }) => [who, name, title]),
  );
  return (
    <PageStack>
      {hat === "steward" ? (
        <BackLink to="/desk">{t("reviews.desk")}</BackLink>
      ) : (
        <BackLink to="/engagements/$id" params={{ id }}>
          {engagement.data?.title ?? t("reviews.back")}
        </BackLink>
      )}
      <PageHeader title={t("reviews.title")} lead={t(hat === "steward" ? "reviews.neutralLead" : "reviews.lead")} />
      {isTooSoon ? (
        <EmptyState
          icon={<IconMessageStar size={40} stroke={1.4} aria-hidden />}
          title={t("reviews.tooSoon")}
          text={t("reviews.tooSoonText")}
          action={
            <LinkButton to="/engagements/$id" params={{ id }} variant="default">
              {t("reviews.back")}
            </LinkButton>
          }
        />
      ) : (
        <Loaded query={query}>
          {(reviews) => (
            <>
              <Where reviews={reviews} />
              {reviews.state === "open" &&
                hat === "client" &&
                (engagement.data ? <TeamForm id={id} reviews={reviews} people={people} /> : null)}
              {reviews.state === "open" && hat === "member" && <ClientForm id={id} reviews={reviews} />}
              {reviews.state === "revealed" && <Said reviews={reviews.reviews} people={people} />}
            </>
          )}
        </Loaded>
      )}
    </PageStack>
  );
}

function Where({ reviews: { state, closes_at, revealed_at } }: { reviews: Reviews }) {
  const { t } = useTranslation("engagements");
  const isNeutral = useHat() === "steward";
  return (
    <Alert
      icon={state === "revealed" ? <IconEye aria-hidden /> : <IconEyeOff aria-hidden />}
      variant="outline"
      title={t(`reviews.states.${state}`)}
    >
      <Text size="sm">{t(state === "open" && isNeutral ? "reviews.neutralOpen" : `reviews.stateLines.${state}`)}</Text>
      {state === "open" && (
        <Text size="sm">
          {t("reviews.until")} <Moment at={closes_at} relative />
        </Text>
      )}
      {state === "revealed" && revealed_at && (
        <Text size="sm">
          {t("reviews.since")} <Moment at={revealed_at} />
        </Text>
      )}
    </Alert>
  );
}

function Said({ reviews, people }: { reviews: Review[]; people: Map<MemberId, string> }) {
  const { t } = useTranslation("engagements");
  const isNeutral = useHat() === "steward";
  if (reviews.length === 0) {
    return <Text c="dimmed">{t("reviews.nothing")}</Text>;
  }
  // A steward reads no names, but what one member said and what was said of them belong together.
  const members = [...new Set(reviews.map(({ member }) => member))].filter(Boolean);
  return (
    <Section title={t("reviews.said")} plain>
      <ul className={cards.list}>
        {reviews.map((review) => {
          const name = review.member ? people.get(review.member) : undefined;
          const number = members.indexOf(review.member) + 1;
          const about = name && review.about !== "team" ? "named" : isNeutral ? "neutral" : "plain";
          return (
            <li key={`${review.about} ${review.member ?? ""}`}>
              <Paper withBorder p="md">
                <Stack gap={6}>
                  <Group justify="space-between" gap="xs">
                    <Title order={3} size="h5">
                      {t(`reviews.about.${about}.${review.about}`, { name, number })}
                    </Title>
                    <Group gap={4} wrap="nowrap">
                      <IconStarFilled size={16} aria-hidden />
                      <Text size="sm" fw={600}>
                        {t("reviews.outOf", { score: review.score })}
                      </Text>
                    </Group>
                  </Group>
                  <Text className={classes.text}>{review.words}</Text>
                  <Text size="sm" c="dimmed">
                    <Moment at={review.written_at} />
                  </Text>
                </Stack>
              </Paper>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function useRules(mayBeBlank: boolean) {
  const { t } = useTranslation("engagements");
  return {
    score: { right: (text: string) => mayBeBlank || text !== "", wrong: t("reviews.scoreWrong") },
    words: {
      right: (text: string) => (mayBeBlank || text.trim() !== "") && [...text].length <= 2_000,
      wrong: t("reviews.wordsWrong"),
    },
  };
}

function useScores() {
  const { t } = useTranslation("engagements");
  return [
    { value: "", label: t("reviews.choose"), disabled: true },
    ...SCORES.map((value) => ({ value, label: t(`reviews.scores.${value}`) })),
  ];
}

function ClientForm({ id, reviews }: { id: string; reviews: Reviews }) {
  const { t } = useTranslation(["engagements", "common"]);
  const own = reviews.reviews.find(({ about }) => about === "client");
  const saved = useSaved(t("reviews.kept"));
  const scores = useScores();
  const rules = useRules(false);
  const { field, ...frame } = useApiForm({
    initial: { score: own ? String(own.score) : "", words: own?.words ?? "" },
    rules,
    send: async ({ score, words }) => {
      await reviewsReviewClient({ path: { id }, body: { score: Number(score), words }, throwOnError: true });
      await saved();
    },
    tell: useTell(),
  });
  return (
    <Section title={t("reviews.ofClient")} lead={t(own ? "reviews.change" : "reviews.first")}>
      <ApiForm {...frame} verb={t("common:ui.save")}>
        <NativeSelect label={t("reviews.score")} data={scores} maw="20rem" {...field("score")} />
        <Textarea label={t("reviews.words")} autosize minRows={3} maxRows={12} {...field("words")} />
      </ApiForm>
    </Section>
  );
}

interface TeamProps {
  id: string;
  reviews: Reviews;
  people: Map<MemberId, string>;
}

function TeamForm({ id, reviews, people }: TeamProps) {
  const { t } = useTranslation(["engagements", "common"]);
  const saved = useSaved(t("reviews.kept"));
  const scores = useScores();
  const must = useRules(false);
  const may = useRules(true);
  const written = (member?: MemberId) =>
    reviews.reviews.find((each) => (member ? each.about === "seat" && each.member === member : each.about === "team"));
  const members = [...people.keys()];
  const initial: Record<string, string> = {
    score: String(written()?.score ?? ""),
    words: written()?.words ?? "",
  };
  const rules: Record<string, typeof must.score> = { score: must.score, words: must.words };
  for (const member of members) {
    initial[`score-${member}`] = String(written(member)?.score ?? "");
    initial[`words-${member}`] = written(member)?.words ?? "";
    rules[`score-${member}`] = may.score;
    rules[`words-${member}`] = may.words;
  }
  const { unsaved, trouble, sending, submit, field, form } = useApiForm({
    initial,
    rules,
    send: async (values) => {
      const seats = members
        .map((member) => ({
          member,
          score: Number(values[`score-${member}`]),
          words: values[`words-${member}`]?.trim() ?? "",
        }))
        .filter(({ score, words }) => score > 0 && words !== "");
      const team = { score: Number(values.score), words: values.words ?? "" };
      await reviewsReviewTeam({ path: { id }, body: { team, seats }, throwOnError: true });
      await saved();
    },
    tell: useTell(),
  });
  const halves = members.filter(
    (member) => Boolean(form.values[`score-${member}`]) !== Boolean(form.values[`words-${member}`]?.trim()),
  );
  return (
    <Section title={t("reviews.ofTeam")} lead={t(written() ? "reviews.change" : "reviews.first")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <FormSummary trouble={trouble} />
          <Stack>
            <NativeSelect label={t("reviews.score")} data={scores} maw="20rem" {...field("score")} />
            <Textarea label={t("reviews.words")} autosize minRows={3} maxRows={12} {...field("words")} />
          </Stack>
          <Text size="sm" c="dimmed" maw="64ch">
            {t("reviews.seatsLead")}
          </Text>
          {members.map((member) => {
            const name = people.get(member) ?? "";
            return (
              <Paper key={member} withBorder p="md" component="fieldset">
                <Stack>
                  <Title order={3} size="h5">
                    {name}
                  </Title>
                  <NativeSelect
                    label={t("reviews.scoreOf", { name })}
                    data={scores}
                    maw="20rem"
                    {...field(`score-${member}`)}
                  />
                  <Textarea
                    label={t("reviews.wordsOf", { name })}
                    autosize
                    minRows={2}
                    maxRows={12}
                    {...field(`words-${member}`)}
                  />
                  {halves.includes(member) && <Text size="sm">{t("reviews.half", { name })}</Text>}
                </Stack>
              </Paper>
            );
          })}
          <Group>
            <Button type="submit" loading={sending} disabled={halves.length > 0}>
              {t("common:ui.save")}
            </Button>
          </Group>
        </Stack>
        <UnsavedGuard unsaved={unsaved} />
      </form>
    </Section>
  );
}
