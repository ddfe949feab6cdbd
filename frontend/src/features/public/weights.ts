import { WEIGHTS, type Weight } from "@/features/policy/rules";

/** The weights of a policy, with the largest one, against which bars are drawn. What is missing counts nothing. */
export function weightsOf(weights: Record<string, unknown>): { term: Weight; weight: number; share: number }[] {
  const known = WEIGHTS.map((term) => ({ term, weight: Number(weights[term] ?? 0) || 0 }));
  const most = Math.max(1, ...known.map(({ weight }) => weight));
  return known.map((each) => ({ ...each, share: each.weight / most }));
}
