import { expect, test } from "vitest";
import { parseAmount, typeAmount } from "./amount";

test("an amount is read as it is typed, in minor units", () => {
  expect(["85", "85.5", "85,50", " 1 200 "].map((typed) => parseAmount(typed, "EUR"))).toEqual([
    8500, 8550, 8550, 120_000,
  ]);
  expect(parseAmount("85", "JPY")).toBe(85);
  expect(parseAmount("1.234", "KWD")).toBe(1234);
});

test("what is no amount, or too fine, is refused", () => {
  expect(["", "x", "-1", "1.234", "1.2.3", "1e3"].map((typed) => parseAmount(typed, "EUR"))).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  expect(parseAmount("1.5", "JPY")).toBeNull();
});

test("an amount is written as its reader types it", () => {
  expect(typeAmount(8550, "EUR", "de-DE")).toBe("85,50");
  expect(typeAmount(8500, "EUR", "en-GB")).toBe("85");
  expect(typeAmount(85, "JPY", "cs-CZ")).toBe("85");
});
