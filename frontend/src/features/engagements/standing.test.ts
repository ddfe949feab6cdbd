import { expect, test } from "vitest";
import type { Milestone } from "@/api/generated";
import { type Case, isOver, nextOfClient, nextOfMember, standOf } from "./standing";

function milestone(id: string, state: Milestone["state"], more: Partial<Milestone> = {}): Milestone {
  const eur = (amount: number) => ({ amount, currency: "EUR" });
  const money = { amount: eur(100), disputed: eur(0), released: eur(0), refunded: eur(0) };
  return { id, title: id, due_day: "2026-12-04", state, ...money, awaits_payment: false, ...more };
}

const frozen = { disputed: { amount: 40, currency: "EUR" } };

function dispute(milestone: string, state: Case["state"], opened_by: Case["opened_by"] = "client"): Case {
  return { id: `about ${milestone}`, milestone, state, opened_by, due_at: "2026-12-11T08:00:00Z" };
}

/** What comes next for both sides, and of which milestone. */
function next(milestones: Milestone[], disputes: Case[] = []): (string | undefined)[] {
  return [nextOfClient(milestones, disputes), nextOfMember(milestones, disputes)].map(
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

test("where a side is asked in a dispute that comes first, and where it waits it goes on with other work", () => {
  const plan = [milestone("one", "submitted", frozen), milestone("two", "planned")];
  const of = (state: Case["state"], by?: Case["opened_by"]) => next(plan, [dispute("one", state, by)]);
  expect(of("opened", "client")).toEqual(["awaitAnswer one", "answer one"]);
  expect(of("opened", "team")).toEqual(["answer one", "awaitAnswer one"]);
  expect(of("heard")).toEqual(["heard one", "heard one"]);
  expect(of("decided")).toEqual(["decided one", "decided one"]);
  expect(of("appealed")).toEqual(["appealed one", "appealed one"]);
  expect(next([...plan, milestone("three", "submitted")], [dispute("one", "heard")])[0]).toBe("accept three");
  expect(next([...plan, milestone("three", "funded")], [dispute("one", "heard")])[1]).toBe("submit three");
  expect(next([...plan, milestone("three", "funded")], [dispute("one", "decided")])[1]).toBe("decided one");
});

test("a dispute that is over or is not told decides nothing, but frozen money still does", () => {
  const plan = [milestone("one", "submitted", frozen)];
  expect(next(plan)).toEqual(["disputed one", "disputed one"]);
  const again = [dispute("one", "heard"), { ...dispute("one", "withdrawn"), id: "the first" }].reverse();
  expect(nextOfClient(plan, again)?.dispute?.id).toBe("about one");
  expect(next([milestone("one", "submitted")], [dispute("one", "settled")])[0]).toBe("accept one");
});

test("a day is over when the next one has begun", () => {
  const now = new Date("2026-11-03T00:00:00Z");
  expect(isOver("2026-11-02", now)).toBe(true);
  expect(isOver("2026-11-03", now)).toBe(false);
});
