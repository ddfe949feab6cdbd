import { expect, test } from "vitest";
import { toldApart } from "./apart";

test("whoever shares a name has a number, in the order given, and nobody else has", () => {
  const called = toldApart([
    ["member_1", "Anna"],
    ["member_2", "Ben"],
    ["member_3", "Anna"],
  ]);
  expect([...called.values()]).toEqual(["Anna (1)", "Ben", "Anna (2)"]);
});

test("whoever shares a name and does something else is told by that, and by a number where it is the same", () => {
  const called = toldApart([
    ["member_1", "Anna", "Texts"],
    ["member_2", "Anna", "Layout"],
    ["member_3", "Ben", "Texts"],
    ["member_4", "Ben", "Texts"],
  ]);
  expect([...called.values()]).toEqual(["Anna (Texts)", "Anna (Layout)", "Ben (1)", "Ben (2)"]);
});

test("those who are told by what they do leave no gap among the numbers", () => {
  const called = toldApart([
    ["member_1", "Anna", "Texts"],
    ["member_2", "Anna", "Layout"],
    ["member_3", "Anna", "Texts"],
    ["member_4", "Anna"],
  ]);
  expect([...called.values()]).toEqual(["Anna (1)", "Anna (Layout)", "Anna (2)", "Anna (3)"]);
});

test("somebody who is given twice is one, and shares their name with nobody", () => {
  const called = toldApart([
    ["member_1", "Anna"],
    ["member_1", "Anna"],
  ]);
  expect([...called]).toEqual([["member_1", "Anna"]]);
});
