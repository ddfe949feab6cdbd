import { expect, test } from "vitest";
import { today, whenIs } from "./days";

test("today depends on where the clock stands", () => {
  const late = new Date("2026-11-22T23:30:00Z");
  expect(today("UTC", late)).toBe("2026-11-22");
  expect(today("Europe/Vienna", late)).toBe("2026-11-23");
});

test("a day is ahead, then it is today, and it is over when the next one has begun", () => {
  const now = new Date("2026-11-03T00:00:00Z");
  expect(whenIs("2026-11-04", "UTC", now)).toBe("ahead");
  expect(whenIs("2026-11-03", "UTC", now)).toBe("today");
  expect(whenIs("2026-11-02", "UTC", now)).toBe("over");
});

test("today is that of whoever reads, and what is over is so for the server, wherever they are", () => {
  const late = new Date("2026-11-22T23:30:00Z");
  expect(whenIs("2026-11-22", "Europe/Vienna", late)).toBe("ahead");
  expect(whenIs("2026-11-23", "Europe/Vienna", late)).toBe("today");
  const early = new Date("2026-11-23T01:30:00Z");
  expect(whenIs("2026-11-22", "America/New_York", early)).toBe("over");
});
