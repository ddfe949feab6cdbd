import { expect, test } from "vitest";
import { asProblem } from "@/api/problem";
import { findInPages } from "./findInPages";

const PAGES = [
  { items: [{ id: "c" }, { id: "b" }], next: "b" },
  { items: [{ id: "a" }], next: null },
];

test("an item is found on whichever page it stands, and read no further", async () => {
  const asked: (string | undefined)[] = [];
  const read = async (after: string | undefined) => {
    asked.push(after);
    return PAGES[after ? 1 : 0] ?? { items: [] };
  };
  expect(await findInPages("b", read)).toEqual({ id: "b" });
  expect(asked).toEqual([undefined]);
  expect(await findInPages("a", read)).toEqual({ id: "a" });
  const missing = await findInPages("z", read).catch(asProblem);
  expect(missing).toMatchObject({ code: "not-found" });
});
