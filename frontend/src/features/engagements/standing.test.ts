import { expect, test } from "vitest";
import type { EngagementInFull, Milestone, OpenStray } from "@/api/generated";
import { beginOf, type Case, type Next, standOf, stepsOfClient, stepsOfMember } from "./standing";

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

const NOW = new Date("2026-12-01T12:00:00Z");

function told(steps: Next[]): string[] {
  return steps.map(({ what, milestone }) => `${what} ${milestone.id}`);
}

/** What comes next for the client, one step after the other. */
function ofClient(milestones: Milestone[], disputes: Case[] = []): string[] {
  return told(stepsOfClient(plan(milestones), disputes, NOW));
}

/** The same for a member. */
function ofMember(milestones: Milestone[], disputes: Case[] = []): string[] {
  return told(stepsOfMember(milestones, disputes));
}

test("a planned milestone is awaited once the client was told where to pay", () => {
  expect(standOf({ state: "planned", awaits_payment: true })).toBe("awaited");
  expect(standOf({ state: "planned", awaits_payment: false })).toBe("planned");
  expect(standOf({ state: "funded", awaits_payment: true })).toBe("funded");
});

test("without a dispute it is whose turn it is: to pay, to deliver, to accept", () => {
  const later = milestone("two", "planned");
  const both = (first: Milestone) => [ofClient([first, later]), ofMember([first, later])];
  expect(both(milestone("one", "planned"))).toEqual([["fund one"], ["notFunded one"]]);
  const awaited = milestone("one", "planned", { awaits_payment: true });
  expect(both(awaited)).toEqual([["transfer one"], ["transferOfClient one"]]);
  expect(both(milestone("one", "funded"))).toEqual([
    ["fund two", "wait one"],
    ["submit one", "notFunded two"],
  ]);
  expect(both(milestone("one", "released"))).toEqual([["fund two"], ["notFunded two"]]);
  const over = [milestone("one", "released"), milestone("two", "left_out")];
  expect([ofClient(over), ofMember(over)]).toEqual([[], []]);
});

test("what is to be accepted and what is to be paid in both stand there, by the day until which there is time", () => {
  const due = (due_day: string) => [milestone("one", "submitted", { due_day }), milestone("two", "planned")];
  expect(ofClient(due("2026-11-30"))).toEqual(["fund two", "accept one"]);
  expect(ofClient(due("2026-12-04"))).toEqual(["accept one", "fund two"]);
  expect(stepsOfClient(plan(due("2026-12-04")), [], NOW).map(({ day }) => day)).toEqual([undefined, "2026-12-07"]);
});

test("a milestone is paid in before work on it begins, whenever the team is to deliver it", () => {
  const due = ["2027-01-01", "2027-01-29", "2027-02-17", "2027-02-26"];
  const whole = plan(due.map((due_day, at) => milestone(`${at}`, "planned", { due_day })));
  const begins = whole.milestones.map((each) => beginOf(whole, each));
  expect(begins).toEqual(["2026-11-09", "2027-01-04", "2027-02-01", "2027-02-18"]);
  expect(stepsOfClient(whole, [])).toMatchObject([{ what: "fund", day: "2026-11-09" }]);
  const [first, ...later] = whole.milestones;
  const begun = plan([{ ...first, state: "released" } as Milestone, ...later]);
  expect(stepsOfClient(begun, [])).toMatchObject([{ what: "fund", day: "2027-01-04" }]);
});

test("what came and did not fit is told before the client is asked for more", () => {
  const eur = (amount: number) => ({ amount, currency: "EUR" });
  const stray = (of: string): OpenStray => {
    const came_at = "2026-11-03T09:00:00Z";
    return { id: "s", milestone: of, funding: "asked", amount: eur(99), expected: eur(100), came_at };
  };
  const of = (milestones: Milestone[], id: string) => told(stepsOfClient(plan(milestones, stray(id)), [], NOW));
  const awaited = [milestone("one", "planned", { awaits_payment: true }), milestone("two", "planned")];
  expect(of(awaited, "one")).toEqual(["came one"]);
  expect(of(awaited, "two")).toEqual(["transfer one", "came two"]);
  const asked = { funding: { id: "asked", amount: eur(100) } as Milestone["funding"], awaits_payment: true };
  expect(of([milestone("one", "planned", asked)], "one")).toEqual(["rest one"]);
  const anew = { funding: { id: "anew", amount: eur(100) } as Milestone["funding"], awaits_payment: true };
  expect(of([milestone("one", "planned", anew)], "one")).toEqual(["transfer one"]);
  expect(of([milestone("one", "released"), milestone("two", "planned")], "two")).toEqual(["came two"]);
  // What is paid in already asks for nothing more.
  expect(of([milestone("one", "funded"), milestone("two", "planned")], "one")).toEqual(["fund two", "wait one"]);
});

test("a dispute comes first where it asks a side for something; while it waits both go on with what is due", () => {
  const both = [milestone("one", "submitted", frozen), milestone("two", "planned")];
  const of = (state: Case["state"], by?: Case["opened_by"]) => {
    const disputes = [dispute("one", state, by)];
    return [ofClient(both, disputes), ofMember(both, disputes)];
  };
  expect(of("opened", "client")).toEqual([
    ["fund two", "awaitAnswer one"],
    ["answer one", "notFunded two"],
  ]);
  expect(of("opened", "team")).toEqual([
    ["answer one", "fund two"],
    ["awaitAnswer one", "notFunded two"],
  ]);
  for (const state of ["heard", "decided", "appealed"] as const) {
    expect(of(state)).toEqual([
      ["fund two", `${state} one`],
      [`${state} one`, "notFunded two"],
    ]);
    const funded = [...both, milestone("three", "funded")];
    expect(ofMember(funded, [dispute("one", state)])[0]).toBe("submit three");
  }
});

test("of a milestone that is disputed in part the rest goes on", () => {
  const of = (state: Milestone["state"], at: Case["state"]) => {
    const [one, disputes] = [[milestone("one", state, inPart)], [dispute("one", at)]];
    return [ofClient(one, disputes), ofMember(one, disputes)];
  };
  expect(of("submitted", "heard")).toEqual([["acceptRest one", "heard one"], ["heard one"]]);
  expect(of("funded", "heard")).toEqual([
    ["heard one", "wait one"],
    ["submitRest one", "heard one"],
  ]);
  expect(of("submitted", "opened")).toEqual([["acceptRest one", "awaitAnswer one"], ["answer one"]]);
});

test("a dispute that is over or is not told decides nothing, but frozen money still does", () => {
  const one = [milestone("one", "submitted", frozen)];
  expect([ofClient(one), ofMember(one)]).toEqual([["disputed one"], ["disputed one"]]);
  const again = [dispute("one", "heard"), { ...dispute("one", "withdrawn"), id: "the first" }].reverse();
  expect(stepsOfClient(plan(one), again)[0]?.dispute?.id).toBe("about one");
  expect(ofClient([milestone("one", "submitted")], [dispute("one", "settled")])).toEqual(["accept one"]);
});
