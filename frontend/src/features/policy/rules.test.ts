import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "./policy.fixture";
import { adoptable, bare, differences, isWithin, numberOf, PARAMS, typed, withValues, written } from "./rules";

const values = Object.fromEntries(
  PARAMS.map((param) => [param, typed(param, numberOf(DEFAULT_POLICY, param), "de-DE")]),
) as Record<(typeof PARAMS)[number], string>;

test("numbers that nobody changed make the same policy", () => {
  expect(withValues(DEFAULT_POLICY, values)).toEqual(DEFAULT_POLICY);
  expect(differences(DEFAULT_POLICY, withValues(DEFAULT_POLICY, values))).toEqual([]);
});

test("what differs is named, weights first", () => {
  const changed = withValues(DEFAULT_POLICY, { ...values, turn: "250", answer_hours: "48" });
  expect(differences(DEFAULT_POLICY, changed)).toEqual(["turn", "answer_hours"]);
});

test.each([
  ["turn_cap", 250_000, "250 hours", "250"],
  ["turn_cap", 1_000_000_500, "1,000,000.5 hours", "1000000.5"],
  ["turn_keep", 900, "90%", "90"],
  ["turn_keep", 975, "97.5%", "97.5"],
  ["answer_hours", 72, "72 hours", "72"],
  ["keep_pool_days", 400, "400 days", "400"],
  ["fit", 500, "500", "500"],
  ["teams", 3, "3", "3"],
] as const)("%s of %i is %s, typed as %s", (param, value, told, asTyped) => {
  expect(written(param, value, "en-GB")).toBe(told);
  expect(typed(param, value, "en-GB")).toBe(asTyped);
});

test("what is typed is read in the unit in which it is told, with a point or a comma", () => {
  const { turn_cap, turn_keep } = withValues(DEFAULT_POLICY, { ...values, turn_cap: "150,25", turn_keep: "97.5" });
  expect([turn_cap, turn_keep]).toEqual([150_250, 975]);
  expect(bare("turn_keep", 25, "de-DE", { signDisplay: "exceptZero" })).toBe("+2,5");
  expect(bare("turn_keep", -25, "de-DE", { signDisplay: "exceptZero" })).toBe("\u22122,5");
});

test.each([
  ["fit", "0", true],
  ["fit", "1001", false],
  ["teams", "2.5", false],
  ["turn_keep", "97.55", false],
  ["turn_keep", "100.1", false],
  ["turn_cap", "9.999", false],
  ["turn_cap", "10", true],
  ["turn_cap", "", false],
  ["answer_hours", "-4", false],
] as const)("%s of %j: %j", (param, text, is) => {
  expect(isWithin(param, text)).toBe(is);
});

test("a policy is in force in a week at the earliest", () => {
  expect(adoptable(Date.parse("2026-11-22T23:00:00Z")).first).toBe("2026-11-29");
});
