/** The arithmetic of points: what a member added to a team, on a scale that one can read. Pure. */

import type { Points, Stand } from "@/api/generated";
import { roundedParts } from "@/lib/parts";

/** The terms of a member's points, in the order in which the policy lists them. */
export const TERMS = ["fit", "proof", "turn", "thrift", "near", "cohesion"] as const;
export type Term = (typeof TERMS)[number];

type Weights = Partial<Record<string, unknown>>;

/** A term of somebody's points, in tenths, of the most that it can be worth. */
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

/** The most that a term can be worth. A tie counts for both of its ends, and there is none in a team of one. */
function most(term: Term, seats: number, weights: Weights): number {
  const weight = weights[term];
  const known = typeof weight === "number" ? weight : 0;
  const ends = seats > 1 ? 2 : 0;
  return term === "cohesion" ? ends * known : known;
}

/** Somebody's points by term, in tenths that add up. What is sealed is not among them. */
function told(points: Points | null | undefined, seats: number): Map<Term, number> {
  const one = unit(seats);
  const known = TERMS.filter((term) => points?.[term] != null);
  const rounded = roundedParts(
    known.map((term) => points?.[term] ?? 0),
    one / 10,
  );
  return new Map(known.map((term, at) => [term, (rounded[at] ?? 0) / one]));
}

/** How a member stood with a seat, term by term, under the weights of the run's policy. */
export function byTerm(stand: Stand, seats: number, weights: Weights): TermPoints[] {
  const [own, theirs] = [told(stand.points, seats), told(stand.chosen_had, seats)];
  return TERMS.map((term) => ({
    term,
    own: own.get(term) ?? null,
    theirs: theirs.get(term) ?? null,
    most: most(term, seats, weights),
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

/** Milli-offers as hours of work: a thousand stand for one. */
export function hours(milliOffers: number): number {
  return milliOffers / 1000;
}

/** For how many hours' worth of balance turn points stand, under that cap. */
export function hoursOfPoints(points: number, cap: number): number {
  return hours(((points - 500) * cap) / 500);
}
