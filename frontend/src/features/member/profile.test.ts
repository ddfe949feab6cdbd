import { expect, test } from "vitest";
import { draftOf, EMPTY, fieldOf, profileOf, toMinor, typed, wrongIn } from "./profile";

test("a rate is read in whole minor units of its currency, with point or comma", () => {
  expect(toMinor("48", "EUR")).toBe(4800);
  expect(toMinor("48,5", "EUR")).toBe(4850);
  expect(toMinor("0.07", "EUR")).toBe(7);
  expect(toMinor("1.234", "EUR")).toBeNull();
  expect(toMinor("9000", "JPY")).toBe(9000);
  expect(toMinor("9000.5", "JPY")).toBeNull();
  expect(toMinor("-3", "EUR")).toBeNull();
  expect(toMinor("", "EUR")).toBeNull();
});

test("a rate is shown as one would type it", () => {
  expect(typed({ amount: 4800, currency: "EUR" }, ".")).toBe("48");
  expect(typed({ amount: 4805, currency: "EUR" }, ",")).toBe("48,05");
  expect(typed({ amount: 7, currency: "EUR" }, ".")).toBe("0.07");
  expect(typed({ amount: 9000, currency: "JPY" }, ".")).toBe("9000");
});

test("a profile goes into the form and back unchanged", () => {
  const profile = {
    id: "member_1",
    alias: "m123",
    headline: "Front ends",
    about: "",
    rate: { amount: 4850, currency: "EUR" },
    place: null,
    onsite: true,
    in_pool: true,
    takes_bids: false,
    languages: ["de"],
    skills: [{ skill: "react", name: "React", level: 4, evidence: 120 }],
  };
  const { id: _, alias: __, skills, ...rest } = profile;
  expect(profileOf(draftOf(profile, ","))).toEqual({ ...rest, skills: [{ skill: "react", level: 4 }] });
  expect(skills).toHaveLength(1);
});

test("what is missing is found, and what the server names belongs to a field", () => {
  expect(wrongIn(EMPTY)).toEqual(["headline", "rate"]);
  expect(fieldOf("rate.amount")).toBe("rate");
  expect(fieldOf("skills[2].level")).toBe("skills");
  expect(fieldOf("other")).toBeUndefined();
});
