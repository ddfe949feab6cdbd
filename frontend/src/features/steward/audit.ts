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
  "job",
  "payout",
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

/** Whether a value names something, as ids do: what it is, and 26 characters. */
export function isId(text: string): boolean {
  return /^[a-z]+_[0-9a-z]{26}$/.test(text);
}

/** One thing that an act changed: its name, what stood there before and what stands there since. */
export interface Change {
  name: string;
  before: string | undefined;
  after: string | undefined;
}

/** What differs between two objects, name by name; names of what lies within others are joined by dots. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const was = leaves(before);
  const is = leaves(after);
  const names = new Set([...was.keys(), ...is.keys()]);
  const changes = Array.from(names, (name) => ({ name, before: was.get(name), after: is.get(name) }));
  return changes.filter((change) => change.before !== change.after);
}

function leaves(value: unknown, name = "", found = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) {
    return found;
  }
  if (typeof value === "object" && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) {
      leaves(inner, name ? `${name}.${key}` : key, found);
    }
    return found;
  }
  return found.set(name, told(value));
}

/** A value as it is read: words as they are, a plain list without the marks of a program. */
function told(value: unknown): string {
  if (Array.isArray(value) && value.every((each) => typeof each !== "object")) {
    return value.length > 0 ? value.join(", ") : "–";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
