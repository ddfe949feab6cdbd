/** Amounts as people type them, from and to whole minor units. No float on the way. */

/** How many digits the minor unit of a currency has: two for EUR, none for JPY, three for KWD. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** The longest whole part that is still an amount somebody may mean. */
const MOST_DIGITS = 11;

/**
 * What was typed, in minor units; nothing where it is no amount of this currency. Spaces and apostrophes part thousands.
 * The last point or comma begins the cents if as many digits follow it as the currency has, or fewer; else it parts
 * thousands.
 */
export function parseAmount(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const bare = text.replace(/[\s'’\u00a0\u202f]/g, "");
  if (!/^\d[\d.,]*$/.test(bare)) {
    return null;
  }
  const mark = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const after = mark < 0 ? "" : bare.slice(mark + 1);
  const isFraction = mark >= 0 && after.length <= digits && digits > 0;
  const wholes = (isFraction ? bare.slice(0, mark) : bare).split(/[.,]/);
  const isGrouped = wholes.slice(1).every((group) => group.length === 3);
  const whole = wholes.join("").replace(/^0+(?=\d)/, "");
  if (!isGrouped || whole.length > MOST_DIGITS) {
    return null;
  }
  return Number(whole + (isFraction ? after : "").padEnd(digits, "0"));
}

/** An amount as somebody would type it: 1250000 EUR is 12500, 950 EUR is 9.50 (or 9,50). */
export function typedAmount(minor: number, currency: string, point = "."): string {
  const digits = minorDigits(currency);
  const all = minor.toString().padStart(digits + 1, "0");
  const cut = all.length - digits;
  const cents = all.slice(cut);
  return /[1-9]/.test(cents) ? `${all.slice(0, cut)}${point}${cents}` : all.slice(0, cut);
}

/** What a language writes before the cents. */
export function pointOf(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value ?? ".";
}
