import { describe, expect, it } from "vitest";
import { changesOf } from "./audit";

describe("what an act changed", () => {
  it("is told name by name, and what stayed as it was is left out", () => {
    const before = { version: 1, policy: { teams: 3, weights: { fit: 500, near: 50 } } };
    const after = { version: 2, policy: { teams: 3, weights: { fit: 400, near: 50 } }, from: "2026-12-01" };
    expect(changesOf(before, after)).toEqual([
      { name: "version", before: "1", after: "2" },
      { name: "policy.weights.fit", before: "500", after: "400" },
      { name: "from", before: undefined, after: "2026-12-01" },
    ]);
  });

  it("is all of it where there was nothing, or is nothing any more", () => {
    expect(changesOf(null, { hats: ["member", "admin"], note: null })).toEqual([
      { name: "hats", before: undefined, after: "member, admin" },
    ]);
    expect(changesOf({ state: "dead" }, undefined)).toEqual([{ name: "state", before: "dead", after: undefined }]);
    expect(changesOf(null, null)).toEqual([]);
  });

  it("is told as it is read: a list by its words, one without any by a dash", () => {
    expect(changesOf({ hats: [] }, { hats: ["client"] })).toEqual([{ name: "hats", before: "–", after: "client" }]);
    expect(changesOf(null, { rates: [{ bp: 500 }] })).toEqual([
      { name: "rates", before: undefined, after: '[{"bp":500}]' },
    ]);
  });
});
