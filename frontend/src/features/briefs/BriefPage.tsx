import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type BriefView, briefsWithdraw } from "@/api/generated";
import { briefsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { BackLink } from "@/components/BackLink";
import { ConfirmButton } from "@/components/ConfirmButton";
import { ErrorState } from "@/components/ErrorState";
import { NotYours } from "@/components/NotYours";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { ClientCounters } from "@/features/counters/ClientCounters";
import { ClientQuestions } from "@/features/questions/ClientQuestions";
import { BriefFacts } from "./BriefFacts";
import { BriefNext } from "./BriefNext";
import { BriefQuote } from "./BriefQuote";
import { BriefRuns } from "./BriefRuns";
import { BriefTimeline } from "./BriefTimeline";
import classes from "./briefs.module.css";
import { SeatCard } from "./SeatCard";
import { StateBadge } from "./StateBadge";

/** One brief of the organisation: what it asks for, where it stands and what happens next. */
export function BriefPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const brief = useQuery(briefsReadOptions({ path: { id } }));
  const isGone = brief.isError && isMissing(brief.error);
  return (
    <PageStack>
      {!isGone && <BackLink to="/briefs">{t("briefs.back")}</BackLink>}
      <Heading brief={brief} />
      {brief.isPending && <Waiting />}
      {isGone && <NotYours code="not-found" isTold />}
      {brief.isError && !isGone && <ErrorState error={brief.error} retry={() => void brief.refetch()} />}
      {brief.data && <Brief brief={brief.data} />}
    </PageStack>
  );
}

function isMissing(error: unknown): boolean {
  return asProblem(error).code === "not-found";
}

/** One heading, whatever becomes of the page: it holds the focus while the brief is on its way. */
function Heading({ brief }: { brief: UseQueryResult<BriefView, unknown> }) {
  const { t } = useTranslation();
  if (brief.data) {
    return <PageHeader title={brief.data.document.title} aside={<StateBadge state={brief.data.state} />} />;
  }
  if (brief.isPending) {
    return <PageHeader title={t("brief.loading")} />;
  }
  return <PageHeader title={t(isMissing(brief.error) ? "brief.none" : "error.title")} />;
}

function Brief({ brief }: { brief: BriefView }) {
  const { t } = useTranslation(["common", "briefs"]);
  const { id, state } = brief;
  const { description, seats, currency } = brief.document;
  // Which teams were found is the news while bids come in, and a record afterwards.
  const isSought = state === "posted";
  // Once teams are formed, what they cost is told; a quote would be of the pool of another day.
  const isQuoted = state === "draft" || (isSought && brief.bidding === "open");
  const isOver = state === "awarded" || state === "withdrawn" || state === "lapsed";
  return (
    <>
      <BriefNext brief={brief} />
      <Section title={t("briefs:page.timeline")}>
        <BriefTimeline brief={brief} />
      </Section>
      {brief.posted_at && (
        <>
          <ClientCounters brief={id} />
          <ClientQuestions brief={id} state={state} />
          {isSought && <BriefRuns brief={brief} />}
        </>
      )}
      {isQuoted && <BriefQuote brief={brief} />}
      <Section title={t("brief.facts")}>
        <BriefFacts brief={brief} />
      </Section>
      {description && (
        <Section title={t("brief.about")} plain>
          <Text className={classes.text} maw="70ch">
            {description}
          </Text>
        </Section>
      )}
      <Section title={t("brief.seatsTitle")} plain>
        {seats.map((seat) => (
          <SeatCard key={seat.id} seat={seat} currency={currency} />
        ))}
      </Section>
      {brief.posted_at && !isSought && <BriefRuns brief={brief} />}
      {!isOver && <Withdraw brief={brief} />}
    </>
  );
}

function Withdraw({ brief }: { brief: BriefView }) {
  const { t } = useTranslation("briefs");
  const isDraft = brief.state === "draft";
  const withdraw = useAct({
    act: () => briefsWithdraw({ path: { id: brief.id }, throwOnError: true }),
    done: isDraft ? t("withdraw.draftDone") : t("withdraw.done"),
    tell: ({ code }) => (code === "brief-state" ? t("withdraw.tooLate") : undefined),
  });
  const act = isDraft ? t("withdraw.draftDo") : t("withdraw.do");
  return (
    <Section title={isDraft ? t("withdraw.draftTitle") : t("withdraw.title")} plain>
      <Text size="sm" maw="64ch">
        {isDraft ? t("withdraw.draftText") : t("withdraw.text")}
      </Text>
      <Group>
        <ConfirmButton
          color="red"
          variant="outline"
          act={withdraw}
          title={isDraft ? t("withdraw.draftQuestion") : t("withdraw.question")}
          text={isDraft ? t("withdraw.draftText") : t("withdraw.text")}
          confirm={act}
        >
          {act}
        </ConfirmButton>
      </Group>
    </Section>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t("brief.loading")}>
      <Skeleton height={90} radius="md" />
      <Skeleton height={180} radius="md" />
    </Stack>
  );
}
