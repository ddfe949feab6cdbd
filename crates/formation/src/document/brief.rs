//! `muster-brief/1`: what is asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::keyed;

/// Names the format of a brief, and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BriefFormat {
    /// `muster-brief/1`
    #[default]
    #[serde(rename = "muster-brief/1")]
    One,
}

/// The seats to fill, what they may cost, and what counts how much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// Always `muster-brief/1`.
    pub format: BriefFormat,
    /// Comes back in the answer.
    pub id: String,
    /// 1 to 16 seats, in order.
    pub seats: Vec<Seat>,
    /// Minor units for the whole team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<i64>,
    /// Members who may not be in the team. One who is not in the pool cannot be in any case, and may stand here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<String>,
    /// Seats that are taken, and by whom.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "keyed::once")]
    pub locked: BTreeMap<String, String>,
    /// What counts how much.
    pub weights: Weights,
    /// K: how many teams, 1 to 10.
    #[serde(default = "one")]
    pub teams: i64,
    /// D: in how many members teams must differ, at least 1.
    #[serde(default = "one")]
    pub min_difference: i64,
}

fn one() -> i64 {
    1
}

/// One role of a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// Tells the seats of a brief apart.
    pub id: String,
    /// What is needed here: at least one skill, each at most once.
    pub skills: Vec<Need>,
    /// Hours a week, 1 to 80.
    pub hours: i64,
    /// The first week of the window.
    pub from_week: i64,
    /// The length of the window in weeks.
    pub weeks: i64,
    /// The highest rate, in minor units an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_cap: Option<i64>,
    /// Languages, all of them needed.
    pub languages: Vec<String>,
    /// The place of work, where the work is on site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near: Option<Near>,
}

/// A skill that a seat asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Which skill.
    pub skill: String,
    /// At what level, 1 to 5.
    pub level: i64,
    /// How much it counts among the needs of its seat, 1 to 10.
    pub weight: i64,
    /// Whether nobody may take the seat without it.
    pub must: bool,
}

/// Where a seat is, and how far away its member may live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Near {
    /// The place of work.
    pub place: String,
    /// The largest distance in whole kilometres, at least 1.
    pub km: i64,
}

/// What counts how much, each 0 to 1000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    /// Knowing what is needed.
    pub fit: i64,
    /// Evidence of it.
    pub proof: i64,
    /// Being due for an opportunity.
    pub turn: i64,
    /// Costing less than the cap.
    pub thrift: i64,
    /// Living close by.
    pub near: i64,
    /// Knowing each other.
    pub cohesion: i64,
}
