//! `muster-quote/1`: what a brief would get, told while it is being typed.

use serde::{Deserialize, Serialize};

use super::{
    reasons::Wish,
    teams::{Cause, Funnel},
};

/// Names the format of a quote, and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuoteFormat {
    /// `muster-quote/1`
    #[default]
    #[serde(rename = "muster-quote/1")]
    One,
}

/// What a brief would get. It names no member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Always `muster-quote/1`.
    pub format: QuoteFormat,
    /// The id of the brief.
    pub brief: String,
    /// Whether a team exists.
    pub feasible: Feasible,
    /// What rules every team out, where none exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Where candidates were lost, for each seat; the last number is how many are eligible.
    pub funnel: Vec<Funnel>,
    /// The best team found. Absent where there is none, and where the search was stopped before it found one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<Score>,
    /// The cost of the cheapest team, whatever the budget. Absent where the other conditions leave none, and where the
    /// search was stopped before it could tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_cost: Option<i64>,
    /// The first week in which the earliest window could begin, all windows moved alike, so that a team exists; none
    /// before the one in which the brief wants it to. Absent where there is none in the horizon, and where the search was
    /// stopped before it could tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest_start: Option<i64>,
    /// The wish that narrows most. Absent where no wish keeps anybody out of the scarcest seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrowest: Option<Narrowest>,
    /// Whether nothing was left open because the search was stopped.
    pub proven: bool,
}

/// Whether a team exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Feasible {
    /// There is one.
    Yes,
    /// There is none.
    No,
    /// The search was stopped before it could tell.
    Unknown,
}

/// The points and the cost of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Its points.
    pub z: i64,
    /// A proven upper limit on the points of any team; equal to `z` where the team is proven to be the best.
    pub bound: i64,
    /// Its cost in minor units.
    pub cost: i64,
}

/// The wish without which most members more would be eligible for the scarcest seat: the first of the seats with the
/// fewest eligible members. Of wishes that keep out equally many it is the first in the order of the seat: skills that
/// are a must, hours, rate cap, languages, distance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrowest {
    /// The scarcest seat.
    pub seat: String,
    /// Its wish; `hours` stands for the hours and the window, all weeks of it.
    pub wish: Wish,
    /// The skill or the language it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many members are eligible with it.
    pub eligible: i64,
    /// How many would be without it.
    pub without: i64,
}
