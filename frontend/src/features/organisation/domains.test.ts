import { expect, test } from "vitest";
import { areDomains, domainsOf } from "./domains";

test("domains are read however they are separated", () => {
  expect(domainsOf(" acme.example, Acme.org\nxn--mnchen-3ya.example ")).toEqual([
    "acme.example",
    "Acme.org",
    "xn--mnchen-3ya.example",
  ]);
});

test("what is no domain is none here as on the server", () => {
  expect(areDomains("acme.example acme.org")).toBe(true);
  for (const wrong of ["", "acme", "@acme.example", "acme..example", "-a.example", "a_b.example", "acme.example."]) {
    expect(areDomains(wrong), wrong).toBe(false);
  }
  expect(areDomains(Array.from({ length: 11 }, (_, number) => `a${number}.example`).join(" "))).toBe(false);
});
