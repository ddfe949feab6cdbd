import type { Hat } from "@/api/generated";

/** What acts in the log are about: how their names begin. */
export const SUBJECTS = [
  "hat",
  "policy",
  "terms",
  "space",
  "place",
  "period",
  "report",
  "book",
  "session",
  "handover",
  "dispute",
] as const;

export type Subject = (typeof SUBJECTS)[number];

/** A subject out of an address, or nothing. */
export function subjectOf(text: unknown): Subject | undefined {
  return SUBJECTS.find((subject) => subject === text);
}

const HATS: readonly Hat[] = ["client", "member", "operator", "steward", "admin"];

/** Whether an entry names a hat that there is. */
export function isHat(text: string | null | undefined): text is Hat {
  return HATS.some((hat) => hat === text);
}
