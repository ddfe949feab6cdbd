import { expect, test } from "vitest";
import { percentOfBest, roundedParts } from "./parts";

const sum = (parts: number[]) => parts.reduce((all, part) => all + part, 0);

test.each([
  { parts: [-42_460, 140], rounded: [-42_400, 100] },
  { parts: [-42_440, 90], rounded: [-42_500, 100] },
  { parts: [150, 150], rounded: [200, 100] },
  { parts: [-150, -150], rounded: [-100, -200] },
  { parts: [40, 40, 40], rounded: [100, 0, 0] },
  { parts: [1_200, 0, -1_200], rounded: [1_200, 0, -1_200] },
  { parts: [-250], rounded: [-300] },
  { parts: [], rounded: [] },
])("$parts are $rounded in hundreds", ({ parts, rounded }) => {
  expect(roundedParts(parts, 100)).toEqual(rounded);
});

test("parts add up to what their sum is rounded to, and each is less than a step off", () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const parts = [7, 31, 57, 83].map((prime) => ((seed * prime * 97) % 2_001) - 1_000);
    const rounded = roundedParts(parts, 100);
    expect(Math.abs(sum(rounded) - sum(parts))).toBeLessThanOrEqual(50);
    expect(parts.every((part, at) => Math.abs((rounded[at] ?? 0) - part) < 100)).toBe(true);
  }
});

test("a score is told in percent of the best one, and only as much has all of it", () => {
  expect([200, 199, 157, 0, -1].map((score) => percentOfBest(score, 200))).toEqual([100, 99, 78, 0, -1]);
});
