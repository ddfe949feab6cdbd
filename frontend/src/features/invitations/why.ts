import type { Reason } from "@/api/generated";

/** What formation looks at in a member, the weightiest first. */
export const TERMS = ["fit", "proof", "turn", "thrift", "near"] as const;
export type Term = (typeof TERMS)[number];

/** How good points of 0 to 1000 are, as a word. A term that brings nothing is not held against anybody. */
export function grade(points: number): "high" | "middle" | "low" | "none" {
  if (points >= 800) {
    return "high";
  }
  if (points >= 400) {
    return "middle";
  }
  return points > 0 ? "low" : "none";
}

/** Why a member was chosen: the terms that brought points, and how much. The turn is even at 500, so it counts from there. */
export function reasons(reason: Reason): { term: Term; grade: "high" | "middle" | "low" }[] {
  return TERMS.flatMap((term) => {
    const how = term === "turn" ? turnGrade(reason.turn) : grade(reason[term]);
    return how === "none" ? [] : [{ term, grade: how }];
  });
}

function turnGrade(points: number): "high" | "middle" | "low" {
  if (points > 520) {
    return "high";
  }
  return points >= 480 ? "middle" : "low";
}
