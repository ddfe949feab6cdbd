import { expect, test } from "vitest";
import type { DisputeInFull } from "@/api/generated";
import { actsOf, bySeat, divisionOf, sideOf } from "./rules";

const eur = (amount: number) => ({ amount, currency: "EUR" });

const DISPUTE: DisputeInFull = {
  id: "dispute_1",
  milestone: "milestone_1",
  engagement: "engagement_1",
  title: "A site: Weeks 1 to 4",
  state: "opened",
  opened_by: "client",
  reason: "late",
  amount: eur(1_000),
  created_at: "2026-11-20T03:00:00Z",
  statements: [],
  files: [],
  proposals: [],
  seats: [],
};

test("both sides speak until there is a decision, and only the opener takes it back", () => {
  expect(actsOf(DISPUTE, "client")).toMatchObject({ speak: true, propose: true, withdraw: true });
  expect(actsOf(DISPUTE, "member")).toMatchObject({ speak: true, propose: true, withdraw: false });
  const decision = { to_members: eur(500), words: "Half.", accepted_by_you: false, created_at: DISPUTE.created_at };
  const decided = { ...DISPUTE, state: "decided" as const, decision };
  expect(actsOf(decided, "member")).toMatchObject({ speak: false, propose: true, answerDecision: true });
  expect(actsOf({ ...DISPUTE, state: "settled" }, "client")).toMatchObject({ speak: false, propose: false });
});

test("a steward decides once both were heard, and a panel votes on an appeal", () => {
  const sits = { ...DISPUTE, duty: { duty: "case" as const, done: false } };
  expect(actsOf(sits, "steward")).toMatchObject({ decide: false, stepBack: true, speak: false });
  expect(actsOf({ ...sits, state: "heard" }, "steward").decide).toBe(true);
  const panel = { ...DISPUTE, state: "appealed" as const, duty: { duty: "panel" as const, done: false } };
  expect(actsOf(panel, "steward")).toMatchObject({ vote: true, decide: false });
  expect(actsOf({ ...panel, duty: { duty: "panel", done: true } }, "steward").vote).toBe(false);
});

test("a client and a member are each on their own side, and a steward on none", () => {
  expect((["client", "member", "steward"] as const).map(sideOf)).toEqual(["client", "team", null]);
});

test("a division fits the disputed amount", () => {
  expect(divisionOf("5", eur(1_000), "client")).toEqual({ minor: 500 });
  expect(divisionOf("11", eur(1_000), "steward")).toBeNull();
  expect(divisionOf("50", eur(1_000), "member")).toEqual({ basis_points: 5_000 });
  expect(bySeat({ a: "6", b: "4" }, eur(1_000))).toEqual({ seats: { a: 600, b: 400 } });
  expect(bySeat({ a: "6", b: "4.01" }, eur(1_000))).toBeNull();
  expect(bySeat({ a: "6", b: "" }, eur(1_000))).toBeNull();
});
