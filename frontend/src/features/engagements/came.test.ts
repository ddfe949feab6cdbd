import { expect, test } from "vitest";
import type { Funding, OpenStray } from "@/api/generated";
import { cameFor, cameInstead, restOf } from "./came";

const eur = (amount: number) => ({ amount, currency: "EUR" });
const funding = { id: "second", amount: eur(489_600) } as Funding;

function stray(amount: number, more: Partial<OpenStray> = {}): OpenStray {
  const came_at = "2026-11-20T09:00:00Z";
  const named = { id: "s", milestone: "m", funding: "second", expected: eur(489_600) };
  return { ...named, amount: eur(amount), came_at, ...more };
}

/** What is told of a milestone for which a request is open. */
const told = (...strays: OpenStray[]) => cameFor({ strays }, { id: "m", funding });

test("of a transfer that is short or too much the difference is told, to the cent", () => {
  expect(told(stray(489_599))).toMatchObject({ amount: eur(489_599), asked: eur(489_600), missing: eur(1) });
  expect(told(stray(489_601))?.missing).toEqual(eur(-1));
});

test("several transfers for one request are told as their sum", () => {
  const both = [stray(400_000), stray(89_600)];
  expect(told(...both)).toMatchObject({ amount: eur(489_600), missing: eur(0), strays: both });
});

test("another currency, or what came while no request is open, is compared with nothing", () => {
  const crowns = { amount: 12_000_000, currency: "CZK" };
  expect(told(stray(0, { amount: crowns }))).toMatchObject({ amount: crowns, asked: eur(489_600) });
  expect(told(stray(0, { amount: crowns }))?.missing).toBeUndefined();
  expect(cameFor({ strays: [stray(489_600)] }, { id: "m", funding: null })?.missing).toBeUndefined();
});

test("only what is missing of a request that is open can come with the same reference", () => {
  expect(restOf(told(stray(489_599)))).toEqual(eur(1));
  expect(restOf(told(stray(489_601)))).toBeUndefined();
  expect(restOf(told(stray(1, { funding: "first" })))).toBeUndefined();
  expect(restOf(undefined)).toBeUndefined();
});

test("what came for a request that is over counts for the open one only where it is exactly what that asks for", () => {
  const late = (amount: number) => stray(amount, { funding: "first", expected: eur(300_000) });
  expect(told(late(5_000))).toMatchObject({ amount: eur(5_000), asked: eur(300_000), isLate: true, isApart: true });
  expect(told(late(489_600), late(5_000))).toMatchObject({ amount: eur(489_600), asked: eur(489_600), isApart: false });
  expect(restOf(told(late(489_600), stray(489_599)))).toBeUndefined();
  expect(told(late(5_000), stray(489_599))).toMatchObject({ amount: eur(489_599), missing: eur(1), isApart: false });
  const instead = (...strays: OpenStray[]) => cameInstead({ strays }, { id: "m", funding });
  expect(instead(late(5_000))).toBeUndefined();
  expect(instead(late(489_600))?.isLate).toBe(true);
});

test("what names a request that is over is told to be late", () => {
  expect(told(stray(489_599))?.isLate).toBe(false);
  expect(told(stray(489_599), stray(1, { funding: "first" }))?.isLate).toBe(true);
  expect(cameFor({ strays: [stray(489_600)] }, { id: "m", funding: null })?.isLate).toBe(true);
});

test("of what came for another milestone nothing is told", () => {
  expect(told(stray(1, { milestone: "other" }))).toBeUndefined();
  expect(told()).toBeUndefined();
});
