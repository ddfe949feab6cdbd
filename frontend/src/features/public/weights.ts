/** What formation counts, in the order in which the policy is told. */
export const TERMS = ["fit", "proof", "turn", "thrift", "near", "cohesion"] as const;
type Term = (typeof TERMS)[number];

/** The weights of a policy, by their terms, with the largest one, against which bars are drawn. What is missing counts nothing. */
export function weightsOf(weights: Record<string, unknown>): { term: Term; weight: number; share: number }[] {
  const known = TERMS.map((term) => ({ term, weight: Number(weights[term] ?? 0) || 0 }));
  const most = Math.max(1, ...known.map(({ weight }) => weight));
  return known.map((each) => ({ ...each, share: each.weight / most }));
}
