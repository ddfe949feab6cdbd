import { expect, test } from "vitest";
import { mondays, nextMonday } from "./mondays";

test("the next Monday is never today", () => {
  expect(["2026-11-22", "2026-11-23", "2026-11-29"].map(nextMonday)).toEqual([
    "2026-11-23",
    "2026-11-30",
    "2026-11-30",
  ]);
});

test("Mondays end before the seat does, across a year and a change of clocks", () => {
  expect(mondays("2026-12-21", "2027-01-11", 60)).toEqual(["2026-12-21", "2026-12-28", "2027-01-04"]);
  expect(mondays("2027-03-22", "2027-04-12", 2)).toEqual(["2027-03-22", "2027-03-29"]);
  expect(mondays("2027-01-11", "2027-01-11", 60)).toEqual([]);
});
