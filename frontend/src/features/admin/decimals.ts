/** A decimal number as people write it, in whole units of its last digit: "7,5" with two digits is 750. Never a float. */
export function scaled(text: string, digits: number): number | undefined {
  const found = /^(-?)(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim());
  const fraction = found?.[3] ?? "";
  if (!found || fraction.length > digits) {
    return undefined;
  }
  const value = Number(`${found[2]}${fraction.padEnd(digits, "0")}`);
  return found[1] && value !== 0 ? -value : value;
}

/** Whether a text is a decimal number with at most so many digits, from `least` to `most` whole units of the last. */
export function isScaled(text: string, digits: number, least: number, most: number): boolean {
  const value = scaled(text, digits);
  return value !== undefined && least <= value && value <= most;
}

/** So many whole units of its last digit as people write them: 750 with two digits is "7.50". */
export function typed(value: number, digits: number): string {
  const whole = String(value).padStart(digits + 1, "0");
  const cut = whole.length - digits;
  return digits === 0 ? whole : `${whole.slice(0, cut)}.${whole.slice(cut)}`;
}

/** Basis points as per cent: 750 is 7.5 %. */
export function percent(basisPoints: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(basisPoints / 10_000);
}

/** The day so many days from a moment. */
export function dayAhead(now: number, days: number): string {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whether a text has so many characters at most, and one at least. */
export function isNote(text: string, most: number): boolean {
  const length = [...text.trim()].length;
  return 1 <= length && length <= most;
}
