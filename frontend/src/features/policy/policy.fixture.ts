import type { Policy } from "@/api/generated";

/** The policy of a new network, for tests. */
export const DEFAULT_POLICY: Policy = {
  weights: { fit: 500, proof: 150, turn: 150, thrift: 100, near: 50, cohesion: 200 },
  teams: 3,
  min_difference: 2,
  horizon_weeks: 104,
  answer_hours: 72,
  turn_cap: 250_000,
  turn_keep: 900,
  keep_pool_days: 400,
};
