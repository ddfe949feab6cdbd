import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type BriefView, briefsWithdraw } from "@/api/generated";
import { briefsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Loaded } from "@/components/Loaded";
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
  const read = brief.data;
  return (
    <PageStack>
      <BackLink to="/briefs">{t("briefs.back")}</BackLink>
      {/* One heading, whatever becomes of the page: it holds the focus while the brief is on its way. */}
      <PageHeader title={read?.document.title ?? t("brief.title")} aside={read && <StateBadge state={read.state} />} />
      <Loaded query={brief}>{(found) => <Brief brief={found} />}</Loaded>
    </PageStack>
  );
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
