import { expect, test } from "vitest";
import { finderState } from "./finders";

const from = (from_day: string) => ({ from_day });

test("the last one whose day has come counts, what follows comes, and what was before is past", () => {
  const all = [from("2026-01-01"), from("2026-06-01"), from("2026-12-01")];
  expect(all.map((each) => finderState(each, all, "2026-06-01"))).toEqual(["past", "now", "coming"]);
  expect(all.map((each) => finderState(each, all, "2026-05-31"))).toEqual(["now", "coming", "coming"]);
});

test("one alone counts from its day on", () => {
  const only = from("2026-06-01");
  expect(finderState(only, [only], "2026-05-31")).toBe("coming");
  expect(finderState(only, [only], "2027-01-01")).toBe("now");
});
