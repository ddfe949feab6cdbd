/** Amounts as people type them, and back: whole minor units on this side, never a float. */

function digits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** What was typed, in minor units: 85, 85.5 or 85,50. Nothing where it is no amount, or finer than the currency. */
export function parseAmount(typed: string, currency: string): number | null {
  const found = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(typed.trim().replaceAll(/[\s\u00a0\u202f]/g, ""));
  const [, whole = "", part = ""] = found ?? [];
  const places = digits(currency);
  if (!found || part.length > places) {
    return null;
  }
  return Number(whole + part.padEnd(places, "0"));
}

/** Minor units as a person would type them in their language. */
export function typeAmount(minor: number, currency: string, locale: string): string {
  const places = digits(currency);
  const text = minor.toString().padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places);
  const part = places > 0 ? text.slice(-places) : "";
  const point = new Intl.NumberFormat(locale).format(1.5).charAt(1);
  return /^0*$/.test(part) ? whole : `${whole}${point}${part}`;
}
