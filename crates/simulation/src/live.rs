//! The pool as it changes through a year: hours that awards take, and turns. The index is changed in place.

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

/// Members and their hours under one policy.
pub(crate) struct Live {
    pub(crate) index: Index,
    /// By the members' numbers, as the index knows them.
    members: Vec<Member>,
    /// By member and week.
    free: Vec<[u8; HORIZON as usize]>,
    /// Members whose record in the index may be old, each once.
    stale: Vec<u32>,
    is_stale: Vec<bool>,
    is_booked: Vec<bool>,
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
            stale: Vec::new(),
            is_stale: vec![false; many],
            is_booked: vec![false; many],
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
            let member = &mut self.members[at];
            let turn = match policy.weights.turn {
                0 => member.turn,
                _ => points(ledger.balance(number), policy.turn_cap),
            };
            let is_booked = std::mem::replace(&mut self.is_booked[at], false);
            if turn == member.turn && !is_booked {
                continue;
            }
            member.turn = turn;
            if is_booked {
                member.free = runs(&self.free[at]);
            }
            self.index.put(member).expect("the member was believed before, and hours only shrink");
        }
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

    /// Whether a member still has the hours of a seat.
    pub(crate) fn has_hours(&self, member: u32, seat: &Seat) -> bool {
        let (weeks, hours) = taken(seat);
        self.free[member as usize][weeks].iter().all(|&free| free >= hours)
    }

    /// Books the hours of a seat, which are free.
    pub(crate) fn book(&mut self, member: u32, seat: &Seat) {
        let (weeks, hours) = taken(seat);
        for free in &mut self.free[member as usize][weeks] {
            *free = free.checked_sub(hours).expect("only free hours are booked");
        }
        self.is_booked[member as usize] = true;
        self.touch(member);
    }
}

fn taken(seat: &Seat) -> (std::ops::Range<usize>, u8) {
    let week = |number: i64| usize::try_from(number).expect("a window lies in the horizon");
    (week(seat.from_week)..week(seat.from_week + seat.weeks), u8::try_from(seat.hours).expect("at most 80"))
}

fn by_week(runs: &[(i64, i64)]) -> [u8; HORIZON as usize] {
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
            turn_cap: 10_000,
            monthly_keep: 1000,
        };
        let mut booked = 0;
        for brief in &world.briefs {
            let brief = Brief { weights: WEIGHTS, ..brief.clone() };
            if let Some(team) = live.form(&brief).teams.teams.first() {
                for (place, seat) in team.seats.iter().zip(&brief.seats) {
                    let member = live.index.member(&place.member).expect("of the pool");
                    assert!(live.has_hours(member, seat));
                    live.book(member, seat);
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
}
