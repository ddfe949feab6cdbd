import { expect, test } from "vitest";
import { bankReason } from "./reasons";

test("a bank's reason is known by its code", () => {
  expect(bankReason("the account is closed (AC04)")).toEqual({ known: "AC04" });
  expect(bankReason("came back on 2026-11-03: the account is closed (AC04)")).toEqual({ known: "AC04" });
  expect(bankReason("something else (ZZ99)")).toEqual({ code: "ZZ99" });
  expect(bankReason("the bank named no reason")).toBeUndefined();
});
