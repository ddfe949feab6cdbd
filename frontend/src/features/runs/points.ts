/** The arithmetic of points: what a member added to a team, on a scale that one can read. Pure. */

import type { PagePublished, Points, Policy, Stand } from "@/api/generated";

/** A policy that was proposed, with its dates. */
export type Published = PagePublished["items"][number];

/** The terms of a member's points, in the order in which the policy lists them. */
export const TERMS = ["fit", "proof", "turn", "thrift", "near", "cohesion"] as const;
export type Term = (typeof TERMS)[number];

type Weights = Partial<Record<string, unknown>>;

/** A term of somebody's points, of the most that it can be worth. */
export interface TermPoints {
  term: Term;
  /** What the member had. Nothing where it is sealed. */
  own: number | null;
  /** What the chosen one had. Nothing where it is sealed. */
  theirs: number | null;
  most: number;
}

/**
 * How many of the engine's points make one of ours. A seat's points count once for each of the other seats, and each term is
 * in thousandths, so that a term that is full reads as its weight in the policy.
 */
export function unit(seats: number): number {
  return 1000 * Math.max(seats - 1, 1);
}

/** The most that a term can be worth. A tie counts for both of its ends. */
function most(term: Term, weights: Weights): number {
  const weight = weights[term];
  const known = typeof weight === "number" ? weight : 0;
  return term === "cohesion" ? 2 * known : known;
}

/** How a member stood with a seat, term by term. */
export function byTerm(stand: Stand, seats: number, weights: Weights): TermPoints[] {
  const one = unit(seats);
  const read = (points: Points | null | undefined, term: Term) => {
    const value = points?.[term];
    return value == null ? null : value / one;
  };
  return TERMS.map((term) => ({
    term,
    own: read(stand.points, term),
    theirs: read(stand.chosen_had, term),
    most: most(term, weights),
  }));
}

/** What all terms add up to; nothing where there are none. */
export function sum(points: (number | null)[]): number | null {
  const known = points.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((all, value) => all + value, 0);
}

/** The term in which the chosen one was furthest ahead, if they were ahead in any. */
export function furthestBehind(terms: TermPoints[]): { term: Term; by: number } | null {
  const behind = terms.map(({ term, own, theirs }) => ({ term, by: (theirs ?? 0) - (own ?? 0) }));
  const [worst] = behind.toSorted((one, other) => other.by - one.by);
  return worst && worst.by > 0 ? worst : null;
}

/** The policy that was in force at a moment: the last adopted one that had begun by then. */
export function policyAt(policies: Published[], moment: string): Policy | null {
  const from = ({ in_force_from }: Published) => (in_force_from ? Date.parse(in_force_from) : 0);
  const begun = policies.filter((each) => each.state === "adopted" && from(each) <= Date.parse(moment));
  const [last] = begun.toSorted((one, other) => from(other) - from(one));
  return last?.policy ?? null;
}

/** Milli-offers as hours of work: a thousand stand for one. */
export function hours(milliOffers: number): number {
  return milliOffers / 1000;
}

/** For how many hours' worth of balance turn points stand, under that cap. */
export function hoursOfPoints(points: number, cap: number): number {
  return hours(((points - 500) * cap) / 500);
}
