/** Money that came for a milestone and did not fit what was asked for. */
import type { Money as Amount, EngagementInFull, Milestone, OpenStray } from "@/api/generated";

/** What came for a milestone and did not fit, as long as an admin looks at it. */
export interface Came {
  /** Each transfer, the oldest first. */
  strays: OpenStray[];
  /** What those for the open request add up to; where there are none, or they cannot be added, the one that says why. */
  amount: Amount;
  /** What was asked for. */
  asked: Amount;
  /** What is missing of that, below zero where too much came; nothing where the two cannot be compared. */
  missing?: Amount;
  /** Whether some of it names a request that is over. */
  isLate: boolean;
  /** Whether none of it counts for the request that is open: all of that is to be paid, as if nothing had come. */
  isApart: boolean;
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
  const late = own.filter((stray) => stray.funding !== funding?.id);
  const now = own.filter((stray) => stray.funding === funding?.id);
  const last = own.at(-1);
  if (!last) {
    return undefined;
  }
  const asked = funding?.amount;
  const isLate = late.length > 0;
  if (!asked) {
    return { strays: own, amount: last.amount, asked: last.expected, isLate, isApart: false };
  }
  const { currency } = asked;
  // The one is used for the open request, the other is looked at: until then nothing is to be paid.
  const holdsUp = allOf(late, asked) ?? now.find(({ amount }) => amount.currency !== currency);
  if (holdsUp) {
    return { strays: own, amount: holdsUp.amount, asked, isLate, isApart: false };
  }
  if (now.length === 0) {
    return { strays: own, amount: last.amount, asked: last.expected, isLate, isApart: true };
  }
  const sum = now.reduce((whole, { amount }) => whole + amount.amount, 0);
  const missing = { amount: asked.amount - sum, currency };
  return { strays: own, amount: { amount: sum, currency }, asked, missing, isLate, isApart: false };
}

/** What came for a milestone and did not fit, where it changes what is to be paid for it now. */
export function cameInstead(
  engagement: Pick<EngagementInFull, "strays">,
  milestone: Pick<Milestone, "id" | "funding">,
): Came | undefined {
  const came = cameFor(engagement, milestone);
  return came?.isApart ? undefined : came;
}

/** The transfer that is exactly what is to be paid; nothing where none is. */
export function allOf(strays: readonly OpenStray[], toPay: Amount): OpenStray | undefined {
  return strays.find(({ amount }) => amount.amount === toPay.amount && amount.currency === toPay.currency);
}
