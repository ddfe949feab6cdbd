import { expect, test } from "vitest";
import { nextMonday, oneSeat } from "./ask";

test.each([
  ["2026-11-22", "2026-11-30"],
  ["2026-11-23", "2026-11-30"],
  ["2026-11-24", "2026-12-07"],
])("a week after %s begins on Monday %s", (now, monday) => {
  expect(nextMonday(new Date(`${now}T12:00:00Z`))).toBe(monday);
});

test("a place is asked for only where one is chosen", () => {
  const window = { from: "2026-11-30", weeks: 4, hours: 8 };
  expect(oneSeat({ skill: "python", place: "", km: 50 }, window).seats[0]).not.toHaveProperty("near");
  expect(oneSeat({ skill: "python", place: "place_1", km: 50 }, window).seats[0]?.near).toEqual({
    place: "place_1",
    km: 50,
  });
});
