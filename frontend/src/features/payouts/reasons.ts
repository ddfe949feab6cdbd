/** Why a bank did not pay or gave back, as the server tells it: with the bank's code. Pure. */

/** The codes for which the catalogue has words. */
const REASONS = [
  "AC01",
  "AC03",
  "AC04",
  "AC06",
  "AC07",
  "AC14",
  "AC15",
  "AG01",
  "AM04",
  "BE01",
  "CNOR",
  "FOCR",
  "MD07",
  "MS02",
  "MS03",
  "RC01",
  "RC04",
  "RC07",
] as const;

/** The first code that a bank's reason names, and whether the catalogue has words for it. */
export function bankReason(reason: string): { known: (typeof REASONS)[number] } | { code: string } | undefined {
  const code = /\(([A-Z]{2}\d{2}|[A-Z]{4})\)/.exec(reason)?.[1];
  const known = REASONS.find((each) => each === code);
  if (known) {
    return { known };
  }
  return code ? { code } : undefined;
}
