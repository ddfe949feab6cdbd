import type { WeeklyPattern } from "@/api/generated";

/** The days of a week as the API names them, Monday first. */
export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** Free hours of each day, Monday first. */
export type Hours = readonly number[];

/** The most hours of a day, and the most that are told of a week. */
export const MOST_A_DAY = 24;
export const MOST_A_WEEK = 80;

/** Usual weeks that many people have. */
export const PRESETS = {
  full: [8, 8, 8, 8, 8, 0, 0],
  half: [4, 4, 4, 4, 4, 0, 0],
  evenings: [3, 3, 3, 3, 3, 0, 0],
  none: [0, 0, 0, 0, 0, 0, 0],
} as const satisfies Record<string, Hours>;

export function hoursOf(pattern: WeeklyPattern): Hours {
  return DAYS.map((day) => pattern[day]);
}

export function patternOf(hours: Hours): WeeklyPattern {
  const [monday = 0, tuesday = 0, wednesday = 0, thursday = 0, friday = 0, saturday = 0, sunday = 0] = hours;
  return { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
}

export function total(hours: Hours): number {
  return hours.reduce((sum, each) => sum + each, 0);
}

export function isSame(one: Hours, other: Hours): boolean {
  return one.every((hours, day) => hours === other[day]);
}

/** A stroke over the week: all days from one to another, in either direction, have so many hours. */
export function painted(hours: Hours, from: number, to: number, level: number): Hours {
  const [first, last] = from <= to ? [from, to] : [to, from];
  const clipped = Math.min(MOST_A_DAY, Math.max(0, level));
  return hours.map((each, day) => (day >= first && day <= last ? clipped : each));
}

/** What a touch of an hour makes of its day: up to that hour, or, where it was the last free one, up to the one below. */
export function toggled(hours: Hours, day: number, hour: number): number {
  return hours[day] === hour ? hour - 1 : hour;
}

/** How many hours the grid has room for: a long day of twelve, or all of it where somebody works longer. */
export function room(hours: Hours, wide: boolean): number {
  return wide || hours.some((each) => each > 12) ? MOST_A_DAY : 12;
}

/** The names of the days in the language of the page. */
export function dayNames(locale: string, length: "long" | "short"): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: length, timeZone: "UTC" });
  // 5 January 2026 was a Monday.
  return DAYS.map((_, day) => format.format(new Date(Date.UTC(2026, 0, 5 + day))));
}

/** A week in few words: 23 to 29 November. */
export function weekSpan(monday: string, locale: string): string {
  const first = new Date(`${monday}T00:00:00Z`);
  const last = new Date(first);
  last.setUTCDate(last.getUTCDate() + 6);
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  return format.formatRange(first, last);
}

/** A span of days: one day by itself, or the first and the last. */
export function daySpan(from: string, to: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const date = (day: string) => new Date(`${day}T00:00:00Z`);
  return from === to ? format.format(date(from)) : format.formatRange(date(from), date(to));
}
