//! What the network can do, for everybody: how many members of the pool have which skill, and where. No names, and no count
//! that stands for fewer than three.
//!
//! Counts are told as steps, so that whoever looks twice does not see one person come or go.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use muster_kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::store;
use crate::{
    app::App,
    db::Conn,
    error::Result,
    identity::MemberId,
    places::{self, PlaceId},
    skills::{self, SkillId},
};

/// What counts are rounded down to. Below the first one nothing is told.
const STEPS: [i64; 13] = [3, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];
/// How many skills are told of a place, and of the whole network.
const MOST_SKILLS: usize = 12;
const MOST_SKILLS_OF_ALL: usize = 60;
/// How many places are told.
const MOST_PLACES: usize = 200;
/// How long an answer is good.
const GOOD_FOR_SECONDS: i64 = 600;

/// A skill, and how many have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SkillCount {
    /// Which one.
    pub skill: SkillId,
    /// Its name, in English.
    pub name: String,
    /// So many at least.
    pub at_least: i64,
}

/// A place, and what is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceTalent {
    /// Which one.
    pub place: PlaceId,
    /// Its name.
    pub name: String,
    /// So many members live there at least.
    pub at_least: i64,
    /// What most of them can do.
    pub skills: Vec<SkillCount>,
}

/// What the network can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Talent {
    /// So many members are in the pool at least; 0 where there are fewer than three.
    pub at_least: i64,
    /// What most of them can do.
    pub skills: Vec<SkillCount>,
    /// The places where most of them live.
    pub places: Vec<PlaceTalent>,
}

/// What was answered last, and when.
#[derive(Default)]
pub struct Kept(Mutex<Option<(Instant, Arc<Talent>)>>);

/// What the network can do. The answer is up to ten minutes old.
pub fn read(app: &App) -> Result<Arc<Talent>> {
    let now = app.now();
    let kept = app.talent.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((at, talent)) = kept
        && now.seconds() - at.seconds() < GOOD_FOR_SECONDS
    {
        return Ok(talent);
    }
    let talent = Arc::new(app.db.snapshot(count)?);
    *app.talent.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&talent)));
    Ok(talent)
}

fn count(conn: &mut Conn) -> Result<Talent> {
    let homes: HashMap<MemberId, Option<PlaceId>> = store::places(conn)?.into_iter().collect();
    let mut living: HashMap<PlaceId, i64> = HashMap::new();
    for place in homes.values().flatten() {
        *living.entry(*place).or_default() += 1;
    }
    let mut all = Counts::new();
    let mut of_places: HashMap<PlaceId, Counts> = HashMap::new();
    for (member, skill) in store::skills_of_pool(conn)? {
        if let Some(place) = homes.get(&member).copied().flatten() {
            *of_places.entry(place).or_default().entry(skill.clone()).or_default() += 1;
        }
        *all.entry(skill).or_default() += 1;
    }
    let mut largest: Vec<(PlaceId, i64)> =
        living.into_iter().filter_map(|(place, many)| Some((place, step(many)?))).collect();
    largest.sort_by_key(|(place, at_least)| (Reverse(*at_least), *place));
    largest.truncate(MOST_PLACES);
    let named: Vec<PlaceId> = largest.iter().map(|(place, _)| *place).collect();
    let names: HashMap<PlaceId, String> = places::service::names(conn, &named)?.into_iter().collect();
    let skills: Vec<SkillId> = all.keys().cloned().collect();
    let skills = skills::service::names(conn, &skills)?;
    let of_place = |(place, at_least)| PlaceTalent {
        place,
        name: names.get(&place).cloned().unwrap_or_default(),
        at_least,
        skills: most(of_places.remove(&place).unwrap_or_default(), &skills, MOST_SKILLS),
    };
    Ok(Talent {
        at_least: i64::try_from(homes.len()).ok().and_then(step).unwrap_or_default(),
        places: largest.into_iter().map(of_place).collect(),
        skills: most(all, &skills, MOST_SKILLS_OF_ALL),
    })
}

/// How many have each skill.
type Counts = HashMap<SkillId, i64>;

/// The skills that most have, those with the same step by name.
fn most(counts: Counts, names: &HashMap<SkillId, String>, many: usize) -> Vec<SkillCount> {
    let told = |(skill, many): (SkillId, i64)| {
        Some(SkillCount { name: names.get(&skill)?.clone(), at_least: step(many)?, skill })
    };
    let mut told: Vec<SkillCount> = counts.into_iter().filter_map(told).collect();
    told.sort_by(|a, b| b.at_least.cmp(&a.at_least).then_with(|| a.name.cmp(&b.name)));
    told.truncate(many);
    told
}

/// The step that a count is told as; none below the first one.
fn step(many: i64) -> Option<i64> {
    STEPS.into_iter().rev().find(|step| *step <= many)
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn counts_are_told_as_steps_and_small_ones_not_at_all() {
        let told = [0, 2, 3, 4, 5, 9, 10, 1_999, 2_000, 1_000_000].map(step);
        let steps = [None, None, Some(3), Some(3), Some(5), Some(5), Some(10), Some(1_000), Some(2_000), Some(20_000)];
        assert_eq!(told, steps);
    }
}
