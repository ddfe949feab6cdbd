import { expect, test } from "vitest";
import { titlesOf } from "./documents";

test("a seat is called by its title, and two with one title by a number as well", () => {
  const title = titlesOf([
    { seat: "erp-1", title: "ERP consultant" },
    { seat: "seat-2", title: "Tester" },
    { seat: "seat-3", title: "Tester" },
  ]);
  expect(["erp-1", "seat-2", "seat-3"].map(title)).toEqual(["ERP consultant", "Tester (1)", "Tester (2)"]);
});
