/** Checks an account number while it is typed, with the same rules as the server. Pure. */

/** How long the account numbers of SEPA's countries are. */
const LENGTHS: Record<string, number> = {
  AD: 24,
  AL: 28,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  RS: 22,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
};

export type IbanState =
  | { is: "empty" }
  | { is: "form" }
  | { is: "short"; missing: number }
  | { is: "long"; over: number }
  | { is: "digits" }
  | { is: "right" };

/** As banks compare it: in capitals, without what people put between its groups. */
export function compact(typed: string): string {
  return typed.replace(/[\s.-]/g, "").toUpperCase();
}

/** In groups of four, as it is printed. */
export function grouped(typed: string): string {
  return compact(typed)
    .replace(/(.{4})/g, "$1 ")
    .trim();
}

/** How far an account number is, and what is wrong with it. */
export function ibanState(typed: string): IbanState {
  const iban = compact(typed);
  if (iban === "") {
    return { is: "empty" };
  }
  if (!/^[A-Z]{1,2}$|^[A-Z]{2}[0-9]{1,2}$|^[A-Z]{2}[0-9]{2}[A-Z0-9]{0,30}$/.test(iban)) {
    return { is: "form" };
  }
  const length = LENGTHS[iban.slice(0, 2)];
  if (length && iban.length > length) {
    return { is: "long", over: iban.length - length };
  }
  const least = length ?? 15;
  if (iban.length < least) {
    return { is: "short", missing: least - iban.length };
  }
  return remainder(iban) === 1 ? { is: "right" } : { is: "digits" };
}

/** ISO 7064, mod 97-10: the first four characters go to the end, letters count from 10 on. */
function remainder(iban: string): number {
  const digits = [...iban.slice(4), ...iban.slice(0, 4)]
    .map((letter) => Number.parseInt(letter, 36).toString())
    .join("");
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}

/** Whether a bank is named as banks are, or left out. */
export function isBic(typed: string): boolean {
  return /^$|^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(compact(typed));
}
