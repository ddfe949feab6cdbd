import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "./policy.fixture";
import { adoptable, differences, isWithin, numberOf, PARAMS, withValues } from "./rules";

const values = Object.fromEntries(PARAMS.map((param) => [param, String(numberOf(DEFAULT_POLICY, param))])) as Record<
  (typeof PARAMS)[number],
  string
>;

test("numbers that nobody changed make the same policy", () => {
  expect(withValues(DEFAULT_POLICY, values)).toEqual(DEFAULT_POLICY);
  expect(differences(DEFAULT_POLICY, withValues(DEFAULT_POLICY, values))).toEqual([]);
});

test("what differs is named, weights first", () => {
  const changed = withValues(DEFAULT_POLICY, { ...values, turn: "250", answer_hours: "48" });
  expect(differences(DEFAULT_POLICY, changed)).toEqual(["turn", "answer_hours"]);
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
