import { expect, test } from "vitest";
import type { Policy } from "@/api/generated";
import { adoptable, differences, isWithin, numberOf, PARAMS, withValues } from "./rules";

const POLICY: Policy = {
  weights: { fit: 500, proof: 150, turn: 150, thrift: 100, near: 50, cohesion: 200 },
  teams: 3,
  min_difference: 2,
  horizon_weeks: 104,
  answer_hours: 72,
  turn_cap: 250_000,
  turn_keep: 900,
  keep_pool_days: 400,
};

const values = Object.fromEntries(PARAMS.map((param) => [param, String(numberOf(POLICY, param))])) as Record<
  (typeof PARAMS)[number],
  string
>;

test("numbers that nobody changed make the same policy", () => {
  expect(withValues(POLICY, values)).toEqual(POLICY);
  expect(differences(POLICY, withValues(POLICY, values))).toEqual([]);
});

test("what differs is named, weights first", () => {
  const changed = withValues(POLICY, { ...values, turn: "250", answer_hours: "48" });
  expect(differences(POLICY, changed)).toEqual(["turn", "answer_hours"]);
});

test.each([
  ["fit", "0", true],
  ["fit", "1001", false],
  ["teams", "2.5", false],
  ["turn_cap", "", false],
  ["answer_hours", "-4", false],
] as const)("%s of %j: %j", (param, text, is) => {
  expect(isWithin(param, text)).toBe(is);
});

test("a policy is in force in a week at the earliest", () => {
  expect(adoptable(Date.parse("2026-11-22T23:00:00Z")).first).toBe("2026-11-29");
});
