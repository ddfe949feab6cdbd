import { expect, test } from "vitest";
import { grade, reasons } from "./why";

test("points become words", () => {
  expect([0, 1, 399, 400, 799, 800, 1000].map(grade)).toEqual([
    "none",
    "low",
    "low",
    "middle",
    "middle",
    "high",
    "high",
  ]);
});

test("what brought nothing is no reason, and a turn is told in any case", () => {
  expect(reasons({ fit: 925, proof: 0, turn: 207, thrift: 0, near: 450, eligible: 34 })).toEqual([
    { term: "fit", grade: "high" },
    { term: "turn", grade: "low" },
    { term: "near", grade: "middle" },
  ]);
  expect(reasons({ fit: 500, proof: 100, turn: 500, thrift: 0, near: 0, eligible: 2 })[2]).toEqual({
    term: "turn",
    grade: "middle",
  });
});
