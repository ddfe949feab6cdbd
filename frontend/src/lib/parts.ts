/**
 * Whole parts, each rounded to a multiple of `step` so that together they are what their sum rounds to: the steps that
 * rounding down leaves over go to the largest remainders, the first of equals.
 */
export function roundedParts(parts: readonly number[], step: number): number[] {
  const sum = parts.reduce((all, part) => all + part, 0);
  // Half of a step is rounded away from zero, as numbers are written.
  const whole = Math.sign(sum) * Math.round(Math.abs(sum) / step);
  const down = parts.map((part) => Math.floor(part / step));
  const left = whole - down.reduce((all, steps) => all + steps, 0);
  const rest = (at: number) => (parts[at] ?? 0) - (down[at] ?? 0) * step;
  const first = new Set([...parts.keys()].toSorted((one, other) => rest(other) - rest(one)).slice(0, left));
  return down.map((steps, at) => (first.has(at) ? steps + 1 : steps) * step);
}

/** How much of the best score, which is above zero, another one is, in whole percent: rounded down, so that no lesser one has all. */
export function percentOfBest(score: number, best: number): number {
  return Math.floor((score * 100) / best);
}
