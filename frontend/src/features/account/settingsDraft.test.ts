import { expect, test } from "vitest";
import type { NoticeSettings } from "@/api/generated";
import { chosen, draftOf, settingsOf, wrongIn } from "./settingsDraft";

const SETTINGS: NoticeSettings = {
  rhythm: { time_zone: "Europe/Vienna", quiet: { from: 1290, to: 420 }, digest_every: "week", digest_at: 480 },
  choices: [
    { kind: "bid", app: true, mail: "soon" },
    { kind: "crew", app: false, mail: "off" },
  ],
};

test("settings that nobody changed are saved as they were read", () => {
  expect(settingsOf(draftOf(SETTINGS))).toEqual(SETTINGS);
  const loud = { ...SETTINGS, rhythm: { ...SETTINGS.rhythm, quiet: null } };
  expect(settingsOf(draftOf(loud))).toEqual(loud);
});

test("one choice changes one kind", () => {
  const draft = chosen(draftOf(SETTINGS), "bid", { mail: "digest" });
  expect(draft.choices.map(({ mail }) => mail)).toEqual(["digest", "off"]);
});

test("quiet hours that are missing or that end where they begin cannot be saved", () => {
  const draft = draftOf(SETTINGS);
  expect(wrongIn(draft)).toEqual([]);
  expect(wrongIn({ ...draft, quietTo: draft.quietFrom })).toEqual(["quietTo"]);
  expect(wrongIn({ ...draft, isQuiet: false, quietTo: "" })).toEqual([]);
});
