import { describe, expect, it } from "vitest";
import { actsOf, changesOf, isCode } from "./audit";

describe("what an act changed", () => {
  it("is told name by name, and what stayed as it was is left out", () => {
    const before = { version: 1, policy: { teams: 3, weights: { fit: 500, near: 50 } } };
    const after = { version: 2, policy: { teams: 3, weights: { fit: 400, near: 50 } }, from: "2026-12-01" };
    expect(changesOf(before, after)).toEqual([
      { name: "version", before: 1, after: 2 },
      { name: "policy.weights.fit", before: 500, after: 400 },
      { name: "from", before: undefined, after: "2026-12-01" },
    ]);
  });

  it("is all of it where there was nothing, or is nothing any more", () => {
    expect(changesOf(null, { hats: ["member", "admin"], note: null })).toEqual([
      { name: "hats", before: undefined, after: ["member", "admin"] },
    ]);
    expect(changesOf({ state: "dead" }, undefined)).toEqual([{ name: "state", before: "dead", after: undefined }]);
    expect(changesOf(null, null)).toEqual([]);
  });

  it("says what kind of thing it is, though that stayed the same", () => {
    expect(changesOf({ kind: "fund", basis_points: 100 }, { kind: "fund", basis_points: 150 })).toEqual([
      { name: "kind", before: undefined, after: "fund" },
      { name: "basis_points", before: 100, after: 150 },
    ]);
  });

  it("keeps an amount of money and a list in one piece", () => {
    const given = { amount: 5000, currency: "EUR" };
    expect(changesOf({ given, hats: ["client"] }, { given: { ...given, amount: 7000 }, hats: ["client"] })).toEqual([
      { name: "given", before: given, after: { amount: 7000, currency: "EUR" } },
    ]);
  });
});

it.each([
  ["person_01kv54pt00p3td29ec1nmmnyb9", true],
  ["9ca497f0e9890763dde590a2a4f4503c896b9b38434e8bf1246ee0004df51611", true],
  ["2026-10", false],
  ["network", false],
])("%s is for programs to read: %s", (text, is) => {
  expect(isCode(text)).toBe(is);
});

describe("what the log is asked for", () => {
  it("is all acts, those about one thing, or all but who signed in", () => {
    expect([undefined, "policy" as const, "but-session" as const].map(actsOf)).toEqual([
      {},
      { act: "policy." },
      { but: "session." },
    ]);
  });
});
