import { expect, test } from "vitest";
import { hatsOf, listAbove, refused } from "./navigation";

test("what is not there is looked for again in the list that it would be in", () => {
  expect(listAbove("client", "/briefs/brief_1/bids")?.word).toBe("briefs");
  expect(listAbove("member", "/member/statements/statement_1")?.word).toBe("earnings");
  expect(listAbove("client", "/briefs")).toBeUndefined();
  expect(listAbove("client", "/spaces/space_1")).toBeUndefined();
});

test("a page is that of the hats that go there, or to the list above it", () => {
  expect(hatsOf("/spaces/space_1/report")).toEqual(["operator"]);
  expect(hatsOf("/exchange")).toEqual(["steward", "admin"]);
  expect(hatsOf("/book/checks")).toEqual(["admin"]);
  expect(hatsOf("/briefings")).toEqual([]);
});

test("a hat is refused the pages of the others, and no others", () => {
  expect(refused("client", "/desk")?.word).toBe("desk");
  expect(refused("client", "/disputes")).toBeUndefined();
  expect(refused("client", "/account")).toBeUndefined();
});
