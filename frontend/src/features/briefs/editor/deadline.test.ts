import { expect, test } from "vitest";
import { deadlineFlaw, momentOf, proposedDeadline, wallOf, workBegins } from "./deadline";

const NOW = new Date("2026-11-22T10:20:00Z");

test("work begins with its first seat", () => {
  expect(workBegins([{ from: "2026-12-14" }, { from: "2026-12-07" }])).toEqual(new Date("2026-12-07T00:00:00Z"));
});

test("a wall clock and its moment are the same", () => {
  expect(momentOf(wallOf(NOW))).toEqual(NOW);
  expect(wallOf(NOW, "Europe/Vienna")).toEqual({ day: "2026-11-22", time: "11:20" });
  expect(momentOf({ day: "2026-11-22", time: "" })).toBeNull();
});

test.each([
  ["2026-10-25", "12:00", "2026-10-25T11:00:00Z"],
  ["2026-10-25", "01:30", "2026-10-24T23:30:00Z"],
  ["2026-03-29", "01:30", "2026-03-29T00:30:00Z"],
  ["2026-03-29", "03:30", "2026-03-29T01:30:00Z"],
])("on the day of a change of summer time, %s at %s in Vienna is %s", (day, time, moment) => {
  expect(momentOf({ day, time }, "Europe/Vienna")).toEqual(new Date(moment));
});

test.each(["2026-12-14", "2026-11-30", "2026-11-23", "2027-05-03"])(
  "what is proposed for work from %s on is allowed",
  (from) => {
    const begins = workBegins([{ from }]);
    expect(deadlineFlaw(proposedDeadline(begins, NOW), begins, NOW)).toBeNull();
  },
);

test("a deadline is neither too soon nor too late, nor after the work began", () => {
  const begins = workBegins([{ from: "2027-12-06" }]);
  const at = (iso: string) => deadlineFlaw(new Date(iso), begins, NOW);
  expect(at("2026-11-22T11:00:00Z")).toBe("soon");
  expect(at("2027-12-07T00:00:00Z")).toBe("begun");
  expect(at("2027-09-01T00:00:00Z")).toBe("late");
  expect(at("2026-12-01T00:00:00Z")).toBeNull();
});
