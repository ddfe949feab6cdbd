/** How money, times and days are written. Everything here is pure: the language is handed in. */

/** A number as Intl writes it, with the sign of arithmetic, which is as wide as a figure, where that has a hyphen. */
export function trueMinus(written: string): string {
  return written.replace("-", "\u2212");
}

/**
 * An amount of whole minor units, in words of its currency: 123456 EUR is €1,234.56. Never goes through a float. Where room
 * is short, cents that are zero can be left out.
 */
export function money(
  minor: number,
  currency: string,
  locale: string,
  trailingZeroDisplay: "auto" | "stripIfInteger" = "auto",
): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, trailingZeroDisplay });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  const whole = Math.abs(minor)
    .toString()
    .padStart(digits + 1, "0");
  const cut = whole.length - digits;
  const decimal = `${minor < 0 ? "-" : ""}${whole.slice(0, cut)}.${whole.slice(cut) || "0"}`;
  return trueMinus(format.format(decimal as Intl.StringNumericLiteral));
}

/** Keeps a date or a time on one line; a line may break after the comma between them. */
function whole(date: string): string {
  return date.replaceAll(/(?<!,) /g, "\u00a0");
}

/** A moment, with its time zone: 3 November 2026 at 17:00 CET. */
export function instant(iso: string, locale: string, timeZone?: string): string {
  const parts = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" } as const;
  return whole(new Intl.DateTimeFormat(locale, { ...parts, timeZoneName: "short", timeZone }).format(new Date(iso)));
}

const DAY = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;

/** A day of the calendar, the same in every time zone. */
export function day(iso: string, locale: string): string {
  return whole(new Intl.DateTimeFormat(locale, DAY).format(new Date(`${iso}T00:00:00Z`)));
}

/** The last day, a Sunday, of so many weeks that begin on a Monday; of none, the day before it. */
export function lastDay(monday: string, weeks: number): string {
  const date = new Date(`${monday}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 7 * weeks - 1);
  return date.toISOString().slice(0, 10);
}

const [DAY_LONG, HOUR_LONG, MINUTE_LONG] = [86_400_000, 3_600_000, 60_000];

/** The number of the day of the calendar in which a moment lies. */
function dayNumber(moment: number, timeZone?: string): number {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", timeZone } as const;
  return Date.parse(new Intl.DateTimeFormat("sv-SE", parts).format(moment)) / DAY_LONG;
}

/** How far away a moment is, seen from `now`: in 3 days, which are counted in the calendar, or 2 hours ago. */
export function distance(iso: string, now: number, locale: string, timeZone?: string): string {
  const moment = Date.parse(iso);
  const ahead = moment - now;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (Math.abs(ahead) >= DAY_LONG) {
    return format.format(dayNumber(moment, timeZone) - dayNumber(now, timeZone), "day");
  }
  return Math.abs(ahead) >= HOUR_LONG
    ? format.format(Math.round(ahead / HOUR_LONG), "hour")
    : format.format(Math.round(ahead / MINUTE_LONG), "minute");
}

/** Names of countries or languages, by their codes. A code that has no name is its own name. */
export function names(codes: readonly string[], type: "region" | "language", locale: string): string[] {
  const known = new Intl.DisplayNames(locale, { type, fallback: "code" });
  return codes.map((code) => known.of(code) ?? code);
}

/** Several things in one phrase: A, B and C. */
export function list(items: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
}

/** In groups of four, as references of payments and IBANs are read: RF66 CKFJ GRVQ. */
export function grouped(text: string): string {
  return text.replaceAll(/(.{4})(?=.)/g, "$1 ");
}

/** A text with the references of payments in it as they are read: in groups of four. */
export function withReferences(text: string): string {
  return text.replaceAll(/\bRF\d{2}[A-Z]{8}\b/g, (reference) => grouped(reference));
}
