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
  /** Whether some of it names a request that is over. */
  isLate: boolean;
}

/** What is missing of a request that is open, and can come with the same reference; nothing where nothing is. */
export function restOf(came: Came | undefined): Amount | undefined {
  return came?.missing && came.missing.amount > 0 ? came.missing : undefined;
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
  const isLate = own.some((stray) => stray.funding !== funding?.id);
  const fits = (stray: OpenStray) => stray.funding === funding?.id && stray.amount.currency === asked?.currency;
  if (!asked || !own.every(fits)) {
    return { strays: own, amount: last.amount, asked: last.expected, isLate };
  }
  const { currency } = asked;
  const sum = own.reduce((whole, { amount }) => whole + amount.amount, 0);
  const missing = { amount: asked.amount - sum, currency };
  return { strays: own, amount: { amount: sum, currency }, asked, missing, isLate };
}
