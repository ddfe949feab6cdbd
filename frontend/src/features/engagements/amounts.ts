/** Amounts that people type, and what a plan adds up to. Whole minor units throughout; nothing goes through a float. */
import type { Milestone, Money } from "@/api/generated";

/** How many digits a currency has behind the point: 2 for euros, 0 for yen. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 0;
}

/** What somebody typed, in minor units: `1 234,5` euros are 123450. Nothing where it is no amount of that currency. */
export function minorOf(text: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const found = /^(\d{1,3}(?:[\s.,'’]\d{3})*|\d+)(?:[.,](\d+))?$/u.exec(text.trim());
  if (!found) {
    return null;
  }
  let whole = found[1] ?? "";
  let fraction = found[2] ?? "";
  // "1.234" is ambiguous: three digits behind the only point are thousands where the currency has fewer digits.
  if (fraction === "" && digits >= 3 && /^\d{1,3}[.,]\d{3}$/.test(whole)) {
    [whole = "", fraction = ""] = whole.split(/[.,]/);
  }
  if (fraction.length > digits) {
    return null;
  }
  const minor = Number(`${whole.replaceAll(/\D/g, "")}${fraction.padEnd(digits, "0")}`);
  return Number.isSafeInteger(minor) ? minor : null;
}

/** An amount as it stands in an input: no sign of the currency, a point before the fraction. */
export function typed(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  const text = minor.toString().padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Percent with up to two digits behind the point, in basis points: `33.5` are 3350. Nothing beyond 0 to 100. */
export function basisPointsOf(text: string): number | null {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  const points = found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : null;
  return points !== null && points <= 10_000 ? points : null;
}

/** Basis points as a percentage in the language of the page: 1250 are 12.5 %. */
export function percent(points: number, locale: string): string {
  const decimal = `${Math.trunc(points / 100)}.${String(points % 100).padStart(2, "0")}`;
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(
    `${decimal}E-2` as Intl.StringNumericLiteral,
  );
}

/** The stages that money of a plan can be in, in the order in which it goes through them. */
export const STAGES = ["planned", "held", "released", "refunded"] as const;
export type Stage = (typeof STAGES)[number];

/** What stands at a stage, without tax and, where it is known, with it. */
export interface Sum {
  stage: Stage;
  net: number;
  gross: number | null;
}

function minor(amount: Money | null | undefined): number | null {
  return amount?.amount ?? null;
}

function less(whole: number | null, part: number | null): number | null {
  return whole === null || part === null ? null : whole - part;
}

/** What a plan adds up to at each stage. The parts add up to the whole plan; what is left out is no part of it. */
export function sums(milestones: readonly Milestone[]): Sum[] {
  const found = new Map<Stage, { net: number; gross: number | null }>(
    STAGES.map((stage) => [stage, { net: 0, gross: 0 }]),
  );
  const add = (stage: Stage, net: number, gross: number | null) => {
    const sum = found.get(stage) ?? { net: 0, gross: 0 };
    found.set(stage, { net: sum.net + net, gross: sum.gross === null || gross === null ? null : sum.gross + gross });
  };
  for (const milestone of milestones.filter(({ state }) => state !== "left_out")) {
    const { amount, released, refunded } = milestone;
    const [paid, back] = [minor(milestone.released_gross), minor(milestone.refunded_gross)];
    add("released", released.amount, paid);
    add("refunded", refunded.amount, back);
    add(
      milestone.state === "planned" ? "planned" : "held",
      amount.amount - released.amount - refunded.amount,
      less(less(minor(milestone.gross), paid), back),
    );
  }
  return STAGES.map((stage) => ({ stage, ...(found.get(stage) ?? { net: 0, gross: 0 }) }));
}

/** What would be released if the client accepted now: all that is not frozen, released or going back. */
export function open({ amount, disputed, released, refunded }: Milestone): Money {
  return { amount: amount.amount - disputed.amount - released.amount - refunded.amount, currency: amount.currency };
}

/** Whether a milestone is to be paid by more than that, tax included. */
export function isAbove({ amount, gross }: Pick<Milestone, "amount" | "gross">, most: Money): boolean {
  const toPay = gross ?? amount;
  return toPay.currency === most.currency && toPay.amount > most.amount;
}
