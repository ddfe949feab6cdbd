/** Milestones that nobody named are called by their weeks, in English: these are taken apart, to be said in any language. */

/** The weeks that a milestone is named after; nothing where somebody gave it a name of its own. */
export function weeksOf(title: string): { first: number; last: number } | null {
  const found = /^Weeks? (\d+)(?: to (\d+))?$/.exec(title);
  return found ? { first: Number(found[1]), last: Number(found[2] ?? found[1]) } : null;
}

/** A milestone and its engagement, where a title names both: "A booking page: Weeks 1 to 4". */
export function partsOf(title: string): { milestone: string; engagement: string } | null {
  const found = /^(.+): (Weeks? \d+(?: to \d+)?)$/.exec(title);
  return found?.[1] && found[2] ? { engagement: found[1], milestone: found[2] } : null;
}
