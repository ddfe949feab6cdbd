//! The document of a brief: what its client writes, and what must hold before it can be posted.

use std::collections::HashSet;

use muster_kernel::{Currency, Day};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{error::Check, places::PlaceId, skills::SkillId};

/// How many weeks ahead a seat may reach: the horizon of every pool.
pub const HORIZON_WEEKS: i32 = 104;
/// The highest budget, in minor units. Sums of 16 seats' costs stay far inside 64 bits.
const LARGEST_BUDGET: i64 = 1_000_000_000_000;
/// The highest cap on an hourly rate, in minor units.
const LARGEST_RATE: i64 = 10_000_000;

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What it is about, in a few words.
    pub title: String,
    /// What is to be done, in plain text.
    pub description: String,
    /// The category of work: a key of `GET /categories`.
    pub category: String,
    /// The currency of the budget, the rates and the price.
    pub currency: Currency,
    /// The most that the whole team may cost, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<i64>,
    /// The roles to fill, 1 to 16.
    pub seats: Vec<Seat>,
}

/// One role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// Tells the seats of a brief apart: lower-case letters, digits and dashes.
    pub id: String,
    /// The role in words.
    pub title: String,
    /// What is needed here, 1 to 20 skills.
    pub skills: Vec<Need>,
    /// Hours a week, 1 to 80.
    pub hours: i32,
    /// The Monday on which it begins.
    pub from: Day,
    /// For how many weeks.
    pub weeks: i32,
    /// The highest rate, in minor units an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_cap: Option<i64>,
    /// Languages, all of them needed: two or three lower-case letters each (BCP 47).
    #[serde(default)]
    pub languages: Vec<String>,
    /// Where the work is, if it is on site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near: Option<Near>,
}

/// A skill that a seat asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Which skill.
    pub skill: SkillId,
    /// At what level, 1 to 5.
    pub level: i32,
    /// How much it counts among the needs of its seat, 1 to 10.
    pub weight: i32,
    /// Whether nobody may take the seat without it.
    pub must: bool,
}

/// The place of work, and how far away a member may live.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Near {
    /// The place.
    pub place: PlaceId,
    /// The largest distance in kilometres, 1 to 500.
    pub km: i32,
}

impl Document {
    /// Notes every field that is out of its range. What it names (category, skills, places) is not looked up here.
    pub fn check(&self, check: &mut Check) {
        check.length("title", &self.title, 3..=120);
        check.length("description", &self.description, 0..=5_000);
        for (place, seat) in self.seats.iter().enumerate() {
            check.length(format!("seats[{place}].title"), &seat.title, 1..=80);
        }
        self.check_terms(check);
    }

    /// Notes the same of everything but words for people, which somebody who is still writing may not have found yet.
    pub fn check_terms(&self, check: &mut Check) {
        let budget = self.budget.unwrap_or_default();
        check.that((0..=LARGEST_BUDGET).contains(&budget), "budget", self.budget, format!("0 to {LARGEST_BUDGET}"));
        check.that((1..=16).contains(&self.seats.len()), "seats", self.seats.len(), "1 to 16 seats");
        let mut ids = HashSet::new();
        for (place, seat) in self.seats.iter().enumerate() {
            let at = |field: &str| format!("seats[{place}].{field}");
            check.that(ids.insert(&seat.id), at("id"), &seat.id, "an id that no other seat of the brief has");
            seat.check(check, at);
        }
    }

    /// Notes every seat whose window does not lie between the week of `today` and the end of the horizon.
    pub fn check_windows(&self, today: Day, check: &mut Check) {
        let week0 = today.monday();
        let end = week0.plus_weeks(HORIZON_WEEKS);
        for (place, seat) in self.seats.iter().enumerate() {
            let fits = seat.from >= week0 && seat.end() <= end;
            let expected = format!("a Monday from {week0} on, with the window ending by {end}");
            check.that(fits, format!("seats[{place}].from"), seat.from, expected);
        }
    }

    /// One of its seats.
    pub fn seat(&self, id: &str) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == id)
    }

    /// Every skill that it names.
    pub fn skills(&self) -> impl Iterator<Item = &SkillId> {
        self.seats.iter().flat_map(|seat| seat.skills.iter().map(|need| &need.skill))
    }
}

impl Seat {
    /// The Monday after its last week.
    pub fn end(&self) -> Day {
        self.from.plus_weeks(self.weeks)
    }

    fn check(&self, check: &mut Check, at: impl Fn(&str) -> String) {
        let is_slug = |id: &str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let id_fits = is_slug(&self.id) && (1..=40).contains(&self.id.len());
        check.that(id_fits, at("id"), &self.id, "1 to 40 lower-case letters, digits and dashes");
        check.that((1..=80).contains(&self.hours), at("hours"), self.hours, "1 to 80 hours a week");
        check.that(self.from.is_monday(), at("from"), self.from, "a Monday");
        check.that((1..=HORIZON_WEEKS).contains(&self.weeks), at("weeks"), self.weeks, "1 to 104 weeks");
        if let Some(cap) = self.rate_cap {
            check.that((1..=LARGEST_RATE).contains(&cap), at("rate_cap"), cap, format!("1 to {LARGEST_RATE}"));
        }
        check.that(self.languages.len() <= 10, at("languages"), self.languages.len(), "at most 10 languages");
        let is_tag = |tag: &String| (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase());
        let strange = self.languages.iter().find(|tag| !is_tag(tag));
        check.that(strange.is_none(), at("languages"), strange, "two or three lower-case letters, such as de");
        if let Some(near) = &self.near {
            check.that((1..=500).contains(&near.km), at("near.km"), near.km, "1 to 500 kilometres");
        }
        self.check_needs(check, &at);
    }

    fn check_needs(&self, check: &mut Check, at: impl Fn(&str) -> String) {
        check.that((1..=20).contains(&self.skills.len()), at("skills"), self.skills.len(), "1 to 20 skills");
        let mut named = HashSet::new();
        for (place, need) in self.skills.iter().enumerate() {
            let field = |name: &str| at(&format!("skills[{place}].{name}"));
            check.that(named.insert(&need.skill), field("skill"), &need.skill, "a skill once in a seat");
            check.that((1..=5).contains(&need.level), field("level"), need.level, "a level of 1 to 5");
            check.that((1..=10).contains(&need.weight), field("weight"), need.weight, "a weight of 1 to 10");
        }
    }
}
