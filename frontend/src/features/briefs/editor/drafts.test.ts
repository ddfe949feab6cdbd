import { afterEach, expect, test } from "vitest";
import { begun, dropDraftsOf, keepDraft, keptDraft, lastCurrency } from "./drafts";
import { newBrief } from "./form";

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

test("whoever signs out leaves none of their drafts on the device, and takes nobody else's along", () => {
  const kept = { form: newBrief("EUR", new Date()) };
  keepDraft("person_1", undefined, kept);
  keepDraft("person_1", "brief_1", { ...kept, revision: 3 });
  keepDraft("person_11", undefined, kept);
  begun.keep("brief_1");
  lastCurrency.keep("CZK");
  dropDraftsOf("person_1");
  expect([keptDraft("person_1", undefined), keptDraft("person_1", "brief_1"), begun.read()]).toEqual([
    null,
    null,
    null,
  ]);
  expect(keptDraft("person_11", undefined)).toEqual(kept);
  expect(lastCurrency.read()).toBe("CZK");
});
