//! What a policy decides in a simulation.

use muster_formation::document::Weights;

/// A policy that is tried: its weights and rules, and the name that it goes by in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Tells it from the others.
    pub name: String,
    /// What counts how much.
    pub weights: Weights,
    /// How many teams a run yields at most, 1 to 10.
    pub teams: i64,
    /// In how many members two teams differ at least.
    pub min_difference: i64,
    /// How many hours an invitee has to answer, at least 1.
    pub answer_hours: i64,
    /// From this many milli-offers on, a turn balance counts no further.
    pub turn_cap: i64,
    /// How many per mille of a balance are left each month, 0 to 1000.
    pub monthly_keep: i64,
}

impl Policy {
    /// The same policy without turns: always the best team.
    #[must_use]
    pub fn always_the_best(&self) -> Self {
        Self { name: "best".to_owned(), weights: Weights { turn: 0, ..self.weights }, ..self.clone() }
    }
}
