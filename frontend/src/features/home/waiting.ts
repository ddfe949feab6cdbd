import type { LinkProps } from "@tanstack/react-router";
import type { EngagementInFull, MyEngagement } from "@/api/generated";
import type { KnownProblem } from "@/api/problem";

/** What can wait for somebody: `home.waits.…` in the catalogue. */
export type Wait =
  | "decide"
  | "answer"
  | "counter"
  | "fund"
  | "pay"
  | "accept"
  | "billing"
  | "unfilled"
  | "invitation"
  | "standby"
  | "signOff"
  | "submit"
  | "case"
  | "dispute"
  | "fault"
  | "stray"
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
  /** Since when. */
  since?: string;
}

/** What is due first stands first; what has waited longest goes before what has no date at all. */
export function inOrder(items: WaitItem[]): WaitItem[] {
  // The sentinel comes after every date by its code; a comparison by language would put it first.
  const due = ({ until, by }: WaitItem) => until ?? by ?? "~";
  const age = ({ since }: WaitItem) => since ?? "~";
  return items.toSorted((one, other) => compare(due(one), due(other)) || compare(age(one), age(other)));
}

function compare(one: string, other: string): number {
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}

/** Whether a part is simply not for this person, such as invoices for somebody without the role of finance. */
export function isHidden({ code }: KnownProblem): boolean {
  return code === "forbidden" || code === "not-found";
}

/** How a milestone is called in the language of the page. */
type NameOf = (title: string) => string;

/** What a client can do about an engagement now: what was handed in, and the next piece that is to be paid. */
export function clientMilestones({ id, title, milestones }: EngagementInFull, nameOf: NameOf): WaitItem[] {
  const link = { to: "/engagements/$id", params: { id } } as const;
  const next = milestones.find(({ state }) => state === "planned");
  const submitted = milestones.filter(({ state }) => state === "submitted");
  const told = (wait: Wait, milestone: EngagementInFull["milestones"][number], by = milestone.due_day): WaitItem => ({
    key: wait + milestone.id,
    wait,
    title: `${nameOf(milestone.title)} · ${title}`,
    link,
    by,
  });
  return [
    ...submitted.map((milestone) => told("accept", milestone)),
    ...(next ? [next.awaits_payment ? told("pay", next, next.funding?.last_day) : told("fund", next)] : []),
  ];
}

/** What a member can hand in: what is paid for and not submitted. */
export function memberMilestones({ id, title, milestones }: MyEngagement, nameOf: NameOf): WaitItem[] {
  return milestones
    .filter(({ state }) => state === "funded")
    .map(({ id: key, title: name, due_day }) => ({
      key,
      wait: "submit" as const,
      title: `${nameOf(name)} · ${title}`,
      link: { to: "/engagements/$id", params: { id } } as const,
      by: due_day,
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
