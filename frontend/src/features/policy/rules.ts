import type { Policy } from "@/api/generated";

/** What of a policy is a weight: what counts how much. */
export const WEIGHTS = ["fit", "proof", "turn", "thrift", "near", "cohesion"] as const;
/** What else a policy rules. How many weeks ahead a pool reaches is the same in each. */
export const RULES = ["teams", "min_difference", "answer_hours", "turn_cap", "turn_keep", "keep_pool_days"] as const;

export type Weight = (typeof WEIGHTS)[number];
export type Rule = (typeof RULES)[number];
export type Param = Weight | Rule;

/** All that a proposal can change, in the order in which it is shown. */
export const PARAMS: readonly Param[] = [...WEIGHTS, ...RULES];

/** What the server takes for each. */
export const BOUNDS: Record<Param, [least: number, most: number]> = {
  fit: [0, 1000],
  proof: [0, 1000],
  turn: [0, 1000],
  thrift: [0, 1000],
  near: [0, 1000],
  cohesion: [0, 1000],
  teams: [1, 5],
  min_difference: [1, 16],
  answer_hours: [4, 336],
  turn_cap: [10_000, 1_000_000_000],
  turn_keep: [0, 1000],
  keep_pool_days: [30, 3650],
};

function isWeight(param: Param): param is Weight {
  return WEIGHTS.some((weight) => weight === param);
}

/** What a policy says of one parameter. */
export function numberOf(policy: Policy, param: Param): number {
  return isWeight(param) ? Number((policy.weights as Record<string, unknown>)[param] ?? 0) : policy[param];
}

/** Whether a text is a whole number that the server takes for a parameter. */
export function isWithin(param: Param, text: string): boolean {
  const [least, most] = BOUNDS[param];
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && least <= value && value <= most;
}

/** A policy with other numbers; what is not a parameter stays as it is. */
export function withValues(policy: Policy, values: Record<Param, string>): Policy {
  const numbers = (params: readonly Param[]) =>
    Object.fromEntries(params.map((param) => [param, Number(values[param])]));
  return { ...policy, ...numbers(RULES), weights: { ...policy.weights, ...numbers(WEIGHTS) } };
}

/** In which parameters two policies differ. */
export function differences(one: Policy, other: Policy): Param[] {
  return PARAMS.filter((param) => numberOf(one, param) !== numberOf(other, param));
}

/** The days from which on a proposal can be in force, seen from today. */
export function adoptable(now: number): { first: string; last: string } {
  const ahead = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);
  return { first: ahead(7), last: ahead(366) };
}
