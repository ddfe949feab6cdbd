/** Rates and amounts as people type them, and as the API has them. Pure; nothing goes through a float. */

/** A share in percent, as typed, in basis points: `7.5` and `7,5` are 750. Nothing where it is none. */
export function basisPoints(typed: string): number | undefined {
  return scaled(typed, 2);
}

/** An amount as typed, in minor units of a currency with so many digits. Nothing where it is none. */
export function minorUnits(typed: string, digits: number): number | undefined {
  return scaled(typed, digits);
}

/** A number as typed, in whole ones of which so many digits are a fraction. Nothing where it is none. */
export function scaled(typed: string, digits: number): number | undefined {
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(typed.trim().replace(/\s*%$/, "").replaceAll(/\s/g, ""));
  if (!found) {
    return undefined;
  }
  const [, whole = "", fraction = ""] = found;
  return fraction.length > digits ? undefined : Number(whole + fraction.padEnd(digits, "0"));
}

/** How many digits a currency has after the point. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** A rate in words: 750 basis points are 7.5 %. */
export function percent(points: number, locale: string): string {
  const text = `${Math.floor(points / 100)}.${String(points % 100).padStart(2, "0")}`;
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const number = format.format(text as Intl.StringNumericLiteral);
  return locale.startsWith("en") ? `${number}%` : `${number}\u00a0%`;
}

/** The day so many days after another one. */
export function daysOn(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** A rate with the day on which it begins. */
interface Dated {
  from_day: string;
}

/** Rates as they stand on a day: the one in force, those that are announced (the next first) and those that were. */
export function standing<Rate extends Dated>(rates: Rate[], today: string) {
  const newest = rates.toSorted((one, other) => other.from_day.localeCompare(one.from_day));
  const begun = newest.filter((rate) => rate.from_day <= today);
  return {
    current: begun[0],
    announced: newest.filter((rate) => rate.from_day > today).toReversed(),
    past: begun.slice(1),
  };
}
