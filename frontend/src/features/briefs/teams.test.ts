import { expect, test } from "vitest";
import { fitOf, sharesOf } from "./teams";

const seat = (fit: number) => ({ points: { fit, proof: 0, turn: 0, thrift: 0, near: 0 } });

test("a team meets the skills of its seats on average, and nothing is said of points that are kept back", () => {
  expect(fitOf([seat(1000), seat(744)])).toBe(87);
  expect(fitOf([{ points: null }, {}])).toBeNull();
});

test("scores are told in percent of the best, where there are others and all are known", () => {
  expect(sharesOf([{ score: 4_180_000 }, { score: 3_834_000 }])).toEqual([100, 91]);
  expect(sharesOf([{ score: 4_180_000 }, { score: 4_170_000 }])).toEqual([100, 99]);
  expect(sharesOf([{ score: 4_180_000 }])).toBeNull();
  expect(sharesOf([{ score: 4_180_000 }, { score: null }])).toBeNull();
});
