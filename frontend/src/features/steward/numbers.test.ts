import { expect, test } from "vitest";
import { isDay, monthName, ratio, thousandth } from "./numbers";

test("numbers are written as the language writes them", () => {
  expect(thousandth(-200_000, "en-GB")).toBe("\u2212200");
  expect(ratio(970, "de-DE")).toBe("0,97");
  expect(ratio(939, "en-GB", "percent")).toBe("93.9%");
  expect(monthName("2026-11", "en-GB")).toBe("November 2026");
});

test.each([
  ["2026-11-22", true],
  ["2026-13-40", false],
  [20261122, false],
  ["", false],
])("%j as a day: %j", (text, is) => {
  expect(isDay(text)).toBe(is);
});
