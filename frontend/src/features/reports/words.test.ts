import { describe, expect, test } from "vitest";
import { change, fileName, rowName } from "./words";

describe("rows", () => {
  const name = (by: Parameters<typeof rowName>[0], key: string) => rowName(by, { key, label: "Label" }, "en-GB");

  test("months and quarters are told in words", () => {
    expect(name("month", "2026-10")).toEqual({ text: "October 2026" });
    expect(name("quarter", "2026-Q4")).toEqual({ word: "row.quarter", number: "4", year: "2026" });
  });

  test("places have their own name, work without one is told so", () => {
    expect(name("place", "place_1")).toEqual({ text: "Label" });
    expect(name("place", "remote")).toEqual({ word: "row.remote" });
  });

  test("a category of work that is not known keeps the name that the network gave it", () => {
    expect(name("category", "web")).toEqual({ word: "category.web" });
    expect(name("category", "falconry")).toEqual({ text: "Label" });
  });

  test("the rest is the rest, whatever the rows are", () => {
    expect(name("month", "other")).toEqual({ word: "row.other" });
    expect(name("source", "other")).toEqual({ word: "row.other" });
  });
});

test("a change has its sign, and nothing is nothing", () => {
  expect([2_500, -333, 0].map((points) => change(points, "en-GB"))).toEqual(["+25%", "\u22123.3%", "0%"]);
});

test("a name becomes one of a file", () => {
  expect(fileName("Dílna U Mlýna & Söhne")).toBe("dilna-u-mlyna-sohne");
  expect(fileName("???")).toBe("space");
});
