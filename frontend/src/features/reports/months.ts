/** Months of the calendar as the API writes them, `2026-10`, and the spans of them that one asks for often. Pure. */

/** A span of months, both of them in it. */
export interface Span {
  from: string;
  to: string;
}

/** The most months that one report covers. */
export const MOST_MONTHS = 60;

/** Whether a text names a month. */
export function isMonth(text: unknown): text is string {
  return typeof text === "string" && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The month so many months later, or earlier where the number is below zero. */
export function monthsOn(month: string, count: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}

/** The month of a moment. Months end for everybody at once, at midnight UTC. */
export function monthOf(moment: Date): string {
  return moment.toISOString().slice(0, 7);
}

/** A month in words: October 2026. */
export function monthName(month: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** Two months in words, or one where they are the same. */
export function spanName({ from, to }: Span, locale: string): string {
  return from === to ? monthName(from, locale) : `${monthName(from, locale)} – ${monthName(to, locale)}`;
}

/** The spans that one asks for often, seen from a month. */
export const PRESETS = ["lastMonth", "thisQuarter", "thisYear", "twelveMonths"] as const;
export type Preset = (typeof PRESETS)[number];

/** The months of a preset. */
export function preset(which: Preset, now: string): Span {
  const last = monthsOn(now, -1);
  switch (which) {
    case "lastMonth":
      return { from: last, to: last };
    case "thisQuarter":
      return { from: monthsOn(now, -((Number(now.slice(5)) - 1) % 3)), to: now };
    case "thisYear":
      return { from: `${now.slice(0, 4)}-01`, to: now };
    case "twelveMonths":
      return { from: monthsOn(last, -11), to: last };
  }
}

/** The months to choose among, the newest first: as far back as a report may reach. */
export function choices(now: string): string[] {
  return Array.from({ length: MOST_MONTHS }, (_, back) => monthsOn(now, -back));
}

/** A span whose months stand in their order: the end that was just chosen stays, the other one follows it. */
export function ordered(span: Span, chosen: keyof Span): Span {
  if (span.from <= span.to) {
    return span;
  }
  return { from: span[chosen], to: span[chosen] };
}
