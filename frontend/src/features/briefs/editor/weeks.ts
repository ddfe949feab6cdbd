/** Days of the calendar as texts such as 2026-11-23, and the Mondays among them. */

const DAY = 86_400_000;

/** How many weeks ahead a seat may reach: the horizon of every pool. */
export const HORIZON_WEEKS = 104;

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** So many weeks later. */
export function plusWeeks(day: string, weeks: number): string {
  return new Date(utc(day).getTime() + weeks * 7 * DAY).toISOString().slice(0, 10);
}

/** How many whole weeks lie between two Mondays. */
export function weeksBetween(from: string, to: string): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / (7 * DAY));
}

export function isMonday(day: string): boolean {
  return utc(day).getUTCDay() === 1;
}

/** The Monday of the week in which a moment lies, as the server counts: in UTC. */
export function mondayOf(now: Date): string {
  const back = (now.getUTCDay() + 6) % 7;
  return new Date(now.getTime() - back * DAY).toISOString().slice(0, 10);
}
