//! `muster-reasons/1`: why a brief is answered as it is, and the smallest changes that would alter the answer.

use serde::{Deserialize, Serialize};

use super::teams::Funnel;

/// Names the format of reasons, and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReasonsFormat {
    /// `muster-reasons/1`
    #[default]
    #[serde(rename = "muster-reasons/1")]
    One,
}

/// Reasons for the answer to a brief: of its teams and wishes, or of one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    /// Always `muster-reasons/1`.
    pub format: ReasonsFormat,
    /// The id of the brief.
    pub brief: String,
    /// Whether nothing was left out or open because the search was stopped. What is told is true either way.
    pub proven: bool,
    /// Whose reasons these are.
    pub of: Subject,
}

/// Whose reasons these are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// The brief's: what makes up its teams' points, and which wishes could be loosened.
    Brief(BriefReasons),
    /// One member's: why they are in the best team, or what would have put them there.
    Member(MemberReasons),
}

/// What makes up the points of a brief's teams, and which wishes could be loosened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefReasons {
    /// Where candidates were lost, for each seat.
    pub funnel: Vec<Funnel>,
    /// The teams of the answer, best first.
    pub teams: Vec<TeamTerms>,
    /// The cost of the cheapest team that meets every wish but the budget, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_cost: Option<i64>,
    /// For each wish that helps when it alone is loosened, the smallest step that does: to a team at all where there
    /// is none, else to a cheaper one. The one that leads to the least cost comes first, then the one with most points.
    pub changes: Vec<BriefChange>,
}

/// What each term adds to the points of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamTerms {
    /// The points of the team: the sum of its terms.
    pub z: i64,
    /// What each term adds, over all seats.
    pub terms: Terms,
    /// What each term adds at each seat. A tie counts half at each of its two seats, so the seats add up to the team.
    pub seats: Vec<SeatTerms>,
}

/// What each term adds to the points of a team at one seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatTerms {
    /// The seat.
    pub seat: String,
    /// Who takes it.
    pub member: String,
    /// What each term adds.
    pub terms: Terms,
}

/// Points by term, each with its weight and on the scale of the team's points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// For knowing what is needed.
    pub fit: i64,
    /// For evidence of it.
    pub proof: i64,
    /// For being due.
    pub turn: i64,
    /// For costing less than the cap.
    pub thrift: i64,
    /// For living close by.
    pub near: i64,
    /// For knowing each other.
    pub cohesion: i64,
}

/// The smallest step of one wish that helps, and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefChange {
    /// Which wish is loosened.
    pub wish: Wish,
    /// Of which seat; absent for a wish of the whole brief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// The skill or the language it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the wish says now; absent where it is dropped whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// What it would say; absent where it is dropped whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
    /// What the brief would get then.
    pub then: Prospect,
}

/// What a changed brief would get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prospect {
    /// The cost of its cheapest team.
    pub least_cost: i64,
    /// The points of its best team.
    pub z: i64,
    /// A proven upper limit on those points.
    pub bound: i64,
}

/// A wish of a brief that could be loosened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// The level of a skill that is a must; a lower one is asked.
    Level,
    /// That a skill is a must; it becomes one that is nice to have.
    Must,
    /// Hours a week of a seat; fewer are asked.
    Hours,
    /// The first week of a seat's window, or of the earliest window where all move alike.
    Start,
    /// The length of a seat's window; it is shorter.
    Weeks,
    /// The highest rate of a seat; it is higher.
    RateCap,
    /// A language of a seat; it is not asked for.
    Language,
    /// How far from the seat's place a member may live; it is farther.
    Distance,
    /// What the team may cost; it may cost more.
    Budget,
}

/// How a member stands with a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberReasons {
    /// The member.
    pub member: String,
    /// The seat they have in the best team, where they are in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
    /// How they stand with each seat, in the order of the brief.
    pub seats: Vec<Standing>,
    /// For one who is not in the best team: for each thing the smallest change of it alone that would have put them
    /// there.
    pub changes: Vec<MemberChange>,
}

/// How a member stands with a seat: stopped by a condition, or eligible with points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// The seat.
    pub seat: String,
    /// The first condition that the member does not meet; absent where they are eligible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_by: Option<Condition>,
    /// What an eligible member would add here to the best team, with whole ties to those in its other seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<Terms>,
    /// What the one who has the seat in the best team adds there, counted in the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Terms>,
}

/// The conditions of eligibility, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// Not excluded, not locked into another seat, and the seat not locked for somebody else.
    Allowed,
    /// Every skill that is a must, at its level.
    Skills,
    /// The hours in every week of the window.
    Hours,
    /// The rate at most the cap.
    Rate,
    /// Every language.
    Languages,
    /// Near enough to the place, and willing to work there.
    Near,
}

impl Condition {
    /// All six, in the order of a funnel.
    pub const ALL: [Self; 6] = [Self::Allowed, Self::Skills, Self::Hours, Self::Rate, Self::Languages, Self::Near];
}

/// Whether a change of one thing alone would have put a member into the best team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberChange {
    /// What is changed.
    pub thing: Thing,
    /// The smallest change that suffices; absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest: Option<Smallest>,
}

/// What a member could change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Thing {
    /// A higher level of one skill, up to 5. The smallest is the one with the fewest levels to climb.
    Level,
    /// More evidence of one skill, up to 1000.
    Evidence,
    /// A higher turn, up to 1000.
    Turn,
    /// A lower rate.
    Rate,
    /// More free hours. The smallest is the one with the fewest hours to free, all weeks together.
    Hours,
}

/// One value of a member, changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smallest {
    /// Which skill, for level and evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    /// For hours: the seat in whose window they are free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// What it is: level 0 where the member lacks the skill; for hours those of the fullest week of the window.
    pub from: i64,
    /// What it would have to be; for hours in every week of the window.
    pub to: i64,
}
