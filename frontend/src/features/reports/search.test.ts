import { expect, test } from "vitest";
import { asked, reportSearch } from "./search";

test("an address that makes sense is kept", () => {
  expect(reportSearch({ from: "2026-01", to: "2026-10", by: "place" })).toEqual({
    from: "2026-01",
    to: "2026-10",
    by: "place",
  });
});

test("a place and a category of work are kept, and nothing that can be neither", () => {
  const place = "place_01jd8v5e3k9m2n4p6q8r0s1t2v";
  expect(reportSearch({ by: "month", place, category: "web" })).toEqual({ by: "month", place, category: "web" });
  expect(reportSearch({ place: "remote" })).toEqual({ place: "remote" });
  expect(reportSearch({ place: "Lake", category: "Web development" })).toEqual({});
  expect(reportSearch({ place: 7, category: ["web"] })).toEqual({});
  expect(asked({ place, category: "web" }, "2026-11")).toEqual({
    from: "2025-11",
    to: "2026-10",
    by: "month",
    place,
    category: "web",
  });
});

test("what makes none is left out", () => {
  expect(reportSearch({ from: "2026-10", to: "2026-01", by: "name" })).toEqual({});
  expect(reportSearch({ from: "soon", to: "2026-01", by: "source", more: 1 })).toEqual({ by: "source" });
});

test("what is left out is the last twelve months, by month", () => {
  expect(asked({}, "2026-11")).toEqual({ from: "2025-11", to: "2026-10", by: "month" });
  expect(asked({ from: "2026-01", to: "2026-02", by: "source" }, "2026-11")).toEqual({
    from: "2026-01",
    to: "2026-02",
    by: "source",
  });
});
