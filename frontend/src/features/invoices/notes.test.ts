import { expect, test } from "vitest";
import { replacedBy, termsOf, wordsOn } from "./notes";

test("what a document says of its payment follows from its kind, and from whether another invoice follows", () => {
  const money = (amount: number) => ({ amount, currency: "EUR" });
  expect(termsOf({ kind: "invoice", prepaid: money(100) })).toBe("paid");
  expect(termsOf({ kind: "credit_note", prepaid: money(0) })).toBe("refunded");
  expect(termsOf({ kind: "credit_note", prepaid: money(100) })).toBe("replaced");
});

test("an invoice names the one whose place it takes, and what somebody wrote stands on a credit note", () => {
  const notes = ["Delivered: A page, of A shop", "This says what remains of invoice 2026-0001, which was credited."];
  expect(replacedBy({ kind: "invoice", notes })).toBe("2026-0001");
  expect(replacedBy({ kind: "invoice", notes: [] })).toBeUndefined();
  expect(wordsOn({ kind: "invoice", notes })).toEqual([]);
  expect(wordsOn({ kind: "credit_note", notes: ["The shop never opened"] })).toEqual(["The shop never opened"]);
});
