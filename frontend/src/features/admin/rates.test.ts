import { expect, test } from "vitest";
import { mostOf, rateStates } from "./rates";

test("of each kind the latest that has begun is in force", () => {
  const states = rateStates(
    [
      { id: "old", kind: "network", from_day: "2026-01-01" },
      { id: "now", kind: "network", from_day: "2026-06-01" },
      { id: "next", kind: "network", from_day: "2026-12-01" },
      { id: "fund", kind: "fund", from_day: "2026-01-01" },
    ],
    "2026-11-22",
  );
  expect(Object.fromEntries(states)).toEqual({ old: "past", now: "inForce", next: "coming", fund: "inForce" });
});

test("a finder's share may be the whole fee", () => {
  expect([mostOf("finder"), mostOf("network")]).toEqual([10_000, 5000]);
});
