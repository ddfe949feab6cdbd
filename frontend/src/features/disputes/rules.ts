/** What can be done in a dispute, by whom and when: as the API would allow it. */
import type { DisputeInFull, DisputeSide, DisputeState, Hat } from "@/api/generated";
import { basisPointsOf, minorOf } from "@/features/engagements/amounts";

/** What a pair of eyes may do now. */
export interface Acts {
  speak: boolean;
  propose: boolean;
  withdraw: boolean;
  answerDecision: boolean;
  decide: boolean;
  vote: boolean;
  stepBack: boolean;
}

const HEARING: DisputeState[] = ["opened", "heard"];
const RUNNING: DisputeState[] = ["opened", "heard", "decided", "appealed"];

/** On which side whoever wears that hat is; a steward is on none. */
export function sideOf(hat: Hat | null): DisputeSide | null {
  switch (hat) {
    case "client":
      return "client";
    case "member":
      return "team";
    default:
      return null;
  }
}

/** What whoever wears that hat may do in a dispute now. */
export function actsOf(dispute: DisputeInFull, hat: Hat | null): Acts {
  const { state, duty, decision, opened_by } = dispute;
  const side = sideOf(hat);
  const isParty = side !== null;
  const isHearing = HEARING.includes(state);
  const sits = hat === "steward" && duty !== null && duty !== undefined && !duty.done;
  return {
    speak: isParty && isHearing,
    propose: isParty && RUNNING.includes(state),
    withdraw: isParty && isHearing && opened_by === side,
    answerDecision: isParty && state === "decided" && decision?.accepted_by_you === false,
    decide: sits && duty.duty === "case" && state === "heard",
    vote: sits && duty.duty === "panel" && state === "appealed",
    stepBack: sits && RUNNING.includes(state),
  };
}

/** A division of the disputed amount, as the API takes it. */
export type Division = { minor: number } | { basis_points: number } | { seats: Record<string, number> };

/** What somebody typed as a division: an amount for those who know the whole, a percentage for members. */
export function divisionOf(
  text: string,
  whole: { amount: number; currency: string },
  hat: Hat | null,
): Division | null {
  if (hat === "member") {
    const points = basisPointsOf(text);
    return points === null ? null : { basis_points: points };
  }
  const minor = minorOf(text, whole.currency);
  return minor === null || minor > whole.amount ? null : { minor };
}

/** Amounts typed for each seat, as a division by seats. Nothing where one is no amount or they are more than is disputed. */
export function bySeat(texts: Record<string, string>, whole: { amount: number; currency: string }): Division | null {
  const amounts = Object.entries(texts).map(([seat, text]) => [seat, minorOf(text, whole.currency)] as const);
  const sum = amounts.reduce((all, [, minor]) => all + (minor ?? Number.NaN), 0);
  if (amounts.length === 0 || Number.isNaN(sum) || sum > whole.amount) {
    return null;
  }
  return { seats: Object.fromEntries(amounts.map(([seat, minor]) => [seat, minor ?? 0])) };
}

/** The size of a file, in the unit that reads best. */
export function size(bytes: number, locale: string): string {
  const [unit, by] = bytes >= 1_000_000 ? (["megabyte", 1_000_000] as const) : (["kilobyte", 1_000] as const);
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / by);
}
