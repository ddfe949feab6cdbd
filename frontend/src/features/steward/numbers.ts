import { trueMinus } from "@/lib/format";

/** Milli-offers, as hours of work: -200000 is −200. */
export function thousandth(milli: number, locale: string): string {
  return trueMinus(new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(milli / 1000));
}

/** Per mille as a number from 0 to 1, or as per cent. */
export function ratio(perMille: number, locale: string, style: "decimal" | "percent" = "decimal"): string {
  const digits = style === "percent" ? 1 : 2;
  return new Intl.NumberFormat(locale, {
    style,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(perMille / 1000);
}

/** A month such as 2026-11, in words. */
export function monthName(month: string, locale: string): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(first);
}

/** Whether a text is a day of the calendar, such as 2026-11-22. */
export function isDay(text: unknown): text is string {
  return typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
