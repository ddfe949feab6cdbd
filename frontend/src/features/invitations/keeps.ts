import type { Money, RateKind, Terms } from "@/api/generated";

/** What a member's payment is divided by, in basis points. A rate that is not in force is nothing. */
export interface Rates {
  commission: number;
  network: number;
  /** On top of the network's fee, and of it. */
  feeTax: number;
  fund: number;
}

/** Somebody who gets a part of what is paid for a seat. */
export type Payee = "member" | "space" | "network" | "feeTax" | "fund";

export interface Part {
  payee: Payee;
  minor: number;
  /** Of the whole, in basis points; of the network's fee where it is the tax on that. */
  rate: number;
}

/** The rate of a kind that is in force on a day; nothing where there is none yet. */
export function rateOn(terms: readonly Terms[], kind: RateKind, day: string): number {
  const begun = terms.filter((one) => one.kind === kind && one.from_day <= day);
  const latest = begun.reduce<Terms | null>((last, one) => (last && last.from_day > one.from_day ? last : one), null);
  return latest?.basis_points ?? 0;
}

const WHOLE = 100_000_000n;
const POINT = 10_000n;

/**
 * How `amount` is divided, to the unit: each gets its rate, and what is left over goes to the largest remainders, as the
 * book does it. Whole numbers only.
 */
export function divide(amount: number, rates: Rates): Part[] {
  const weights: { payee: Payee; weight: bigint; rate: number }[] = [
    { payee: "space", weight: BigInt(rates.commission) * POINT, rate: rates.commission },
    { payee: "network", weight: BigInt(rates.network) * POINT, rate: rates.network },
    { payee: "feeTax", weight: BigInt(rates.network) * BigInt(rates.feeTax), rate: rates.feeTax },
    { payee: "fund", weight: BigInt(rates.fund) * POINT, rate: rates.fund },
  ];
  const taken = weights.reduce((sum, { weight }) => sum + weight, 0n);
  const own = { payee: "member" as const, weight: WHOLE - taken, rate: Number((WHOLE - taken) / POINT) };
  const parts = [own, ...weights].map(({ payee, weight, rate }) => {
    const exact = BigInt(amount) * weight;
    return { payee, rate, minor: exact / WHOLE, rest: exact % WHOLE };
  });
  let left = BigInt(amount) - parts.reduce((sum, { minor }) => sum + minor, 0n);
  for (const part of parts.toSorted((a, b) => (a.rest === b.rest ? 0 : a.rest < b.rest ? 1 : -1))) {
    if (left > 0n) {
      part.minor += 1n;
      left -= 1n;
    }
  }
  return parts.map(({ payee, rate, minor }) => ({ payee, rate, minor: Number(minor) }));
}

/**
 * The parts of an offer, where the rates at hand explain what the server says the member keeps; nothing where they do
 * not, such as where a fee has bounds. Then only the sum may be shown.
 */
export function explain(amount: Money, keeps: Money, rates: Rates): Part[] | null {
  const parts = divide(amount.amount, rates);
  const own = parts.find(({ payee }) => payee === "member");
  return own?.minor === keeps.amount ? parts.filter(({ payee, rate }) => payee === "member" || rate > 0) : null;
}
