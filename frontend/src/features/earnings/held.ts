/** What the book holds for a member, read from its lines. Pure, in whole minor units. */

import type { Money, Movement, PageEarningsLine } from "@/api/generated";

export type Line = PageEarningsLine["items"][number];

/** A line, and what was held after it in its currency. */
export interface HeldLine extends Line {
  held: number;
}

/** Lines, newest first, each with what it left: the newest left what is held now, and the oldest began with nothing. */
export function withHeld(lines: Line[], now: Money[]): HeldLine[] {
  const held = new Map(now.map(({ amount, currency }) => [currency, amount]));
  return lines.map((line) => {
    const { amount, currency } = line.amount;
    const after = held.get(currency) ?? 0;
    held.set(currency, after - amount);
    return { ...line, held: after };
  });
}

const EARNED: Movement[] = ["release", "refund", "chargeback"];

/** Whether a line says what was earned, or taken back of it: a payout moves what was earned before. */
export function isEarned({ movement, work }: Pick<Line, "movement" | "work">): boolean {
  return EARNED.includes(movement) || Boolean(work);
}
