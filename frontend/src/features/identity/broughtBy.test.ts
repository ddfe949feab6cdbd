import { beforeEach, expect, test } from "vitest";
import { broughtBy, broughtLink, sender } from "./broughtBy";

const MIA = "member_01kv54pt00zz9yaspw3sxege21";

beforeEach(() => localStorage.clear());

test("the link that a member hands on names them", () => {
  const { pathname, searchParams } = new URL(broughtLink("https://muster.example", MIA));
  expect(pathname).toBe("/sign-up");
  expect(broughtBy(Object.fromEntries(searchParams))).toEqual({ brought_by: MIA });
});

test("what names no member is nothing, in a link and in what is kept", () => {
  for (const wrong of ["", "mia", `${MIA}x`, "client_01kv54pt00zz9yaspw3sxege21", 7, undefined]) {
    expect(broughtBy({ brought_by: wrong })).toEqual({ brought_by: undefined });
    sender.keep(String(wrong));
    expect(sender.read()).toBeUndefined();
  }
});

test("whoever sent somebody is kept until they are dropped", () => {
  expect(sender.read()).toBeUndefined();
  sender.keep(MIA);
  expect(sender.read()).toBe(MIA);
  sender.drop();
  expect(sender.read()).toBeUndefined();
});
