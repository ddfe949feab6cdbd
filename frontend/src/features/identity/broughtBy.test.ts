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

test("whoever sent somebody is kept for thirty days, and what cannot be read is nobody", () => {
  const opened = Date.parse("2026-11-02T08:00:00Z");
  sender.keep(MIA, opened);
  expect(sender.read(Date.parse("2026-12-02T07:59:59Z"))).toBe(MIA);
  expect(sender.read(Date.parse("2026-12-02T08:00:00Z"))).toBeUndefined();
  for (const broken of [MIA, "{", "null", JSON.stringify(MIA), JSON.stringify({ member: MIA })]) {
    localStorage.setItem("muster-brought-by", broken);
    expect(sender.read()).toBeUndefined();
  }
});
