//! `muster-teams/1`: the answer.

use serde::{Deserialize, Serialize};

/// Names the format of an answer, and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamsFormat {
    /// `muster-teams/1`
    #[default]
    #[serde(rename = "muster-teams/1")]
    One,
}

/// The best teams for a brief, best first, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teams {
    /// Always `muster-teams/1`.
    pub format: TeamsFormat,
    /// The id of the brief.
    pub brief: String,
    /// Whether every bound is met, and no further team exists where there are fewer than were asked for.
    pub proven: bool,
    /// The teams, best first.
    pub teams: Vec<Team>,
    /// Why there is no team. Absent where there is one, and where the search was stopped before it could tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// One team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its points.
    pub z: i64,
    /// A proven upper limit on the points of a team in this place.
    pub bound: i64,
    /// Its cost in minor units.
    pub cost: i64,
    /// Who takes which seat, in the order of the brief.
    pub seats: Vec<Place>,
    /// The sum of its ties, whatever their weight.
    pub cohesion: i64,
}

/// A seat of a team, taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The seat.
    pub seat: String,
    /// Who takes it.
    pub member: String,
    /// Points for knowing what is needed.
    pub fit: i64,
    /// Points for evidence.
    pub proof: i64,
    /// Points for being due.
    pub turn: i64,
    /// Points for costing less.
    pub thrift: i64,
    /// Points for living close by.
    pub near: i64,
    /// How many members may take the seat.
    pub eligible: i64,
}

/// Why no team exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// What rules every team out.
    pub cause: Cause,
    /// Where candidates were lost, for each seat.
    pub funnel: Vec<Funnel>,
    /// The cost of the cheapest team, where only the budget is in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_cost: Option<i64>,
}

/// What rules every team out. Each cause is named only where none before it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// Some seat has nobody left.
    Eligible,
    /// No team has all members different.
    Distinct,
    /// Every such team holds a blocked pair.
    Blocks,
    /// Every such team costs more than the budget.
    Budget,
}

/// How many members are left for a seat after each of the six conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Funnel {
    /// The seat.
    pub seat: String,
    /// Members left after conditions 1 to 6, applied one after the other.
    pub left: [i64; 6],
}
