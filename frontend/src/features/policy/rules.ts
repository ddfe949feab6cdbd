import type { Policy } from "@/api/generated";
import { scaled } from "@/features/space/rates";
import { trueMinus } from "@/lib/format";

/** What of a policy is a weight: what counts how much. */
export const WEIGHTS = ["fit", "proof", "turn", "thrift", "near", "cohesion"] as const;
/** What else a policy rules. How many weeks ahead a pool reaches is the same in each. */
export const RULES = ["teams", "min_difference", "answer_hours", "turn_cap", "turn_keep", "keep_pool_days"] as const;

export type Weight = (typeof WEIGHTS)[number];
export type Rule = (typeof RULES)[number];
export type Param = Weight | Rule;

/** All that a proposal can change, in the order in which it is shown. */
export const PARAMS: readonly Param[] = [...WEIGHTS, ...RULES];

/** What a number counts as people speak, and how many of its digits in the policy are a fraction of that. Others are plain. */
const UNITS: Partial<Record<Param, { unit: "hour" | "day" | "percent"; digits: number }>> = {
  answer_hours: { unit: "hour", digits: 0 },
  turn_cap: { unit: "hour", digits: 3 },
  turn_keep: { unit: "percent", digits: 1 },
  keep_pool_days: { unit: "day", digits: 0 },
};

/** What a number counts, where it is not just a number. */
export function unitOf(param: Param): "hour" | "day" | "percent" | undefined {
  return UNITS[param]?.unit;
}

/** Whether a number can have a fraction. */
export function isFine(param: Param): boolean {
  return digitsOf(param) > 0;
}

function digitsOf(param: Param): number {
  return UNITS[param]?.digits ?? 0;
}

/** A number of a policy as it stands in a sentence that has its unit. */
export function bare(param: Param, value: number, locale: string, options?: Intl.NumberFormatOptions): string {
  const digits = digitsOf(param);
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: digits, ...options });
  return trueMinus(format.format(value / 10 ** digits));
}

/** A number of a policy as people say it: 250 hours, 90%, 400 days. */
export function written(param: Param, value: number, locale: string, options?: Intl.NumberFormatOptions): string {
  const unit = unitOf(param);
  const unitDisplay = unit === "percent" ? "short" : "long";
  return bare(param, value, locale, unit ? { style: "unit", unit, unitDisplay, ...options } : options);
}

/** A number of a policy as one types it. */
export function typed(param: Param, value: number, locale: string): string {
  return bare(param, value, locale, { useGrouping: false });
}

/** What was typed, as the policy has it; nothing where it is no such number. */
function read(param: Param, text: string): number | undefined {
  return scaled(text, digitsOf(param));
}

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

/** Whether a number was typed that the server takes for a parameter. */
export function isWithin(param: Param, text: string): boolean {
  const [least, most] = BOUNDS[param];
  const value = read(param, text);
  return value !== undefined && least <= value && value <= most;
}

/** A policy with other numbers, as they were typed; what is not a parameter stays as it is. */
export function withValues(policy: Policy, values: Record<Param, string>): Policy {
  const numbers = (params: readonly Param[]) =>
    Object.fromEntries(params.map((param) => [param, read(param, values[param]) ?? numberOf(policy, param)]));
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
