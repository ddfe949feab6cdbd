import { expect, test } from "vitest";
import { weightsOf } from "./weights";

test("weights stand in their order, the largest one as the measure", () => {
  const found = weightsOf({ fit: 500, turn: 250, proof: 150 });
  expect(found.map(({ term }) => term)).toEqual(["fit", "proof", "turn", "thrift", "near", "cohesion"]);
  expect(found.map(({ share }) => share)).toEqual([1, 0.3, 0.5, 0, 0, 0]);
});

test("a policy without weights has bars of no length", () => {
  expect(weightsOf({}).every(({ share }) => share === 0)).toBe(true);
});
