import { expect, test } from "vitest";
import type { DisputeInFull, EngagementInFull, Funding, Milestone, OpenStray } from "@/api/generated";
import {
  clientMilestones,
  decideBy,
  disputeWaits,
  inOrder,
  monthBefore,
  reviewWaits,
  sumsOf,
  type WaitItem,
} from "./waiting";

function item(key: string, dates: Partial<WaitItem>): WaitItem {
  return { key, wait: "decide", title: key, link: { to: "/home" }, ...dates };
}

test("what is due first stands first, and what has no day of its own among what is due soon, the oldest first", () => {
  const items = [
    item("undated", {}),
    item("old", { since: "2026-10-01T00:00:00Z" }),
    item("later", { by: "2026-12-01" }),
    item("begins", { before: "2026-11-30" }),
    item("late", { by: "2026-11-20" }),
    item("soon", { until: "2026-11-23T09:00:00Z" }),
  ];
  const inTurn = inOrder(items, new Date("2026-11-22T12:00:00Z")).map(({ key }) => key);
  expect(inTurn).toEqual(["late", "soon", "old", "undated", "begins", "later"]);
});

const eur = (amount: number) => ({ amount, currency: "EUR" });

function milestone(more: Partial<Milestone>): Milestone {
  return {
    id: "m",
    title: "Layout",
    state: "planned",
    due_day: "2027-01-08",
    amount: eur(1_000),
    disputed: eur(0),
    released: eur(0),
    refunded: eur(0),
    awaits_payment: false,
    ...more,
  };
}

function engagement(...milestones: Milestone[]): EngagementInFull {
  const seats = [{ first_monday: "2026-12-14" }, { first_monday: "2026-12-07" }];
  return { id: "e", title: "Shop", seats, milestones, strays: [] as OpenStray[] } as EngagementInFull;
}

test("a milestone is paid in before work on it begins, whenever the team is to deliver it", () => {
  const first = milestone({ id: "one", due_day: "2027-01-01" });
  const second = milestone({ id: "two", due_day: "2027-01-29" });
  const waits = clientMilestones(engagement({ ...first, state: "funded" }, second), String);
  expect(waits).toMatchObject([{ wait: "fund", title: "Layout · Shop", before: "2027-01-04" }]);
  expect(waits[0]?.by).toBeUndefined();
});

test("every transfer that is expected stands there, with its amount, its reference and its own last day", () => {
  const funding = { amount: eur(1_190), reference: "RF40JTBCGDFS", last_day: "2026-12-04" } as Funding;
  const waits = clientMilestones(engagement(milestone({}), milestone({ id: "n", funding })), String);
  expect(waits.map(({ wait }) => wait)).toEqual(["pay", "fund"]);
  expect(waits[0]).toMatchObject({ by: "2026-12-04", transfer: { amount: eur(1_190), reference: "RF40JTBCGDFS" } });
  expect(clientMilestones(engagement(milestone({ funding })), String).map(({ wait }) => wait)).toEqual(["pay"]);
});

test("where money came that does not fit, a client is told of it and not asked for all of it again", () => {
  const funding = { id: "f", amount: eur(1_190), reference: "RF40JTBCGDFS", last_day: "2026-12-04" } as Funding;
  const came_at = "2026-11-20T09:00:00Z";
  const stray = { id: "s", milestone: "m", funding: "f", amount: eur(1_189), expected: eur(1_190), came_at };
  const waits = (asked: Partial<Milestone>) =>
    clientMilestones({ ...engagement(milestone(asked), milestone({ id: "n" })), strays: [stray] }, String);
  expect(waits({ funding }).map(({ wait, key }) => [wait, key])).toEqual([["came", "camem"]]);
  const came = { asked: eur(1_190), missing: eur(1), reference: "RF40JTBCGDFS" };
  expect(waits({ funding })[0]).toMatchObject({ since: came_at, by: "2026-12-04", came });
  expect(waits({}).map(({ wait, by }) => [wait, by])).toEqual([["came", undefined]]);
  // Too much has no day: nothing is to be paid.
  expect(waits({ funding: { ...funding, amount: eur(1_000) } })[0]?.by).toBeUndefined();
  expect(waits({ funding: { ...funding, id: "anew" } }).map(({ wait }) => wait)).toEqual(["pay"]);
  expect(waits({ state: "funded" }).map(({ wait, key }) => [wait, key])).toEqual([
    ["came", "camem"],
    ["fund", "fundn"],
  ]);
});

test("what was handed in waits for the client, is never late for them, and not while a dispute holds all of it", () => {
  const state = "submitted" as const;
  const waits = clientMilestones(engagement(milestone({ state, due_day: "2020-01-03" })), String);
  expect(waits.map(({ wait, by, before }) => [wait, by, before])).toEqual([["accept", undefined, undefined]]);
  expect(clientMilestones(engagement(milestone({ state, disputed: eur(1_000) })), String)).toEqual([]);
});

test("a dispute asks a side for its statement, for an answer to the decision, and for a word on the latest proposal", () => {
  const dispute = (more: Partial<DisputeInFull>) =>
    ({
      id: "d",
      title: "Layout",
      opened_by: "team",
      due_at: "2026-12-01T06:00:00Z",
      proposals: [],
      ...more,
    }) as DisputeInFull;
  const asks = (more: Partial<DisputeInFull>) =>
    disputeWaits(dispute(more), "client", String).map(({ wait, until }) => [wait, until]);
  expect(asks({ state: "opened" })).toEqual([["statement", "2026-12-01T06:00:00Z"]]);
  expect(asks({ state: "opened", opened_by: "client" })).toEqual([]);
  const decision = { accepted_by_you: false, created_at: "2026-11-24T06:00:00Z", to_members: eur(500), words: "Half." };
  expect(asks({ state: "decided", decision })).toEqual([["decision", "2026-12-01T06:00:00Z"]]);
  expect(asks({ state: "decided", decision: { ...decision, accepted_by_you: true } })).toEqual([]);
  const proposal = (accepted_by_you: boolean) =>
    ({ accepted_by_you, created_at: "2026-11-24T06:00:00Z" }) as DisputeInFull["proposals"][number];
  expect(asks({ state: "heard", proposals: [proposal(true), proposal(false)] })).toEqual([["offer", undefined]]);
  expect(asks({ state: "heard", proposals: [proposal(false), proposal(true)] })).toEqual([]);
});

test("reviews wait until they close, and are written where they stand", () => {
  const open = { engagement: "e", title: "Shop", closes_at: "2026-11-28T08:00:00Z" };
  const link = { to: "/engagements/$id/reviews", params: { id: "e" } };
  expect(reviewWaits([open])).toMatchObject([{ wait: "review", title: "Shop", until: open.closes_at, link }]);
});

test("bids are decided on by the next day that takes one of them away", () => {
  const bid = (from: string, state: "complete" | "withdrawn" = "complete") => ({ from, state });
  const bids = [bid("2026-12-14"), bid("2026-12-07"), bid("2026-11-30", "withdrawn")];
  expect(decideBy(bids, new Date("2026-11-23T12:00:00Z"))).toBe("2026-12-07");
  expect(decideBy(bids, new Date("2026-12-07T23:59:00Z"))).toBe("2026-12-07");
  expect(decideBy(bids, new Date("2026-12-08T00:00:00Z"))).toBe("2026-12-14");
  expect(decideBy(bids, new Date("2026-12-15T00:00:00Z"))).toBe("2026-12-14");
  expect(decideBy([])).toBeUndefined();
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
