import { describe, expect, test } from "vitest";
import { choices, isMonth, monthName, monthOf, monthsOn, ordered, preset, spanName } from "./months";

describe("months", () => {
  test.each([
    ["2026-10", 1, "2026-11"],
    ["2026-12", 1, "2027-01"],
    ["2026-01", -1, "2025-12"],
    ["2026-03", -24, "2024-03"],
    ["2026-11", 0, "2026-11"],
  ])("%s and %i is %s", (month, count, then) => {
    expect(monthsOn(month, count)).toBe(then);
  });

  test("a text is a month or it is not", () => {
    expect(["2026-01", "2026-12"].every(isMonth)).toBe(true);
    expect(["2026-13", "2026-00", "2026-1", "26-01", "", undefined, 202601].some(isMonth)).toBe(false);
  });

  test("a month ends at midnight UTC", () => {
    expect(monthOf(new Date("2026-10-31T23:59:59Z"))).toBe("2026-10");
  });

  test("a month and a span have names", () => {
    expect(monthName("2026-10", "de-DE")).toBe("Oktober 2026");
    expect(spanName({ from: "2026-01", to: "2026-03" }, "en-GB")).toBe("January 2026 – March 2026");
    expect(spanName({ from: "2026-01", to: "2026-01" }, "en-GB")).toBe("January 2026");
  });
});

describe("presets", () => {
  test.each([
    ["lastMonth", "2026-01", "2025-12", "2025-12"],
    ["thisQuarter", "2026-11", "2026-10", "2026-11"],
    ["thisQuarter", "2026-04", "2026-04", "2026-04"],
    ["thisYear", "2026-11", "2026-01", "2026-11"],
    ["twelveMonths", "2026-11", "2025-11", "2026-10"],
  ] as const)("%s in %s is %s to %s", (which, now, from, to) => {
    expect(preset(which, now)).toEqual({ from, to });
  });

  test("as many months to choose among as a report covers", () => {
    expect(choices("2026-11").length).toBe(60);
    expect(choices("2026-11").at(-1)).toBe("2021-12");
  });

  test("the end that was chosen stays", () => {
    expect(ordered({ from: "2026-05", to: "2026-03" }, "from")).toEqual({ from: "2026-05", to: "2026-05" });
    expect(ordered({ from: "2026-05", to: "2026-03" }, "to")).toEqual({ from: "2026-03", to: "2026-03" });
    expect(ordered({ from: "2026-01", to: "2026-03" }, "to")).toEqual({ from: "2026-01", to: "2026-03" });
  });
});
