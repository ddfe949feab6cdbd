import { expect, test } from "vitest";
import type { EngagementInFull } from "@/api/generated";
import { clientMilestones, inOrder, monthBefore, sumsOf, type WaitItem } from "./waiting";

function item(key: string, dates: Partial<WaitItem>): WaitItem {
  return { key, wait: "decide", title: key, link: { to: "/home" }, ...dates };
}

test("what is due first stands first, then what has waited longest", () => {
  const items = [
    item("undated", {}),
    item("old", { since: "2026-10-01T00:00:00Z" }),
    item("late", { by: "2026-12-01" }),
    item("soon", { until: "2026-11-23T09:00:00Z" }),
  ];
  expect(inOrder(items).map(({ key }) => key)).toEqual(["soon", "late", "old", "undated"]);
});

test("a payment is due by its own last day, and by that of the milestone where none is told", () => {
  const due = (funding: { last_day: string } | null) => {
    const milestone = {
      id: "m",
      title: "Layout",
      state: "planned",
      due_day: "2027-01-08",
      awaits_payment: true,
      funding,
    };
    const [item] = clientMilestones({ id: "e", title: "Shop", milestones: [milestone] } as EngagementInFull, String);
    return [item?.wait, item?.by];
  };
  expect(due({ last_day: "2026-12-04" })).toEqual(["pay", "2026-12-04"]);
  expect(due(null)).toEqual(["pay", "2027-01-08"]);
});

test("the sums of a month are kept apart by currency", () => {
  const lines = [
    { day: "2026-11-03", amount: { amount: 1000, currency: "EUR" } },
    { day: "2026-11-04", amount: { amount: -250, currency: "EUR" } },
    { day: "2026-11-04", amount: { amount: 90, currency: "CZK" } },
    { day: "2026-10-31", amount: { amount: 5000, currency: "EUR" } },
  ];
  expect(sumsOf(lines, "2026-11")).toEqual([
    { amount: 750, currency: "EUR" },
    { amount: 90, currency: "CZK" },
  ]);
});

test("the month before January is December", () => {
  expect(monthBefore(new Date("2027-01-15T12:00:00Z"), 1)).toBe("2026-12");
});
