import { expect, test } from "vitest";
import { vatIdWords } from "./billing";

test("a VAT identifier is told in the words of its country, where they are known", () => {
  expect(["AT", "SK", "FR", ""].map(vatIdWords)).toEqual(["AT", "SK", "other", "other"]);
});
