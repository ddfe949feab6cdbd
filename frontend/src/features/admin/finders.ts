import type { BroughtBy } from "@/api/generated";

/** Who can have brought a client; nobody says that whoever did counts no more. */
export const FINDER_KINDS = ["space", "member", "nobody"] as const;
export type FinderKind = (typeof FINDER_KINDS)[number];

/** Whether a finder counts, will count, or counted once. */
export type FinderState = "now" | "coming" | "past";

/** How a finder stands on a day among all of its client: the last one whose day has come counts. */
export function finderState({ from_day }: BroughtBy, all: BroughtBy[], today: string): FinderState {
  if (from_day > today) {
    return "coming";
  }
  const isReplaced = all.some((other) => from_day < other.from_day && other.from_day <= today);
  return isReplaced ? "past" : "now";
}
