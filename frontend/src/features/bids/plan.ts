import type { Document, OwnBidView, Plan } from "@/api/generated";
import { parseAmount, typeAmount } from "./amount";

/** What a crew types for a seat. */
export interface TypedSeat {
  seat: string;
  member: string;
  rate: string;
  hours: string;
}

/** A crew's bid as it is typed. */
export interface TypedPlan {
  seats: TypedSeat[];
  /** Shares in percent by member; nothing where each gets what their seat costs. */
  shares: Record<string, string> | null;
}

/** What is wrong with a plan, by the field. */
export interface Wrong {
  /** Seats whose member, rate or hours cannot be. */
  members: string[];
  rates: string[];
  hours: string[];
  /** Members whose share cannot be read. */
  shares: string[];
  sum: boolean;
  withoutMe: boolean;
}

/** An empty plan for a brief: every seat as it is asked for, whoever reads at the first one. */
export function begin(document: Document, me: string | undefined, rate: string): TypedPlan {
  const seats = document.seats.map(({ id, hours }, place) => ({
    seat: id,
    member: place === 0 ? (me ?? "") : "",
    rate,
    hours: String(hours),
  }));
  return { seats, shares: null };
}

/** A bid as it stands, to be changed. */
export function ofBid(bid: OwnBidView, locale: string): TypedPlan {
  const seats = bid.seats.map(({ seat, member, rate, hours }) => ({
    seat,
    member,
    rate: typeAmount(rate.amount, rate.currency, locale),
    hours: String(hours),
  }));
  const shared = bid.seats.flatMap(({ member, share }) =>
    share == null ? [] : [[member, typePercent(share, locale)]],
  );
  return { seats, shares: shared.length > 0 ? Object.fromEntries(shared) : null };
}

/** A percentage as it is typed, in basis points: 33.34 or 33,34. */
export function parsePercent(typed: string): number | null {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.trim());
  const points = found ? Number(`${found[1]}${(found[2] ?? "").padEnd(2, "0")}`) : 0;
  return points >= 1 && points <= 10_000 ? points : null;
}

function typePercent(points: number, locale: string): string {
  return typeAmount(points, "EUR", locale);
}

/** All shares together, in basis points; what cannot be read counts nothing. */
export function sumOf(plan: TypedPlan): number {
  return takers(plan).reduce((sum, member) => sum + (parsePercent(plan.shares?.[member] ?? "") ?? 0), 0);
}

/** Who takes a seat, each once. */
export function takers(plan: TypedPlan): string[] {
  return [...new Set(plan.seats.map(({ member }) => member).filter(Boolean))];
}

/** What it costs together, in minor units; nothing as long as something cannot be read. */
export function priceOf(plan: TypedPlan, document: Document): number | null {
  const costs = plan.seats.map(({ seat, rate, hours }) => {
    const asked = document.seats.find(({ id }) => id === seat);
    const minor = parseAmount(rate, document.currency);
    return asked && minor && /^\d{1,2}$/.test(hours.trim()) ? minor * Number(hours) * asked.weeks : null;
  });
  return costs.reduce((sum: number | null, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}

/** Everything that is wrong with a plan, before it is sent; nothing where it is fine. */
export function check(plan: TypedPlan, document: Document, me: string | undefined): Wrong | null {
  const wrong: Wrong = { members: [], rates: [], hours: [], shares: [], sum: false, withoutMe: false };
  const seen = new Set<string>();
  for (const { seat, member, rate, hours } of plan.seats) {
    const asked = document.seats.find(({ id }) => id === seat);
    const minor = parseAmount(rate, document.currency) ?? 0;
    if (!member || seen.has(member)) {
      wrong.members.push(seat);
    }
    seen.add(member);
    if (minor < 1 || minor > Math.min(asked?.rate_cap ?? 10_000_000, 10_000_000)) {
      wrong.rates.push(seat);
    }
    if (!/^\d{1,2}$/.test(hours.trim()) || Number(hours) < 1 || Number(hours) > (asked?.hours ?? 80)) {
      wrong.hours.push(seat);
    }
  }
  if (plan.shares) {
    wrong.shares = takers(plan).filter((member) => parsePercent(plan.shares?.[member] ?? "") === null);
    wrong.sum = wrong.shares.length === 0 && sumOf(plan) !== 10_000;
  }
  wrong.withoutMe = me !== undefined && !takers(plan).includes(me);
  const isFine = Object.values(wrong).every((part) => (Array.isArray(part) ? part.length === 0 : !part));
  return isFine ? null : wrong;
}

/** A plan that was checked, as the API takes it. */
export function toPlan(plan: TypedPlan, document: Document, start: string | null): Plan {
  const { shares } = plan;
  return {
    seats: plan.seats.map(({ seat, member, rate, hours }) => ({
      seat,
      member,
      rate: parseAmount(rate, document.currency) ?? 0,
      hours: Number(hours),
    })),
    shares: shares && takers(plan).map((member) => ({ member, basis_points: parsePercent(shares[member] ?? "") ?? 0 })),
    ...(start ? { start } : {}),
  };
}

/** The Monday on which a bid begins, where that is another than its brief asks for. */
export function startOf(bid: OwnBidView, document: Document): string | null {
  const first = (days: string[]) => days.toSorted()[0] ?? null;
  const own = first(bid.seats.map(({ from }) => from));
  return own === first(document.seats.map(({ from }) => from)) ? null : own;
}
