import { expect, test } from "vitest";
import { decimal, unitPrice } from "./numbers";

test("numbers of a document stay exact", () => {
  expect(decimal("64", "de-DE")).toBe("64");
  expect(decimal("12.5", "de-DE")).toBe("12,5");
  expect(decimal("-1", "en-GB")).toBe("\u22121");
  expect(unitPrice("95", "EUR", "en-GB")).toBe("€95.00");
  expect(unitPrice("83.3333", "EUR", "en-GB")).toBe("€83.3333");
  expect(unitPrice("9007199254740993.01", "EUR", "en-GB")).toBe("€9,007,199,254,740,993.01");
});
