import { expect, test } from "vitest";
import { partsOf, weeksOf } from "./titles";

test("a milestone that is named after its weeks tells which", () => {
  expect(weeksOf("Weeks 1 to 4")).toEqual({ first: 1, last: 4 });
  expect(weeksOf("Week 13")).toEqual({ first: 13, last: 13 });
  expect(weeksOf("Weeks of work")).toBeNull();
});

test("a title of both is taken apart, and any other left alone", () => {
  expect(partsOf("Birds: a catalogue: Week 5")).toEqual({
    milestone: "Week 5",
    engagement: "Birds: a catalogue",
  });
  expect(partsOf("The catalogue: First draft")).toBeNull();
});
