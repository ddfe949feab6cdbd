import { expect, test } from "vitest";
import type { Milestone } from "@/api/generated";
import { basisPointsOf, minorOf, open, percent, sums, typed } from "./amounts";

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

function milestone(state: Milestone["state"], amount: number, refunded = 0, disputed = 0): Milestone {
  const eur = (minor: number) => ({ amount: minor, currency: "EUR" });
  return {
    id: "milestone_1",
    title: "Weeks 1 to 4",
    due_day: "2026-12-04",
    state,
    amount: eur(amount),
    refunded: eur(refunded),
    disputed: eur(disputed),
    gross: eur(amount * 2),
    refunded_gross: eur(refunded * 2),
  };
}

test("the stages of a plan add up to it, without what was left out", () => {
  const plan = [
    milestone("planned", 100),
    milestone("funded", 200, 50),
    milestone("submitted", 400, 0, 100),
    milestone("released", 800, 8),
    milestone("settled", 1_600, 1_600),
    milestone("left_out", 3_200),
  ];
  const found = sums(plan);
  expect(found.map(({ net }) => net)).toEqual([100, 550, 792, 1_658]);
  expect(found.reduce((sum, { net }) => sum + net, 0)).toBe(3_100);
  expect(found.reduce((sum, { gross }) => sum + (gross ?? 0), 0)).toBe(6_200);
});

test("a member is not told what the client pays with tax", () => {
  const { gross: _, ...own } = milestone("funded", 100);
  expect(sums([own]).find(({ stage }) => stage === "under_way")?.gross).toBeNull();
});

test("what is frozen or went back is not paid out", () => {
  expect(open(milestone("submitted", 400, 50, 100)).amount).toBe(250);
});
