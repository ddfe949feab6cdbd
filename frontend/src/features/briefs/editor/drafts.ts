import type { BriefForm } from "./form";

/** What was typed and not saved yet, as this device keeps it for one person. */
export interface Kept {
  form: BriefForm;
  /** The revision it builds on; nothing for a brief that was never saved. */
  revision?: number;
}

const PREFIX = "muster-brief";

/** Where a draft is kept: by person, since devices are shared. */
function keyOf(person: string, id: string | undefined): string {
  return `${PREFIX}:${person}:${id ?? "new"}`;
}

/** What was kept, if it can still be read. */
export function keptDraft(person: string, id: string | undefined): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(person, id)) ?? "null");
    return isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isKept(kept: unknown): kept is Kept {
  if (typeof kept !== "object" || kept === null || !("form" in kept)) {
    return false;
  }
  const { form } = kept;
  return typeof form === "object" && form !== null && "seats" in form && Array.isArray(form.seats);
}

/** Keeps what was typed. A device without room keeps nothing, and the brief is saved all the same. */
export function keepDraft(person: string, id: string | undefined, kept: Kept): void {
  try {
    localStorage.setItem(keyOf(person, id), JSON.stringify(kept));
  } catch {
    // There is nothing to be done about a full store.
  }
}

export function dropDraft(person: string, id: string | undefined): void {
  localStorage.removeItem(keyOf(person, id));
}

/** Drops all that this device keeps for a person who goes: whoever sits down next finds nothing of it. */
export function dropDraftsOf(person: string): void {
  const own = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}:${person}:`));
  for (const key of own) {
    localStorage.removeItem(key);
  }
  begun.drop();
}

const BEGUN = `${PREFIX}:begun`;

/** The brief that was begun on the page for new ones: a reload goes on with it. */
export const begun = {
  read: () => sessionStorage.getItem(BEGUN),
  keep: (id: string) => sessionStorage.setItem(BEGUN, id),
  drop: () => sessionStorage.removeItem(BEGUN),
};

const CURRENCY = `${PREFIX}:currency`;

/** The currency that was chosen last on this device. */
export const lastCurrency = {
  read: () => localStorage.getItem(CURRENCY) ?? "EUR",
  keep: (currency: string) => localStorage.setItem(CURRENCY, currency),
};
