import { Alert, Anchor, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconClock, IconInfoCircle } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { bidsPropose, type Crew, type OpenBrief, type OwnBidView } from "@/api/generated";
import {
  bidsOpenBriefOptions,
  bidsOwnBidsInfiniteOptions,
  crewsListOptions,
  membersReadOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { asProblem } from "@/api/problem";
import { BackLink } from "@/components/BackLink";
import { Facts } from "@/components/Facts";
import { LinkButton } from "@/components/LinkButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useProblemText } from "@/components/useProblemText";
import { SeatCard } from "@/features/briefs/SeatCard";
import { useCategoryName } from "@/features/runs/CategoryName";
import { useLocale } from "@/i18n/useLocale";
import { newKey } from "@/lib/newKey";
import { typeAmount } from "./amount";
import classes from "./bids.module.css";
import { OwnOffer } from "./OwnOffer";
import { OwnTurn } from "./OwnTurn";
import { PlanForm } from "./PlanForm";
import { begin, type TypedPlan, toPlan } from "./plan";
import { MemberQuestions } from "./Questions";
import { useOwnOffer } from "./useOwnOffer";
import { useTell } from "./useTell";

/** A brief on which the member may bid: what it asks for, and the ways to bid. */
export function OpenBriefPage({ id }: { id: string }) {
  const { t } = useTranslation("bids");
  const brief = useQuery(bidsOpenBriefOptions({ path: { id } }));
  return (
    <PageStack>
      <BackLink to="/member/briefs">{t("openBrief.back")}</BackLink>
      <PageHeader title={brief.data?.document.title ?? t("openBrief.heading")} />
      <Loaded query={brief}>{(found) => <Brief brief={found} />}</Loaded>
    </PageStack>
  );
}

function Brief({ brief }: { brief: OpenBrief }) {
  const { t } = useTranslation("bids");
  const { document, deadline_at, state, id } = brief;
  const { budget, currency, category, description, seats } = document;
  const categoryName = useCategoryName();
  const offer = useOwnOffer(id);
  const isOpen = state === "posted" && deadline_at != null && Date.parse(deadline_at) > Date.now();
  const { own, isPending } = useBids(id);
  // The one that came of the member's offer stands beside that.
  const others = own.filter((bid) => bid.id !== offer.data?.bid);
  return (
    <>
      {!isOpen && (
        <Alert variant="outline" color="yellow" icon={<IconClock aria-hidden />}>
          {t("openBrief.closed")}
        </Alert>
      )}
      {isPending && <Waiting lines={1} />}
      {others.length > 0 && <OwnBids bids={others} />}
      <Section title={t("openBrief.facts")}>
        <Facts
          facts={[
            deadline_at
              ? { label: t("openBrief.deadline"), value: <Moment at={deadline_at} relative={isOpen} /> }
              : null,
            {
              label: t("openBrief.category"),
              value: categoryName(category),
            },
            {
              label: t("openBrief.budget"),
              value: budget == null ? t("openBrief.noBudget") : <Money minor={budget} currency={currency} />,
            },
          ]}
        />
        {isOpen && (
          <Anchor href="#offer" size="sm">
            {offer.data ? t("openBrief.toYours") : t("openBrief.toOffer")}
          </Anchor>
        )}
      </Section>
      {description && (
        <Section title={t("openBrief.about")}>
          <Text className={classes.text}>{description}</Text>
        </Section>
      )}
      <Section title={t("openBrief.seats")} plain>
        <Stack>
          {seats.map((seat) => (
            <SeatCard key={seat.id} seat={seat} currency={currency} />
          ))}
        </Stack>
      </Section>
      <OwnOffer brief={brief} isOpen={isOpen} />
      {isOpen && seats.length > 1 && <CrewBid brief={brief} />}
      <MemberQuestions
        brief={id}
        isOpen={state === "posted" || state === "decided"}
        bid={own.find(({ seats, answer }) => seats.length > 0 || answer === "accepted")?.id}
      />
    </>
  );
}

/** The member's own bids for a brief that live, those with a seat that is still offered to them included. */
function useBids(id: string): { own: OwnBidView[]; isPending: boolean } {
  const bids = useInfiniteQuery({ ...bidsOwnBidsInfiniteOptions({ query: { limit: 100 } }), ...paging });
  const all = bids.data?.pages.flatMap(({ items }) => items) ?? [];
  const own = all.filter(({ brief, state, answer }) => {
    const isIn = answer == null || answer === "pending" || answer === "accepted";
    return brief === id && isIn && (state === "staffing" || state === "complete");
  });
  return { own, isPending: bids.isPending };
}

/** That the member is part of a bid already, and what is asked of them there. */
function OwnBids({ bids }: { bids: OwnBidView[] }) {
  const { t } = useTranslation("bids");
  return (
    <Alert variant="outline" icon={<IconInfoCircle aria-hidden />} title={t("openBrief.inBid")}>
      <Stack gap="sm">
        {bids.map((bid) => (
          <Stack key={bid.id} gap={4} align="flex-start">
            <Text size="sm">{t(`origins.${bid.origin}`)}</Text>
            <OwnTurn bid={bid} />
            <Group gap="sm">
              {bid.answer === "pending" && bid.invitation && (
                <LinkButton to="/invitations/$id" params={{ id: bid.invitation }} size="sm">
                  {t("room.answer")}
                </LinkButton>
              )}
              <LinkButton to="/bids/$id" params={{ id: bid.id }} variant="default" size="sm">
                {t("offer.toBid")}
              </LinkButton>
            </Group>
          </Stack>
        ))}
      </Stack>
    </Alert>
  );
}

/** A bid with a crew: whoever proposes it takes a seat too. */
function CrewBid({ brief }: { brief: OpenBrief }) {
  const { t } = useTranslation("bids");
  const crews = useQuery(crewsListOptions({ query: { limit: 50 } }));
  const seats = brief.document.seats.length;
  const [chosen, setChosen] = useState("");
  return (
    <Section title={t("crewBid.title")} lead={t("crewBid.lead")}>
      <Loaded query={crews}>
        {({ items }) => {
          const able = items.filter(({ membership, members }) => membership === "joined" && members.length >= seats);
          const crew = able.find(({ id }) => id === chosen);
          return able.length === 0 ? (
            <Stack align="flex-start">
              <Text size="sm">{t("crewBid.none")}</Text>
              <LinkButton to="/crews" variant="default">
                {t("crewBid.toCrews")}
              </LinkButton>
            </Stack>
          ) : (
            <Stack>
              <NativeSelect
                label={t("crewBid.crew")}
                value={chosen}
                onChange={(event) => setChosen(event.currentTarget.value)}
                data={[
                  { value: "", label: t("crewBid.choose"), disabled: true },
                  ...able.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
              {crew && <Propose key={crew.id} brief={brief} crew={crew} />}
            </Stack>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Propose({ brief, crew }: { brief: OpenBrief; crew: Crew }) {
  const { t } = useTranslation("bids");
  const { locale } = useLocale();
  const profile = useQuery(membersReadOptions());
  const navigate = useNavigate();
  const queries = useQueryClient();
  const tell = useTell();
  const sentence = useProblemText();
  const [refused, setRefused] = useState<string | null>(null);
  const key = useMemo(newKey, []);
  const { document, id } = brief;
  const propose = useMutation({
    mutationFn: async (plan: TypedPlan) => {
      const body = { crew: crew.id, plan: toPlan(plan, document, null) };
      const headers = { "Idempotency-Key": key };
      const { data } = await bidsPropose({ path: { id }, body, headers, throwOnError: true });
      return data;
    },
    onSuccess: async (made) => {
      notifications.show({ message: t("crewBid.proposed"), color: "muster" });
      await queries.invalidateQueries();
      await navigate({ to: "/bids/$id", params: { id: made.id } });
    },
    onError: (error) => {
      const problem = asProblem(error);
      setRefused(problem.code === "invalid" ? t("plan.refused") : (tell(problem) ?? sentence(problem)));
    },
  });
  return (
    <Loaded query={profile}>
      {({ id: me, rate }) => (
        <PlanForm
          document={document}
          members={crew.members}
          me={me}
          initial={begin(
            document,
            me,
            rate.currency === document.currency ? typeAmount(rate.amount, rate.currency, locale) : "",
          )}
          submit={t("crewBid.propose")}
          isSending={propose.isPending}
          refused={refused}
          send={(plan) => {
            setRefused(null);
            propose.mutate(plan);
          }}
        />
      )}
    </Loaded>
  );
}
