/** How strong a tie is, in words. Pure. */

/** The strongest tie there is. */
export const STRONGEST = 1000;

/** The key of the word for a strength of 0 to 1000. */
export function strengthKey(strength: number): "light" | "solid" | "strong" {
  if (strength >= 600) {
    return "strong";
  }
  return strength >= 200 ? "solid" : "light";
}
