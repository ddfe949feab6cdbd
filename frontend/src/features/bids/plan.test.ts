import { expect, test } from "vitest";
import type { Document } from "@/api/generated";
import { begin, check, parsePercent, priceOf, sumOf, type TypedPlan, toPlan } from "./plan";

const brief: Document = {
  title: "A shop",
  description: "",
  category: "web",
  currency: "EUR",
  seats: [
    { id: "front-1", title: "Front end", skills: [], hours: 16, from: "2026-11-30", weeks: 10, rate_cap: 9000 },
    { id: "back-2", title: "Back end", skills: [], hours: 8, from: "2026-11-30", weeks: 10 },
  ],
};

const plan: TypedPlan = {
  seats: [
    { seat: "front-1", member: "mia", rate: "85.50", hours: "16" },
    { seat: "back-2", member: "hana", rate: "80", hours: "8" },
  ],
  shares: { mia: "66,67", hana: "33.33" },
};

test("a plan begins with every seat as it is asked for", () => {
  expect(begin(brief, "mia", "50").seats).toEqual([
    { seat: "front-1", member: "mia", rate: "50", hours: "16" },
    { seat: "back-2", member: "", rate: "50", hours: "8" },
  ]);
});

test("a plan that is whole has a price, and shares that add up", () => {
  expect(check(plan, brief, "mia")).toBeNull();
  expect(priceOf(plan, brief)).toBe(8550 * 160 + 8000 * 80);
  expect(sumOf(plan)).toBe(10_000);
  expect(toPlan(plan, brief, null)).toEqual({
    seats: [
      { seat: "front-1", member: "mia", rate: 8550, hours: 16 },
      { seat: "back-2", member: "hana", rate: 8000, hours: 8 },
    ],
    shares: [
      { member: "mia", basis_points: 6667 },
      { member: "hana", basis_points: 3333 },
    ],
  });
});

test("everything that is wrong is told at once", () => {
  const odd: TypedPlan = {
    seats: [
      { seat: "front-1", member: "hana", rate: "90.01", hours: "17" },
      { seat: "back-2", member: "hana", rate: "x", hours: "" },
    ],
    shares: { hana: "99" },
  };
  expect(check(odd, brief, "mia")).toEqual({
    members: ["back-2"],
    rates: ["front-1", "back-2"],
    hours: ["front-1", "back-2"],
    shares: [],
    sum: true,
    withoutMe: true,
  });
  expect(priceOf(odd, brief)).toBeNull();
});

test("a percentage is read in basis points", () => {
  expect(["33.34", "33,3", "100", "0", "101", "1.234", ""].map(parsePercent)).toEqual([
    3334,
    3330,
    10_000,
    null,
    null,
    null,
    null,
  ]);
});
