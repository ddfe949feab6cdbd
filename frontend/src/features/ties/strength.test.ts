import { expect, test } from "vitest";
import { strengthKey } from "./strength";

test("a tie is light, solid or strong", () => {
  expect([0, 199, 200, 599, 600, 1000].map(strengthKey)).toEqual([
    "light",
    "light",
    "solid",
    "solid",
    "strong",
    "strong",
  ]);
});
