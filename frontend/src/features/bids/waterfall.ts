import type { BidView, Waterfall } from "@/api/generated";

/** How a price is made up, drawn step by step: what members keep first, the tax last. Whole numbers only. */

/** The parts of a price, in the order in which they add up to it. */
export const PARTS = ["members", "spaces", "network", "fee_tax", "fund"] as const satisfies (keyof Waterfall)[];

/** What is told of a price: its parts, their sum, the tax on top, and the sum of both. */
export const STEPS = [...PARTS, "price", "tax", "gross"] as const satisfies (keyof Waterfall)[];
export type StepName = (typeof STEPS)[number];

/** Where a bar begins and ends, in thousandths of the longest one. */
export interface Step {
  from: number;
  to: number;
}

/** What the longest bar stands for: the most that is to be paid for any of the bids. */
export function longest(bids: readonly BidView[]): number {
  return Math.max(0, ...bids.map(({ waterfall }) => waterfall.gross.amount));
}

/** The bar of a step: a part begins where those before it end, and a sum begins at nothing. */
export function stepOf(waterfall: Waterfall, name: StepName, most: number): Step {
  const at = (amount: number) => (most > 0 ? Number((BigInt(amount) * 1000n) / BigInt(most)) : 0);
  if (name === "price" || name === "gross") {
    return { from: 0, to: at(waterfall[name].amount) };
  }
  const before = name === "tax" ? ["price" as const] : PARTS.slice(0, PARTS.indexOf(name));
  const start = before.reduce((sum, part) => sum + waterfall[part].amount, 0);
  return { from: at(start), to: at(start + waterfall[name].amount) };
}
