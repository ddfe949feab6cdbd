import type { BidSeatView, BidView, TermPoints } from "@/api/generated";
import { percentOfBest } from "@/lib/parts";

/** Bids side by side: what differs between them, and by how much. Whole numbers only. */

/** The points of a bid by term, in the order in which they are told. */
export const TERMS = ["fit", "proof", "turn", "thrift", "near", "cohesion"] as const satisfies (keyof TermPoints)[];
export type Term = (typeof TERMS)[number];

/** Whether several bids say different things; one alone never does. */
export function differ(values: readonly (string | number | null | undefined)[]): boolean {
  return new Set(values.map((value) => value ?? null)).size > 1;
}

/** How much a value is above the smallest one; nothing for the smallest itself, or where all are the same. */
export function above(value: number, values: readonly number[]): { isLeast: boolean; more: number } | null {
  if (!differ(values)) {
    return null;
  }
  const least = Math.min(...values);
  return { isLeast: value === least, more: value - least };
}

/** All the hours of a bid. */
export function hoursOf(bid: BidView): number {
  return bid.seats.reduce((sum, { hours, weeks }) => sum + hours * weeks, 0);
}

/** How a score stands to the best one, in whole percent. */
export function shareOfBest(bid: BidView, bids: readonly BidView[]): number | null {
  const best = Math.max(...bids.map(({ score }) => score ?? 0));
  return bid.score == null || best <= 0 ? null : percentOfBest(bid.score, best);
}

/** What the seats of a bid reach in a term on average, 0 to 1000. Knowing each other is of the team and has no seats. */
export function average(seats: readonly BidSeatView[], term: Exclude<Term, "cohesion">): number | null {
  const points = seats.flatMap(({ reason }) => (reason ? [reason[term]] : []));
  return points.length === 0 ? null : Math.round(points.reduce((sum, one) => sum + one, 0) / points.length);
}

/** How well a bid does in a term, as a length of 0 to 1000 and a word; nothing where it has no points. */
export type Standing = { length: number; word: Word } | null;

/** How well a bid does in a term, beside the others. */
export function standing(bid: BidView, bids: readonly BidView[], term: Term): Standing {
  if (!bid.points) {
    return null;
  }
  if (term !== "cohesion") {
    const length = average(bid.seats, term);
    return length === null ? null : { length, word: wordOf(term, length) };
  }
  const most = Math.max(...bids.map(({ points }) => points?.cohesion ?? 0));
  const own = Math.max(bid.points.cohesion, 0);
  const length = most > 0 ? Math.round((own * 1000) / most) : 0;
  return { length, word: own === 0 ? "none" : length >= 800 ? "high" : length >= 400 ? "middle" : "low" };
}

/** How good, as a word of the catalogue. */
export type Word = "high" | "middle" | "low" | "none";

function wordOf(term: Term, length: number): Word {
  if (term === "turn") {
    return length > 520 ? "high" : length >= 480 ? "middle" : "low";
  }
  if (length >= 800) {
    return "high";
  }
  if (length >= 400) {
    return "middle";
  }
  return length > 0 ? "low" : "none";
}

/** From how much on a longer bar is seen to be longer, in thousandths. */
const SEEN = 50;

/** Whether bids stand apart in a term: by their words, or by the lengths of their bars. */
export function apart(stands: readonly Standing[]): boolean {
  const lengths = stands.flatMap((stand) => (stand ? [stand.length] : []));
  return differ(stands.map((stand) => stand?.word)) || Math.max(...lengths) - Math.min(...lengths) >= SEEN;
}

/** The seats of all bids, each once, in the order of the first bid that has it. */
export function seatsOf(bids: readonly BidView[]): { seat: string; title: string }[] {
  const found = new Map<string, string>();
  for (const { seat, title } of bids.flatMap(({ seats }) => seats)) {
    found.set(seat, title);
  }
  return [...found].map(([seat, title]) => ({ seat, title }));
}

/** The last day of a bid: the one before the Monday on which nobody works any more. */
export function lastDayOf(until: string): string {
  const date = new Date(`${until}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
