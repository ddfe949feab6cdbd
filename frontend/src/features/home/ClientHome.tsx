import { Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  bidsBidsOptions,
  briefsListOptions,
  countersListOptions,
  engagementsListOptions,
  engagementsReadOptions,
  handoversListOfClientOptions,
  invoicesReadBillingOptions,
  questionsOfBriefOptions,
  reviewsWaitingOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { LinkButton } from "@/components/LinkButton";
import { useTitle } from "@/features/engagements/useTitle";
import { useDisputeWaits } from "./useDisputeWaits";
import { WaitList } from "./WaitList";
import { clientMilestones, decideBy, reviewWaits, type WaitItem } from "./waiting";

/** Of how many open briefs the questions are read here, and of how many decided ones the bids; the list has all of them. */
const MOST = 5;

/** What waits for a client: decisions, answers, money, what was handed in, and what is to be reviewed. */
export function ClientHome() {
  const { t } = useTranslation("member");
  const { milestone } = useTitle();
  const briefs = useQuery(briefsListOptions({ query: { limit: 50 } }));
  const engagements = useQuery(engagementsListOptions({ query: { limit: 20 } }));
  const handovers = useQuery(handoversListOfClientOptions({ query: { limit: 20 } }));
  const billing = useQuery(invoicesReadBillingOptions());
  const reviews = useQuery(reviewsWaitingOptions({ query: { limit: 20 } }));
  const posted = (briefs.data?.items ?? []).filter(({ state }) => state === "posted").slice(0, MOST);
  const decided = (briefs.data?.items ?? []).filter(({ state }) => state === "decided");
  const active = (engagements.data?.items ?? []).filter(({ state }) => state === "active");
  const questions = useQueries({
    queries: posted.map(({ id }) => questionsOfBriefOptions({ path: { id }, query: { limit: 20 } })),
  });
  const counters = useQueries({
    queries: posted.map(({ id }) => countersListOptions({ path: { id }, query: { limit: 20 } })),
  });
  const bids = useQueries({ queries: decided.slice(0, MOST).map(({ id }) => bidsBidsOptions({ path: { id } })) });
  const details = useQueries({ queries: active.map(({ id }) => engagementsReadOptions({ path: { id } })) });
  const disputes = useDisputeWaits("client");

  const items: WaitItem[] = [
    ...decided.map(({ id, title, deadline_at }, place) => ({
      key: id,
      wait: "decide" as const,
      title,
      link: { to: "/briefs/$id/bids", params: { id } } as const,
      by: decideBy(bids[place]?.data?.bids ?? []),
      since: deadline_at ?? undefined,
    })),
    ...posted.flatMap(({ id, title, deadline_at }, place) => [
      ...(questions[place]?.data?.items ?? [])
        .filter(({ state, side }) => state === "open" && side === "bidder")
        .map((question) => ({
          key: question.id,
          wait: "answer" as const,
          title: `${question.words} · ${title}`,
          link: { to: "/briefs/$id", params: { id } } as const,
          until: deadline_at,
        })),
      ...(counters[place]?.data?.items ?? [])
        .filter(({ state }) => state === "waiting")
        .map((counter) => ({
          key: counter.id,
          wait: "counter" as const,
          title: `${counter.title} · ${title}`,
          link: { to: "/briefs/$id", params: { id } } as const,
          until: counter.expires_at,
        })),
    ]),
    ...details.flatMap(({ data }) => (data ? clientMilestones(data, milestone) : [])),
    ...disputes.items,
    ...reviewWaits(reviews.data?.items ?? []),
    ...(handovers.data?.items ?? [])
      .filter(({ state }) => state === "unfilled")
      .map(({ id, title, created_at }) => ({
        key: id,
        wait: "unfilled" as const,
        title,
        link: { to: "/handovers/$id", params: { id } } as const,
        since: created_at,
      })),
  ];
  if (billing.data && !billing.data.details && billing.data.waiting > 0) {
    items.push({
      key: "billing",
      wait: "billing",
      title: t("home.billing", { count: billing.data.waiting }),
      link: { to: "/billing" },
    });
  }
  return (
    <>
      <Group>
        <LinkButton to="/briefs/new" leftSection={<IconPlus size={18} aria-hidden />}>
          {t("home.newBrief")}
        </LinkButton>
        <LinkButton to="/briefs" variant="default">
          {t("home.allBriefs")}
        </LinkButton>
      </Group>
      <WaitList
        items={items}
        parts={[
          briefs,
          engagements,
          handovers,
          billing,
          reviews,
          ...questions,
          ...counters,
          ...bids,
          ...details,
          ...disputes.parts,
        ]}
      />
    </>
  );
}
