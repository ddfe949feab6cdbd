import type { Hat } from "@/api/generated";

/** All that is left without those who signed in and out, who would fill the log. */
const BUT_SIGN_INS = "but-session";

/** What acts in the log are about: how their names begin, but for the first. */
export const SUBJECTS = [
  BUT_SIGN_INS,
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
  "funding",
  "stray",
  "credit",
  "payout",
] as const;

export type Subject = (typeof SUBJECTS)[number];

/** A subject out of an address, or nothing. */
export function subjectOf(text: unknown): Subject | undefined {
  return SUBJECTS.find((subject) => subject === text);
}

/** What the log is asked for. */
export function actsOf(about: Subject | undefined): { act?: string; but?: string } {
  if (about === BUT_SIGN_INS) {
    return { but: "session." };
  }
  return about ? { act: `${about}.` } : {};
}

const HATS: readonly Hat[] = ["client", "member", "operator", "steward", "admin"];

/** Whether an entry names a hat that there is. */
export function isHat(text: string | null | undefined): text is Hat {
  return HATS.some((hat) => hat === text);
}

/** Whether a text is for programs to read: an id, which is what it is and 26 characters, or a SHA-256. */
export function isCode(text: string): boolean {
  return /^(?:[a-z]+_[0-9a-z]{26}|[0-9a-f]{64})$/.test(text);
}

/** Whether a value is an amount of money, as the API writes it. */
export function isMoney(value: unknown): value is { amount: number; currency: string } {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { amount, currency, ...more }: Record<string, unknown> = { ...value };
  return typeof amount === "number" && typeof currency === "string" && Object.keys(more).length === 0;
}

/** One thing that an act changed: its name, what stood there before and what stands there since. */
export interface Change {
  name: string;
  before: unknown;
  after: unknown;
}

/** What differs between two objects, name by name; names of what lies within others are joined by dots. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const was = leaves(before);
  const is = leaves(after);
  // What kind of thing it is stands beside what changed of it, though it stayed the same.
  if (was.get("kind") === is.get("kind")) {
    was.delete("kind");
  }
  const names = new Set([...is.keys(), ...was.keys()]);
  const changes = Array.from(names, (name) => ({ name, before: was.get(name), after: is.get(name) }));
  return changes.filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function leaves(value: unknown, name = "", found = new Map<string, unknown>()): Map<string, unknown> {
  if (value === null || value === undefined) {
    return found;
  }
  if (typeof value === "object" && !Array.isArray(value) && !isMoney(value)) {
    for (const [key, inner] of Object.entries(value)) {
      leaves(inner, name ? `${name}.${key}` : key, found);
    }
    return found;
  }
  return found.set(name, value);
}

/** The name of what changed, without those within which it lies. */
export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** Where other pages have the words for what stands under a name in the log, by what the act is about. */
export const WORDS: Record<string, string> = {
  "hat.hats": "common:hats",
  "policy.state": "public:history",
  "terms.kind": "admin:terms.kinds",
  "place.kind": "admin:spaces.kinds",
  "job.state": "admin:jobs.states",
  "job.kind": "admin:jobs.kinds",
  "funding.state": "admin:fundings.states",
  "funding.void_reason": "admin:fundings.voidReasons",
  "stray.state": "admin:strays.states",
  "credit.state": "admin:strays.states",
  "payout.state": "payouts:batch.states",
};
