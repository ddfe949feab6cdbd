import { beforeEach, expect, test } from "vitest";
import { begun, dropAllDrafts, keepDraft, keptDraft, lastCurrency } from "./drafts";
import { newBrief } from "./form";

const FORM = newBrief("EUR", new Date("2026-11-02T09:00:00Z"));

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

test("whoever signs out leaves no draft on the device, and nothing else is forgotten", () => {
  keepDraft("person_1", undefined, { form: FORM });
  keepDraft("person_1", "brief_1", { form: FORM, revision: 3 });
  keepDraft("person_2", "brief_2", { form: FORM });
  begun.keep("brief_1");
  lastCurrency.keep("CZK");
  localStorage.setItem("somebody-else", "x");
  expect(keptDraft("person_1", "brief_1")?.revision).toBe(3);
  dropAllDrafts();
  expect(keptDraft("person_1", undefined)).toBeNull();
  expect(keptDraft("person_1", "brief_1")).toBeNull();
  expect(keptDraft("person_2", "brief_2")).toBeNull();
  expect(begun.read()).toBeNull();
  expect([lastCurrency.read(), localStorage.getItem("somebody-else")]).toEqual(["CZK", "x"]);
});
