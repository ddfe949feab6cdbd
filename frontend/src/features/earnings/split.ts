/** How a payment was divided, read from the book's parts. Pure, in whole minor units. */

import type { ExplainedPart, Payee } from "@/api/generated";

/** A seat's payment and the parts that it fell into. */
export interface SeatSplit {
  seat: string;
  title: string;
  /** What the seat was paid. */
  base: number;
  currency: string;
  /** The member's own part. */
  own: ExplainedPart | undefined;
  /** What others got, in the order in which it was divided. */
  others: ExplainedPart[];
}

/** The parts of an entry, seat by seat. */
export function bySeat(parts: ExplainedPart[]): SeatSplit[] {
  const seats = [...new Set(parts.map(({ seat }) => seat))];
  return seats.map((seat) => {
    const here = parts.filter((part) => part.seat === seat);
    const own = here.find(({ payee }) => payee === "member");
    const base = own?.base ?? here[0]?.base;
    return {
      seat,
      title: here[0]?.seat_title ?? seat,
      base: base?.amount ?? 0,
      currency: base?.currency ?? "EUR",
      own,
      others: here.filter((part) => part !== own),
    };
  });
}

/** What a part was before somebody got a share out of it. Tax comes on top and is no share. */
export function whole(part: ExplainedPart, all: ExplainedPart[]): number {
  const shares = all.filter(({ seat, of, payee }) => seat === part.seat && of === part.payee && payee !== "tax");
  return shares.reduce((sum, { amount }) => sum + amount.amount, part.amount.amount);
}

/** What the rate alone would have given. The products stay far within what a number can hold; BigInt makes it certain. */
export function byRate({ base, basis_points }: ExplainedPart): number {
  return Number((BigInt(base.amount) * BigInt(basis_points) + 5_000n) / 10_000n);
}

/** Which sentence says why a part is what it is. */
export type Reason = "keep" | "gaveYou" | "rate" | "most" | "least" | "back" | "finder" | "tax";

export function reason(part: ExplainedPart): Reason {
  const isBack = part.base.amount < 0;
  if (part.payee === "member") {
    return isBack ? "gaveYou" : "keep";
  }
  if (isBack) {
    return "back";
  }
  const special: Partial<Record<Payee, Reason>> = { finder: "finder", tax: "tax" };
  return special[part.payee] ?? part.bound ?? "rate";
}

/** A bar of the waterfall: where it begins and how wide it is, in shares of the whole. */
export interface Step {
  from: number;
  width: number;
}

/** The bars of what others got, from the right end down to what the member keeps. */
export function steps({ base, others }: SeatSplit): Step[] {
  let left = base;
  return others.map(({ amount }) => {
    const before = left;
    left -= amount.amount;
    return base === 0 ? { from: 0, width: 0 } : { from: left / base, width: (before - left) / base };
  });
}
