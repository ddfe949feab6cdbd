import { expect, test } from "vitest";
import { isFrozen, isOver } from "./standing";

const euros = (amount: number) => ({ amount, currency: "EUR" });

test("a milestone is frozen where all of its money is in dispute", () => {
  expect(isFrozen({ amount: euros(100), disputed: euros(100) })).toBe(true);
  expect(isFrozen({ amount: euros(100), disputed: euros(40) })).toBe(false);
  expect(isFrozen({ amount: euros(0), disputed: euros(0) })).toBe(false);
});

test("a day is over when the next one has begun", () => {
  const now = new Date("2026-11-03T00:00:00Z");
  expect(isOver("2026-11-02", now)).toBe(true);
  expect(isOver("2026-11-03", now)).toBe(false);
});
