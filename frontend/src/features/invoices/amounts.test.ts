import { expect, test } from "vitest";
import { money } from "@/lib/format";
import { listed } from "./amounts";

const shown = (kind: "invoice" | "credit_note", amount: number) =>
  money(listed(kind, { amount, currency: "EUR" }).amount, "EUR", "en-GB");

test("what a credit note gives back is listed with a true minus, and nothing without one", () => {
  expect(shown("invoice", 1_205)).toBe("€12.05");
  expect(shown("credit_note", 1_205)).toBe("\u2212€12.05");
  expect(shown("credit_note", 0)).toBe("€0.00");
});
