import { expect, test } from "vitest";
import { isPayable } from "./currency";

test("only what is owed in euros can be paid out", () => {
  expect(isPayable({ amount: 1, currency: "EUR" })).toBe(true);
  expect(isPayable({ amount: 0, currency: "EUR" })).toBe(false);
  expect(isPayable({ amount: -1, currency: "EUR" })).toBe(false);
  expect(isPayable({ amount: 1, currency: "CZK" })).toBe(false);
});
