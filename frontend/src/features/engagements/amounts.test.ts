import { expect, test } from "vitest";
import type { Milestone } from "@/api/generated";
import { basisPointsOf, isAbove, minorOf, open, percent, sums, typed } from "./amounts";

test("amounts are read as people write them, and never as floats", () => {
  const cases: [string, string, number | null][] = [
    ["1234.5", "EUR", 123_450],
    ["1 234,50", "EUR", 123_450],
    ["1.234,50", "EUR", 123_450],
    ["1,234.50", "EUR", 123_450],
    ["1.234", "EUR", 123_400],
    ["0.07", "EUR", 7],
    ["5000", "JPY", 5_000],
    ["5000.5", "JPY", null],
    ["1.234", "KWD", 1_234],
    ["1.005", "USD", 100_500],
    ["1.0051", "EUR", null],
    ["-5", "EUR", null],
    ["", "EUR", null],
    ["a lot", "EUR", null],
  ];
  for (const [text, currency, minor] of cases) {
    expect(minorOf(text, currency), text).toBe(minor);
  }
  expect(typed(7, "EUR")).toBe("0.07");
  expect(typed(123_450, "EUR")).toBe("1234.50");
  expect(typed(500, "JPY")).toBe("500");
});

test("percentages are basis points from 0 to 100", () => {
  expect(["50", "33,5", "33.34 %", "100", "0"].map(basisPointsOf)).toEqual([5_000, 3_350, 3_334, 10_000, 0]);
  expect(["101", "-1", "1.234", ""].map(basisPointsOf)).toEqual([null, null, null, null]);
  expect(percent(2_000, "en-GB")).toBe("20%");
  expect(percent(1_234, "en-GB")).toBe("12.34%");
});

test("what is to be paid is compared with its tax, and only in one currency", () => {
  const euros = (amount: number) => ({ amount, currency: "EUR" });
  const milestone = { amount: euros(900_000), gross: euros(1_080_000) };
  expect(isAbove(milestone, euros(1_000_000))).toBe(true);
  expect(isAbove(milestone, euros(1_080_000))).toBe(false);
  expect(isAbove({ amount: euros(900_000), gross: null }, euros(1_000_000))).toBe(false);
  expect(isAbove(milestone, { amount: 1_000_000, currency: "CZK" })).toBe(false);
});

interface Moved {
  released?: number;
  refunded?: number;
  disputed?: number;
}

function milestone(state: Milestone["state"], amount: number, moved: Moved = {}): Milestone {
  const eur = (minor = 0) => ({ amount: minor, currency: "EUR" });
  const { released = 0, refunded = 0, disputed } = moved;
  return {
    id: "milestone_1",
    title: "Weeks 1 to 4",
    due_day: "2026-12-04",
    state,
    amount: eur(amount),
    disputed: eur(disputed),
    released: eur(released),
    refunded: eur(refunded),
    gross: eur(amount * 2),
    released_gross: eur(released * 2),
    refunded_gross: eur(refunded * 2),
    awaits_payment: false,
  };
}

test("the stages of a plan add up to it, without what was left out", () => {
  const plan = [
    milestone("planned", 100),
    milestone("funded", 200, { refunded: 50 }),
    milestone("submitted", 400, { disputed: 100 }),
    milestone("released", 800, { released: 792, refunded: 8 }),
    milestone("settled", 1_600, { refunded: 1_600 }),
    milestone("left_out", 3_200),
  ];
  const found = sums(plan);
  expect(found.map(({ net }) => net)).toEqual([100, 550, 792, 1_658]);
  expect(found.map(({ gross }) => gross)).toEqual([200, 1_100, 1_584, 3_316]);
});

test("what a dispute paid out and sent back is not held any more while the rest of the milestone is", () => {
  const decided = milestone("submitted", 400, { released: 120, refunded: 30 });
  const found = sums([decided, milestone("settled", 100, { released: 60, refunded: 40 })]);
  expect(Object.fromEntries(found.map(({ stage, net }) => [stage, net]))).toEqual({
    planned: 0,
    held: 250,
    released: 180,
    refunded: 70,
  });
  expect(open(decided).amount).toBe(250);
});

test("a member is not told what the client pays with tax", () => {
  const { gross: _, released_gross: __, refunded_gross: ___, ...own } = milestone("funded", 100);
  expect(sums([own]).map(({ gross }) => gross)).toEqual([0, null, null, null]);
});

test("what is frozen, was paid out or goes back is not paid out by accepting", () => {
  expect(open(milestone("submitted", 400, { released: 70, refunded: 50, disputed: 100 })).amount).toBe(180);
});
