import { expect, test } from "vitest";
import { basisPoints, daysOn, digitsOf, minorUnits, percent, standing } from "./rates";

test.each([
  ["5", 500],
  ["7.5", 750],
  ["7,25 %", 725],
  ["0", 0],
  ["50", 5000],
  ["7.255", undefined],
  ["", undefined],
  ["-5", undefined],
  ["five", undefined],
])("%s percent are %s basis points", (typed, points) => {
  expect(basisPoints(typed)).toBe(points);
});

test("amounts have the digits of their currency", () => {
  expect(minorUnits("12.5", digitsOf("EUR"))).toBe(1250);
  expect(minorUnits("1 200", digitsOf("JPY"))).toBe(1200);
  expect(minorUnits("12.5", digitsOf("JPY"))).toBeUndefined();
  expect(minorUnits("1,234", digitsOf("KWD"))).toBe(1234);
});

test("a rate is told in percent, each language in its way", () => {
  expect(percent(750, "en-GB")).toBe("7.5%");
  expect(percent(705, "de-DE")).toBe("7,05\u00a0%");
  expect(percent(0, "cs-CZ")).toBe("0\u00a0%");
});

test("thirty days on is another month", () => {
  expect(daysOn("2026-11-22", 30)).toBe("2026-12-22");
});

test("rates stand by their days", () => {
  const on = (from_day: string) => ({ from_day });
  const rates = [on("2026-01-01"), on("2027-02-01"), on("2026-06-01"), on("2027-01-01")];
  expect(standing(rates, "2026-11-22")).toEqual({
    current: on("2026-06-01"),
    announced: [on("2027-01-01"), on("2027-02-01")],
    past: [on("2026-01-01")],
  });
});
