import type { LinkProps } from "@tanstack/react-router";
import type {
  BidView,
  DisputeInFull,
  DisputeSide,
  EngagementInFull,
  Funding,
  Milestone,
  MyEngagement,
  OpenReviews,
} from "@/api/generated";
import type { KnownProblem } from "@/api/problem";
import { open } from "@/features/engagements/amounts";
import { type Came, cameInstead, restOf } from "@/features/engagements/came";
import { beginOf } from "@/features/engagements/standing";
import { compare, soon, whenIs } from "@/lib/days";

/** What can wait for somebody: `home.waits.…` in the catalogue. */
export type Wait =
  | "decide"
  | "answer"
  | "counter"
  | "fund"
  | "pay"
  | "came"
  | "accept"
  | "billing"
  | "unfilled"
  | "invitation"
  | "standby"
  | "signOff"
  | "submit"
  | "bank"
  | "connection"
  | "crew"
  | "review"
  | "statement"
  | "offer"
  | "decision"
  | "free"
  | "case"
  | "dispute"
  | "policy"
  | "fault"
  | "stray"
  | "unclaimed"
  | "contradiction"
  | "job";

/** One thing that waits, and where it is done. */
export interface WaitItem {
  key: string;
  wait: Wait;
  title: string;
  link: Pick<LinkProps, "to" | "params">;
  /** Until when, as an instant. */
  until?: string | null;
  /** By which day. */
  by?: string | null;
  /** Before work begins on which day. */
  before?: string;
  /** Since when. */
  since?: string;
  /** The transfer that is expected. */
  transfer?: Pick<Funding, "amount" | "reference">;
  /** What came and did not fit what was asked for, and the reference with which the rest of it can come. */
  came?: Came & Partial<Pick<Funding, "reference">>;
}

/** What is due first stands first; of what has no day of its own, what has waited longest. */
export function inOrder(items: WaitItem[], now = new Date()): WaitItem[] {
  const due = ({ until, by, before }: WaitItem) => until ?? by ?? before ?? soon(now);
  // The sentinel comes after every date by its code; a comparison by language would put it first.
  const age = ({ since }: WaitItem) => since ?? "~";
  return items.toSorted((one, other) => compare(due(one), due(other)) || compare(age(one), age(other)));
}

/** Whether a part is simply not for this person, such as invoices for somebody without the role of finance. */
export function isHidden({ code }: KnownProblem): boolean {
  return code === "forbidden" || code === "not-found";
}

/** By which day to decide between bids: each can be awarded through the day on which its work begins; the next that runs out. */
export function decideBy(bids: Pick<BidView, "state" | "from">[], now = new Date()): string | undefined {
  const days = bids.flatMap(({ state, from }) => (state === "complete" && from ? [from] : [])).toSorted();
  return days.find((day) => whenIs(day, "UTC", now) !== "over") ?? days.at(-1);
}

/** How a milestone is called in the language of the page. */
type NameOf = (title: string) => string;

/**
 * What a client can do about an engagement now: what was handed in, what is to be transferred, and what is paid in next. Where
 * money came that did not fit, it is told of that instead of being asked for all of it again.
 */
export function clientMilestones(engagement: EngagementInFull, nameOf: NameOf): WaitItem[] {
  const { id, title, milestones } = engagement;
  const told = (wait: Wait, milestone: Milestone, more: Partial<WaitItem> = {}): WaitItem => ({
    key: wait + milestone.id,
    wait,
    title: `${nameOf(milestone.title)} · ${title}`,
    link: { to: "/engagements/$id", params: { id } },
    ...more,
  });
  const submitted = milestones.filter((each) => each.state === "submitted" && open(each).amount > 0);
  const next = milestones.find(({ state }) => state === "planned");
  const unpaid = (milestone: Milestone) => cameInstead(engagement, milestone) === undefined;
  return [
    // No day is set for accepting; the one in the plan is the team's.
    ...submitted.map((milestone) => told("accept", milestone)),
    ...milestones.flatMap((milestone) => {
      const came = cameInstead(engagement, milestone);
      if (!came) {
        return [];
      }
      const reference = milestone.funding?.reference;
      const by = restOf(came) && milestone.funding?.last_day;
      return [told("came", milestone, { came: { ...came, reference }, since: came.strays[0]?.came_at, by })];
    }),
    ...milestones.flatMap((milestone) =>
      milestone.funding && unpaid(milestone)
        ? [told("pay", milestone, { by: milestone.funding.last_day, transfer: milestone.funding })]
        : [],
    ),
    ...(next && !next.funding && unpaid(next) ? [told("fund", next, { before: beginOf(engagement, next) })] : []),
  ];
}

/** What a member can hand in: what is paid for, not submitted, and theirs in part. */
export function memberMilestones({ id, title, milestones }: MyEngagement, nameOf: NameOf): WaitItem[] {
  return milestones
    .filter((each) => each.state === "funded" && open(each).amount > 0)
    .map(({ id: key, title: name, due_day }) => ({
      key,
      wait: "submit" as const,
      title: `${nameOf(name)} · ${title}`,
      link: { to: "/engagements/$id", params: { id } } as const,
      by: due_day,
    }));
}

/** What a dispute asks of a side: its statement, a yes or no to a decision, or to the latest proposal. */
export function disputeWaits(dispute: DisputeInFull, side: DisputeSide, nameOf: NameOf): WaitItem[] {
  const { id, state, title, opened_by, due_at, decision, proposals } = dispute;
  const told = (wait: Wait, dates: Partial<WaitItem>): WaitItem => ({
    key: wait + id,
    wait,
    title: nameOf(title),
    link: { to: "/disputes/$id", params: { id } },
    ...dates,
  });
  const latest = proposals.at(-1);
  return [
    ...(state === "opened" && opened_by !== side ? [told("statement", { until: due_at })] : []),
    ...(state === "decided" && decision?.accepted_by_you === false ? [told("decision", { until: due_at })] : []),
    ...(latest && !latest.accepted_by_you ? [told("offer", { since: latest.created_at })] : []),
  ];
}

/** The reviews that wait for somebody's word. */
export function reviewWaits(reviews: OpenReviews[]): WaitItem[] {
  return reviews.map(({ engagement: id, title, closes_at }) => ({
    key: `review${id}`,
    wait: "review",
    title,
    link: { to: "/engagements/$id/reviews", params: { id } },
    until: closes_at,
  }));
}

/** Sums of one month by currency: `2026-11`. Whole minor units, never a float. */
export function sumsOf(
  lines: { day: string; amount: { amount: number; currency: string } }[],
  month: string,
): { amount: number; currency: string }[] {
  const sums = new Map<string, number>();
  for (const { day, amount } of lines) {
    if (day.startsWith(month)) {
      sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + amount.amount);
    }
  }
  return [...sums].map(([currency, amount]) => ({ amount, currency }));
}

/** A month as the API writes it, so many months before a day. */
export function monthBefore(now: Date, months: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
}
