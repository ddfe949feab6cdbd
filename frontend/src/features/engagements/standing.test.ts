import { expect, test } from "vitest";
import type { EngagementInFull, Milestone, OpenStray } from "@/api/generated";
import { beginOf, type Case, nextOfClient, nextOfMember, standOf } from "./standing";

function milestone(id: string, state: Milestone["state"], more: Partial<Milestone> = {}): Milestone {
  const eur = (amount: number) => ({ amount, currency: "EUR" });
  const money = { amount: eur(100), disputed: eur(0), released: eur(0), refunded: eur(0) };
  return { id, title: id, due_day: "2026-12-04", state, ...money, awaits_payment: false, ...more };
}

const frozen = { disputed: { amount: 100, currency: "EUR" } };
const inPart = { disputed: { amount: 40, currency: "EUR" } };

function plan(milestones: Milestone[], ...strays: OpenStray[]): EngagementInFull {
  const seats = [{ first_monday: "2026-11-16" }, { first_monday: "2026-11-09" }];
  return { seats, milestones, strays } as EngagementInFull;
}

function dispute(milestone: string, state: Case["state"], opened_by: Case["opened_by"] = "client"): Case {
  return { id: `about ${milestone}`, milestone, state, opened_by, due_at: "2026-12-11T08:00:00Z" };
}

/** What comes next for both sides, and of which milestone. */
function next(milestones: Milestone[], disputes: Case[] = []): (string | undefined)[] {
  return [nextOfClient(plan(milestones), disputes), nextOfMember(milestones, disputes)].map(
    (each) => each && `${each.what} ${each.milestone.id}`,
  );
}

test("a planned milestone is awaited once the client was told where to pay", () => {
  expect(standOf({ state: "planned", awaits_payment: true })).toBe("awaited");
  expect(standOf({ state: "planned", awaits_payment: false })).toBe("planned");
  expect(standOf({ state: "funded", awaits_payment: true })).toBe("funded");
});

test("without a dispute it is whose turn it is: to pay, to deliver, to accept", () => {
  const later = milestone("two", "planned");
  expect(next([milestone("one", "planned"), later])).toEqual(["fund one", "notFunded one"]);
  expect(next([milestone("one", "planned", { awaits_payment: true }), later])).toEqual([
    "transfer one",
    "transferOfClient one",
  ]);
  expect(next([milestone("one", "funded"), later])).toEqual(["wait one", "submit one"]);
  expect(next([milestone("one", "submitted"), later])).toEqual(["accept one", "notFunded two"]);
  expect(next([milestone("one", "released"), milestone("two", "left_out")])).toEqual([undefined, undefined]);
});

test("a milestone is paid in before work on it begins, whenever the team is to deliver it", () => {
  const due = ["2027-01-01", "2027-01-29", "2027-02-17", "2027-02-26"];
  const whole = plan(due.map((due_day, at) => milestone(`${at}`, "planned", { due_day })));
  const begins = whole.milestones.map((each) => beginOf(whole, each));
  expect(begins).toEqual(["2026-11-09", "2027-01-04", "2027-02-01", "2027-02-18"]);
  expect(nextOfClient(whole, [])).toMatchObject({ what: "fund", day: "2026-11-09" });
  const [first, ...later] = whole.milestones;
  const begun = plan([{ ...first, state: "released" } as Milestone, ...later]);
  expect(nextOfClient(begun, [])).toMatchObject({ what: "fund", day: "2027-01-04" });
});

test("what came and did not fit is told before the client is asked for more", () => {
  const eur = (amount: number) => ({ amount, currency: "EUR" });
  const stray = (of: string): OpenStray => {
    const came_at = "2026-11-03T09:00:00Z";
    return { id: "s", milestone: of, funding: "asked", amount: eur(99), expected: eur(100), came_at };
  };
  const awaited = [milestone("one", "planned", { awaits_payment: true }), milestone("two", "planned")];
  expect(nextOfClient(plan(awaited, stray("one")), [])).toMatchObject({ what: "came", milestone: { id: "one" } });
  expect(nextOfClient(plan(awaited, stray("two")), [])?.what).toBe("transfer");
  const asked = { funding: { id: "asked", amount: eur(100) } as Milestone["funding"], awaits_payment: true };
  expect(nextOfClient(plan([milestone("one", "planned", asked)], stray("one")), [])?.what).toBe("rest");
  const begun = [milestone("one", "released"), milestone("two", "planned")];
  const late = nextOfClient(plan(begun, stray("two")), []);
  expect([late?.what, late?.day]).toEqual(["came", undefined]);
  // What is paid in already asks for nothing more.
  const paid = [milestone("one", "funded"), milestone("two", "planned")];
  expect(nextOfClient(plan(paid, stray("one")), [])?.what).toBe("wait");
});

test("a dispute comes first where it asks a side for something; while it waits the client goes on with what is due", () => {
  const both = [milestone("one", "submitted", frozen), milestone("two", "planned")];
  const of = (state: Case["state"], by?: Case["opened_by"]) => next(both, [dispute("one", state, by)]);
  expect(of("opened", "client")).toEqual(["awaitAnswer one", "answer one"]);
  expect(of("opened", "team")).toEqual(["answer one", "awaitAnswer one"]);
  expect(of("heard")).toEqual(["heard one", "heard one"]);
  expect(of("decided")).toEqual(["decided one", "decided one"]);
  expect(of("appealed")).toEqual(["appealed one", "appealed one"]);
  for (const state of ["heard", "decided"] as const) {
    expect(next([...both, milestone("three", "submitted")], [dispute("one", state)])[0]).toBe("accept three");
    expect(next([...both, milestone("three", "funded")], [dispute("one", state)])[1]).toBe(`${state} one`);
  }
});

test("of a milestone that is disputed in part the rest goes on", () => {
  const of = (state: Milestone["state"], at: Case["state"]) =>
    next([milestone("one", state, inPart), milestone("two", "planned")], [dispute("one", at)]);
  expect(of("submitted", "heard")).toEqual(["accept one", "heard one"]);
  expect(of("funded", "heard")).toEqual(["heard one", "heard one"]);
  expect(of("submitted", "opened")).toEqual(["accept one", "answer one"]);
});

test("a dispute that is over or is not told decides nothing, but frozen money still does", () => {
  const one = [milestone("one", "submitted", frozen)];
  expect(next(one)).toEqual(["disputed one", "disputed one"]);
  const again = [dispute("one", "heard"), { ...dispute("one", "withdrawn"), id: "the first" }].reverse();
  expect(nextOfClient(plan(one), again)?.dispute?.id).toBe("about one");
  expect(next([milestone("one", "submitted")], [dispute("one", "settled")])[0]).toBe("accept one");
});
