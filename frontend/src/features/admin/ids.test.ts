import { expect, test } from "vitest";
import { clientIn, isMember } from "./ids";

const ID = "client_01jd3v7qk8f5m2n4p6r8s0t1v3";

test("the id of an organisation is found where it stands alone, or in an address", () => {
  expect(clientIn(ID)).toBe(ID);
  expect(clientIn(`https://muster.example/organisation-sign-in/${ID}?x=1`)).toBe(ID);
});

test("what holds no such id has none", () => {
  for (const text of ["", "client_", "client_01jd3v7q", "member_01jd3v7qk8f5m2n4p6r8s0t1v3", undefined, 7]) {
    expect(clientIn(text)).toBeUndefined();
  }
});

test("a member's id stands alone, with or without spaces around it", () => {
  expect(isMember(" member_01jd3v7qk8f5m2n4p6r8s0t1v3 ")).toBe(true);
  expect(isMember("member_01jd3v7qk8f5m2n4p6r8s0t1v")).toBe(false);
  expect(isMember(ID)).toBe(false);
});
