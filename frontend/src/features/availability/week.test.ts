import { expect, test } from "vitest";
import { dayNames, daySpan, hoursOf, PRESETS, painted, patternOf, room, toggled, total, weekSpan } from "./week";

test("a week goes to the API and back unchanged", () => {
  expect(hoursOf(patternOf([1, 2, 3, 4, 5, 6, 7]))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(total(PRESETS.full)).toBe(40);
});

test("a stroke fills the days between, whichever way it goes, and leaves the others", () => {
  expect(painted(PRESETS.none, 1, 3, 6)).toEqual([0, 6, 6, 6, 0, 0, 0]);
  expect(painted(PRESETS.none, 3, 1, 6)).toEqual([0, 6, 6, 6, 0, 0, 0]);
  expect(painted(PRESETS.full, 0, 0, 30)[0]).toBe(24);
  expect(painted(PRESETS.full, 0, 0, -1)[0]).toBe(0);
});

test("touching the last free hour takes it away, any other sets it", () => {
  expect(toggled(PRESETS.full, 0, 8)).toBe(7);
  expect(toggled(PRESETS.full, 0, 5)).toBe(5);
  expect(toggled(PRESETS.none, 0, 1)).toBe(1);
});

test("the grid grows for long days", () => {
  expect(room(PRESETS.full, false)).toBe(12);
  expect(room(PRESETS.full, true)).toBe(24);
  expect(room([13, 0, 0, 0, 0, 0, 0], false)).toBe(24);
});

test("days are named and told in the language of the page", () => {
  expect(dayNames("de-DE", "long")[0]).toBe("Montag");
  expect(weekSpan("2026-11-30", "en-GB")).toMatch(/30 Nov.*6 Dec/);
  expect(daySpan("2026-12-24", "2026-12-24", "en-GB")).toBe("24 Dec 2026");
});
