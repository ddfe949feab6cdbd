/** Days of the calendar, as the API writes them: 2026-11-23. */

/** The day in which a moment lies, by the calendar of a time zone, or of the device where none is named. */
export function today(zone?: string, now = new Date()): string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone } as const;
  return new Intl.DateTimeFormat("en-CA", parts).format(now);
}

/** Where a day lies, seen from now. */
type When = "over" | "today" | "ahead";

/** A day is over when the next one has begun for the server, which counts in UTC; it is today by the calendar of whoever reads. */
export function whenIs(day: string, zone?: string, now = new Date()): When {
  if (day < today("UTC", now)) {
    return "over";
  }
  return day === today(zone, now) ? "today" : "ahead";
}

/** Which of two days or instants is earlier, as a list is sorted by: by their codes, as a language would put other signs first. */
export function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

/** What has no day of its own stands among what is due within three days: this is the instant at which it stands. */
export function soon(now = new Date()): string {
  return new Date(now.getTime() + 3 * 86_400_000).toISOString();
}
