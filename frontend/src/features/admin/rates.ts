import type { RateKind, Terms } from "@/api/generated";

/** The rates that the network itself announces. */
export const NETWORK_KINDS: RateKind[] = ["network", "fee_tax", "finder", "fund", "tax"];

/** The largest rate of a kind, in basis points. */
export function mostOf(kind: string): number {
  return kind === "finder" ? 10_000 : 5000;
}

/** Where a rate stands among those of its kind. */
export type RateState = "inForce" | "coming" | "past";

/** Says of each rate where it stands on a day: the latest that has begun is in force. */
export function rateStates(rates: Pick<Terms, "id" | "kind" | "from_day">[], today: string): Map<string, RateState> {
  const begun = rates.filter(({ from_day }) => from_day <= today);
  return new Map(
    rates.map((rate) => {
      if (rate.from_day > today) {
        return [rate.id, "coming"];
      }
      const isLatest = !begun.some((other) => other.kind === rate.kind && other.from_day > rate.from_day);
      return [rate.id, isLatest ? "inForce" : "past"];
    }),
  );
}
