//! The policy: the published weights and rules of formation.

use muster_formation::document::Weights;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A version of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Policy {
    /// What counts how much, each 0 to 1000: `fit`, `proof`, `turn`, `thrift`, `near`, `cohesion`.
    #[schema(value_type = Object)]
    pub weights: Weights,
    /// How many teams a run yields at most.
    pub teams: i64,
    /// In how many members two teams differ at least.
    pub min_difference: i64,
    /// How many weeks ahead a pool reaches.
    pub horizon_weeks: i32,
    /// How many hours an invitee has to answer.
    pub answer_hours: i64,
    /// From this many milli-offers on, a turn balance counts no further.
    pub turn_cap: i64,
}

/// What a new network starts with. Fit leads, as clients come for it; turn is heavy enough to spread opportunity: at
/// about this share of the weights, shares of offers were spread far better for a twentieth of the quality.
impl Default for Policy {
    fn default() -> Self {
        Self {
            weights: Weights { fit: 500, proof: 150, turn: 150, thrift: 100, near: 50, cohesion: 200 },
            teams: 3,
            min_difference: 2,
            horizon_weeks: 104,
            answer_hours: 72,
            turn_cap: 10_000,
        }
    }
}
