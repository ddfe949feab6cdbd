/** Mondays, on which seats change hands. Days are texts of the calendar, the same in every time zone. */

function text(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The Monday after a day. */
export function nextMonday(today: string): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 7 - ((date.getUTCDay() + 6) % 7));
  return text(date);
}

/** Every Monday from one on, before another day; at most so many. */
export function mondays(from: string, before: string, most: number): string[] {
  const date = new Date(`${from}T00:00:00Z`);
  const found: string[] = [];
  while (text(date) < before && found.length < most) {
    found.push(text(date));
    date.setUTCDate(date.getUTCDate() + 7);
  }
  return found;
}
