import { expect, test } from "vitest";
import { isClient, isMember } from "./ids";

const ID = "client_01jd3v7qk8f5m2n4p6r8s0t1v3";

test("the id of an organisation is the whole of a text, and nothing else is one", () => {
  expect(isClient(ID)).toBe(true);
  for (const other of ["", "client_", ` ${ID}`, `${ID}0`, ID.replace("client", "member"), undefined, 7, [ID]]) {
    expect(isClient(other)).toBe(false);
  }
});

test("a member's id stands alone, with or without spaces around it", () => {
  expect(isMember(" member_01jd3v7qk8f5m2n4p6r8s0t1v3 ")).toBe(true);
  expect(isMember("member_01jd3v7qk8f5m2n4p6r8s0t1v")).toBe(false);
  expect(isMember(ID)).toBe(false);
});
