//! What a policy decides in a simulation.

use muster_formation::document::Weights;

use crate::range::{OutOfRange, within};

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
    /// Checks every number against its range.
    ///
    /// # Errors
    /// The first that lies outside.
    pub fn check(&self) -> Result<(), OutOfRange> {
        let Weights { fit, proof, turn, thrift, near, cohesion } = self.weights;
        let weights = [
            ("weights.fit", fit),
            ("weights.proof", proof),
            ("weights.turn", turn),
            ("weights.thrift", thrift),
            ("weights.near", near),
            ("weights.cohesion", cohesion),
        ];
        weights.into_iter().try_for_each(|(field, weight)| within(field, weight, 0, 1000))?;
        within("teams", self.teams, 1, 10)?;
        within("min_difference", self.min_difference, 1, 16)?;
        within("answer_hours", self.answer_hours, 1, 8760)?;
        within("turn_cap", self.turn_cap, 1, 1_000_000_000)?;
        within("monthly_keep", self.monthly_keep, 0, 1000)
    }

    /// The same policy without turns: always the best team.
    #[must_use]
    pub fn always_the_best(&self) -> Self {
        Self { name: "best".to_owned(), weights: Weights { turn: 0, ..self.weights }, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_out_of_its_range_is_refused_by_name() {
        let weights = Weights { fit: 500, ..Weights::default() };
        let name = String::new();
        let sound =
            Policy { name, weights, teams: 3, min_difference: 2, answer_hours: 72, turn_cap: 1, monthly_keep: 0 };
        assert_eq!(sound.check(), Ok(()));
        let refused = |policy: Policy| policy.check().expect_err("out of range").to_string();
        let heavy = Weights { turn: 1001, ..weights };
        assert_eq!(
            refused(Policy { weights: heavy, ..sound.clone() }),
            "weights.turn: 1001 is refused; right would be 0 to 1000"
        );
        assert!(refused(Policy { teams: 0, ..sound.clone() }).starts_with("teams: 0 "));
        assert!(refused(Policy { turn_cap: 0, ..sound }).starts_with("turn_cap: 0 "));
    }
}
