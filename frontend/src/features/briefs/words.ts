/** Which word says a number of a brief. */

/** The levels of a skill, lowest first. */
export const LEVELS = ["1", "2", "3", "4", "5"] as const;

/** The key of a level's word; a level beyond the scale counts as its end. */
export function levelKey(level: number): (typeof LEVELS)[number] {
  return LEVELS[Math.min(Math.max(level, 1), LEVELS.length) - 1] ?? "1";
}

/** The key of the word for how much a need counts, 1 to 10. */
export function weightKey(weight: number): "low" | "middle" | "high" {
  if (weight >= 8) {
    return "high";
  }
  return weight >= 4 ? "middle" : "low";
}

/** What a word for how much a need counts is written down as. */
export const WEIGHTS = { low: 2, middle: 5, high: 9 } as const;
