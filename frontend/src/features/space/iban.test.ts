import { expect, test } from "vitest";
import { isBicOrNone, isIban } from "./iban";

test("an IBAN is right when its check digits fit, however it is typed", () => {
  expect(["AT61 1904 3002 3457 3201", "de89370400440532013000", "CZ65 0800 0000 1920 0014 5399"].every(isIban)).toBe(
    true,
  );
  expect(["AT61 1904 3002 3457 3202", "AT61", "", "61 1904 3002 3457 3201 AT"].some(isIban)).toBe(false);
});

test("a BIC has eight or eleven signs, or is left out", () => {
  expect(["GIBACZPX", "gibaczpxxxx", "", " "].every(isBicOrNone)).toBe(true);
  expect(["GIBA", "GIBACZPX1", "12345678"].some(isBicOrNone)).toBe(false);
});
