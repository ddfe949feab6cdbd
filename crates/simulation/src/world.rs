//! What a year is played over: members, the briefs that clients draw from, and what kind of place is whose home.

use std::collections::HashMap;

use muster_formation::{
    Index, Refusal, Request,
    document::{Brief, Member, Pool, Weights},
};
use muster_instances::{Family, Instances};

/// Weeks of the calendar in which a year is played: the largest horizon that the engine knows.
pub(crate) const HORIZON: i64 = 104;
/// A brief's windows end at most so many weeks after the first of them begins; what is longer is cut.
const LONGEST: i64 = 40;
/// The first places of a made-up pool are its towns: about half of its members live there.
const TOWNS: usize = 12;

/// What kind of place somebody lives at, or work is done at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// A village or small town.
    Rural,
    /// A city.
    Urban,
    /// Nobody said so; of work: it can be done from anywhere.
    Unknown,
}

/// The pool and the briefs of a simulation, checked.
#[derive(Clone, Debug)]
pub struct World {
    pub(crate) index: Index,
    /// By the members' numbers.
    pub(crate) members: Vec<Member>,
    /// By the members' numbers: where they live.
    pub(crate) homes: Vec<Settlement>,
    /// What clients ask for. The first window of each begins in week 0.
    pub(crate) briefs: Vec<Brief>,
    /// For each brief what kind of place its work is done at.
    pub(crate) sites: Vec<Settlement>,
}

/// Why a world cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadWorld {
    /// The pool cannot be believed.
    #[error("pool: {0}")]
    Pool(Refusal),
    /// A brief cannot be believed: its position among all of them, from 0.
    #[error("briefs[{0}]: {1}")]
    Brief(usize, Refusal),
    /// A brief has seats that are taken already: its position, from 0.
    #[error("briefs[{0}].locked is refused; right would be a brief without locked seats, as each is asked many times")]
    Locked(usize),
    /// There is nobody, or nothing to do.
    #[error("{0} is empty; right would be at least one")]
    Empty(&'static str),
}

impl World {
    /// Checks pool and briefs whole. `kind` tells what kind of place a place of the pool is.
    ///
    /// The calendar of a pool that reaches less than two years ahead is repeated until it does.
    ///
    /// # Errors
    /// The first thing that cannot be believed.
    pub fn new(mut pool: Pool, mut briefs: Vec<Brief>, kind: impl Fn(&str) -> Settlement) -> Result<Self, BadWorld> {
        // Calendars are repeated only after the pool was believed as it is.
        Index::new(&pool).map_err(BadWorld::Pool)?;
        for (at, brief) in briefs.iter().enumerate() {
            if !brief.locked.is_empty() {
                return Err(BadWorld::Locked(at));
            }
        }
        if pool.members.is_empty() || briefs.is_empty() {
            return Err(BadWorld::Empty(if briefs.is_empty() { "briefs" } else { "pool.members" }));
        }
        for member in &mut pool.members {
            member.free = repeated(&member.free);
            member.turn = 500;
        }
        pool.weeks = HORIZON;
        let index = Index::new(&pool).map_err(BadWorld::Pool)?;
        for (at, brief) in briefs.iter_mut().enumerate() {
            Request::new(&index, brief).map_err(|refusal| BadWorld::Brief(at, refusal))?;
            begin_at_once(brief);
        }
        let members = in_order(&index, pool.members);
        let home = |member: &Member| member.place.as_deref().map_or(Settlement::Unknown, &kind);
        Ok(Self {
            homes: members.iter().map(home).collect(),
            sites: briefs.iter().map(|brief| site(brief, &kind)).collect(),
            index,
            members,
            briefs,
        })
    }

    /// A made-up pool of coworkers and so many briefs that ask it, both by seed: `muster-instances`, family mix.
    ///
    /// # Errors
    /// Where there are to be no members or no briefs.
    pub fn made_up(seed: u64, members: usize, briefs: usize) -> Result<Self, BadWorld> {
        let instances = Instances::new(Family::Mix, seed, members);
        let pool = instances.pool();
        let index = Index::new(&pool).map_err(BadWorld::Pool)?;
        let briefs = if members == 0 { Vec::new() } else { instances.briefs(&index, briefs) };
        let towns: Vec<String> = (0..TOWNS).map(muster_instances::place).collect();
        Self::new(pool, briefs, |place| match towns.iter().any(|town| town == place) {
            true => Settlement::Urban,
            false => Settlement::Rural,
        })
    }

    /// How many members the pool has.
    pub fn members(&self) -> usize {
        self.members.len()
    }

    /// How many briefs clients draw from.
    pub fn briefs(&self) -> usize {
        self.briefs.len()
    }
}

/// The members, sorted by their numbers in the index.
fn in_order(index: &Index, members: Vec<Member>) -> Vec<Member> {
    let mut numbered: HashMap<u32, Member> = members
        .into_iter()
        .map(|member| (index.member(&member.id).expect("the index was made of these members"), member))
        .collect();
    let count = u32::try_from(numbered.len()).expect("numbers of members are u32");
    (0..count).map(|number| numbered.remove(&number).expect("a new index numbers members without gaps")).collect()
}

/// A calendar over the whole horizon: from its end on it begins anew, and what reaches further is cut.
fn repeated(free: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut runs = Vec::with_capacity(free.len());
    let mut left = HORIZON;
    for &(hours, run) in free.iter().cycle() {
        let run = run.min(left);
        if run > 0 {
            runs.push((hours, run));
        }
        left -= run;
        if left == 0 {
            break;
        }
    }
    runs
}

/// Moves all windows so that the first begins in week 0, and cuts what would reach too far ahead.
fn begin_at_once(brief: &mut Brief) {
    let first = brief.seats.iter().map(|seat| seat.from_week).min().unwrap_or_default();
    for seat in &mut brief.seats {
        seat.weeks = seat.weeks.min(LONGEST);
        seat.from_week = (seat.from_week - first).min(LONGEST - seat.weeks);
    }
    brief.weights = Weights::default();
}

/// The kind of place that the work of a brief is done at: that of its first seat that says where.
fn site(brief: &Brief, kind: impl Fn(&str) -> Settlement) -> Settlement {
    let near = brief.seats.iter().find_map(|seat| seat.near.as_ref());
    near.map_or(Settlement::Unknown, |near| kind(&near.place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_of_three_weeks_is_repeated_and_cut_at_the_horizon() {
        let two_years = repeated(&[(10, 2), (0, 1)]);
        assert_eq!(two_years.iter().map(|&(_, run)| run).sum::<i64>(), HORIZON);
        assert_eq!(two_years.last(), Some(&(10, 2)), "34 times three weeks, and two more");
        assert_eq!(repeated(&[(7, 200)]), [(7, HORIZON)]);
    }

    #[test]
    fn the_first_window_begins_at_once_and_the_others_keep_their_distance() {
        let mut world = World::made_up(3, 60, 1).expect("sound");
        let brief = &mut world.briefs[0];
        brief.seats.truncate(3);
        for (seat, (from, weeks)) in brief.seats.iter_mut().zip([(7, 4), (5, 60), (50, 10)]) {
            (seat.from_week, seat.weeks) = (from, weeks);
        }
        begin_at_once(brief);
        let windows: Vec<_> = brief.seats.iter().map(|seat| (seat.from_week, seat.weeks)).collect();
        assert_eq!(windows, [(2, 4), (0, 40), (30, 10)]);
    }

    #[test]
    fn nobody_and_nothing_are_refused_by_name() {
        assert_eq!(World::made_up(1, 0, 5).expect_err("nobody"), BadWorld::Empty("briefs"));
        assert_eq!(
            World::made_up(1, 20, 0).expect_err("nothing").to_string(),
            "briefs is empty; right would be at least one"
        );
    }
}
