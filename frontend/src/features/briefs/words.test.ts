import { expect, test } from "vitest";
import { levelKey, weightKey } from "./words";

test("every level has its word, and one beyond the scale that of its end", () => {
  expect([0, 1, 3, 5, 9].map(levelKey)).toEqual(["1", "1", "3", "5", "5"]);
});

test("a need counts little, somewhat or much", () => {
  expect([1, 3, 4, 7, 8, 10].map(weightKey)).toEqual(["low", "low", "middle", "middle", "high", "high"]);
});
