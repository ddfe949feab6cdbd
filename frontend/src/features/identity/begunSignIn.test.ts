import { beforeEach, expect, test } from "vitest";
import { keepBegun, returned, takeBegun } from "./begunSignIn";

beforeEach(() => sessionStorage.clear());

test("what is kept is taken once", () => {
  keepBegun({ keep: "a secret", next: "/briefs" });
  expect(takeBegun()).toEqual({ keep: "a secret", next: "/briefs" });
  expect(takeBegun()).toBeUndefined();
});

test("what is no such thing is nothing", () => {
  for (const kept of ["", "{", "null", "7", '{"keep":7}']) {
    sessionStorage.setItem("muster-organisation-sign-in", kept);
    expect(takeBegun()).toBeUndefined();
  }
});

test("what a provider sends is read as text, whatever it looks like", () => {
  expect(returned({ state: "a", code: 123 })).toEqual({ state: "a", code: "123" });
  expect(returned({ error: "access_denied", state: "" })).toEqual({ state: undefined, code: undefined });
});
