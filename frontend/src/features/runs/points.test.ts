import { expect, test } from "vitest";
import type { Stand } from "@/api/generated";
import { DEFAULT_POLICY } from "@/features/policy/policy.fixture";
import { byTerm, furthestBehind, hoursOfPoints, sum, unit } from "./points";

const WEIGHTS = DEFAULT_POLICY.weights;
const STAND: Stand = {
  seat: "lead-4",
  title: "Lead",
  points: { fit: 1_338_000, proof: 76_050, turn: 167_850, thrift: 0, near: 0, cohesion: 0 },
  chosen_had: { fit: 1_500_000, proof: 63_450, turn: 229_500, thrift: 0, near: 0, cohesion: 240_000 },
};

test("a term that is full reads as its weight", () => {
  const [fit, , , , , cohesion] = byTerm(STAND, 4, WEIGHTS);
  expect(fit).toEqual({ term: "fit", own: 446, theirs: 500, most: 500 });
  expect(cohesion).toEqual({ term: "cohesion", own: 0, theirs: 80, most: 400 });
  expect(unit(1)).toBe(1000);
});

test("ties are worth their weight at both ends, by the policy of the run, and nothing in a team of one", () => {
  const most = (seats: number, cohesion: number) => byTerm(STAND, seats, { ...WEIGHTS, cohesion }).at(-1)?.most;
  expect([most(4, 200), most(2, 300), most(1, 200)]).toEqual([400, 600, 0]);
});

test("the parts that are shown add up to the sum that is shown", () => {
  const terms = byTerm(STAND, 4, WEIGHTS);
  expect(terms.map(({ own }) => own)).toEqual([446, 25.4, 55.9, 0, 0, 0]);
  expect(sum(terms.map(({ own }) => own))).toBeCloseTo(527.3);
});

test("what is sealed stays out, and is no zero", () => {
  const sealed = { ...STAND, points: { fit: 1, proof: 0, turn: 0, thrift: 0, near: 0 }, chosen_had: null };
  const terms = byTerm(sealed, 4, WEIGHTS);
  expect(terms.map(({ theirs }) => theirs)).toEqual([null, null, null, null, null, null]);
  expect(terms[5]?.own).toBeNull();
  expect(sum(terms.map(({ theirs }) => theirs))).toBeNull();
});

test("the largest gap is named, and none where there is none", () => {
  const terms = byTerm(STAND, 4, WEIGHTS);
  expect(furthestBehind(terms)).toEqual({ term: "cohesion", by: 80 });
  expect(furthestBehind(byTerm({ ...STAND, chosen_had: STAND.points }, 4, WEIGHTS))).toBeNull();
});

test("turn points are hours of work around an even 500", () => {
  expect(hoursOfPoints(500, 250_000)).toBe(0);
  expect(hoursOfPoints(1000, 250_000)).toBe(250);
  expect(hoursOfPoints(250, 250_000)).toBe(-125);
});
