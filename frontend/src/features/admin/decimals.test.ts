import { expect, test } from "vitest";
import { isScaled, percent, scaled, typed } from "./decimals";

test.each([
  ["10", 2, 1000],
  ["10.5", 2, 1050],
  ["0,07", 2, 7],
  ["-48.2082", 6, -48_208_200],
  ["0.001", 2, undefined],
  ["1.2.3", 2, undefined],
  ["", 2, undefined],
  ["-0", 2, 0],
])("%j with %i digits is %j", (text, digits, value) => {
  expect(scaled(text, digits)).toBe(value);
});

test("bounds are kept, and a rate is told in per cent", () => {
  expect(isScaled("50", 2, 0, 5000)).toBe(true);
  expect(isScaled("50.01", 2, 0, 5000)).toBe(false);
  expect(percent(750, "en-GB")).toBe("7.5%");
});

test.each([
  [750, 2, "7.50"],
  [7, 2, "0.07"],
  [1637, 0, "1637"],
  [3333, 3, "3.333"],
])("%i with %i digits is typed %j, and read again as it was", (value, digits, text) => {
  expect(typed(value, digits)).toBe(text);
  expect(scaled(text, digits)).toBe(value);
});
