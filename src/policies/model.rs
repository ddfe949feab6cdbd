//! What a policy says, what it may say, and the states of a proposal.

use muster_formation::document::Weights;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    briefs,
    error::{Check, Result},
    states::Machine,
};

/// The rules of formation and of turns, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// What counts how much, each 0 to 1000: `fit`, `proof`, `turn`, `thrift`, `near`, `cohesion`.
    #[schema(value_type = Object)]
    pub weights: Weights,
    /// How many teams a run yields at most, 1 to 5.
    pub teams: i64,
    /// In how many members two teams differ at least, 1 to 16.
    pub min_difference: i64,
    /// How many weeks ahead a pool reaches: 104, as far as a brief may.
    pub horizon_weeks: i32,
    /// How many hours an invitee has to answer, 4 to 336; an end in their night waits for the morning.
    pub answer_hours: i64,
    /// From this many milli-offers on, a turn balance counts no further; 10000 to 1000000000.
    pub turn_cap: i64,
    /// How much of a turn balance is left after a month, in thousandths; 0 to 1000.
    pub turn_keep: i32,
    /// For how many days the pool of a run is kept at least, so that its receipt can be checked; 30 to 3650.
    pub keep_pool_days: i64,
}

/// What a new network starts with. Fit leads, as clients come for it. Turns count fully from 250 hours of work on: so the
/// share of members who are never offered anything falls by a third, for two to four hundredths of the quality
/// (`docs/decisions/how-much-turns-weigh.md`). A tenth of a turn balance goes each month, so that half of it is left after
/// about seven. Pools are kept for over a year, so that what was worked on can still be checked once it is done.
impl Default for Policy {
    fn default() -> Self {
        Self {
            weights: Weights { fit: 500, proof: 150, turn: 150, thrift: 100, near: 50, cohesion: 200 },
            teams: 3,
            min_difference: 2,
            horizon_weeks: briefs::HORIZON_WEEKS,
            answer_hours: 72,
            turn_cap: 250_000,
            turn_keep: 900,
            keep_pool_days: 400,
        }
    }
}

impl Policy {
    /// Fine, or everything that is wrong with it.
    pub fn check(&self) -> Result<()> {
        let mut check = Check::new();
        let Weights { fit, proof, turn, thrift, near, cohesion } = self.weights;
        let weights = [
            ("fit", fit),
            ("proof", proof),
            ("turn", turn),
            ("thrift", thrift),
            ("near", near),
            ("cohesion", cohesion),
        ];
        for (name, weight) in weights {
            check.that((0..=1000).contains(&weight), format!("policy.weights.{name}"), weight, "0 to 1000");
        }
        let counts_anything = weights.iter().any(|(_, weight)| *weight > 0);
        check.that(
            counts_anything,
            "policy.weights",
            self.weights,
            "at least one weight above 0, or all teams are alike",
        );
        let horizon = briefs::HORIZON_WEEKS;
        let furthest = format!("{horizon}, as far ahead as a brief may reach");
        check.that(self.horizon_weeks == horizon, "policy.horizon_weeks", self.horizon_weeks, furthest);
        check.that((1..=5).contains(&self.teams), "policy.teams", self.teams, "1 to 5, as many as a client compares");
        let seats = (1..=16).contains(&self.min_difference);
        check.that(seats, "policy.min_difference", self.min_difference, "1 to 16, as many as a brief has seats");
        let answer = (4..=336).contains(&self.answer_hours);
        check.that(answer, "policy.answer_hours", self.answer_hours, "4 to 336 hours");
        let cap = (10_000..=1_000_000_000).contains(&self.turn_cap);
        check.that(cap, "policy.turn_cap", self.turn_cap, "10000 to 1000000000 milli-offers");
        check.that((0..=1000).contains(&self.turn_keep), "policy.turn_keep", self.turn_keep, "0 to 1000 thousandths");
        let kept = (30..=3_650).contains(&self.keep_pool_days);
        check.that(kept, "policy.keep_pool_days", self.keep_pool_days, "30 to 3650 days");
        check.done()
    }
}

crate::words! {
    /// Where a proposal of a policy stands.
    #[schema(as = ProposalState)]
    pub enum State {
        /// It waits for another steward.
        Proposed = "proposed",
        /// It is or will be in force, from its date on.
        Adopted = "adopted",
        /// It was taken back.
        Withdrawn = "withdrawn",
    }
}

crate::events! {
    /// What can happen to a proposal of a policy.
    pub enum Event {
        /// Another steward adopts it, with a date.
        Adopt = "adopt",
        /// A steward takes it back.
        Withdraw = "withdraw",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "proposal of a policy";
    const START: Self = Self::Proposed;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Proposed, Event::Adopt) => Some(Self::Adopted),
            (Self::Proposed, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Adopted | Self::Withdrawn, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn the_default_is_a_policy_that_could_be_proposed() {
        assert!(Policy::default().check().is_ok());
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        let weights = Weights { fit: -1, turn: 1001, ..Weights::default() };
        let wrong = Policy { weights, teams: 6, answer_hours: 3, turn_keep: 1001, ..Policy::default() };
        let Err(Error::Invalid(fields)) = wrong.check() else { panic!("it was taken") };
        let names: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(
            names,
            ["policy.weights.fit", "policy.weights.turn", "policy.teams", "policy.answer_hours", "policy.turn_keep"]
        );
    }
}
