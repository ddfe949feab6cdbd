//! What a year under one policy leaves behind.

use crate::{policy::Policy, world::Settlement};

/// A brief that was played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Played {
    /// When it was posted: hours since the year began.
    pub hour: i64,
    /// Its number among all that arrived.
    pub number: u64,
    /// What kind of place its work is done at.
    pub site: Settlement,
    /// The team that the policy offered first; `None` where there was none.
    pub formed: Option<Formed>,
    /// After how many hours the first team had said yes, seat by seat.
    pub filled_after: Option<i64>,
    /// What the awarded team is worth by the yardstick, and what it costs.
    pub awarded: Option<(i64, i64)>,
}

/// The first team of a policy beside the best one, on the same day in the same pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formed {
    /// What the policy's team is worth by the yardstick.
    pub value: i64,
    /// What the best team is worth by the yardstick; no team is worth more.
    pub best_value: i64,
    /// What the policy's team costs, in minor units.
    pub cost: i64,
    /// What the best team costs, in minor units.
    pub best_cost: i64,
}

impl Formed {
    /// What the policy gave up, in per mille of the best team's worth, rounded up.
    pub fn regret(&self) -> i64 {
        let lost = i128::from(self.best_value - self.value) * 1000;
        let per_mille = (lost + i128::from(self.best_value) - 1) / i128::from(self.best_value.max(1));
        i64::try_from(per_mille.max(0)).expect("a team is not worth more than the best one")
    }
}

/// How a member stands when the year has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where they live.
    pub home: Settlement,
    /// Whether they were ever eligible for a seat that was offered.
    pub was_eligible: bool,
    /// How many seats they were offered, those included that they declined.
    pub asked: u32,
    /// What they were entitled to of the seats that were awarded, in milli-offers.
    pub entitled: i64,
    /// What they were awarded, in milli-offers.
    pub received: i64,
}

/// A year under one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Under which.
    pub policy: Policy,
    /// Every brief, in the order of arrival.
    pub briefs: Vec<Played>,
    /// Every member, in the order of their numbers.
    pub members: Vec<Standing>,
    /// At the end of each month: the balances of everybody who had been eligible by then, in milli-offers, sorted.
    pub balances: Vec<Vec<i64>>,
    /// How many searches ended before everything was proven.
    pub unproven: usize,
}
