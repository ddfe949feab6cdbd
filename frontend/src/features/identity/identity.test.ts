import { describe, expect, test } from "vitest";
import { firstPage, ownPath } from "./firstPage";
import { mailToken } from "./mailToken";
import { isAddress, isName, isNewPassword } from "./rules";

test.each([
  ["/briefs", "/briefs"],
  ["/briefs?after=x", "/briefs?after=x"],
  ["//example.org", undefined],
  ["/\\example.org", undefined],
  ["https://example.org", undefined],
  [7, undefined],
])("after signing in, %s leads to %s", (next, path) => {
  expect(ownPath(next)).toBe(path);
});

test("a client begins with their briefs, anybody else at home", () => {
  expect([firstPage("client"), firstPage("member"), firstPage(null)]).toEqual(["/briefs", "/home", "/home"]);
});

test("the token of a link is a text, even when it is made of digits", () => {
  expect(mailToken({ token: "abc" })).toEqual({ token: "abc" });
  expect(mailToken({ token: 123 })).toEqual({ token: "123" });
  expect(mailToken({ token: "" })).toEqual({ token: undefined });
  expect(mailToken({})).toEqual({ token: undefined });
});

describe("rules are those of the server", () => {
  test("a password has 12 to 200 characters, however many bytes they take", () => {
    expect(isNewPassword("12345678901")).toBe(false);
    expect(isNewPassword("žluťoučkýkůň")).toBe(true);
    expect(isNewPassword("🦊".repeat(200))).toBe(true);
    expect(isNewPassword("x".repeat(201))).toBe(false);
  });

  test("a name is more than white space", () => {
    expect([isName(" "), isName("Bo"), isName("x".repeat(101))]).toEqual([false, true, false]);
  });

  test("an address has something on both sides of its at sign", () => {
    expect([isAddress("ada@example.org"), isAddress("ada"), isAddress("@x"), isAddress("a b@x")]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
