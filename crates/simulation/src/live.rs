//! The pool as it changes through a year: hours that awards take, and turns. The index is changed in place.

use std::ops::Range;

use muster_formation::{
    Candidates, Index, Limit, Points, Request,
    document::{Brief, Member, Place, Seat, Team, Teams, Weights},
};

use crate::{
    policy::Policy,
    turns::{Ledger, points},
    world::{HORIZON, World},
};

/// A search gives up proving after so many nodes: a count, not a clock, so that every machine plays the same year. It is
/// a tenth of the server's, since a year asks thousands of times.
const NODES: u64 = 200_000;

/// Hours, week by week.
type Weeks = [u8; HORIZON as usize];

/// Members and their hours under one policy.
pub(crate) struct Live {
    pub(crate) index: Index,
    /// By the members' numbers, as the index knows them.
    members: Vec<Member>,
    /// By member: hours that no award has taken.
    free: Vec<Weeks>,
    /// By member: hours that are held for briefs until these are decided.
    held: Vec<Vec<Hold>>,
    /// Members whose record in the index may be old, each once.
    stale: Vec<u32>,
    is_stale: Vec<bool>,
    has_other_hours: Vec<bool>,
}

/// Hours of a seat that a member accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hold {
    brief: u64,
    weeks: Range<usize>,
    hours: u8,
}

impl Hold {
    fn new(brief: u64, seat: &Seat) -> Self {
        let week = |number: i64| usize::try_from(number).expect("a window lies in the horizon");
        let weeks = week(seat.from_week)..week(seat.from_week + seat.weeks);
        Self { brief, weeks, hours: u8::try_from(seat.hours).expect("at most 80") }
    }
}

/// What the engine found: teams, and everybody who may take each seat.
pub(crate) struct Found {
    pub(crate) teams: Teams,
    pub(crate) candidates: Candidates,
}

impl Live {
    pub(crate) fn new(world: &World) -> Self {
        let many = world.members.len();
        Self {
            index: world.index.clone(),
            members: world.members.clone(),
            free: world.members.iter().map(|member| by_week(&member.free)).collect(),
            held: vec![Vec::new(); many],
            stale: Vec::new(),
            is_stale: vec![false; many],
            has_other_hours: vec![false; many],
        }
    }

    /// Notes that a member's turn may have changed.
    pub(crate) fn touch(&mut self, member: u32) {
        if !std::mem::replace(&mut self.is_stale[member as usize], true) {
            self.stale.push(member);
        }
    }

    /// Notes that everybody's turn may have changed.
    pub(crate) fn touch_all(&mut self) {
        for member in 0..u32::try_from(self.members.len()).expect("numbers of members are u32") {
            self.touch(member);
        }
    }

    /// Brings the index up to date with hours and turns. Where turns weigh nothing, they are left out.
    pub(crate) fn refresh(&mut self, ledger: &Ledger, policy: &Policy) {
        for number in std::mem::take(&mut self.stale) {
            let at = number as usize;
            self.is_stale[at] = false;
            let turn = match policy.weights.turn {
                0 => self.members[at].turn,
                _ => points(ledger.balance(number), policy.turn_cap),
            };
            let has_other_hours = std::mem::replace(&mut self.has_other_hours[at], false);
            if turn == self.members[at].turn && !has_other_hours {
                continue;
            }
            self.members[at].turn = turn;
            if has_other_hours {
                self.members[at].free = runs(&self.left(number, None));
            }
            self.put(at);
        }
    }

    fn put(&mut self, at: usize) {
        self.index.put(&self.members[at]).expect("the member was believed before, and has no more hours than then");
    }

    /// Lets the index see what these members hold for a brief as free, since it asks for these very hours; until the next
    /// [`refresh`](Self::refresh).
    pub(crate) fn see_as(&mut self, brief: u64, members: impl Iterator<Item = u32>) {
        for number in members {
            let at = number as usize;
            self.members[at].free = runs(&self.left(number, Some(brief)));
            self.put(at);
            self.change_hours(number);
        }
    }

    /// What a member has left in each week beside awards and what is held for other briefs. Alternatives for one brief
    /// never add up: only one of them can be awarded.
    fn left(&self, member: u32, own: Option<u64>) -> Weeks {
        let mut left = self.free[member as usize];
        let mut others: Vec<&Hold> = self.held[member as usize].iter().filter(|hold| Some(hold.brief) != own).collect();
        others.sort_by_key(|hold| hold.brief);
        for brief in others.chunk_by(|a, b| a.brief == b.brief) {
            for (week, left) in left.iter_mut().enumerate() {
                let alternatives = brief.iter().filter(|hold| hold.weeks.contains(&week));
                *left -= alternatives.map(|hold| hold.hours).max().unwrap_or_default();
            }
        }
        left
    }

    fn change_hours(&mut self, member: u32) {
        self.has_other_hours[member as usize] = true;
        self.touch(member);
    }

    /// Forms the teams of a brief. The index must be up to date.
    pub(crate) fn form(&self, brief: &Brief) -> Found {
        let request = Request::new(&self.index, brief).expect("the brief was believed when the world was made");
        let candidates = Candidates::new(&request);
        let teams = request.form(&candidates, &mut Limit::nodes(NODES)).answer;
        Found { teams, candidates }
    }

    /// The best team for a brief by the yardstick alone, of candidates that were found for it already.
    pub(crate) fn best(&self, brief: &Brief, candidates: &Candidates, yardstick: Weights) -> Option<Team> {
        let brief = Brief { weights: yardstick, teams: 1, min_difference: 1, ..brief.clone() };
        let request = Request::new(&self.index, &brief).expect("the brief was believed when the world was made");
        request.form(candidates, &mut Limit::nodes(NODES)).answer.teams.into_iter().next()
    }

    /// Holds the hours of a seat for a brief, and tells whether they were there.
    pub(crate) fn hold(&mut self, member: u32, brief: u64, seat: &Seat) -> bool {
        let hold = Hold::new(brief, seat);
        let is_free = self.left(member, Some(brief))[hold.weeks.clone()].iter().all(|&left| left >= hold.hours);
        if is_free {
            self.held[member as usize].push(hold);
            self.change_hours(member);
        }
        is_free
    }

    /// Lets go what is held of a seat for a brief.
    pub(crate) fn let_go(&mut self, member: u32, brief: u64, seat: &Seat) {
        let hold = Hold::new(brief, seat);
        let held = &mut self.held[member as usize];
        let at = held.iter().position(|other| *other == hold).expect("only what is held is let go");
        held.swap_remove(at);
        self.change_hours(member);
    }

    /// Books the hours of a seat, which are held for its brief.
    pub(crate) fn book(&mut self, member: u32, brief: u64, seat: &Seat) {
        let Hold { weeks, hours, .. } = Hold::new(brief, seat);
        self.let_go(member, brief, seat);
        for free in &mut self.free[member as usize][weeks] {
            *free = free.checked_sub(hours).expect("hours were held for this");
        }
    }
}

fn by_week(runs: &[(i64, i64)]) -> Weeks {
    let hours = runs.iter().flat_map(|&(hours, run)| (0..run).map(move |_| hours));
    let mut free = [0; HORIZON as usize];
    for (week, hours) in free.iter_mut().zip(hours) {
        *week = u8::try_from(hours).expect("the engine believed these hours");
    }
    free
}

fn runs(free: &[u8]) -> Vec<(i64, i64)> {
    let run = |run: &[u8]| (i64::from(run[0]), i64::try_from(run.len()).expect("at most the horizon"));
    free.chunk_by(|a, b| a == b).map(run).collect()
}

/// What a team is worth by these weights: the engine's own formula.
pub(crate) fn value(team: &Team, weights: &Weights) -> i64 {
    let scale = i64::try_from(team.seats.len()).expect("at most 16") - 1;
    let points = |place: &Place| {
        let &Place { fit, proof, turn, thrift, near, .. } = place;
        Points { fit, proof, turn, thrift, near }.weighted(weights)
    };
    scale.max(1) * team.seats.iter().map(points).sum::<i64>() + 2 * weights.cohesion * team.cohesion
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: Weights = Weights { fit: 500, proof: 150, turn: 150, thrift: 100, near: 50, cohesion: 200 };

    #[test]
    fn a_team_is_worth_what_the_engine_says_of_it() {
        let world = World::made_up(5, 400, 30).expect("sound");
        let live = Live::new(&world);
        let mut teams = 0;
        for brief in &world.briefs {
            let brief = Brief { weights: WEIGHTS, teams: 2, ..brief.clone() };
            for team in &live.form(&brief).teams.teams {
                assert_eq!(value(team, &WEIGHTS), team.z);
                teams += 1;
            }
        }
        assert!(teams > 20, "{teams} teams were compared");
    }

    #[test]
    fn an_index_that_was_booked_answers_as_one_made_afresh() {
        let world = World::made_up(6, 300, 20).expect("sound");
        let mut live = Live::new(&world);
        let ledger = Ledger::new(300);
        let policy = Policy {
            name: String::new(),
            weights: WEIGHTS,
            teams: 1,
            min_difference: 1,
            answer_hours: 72,
            turn_cap: 1_000_000,
            monthly_keep: 1000,
        };
        let mut booked = 0;
        for (number, brief) in (0..).zip(&world.briefs) {
            let brief = Brief { weights: WEIGHTS, ..brief.clone() };
            if let Some(team) = live.form(&brief).teams.teams.first() {
                for (place, seat) in team.seats.iter().zip(&brief.seats) {
                    let member = live.index.member(&place.member).expect("of the pool");
                    assert!(live.hold(member, number, seat));
                    live.book(member, number, seat);
                    booked += 1;
                }
            }
            live.refresh(&ledger, &policy);
        }
        assert!(booked > 20, "{booked} seats were booked");
        for (number, member) in live.members.iter().enumerate() {
            assert_eq!(by_week(&member.free), live.free[number]);
            assert_eq!(live.index.free(u32::try_from(number).expect("small"), 0, 104), live.free[number]);
        }
    }

    #[test]
    fn hours_that_are_held_are_gone_for_other_briefs_and_there_for_their_own() {
        let mut world = World::made_up(2, 50, 1).expect("sound");
        world.members[7].free = vec![(30, HORIZON)];
        let mut live = Live::new(&world);
        let seat = |hours, from_week| Seat { hours, from_week, weeks: 2, ..world.briefs[0].seats[0].clone() };
        assert!(live.hold(7, 1, &seat(20, 4)));
        // An alternative of the same brief does not add up; the hours of another brief do.
        assert!(live.hold(7, 1, &seat(25, 5)));
        assert!(!live.hold(7, 2, &seat(6, 5)));
        assert!(!live.hold(7, 2, &seat(10, 4)));
        assert!(live.hold(7, 2, &seat(5, 4)));
        assert_eq!(live.left(7, None)[3..8], [30, 5, 0, 5, 30]);
        assert_eq!(live.left(7, Some(1))[3..8], [30, 25, 25, 30, 30]);
        live.let_go(7, 1, &seat(25, 5));
        live.book(7, 1, &seat(20, 4));
        live.let_go(7, 2, &seat(5, 4));
        assert_eq!(live.left(7, None)[3..8], [30, 10, 10, 30, 30]);
    }
}
