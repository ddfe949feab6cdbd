import type { NoticeKind, NoticeSettings } from "@/api/generated";
import { clock, minuteOf } from "./words";

type Choice = NoticeSettings["choices"][number];
export type MailChoice = Choice["mail"];

/** The ways in which a kind of news can be mailed, the quickest first. */
export const MAILS: MailChoice[] = ["soon", "digest", "off"];

/** The settings as a form holds them: hours as a field of time writes them. */
export interface SettingsDraft {
  choices: Choice[];
  zone: string;
  isQuiet: boolean;
  quietFrom: string;
  quietTo: string;
  digestEvery: NoticeSettings["rhythm"]["digest_every"];
  digestAt: string;
}

/** What somebody with quiet hours begins with. */
const NIGHT = { from: 21 * 60, to: 7 * 60 };

/** The settings as they are, ready to be changed. */
export function draftOf({ rhythm, choices }: NoticeSettings): SettingsDraft {
  const quiet = rhythm.quiet ?? NIGHT;
  return {
    choices,
    zone: rhythm.time_zone,
    isQuiet: Boolean(rhythm.quiet),
    quietFrom: clock(quiet.from),
    quietTo: clock(quiet.to),
    digestEvery: rhythm.digest_every,
    digestAt: clock(rhythm.digest_at),
  };
}

/** The field of the form that can be wrong. */
export type WrongField = "quietTo";

/** What of a draft cannot be saved. */
export function wrongIn(draft: SettingsDraft): WrongField[] {
  const [from, to] = [minuteOf(draft.quietFrom), minuteOf(draft.quietTo)];
  const wrong: WrongField[] = [];
  if (draft.isQuiet && (from === undefined || to === undefined || from === to)) {
    wrong.push("quietTo");
  }
  return wrong;
}

/** A draft as the API takes it. */
export function settingsOf(draft: SettingsDraft): NoticeSettings {
  const quiet = { from: minuteOf(draft.quietFrom) ?? 0, to: minuteOf(draft.quietTo) ?? 0 };
  return {
    choices: draft.choices,
    rhythm: {
      time_zone: draft.zone,
      quiet: draft.isQuiet ? quiet : null,
      digest_every: draft.digestEvery,
      digest_at: minuteOf(draft.digestAt) ?? 0,
    },
  };
}

/** The draft with another choice for one kind. */
export function chosen(draft: SettingsDraft, kind: NoticeKind, change: Partial<Choice>): SettingsDraft {
  return { ...draft, choices: draft.choices.map((each) => (each.kind === kind ? { ...each, ...change } : each)) };
}
