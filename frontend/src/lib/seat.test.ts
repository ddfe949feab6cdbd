import { expect, test } from "vitest";
import { seatName } from "./seat";

test.each([
  ["seat-2", "2"],
  ["lead-4", "Lead 4"],
  ["front-end-1", "Front end 1"],
  ["Front end", "Front end"],
  ["Phase 1-2", "Phase 1-2"],
])("the seat %s is called %s", (id, name) => {
  expect(seatName(id)).toBe(name);
});
