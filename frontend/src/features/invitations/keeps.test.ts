import { expect, test } from "vitest";
import type { Terms } from "@/api/generated";
import { divide, explain, rateOn } from "./keeps";

const rates = { commission: 1000, network: 500, feeTax: 0, fund: 50 };
const eur = (amount: number) => ({ amount, currency: "EUR" });

function term(kind: Terms["kind"], basis_points: number, from_day: string): Terms {
  return { id: "terms_1", kind, basis_points, from_day, bounds: [], announced_at: "2026-01-01T00:00:00Z" };
}

test("everybody gets their rate, and the member the rest", () => {
  const parts = divide(100_000, rates).map(({ minor }) => minor);
  expect(parts).toEqual([84_500, 10_000, 5_000, 0, 500]);
});

test("the odd cent goes to the largest remainder, and nothing is lost", () => {
  expect(divide(101, rates).map(({ minor }) => minor)).toEqual([85, 10, 5, 0, 1]);
  for (const amount of [1, 7, 99, 12_345, 999_999_999_999]) {
    expect(divide(amount, rates).reduce((sum, { minor }) => sum + minor, 0)).toBe(amount);
  }
});

test("the tax on the fee is taken of the fee", () => {
  expect(divide(100_000, { ...rates, feeTax: 2000 }).map(({ minor }) => minor)).toEqual([
    83_500, 10_000, 5_000, 1_000, 500,
  ]);
});

test("parts are told only where they explain what is kept", () => {
  expect(explain(eur(100_000), eur(84_500), rates)?.map(({ payee }) => payee)).toEqual([
    "member",
    "space",
    "network",
    "fund",
  ]);
  expect(explain(eur(100_000), eur(84_400), rates)).toBeNull();
});

test("the rate of a day is that which began last", () => {
  const terms = [
    term("network", 700, "2026-06-15"),
    term("network", 600, "2026-12-01"),
    term("fund", 100, "2026-06-15"),
  ];
  expect(rateOn(terms, "network", "2026-11-30")).toBe(700);
  expect(rateOn(terms, "network", "2026-12-01")).toBe(600);
  expect(rateOn(terms, "network", "2026-01-01")).toBe(0);
});
