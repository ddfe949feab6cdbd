/** Money that came for a milestone and did not fit what was asked for. */
import type { Money as Amount, EngagementInFull, Milestone, OpenStray } from "@/api/generated";

/** What came for a milestone and did not fit, as long as an admin looks at it. */
export interface Came {
  /** Each transfer, the oldest first. */
  strays: OpenStray[];
  /** What they add up to; where they are not for one request that is still open, the last of them. */
  amount: Amount;
  /** What was asked for. */
  asked: Amount;
  /** What is missing of that, below zero where too much came; nothing where the two cannot be compared. */
  missing?: Amount;
}

/** What came for a milestone and did not fit; nothing where all is as it was asked for. */
export function cameFor(
  { strays }: Pick<EngagementInFull, "strays">,
  { id, funding }: Pick<Milestone, "id" | "funding">,
): Came | undefined {
  const own = strays.filter(({ milestone }) => milestone === id);
  const last = own.at(-1);
  if (!last) {
    return undefined;
  }
  const asked = funding?.amount;
  const fits = (stray: OpenStray) => stray.funding === funding?.id && stray.amount.currency === asked?.currency;
  if (!asked || !own.every(fits)) {
    return { strays: own, amount: last.amount, asked: last.expected };
  }
  const { currency } = asked;
  const sum = own.reduce((whole, { amount }) => whole + amount.amount, 0);
  return { strays: own, amount: { amount: sum, currency }, asked, missing: { amount: asked.amount - sum, currency } };
}
