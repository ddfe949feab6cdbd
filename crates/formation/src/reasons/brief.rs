//! The wishes of a brief that could be loosened, each by the smallest step that helps.
//!
//! A brief without a team is helped by any team within its budget; a brief with one, by a team that costs less than its
//! cheapest. Either way what is sought is a team that costs at most so much: the *goal*.
//!
//! **Loosening is monotone.** A lower level, a must that is none any more, fewer hours, a shorter window, a higher cap, a
//! language less or a longer way: each leaves every member eligible who was, and makes nobody dearer. So a team that
//! reaches the goal still does after a further step, and the smallest step is found by bisection. Another start of a
//! window is not like that: every week is tried, from the first that is allowed.

use super::smallest::smallest;
use crate::{
    Candidate, Candidates, Index, Limit, Request,
    cheapest::{self, Cheapest},
    document::{Brief, BriefChange, Prospect, Seat, Wish},
    starts::Starts,
    wishes::{self, SeatWish},
};

/// A brief, its candidates, and what a loosened one should reach.
pub(super) struct Loosening<'a, 'l> {
    pub(super) index: &'a Index,
    pub(super) brief: &'a Brief,
    pub(super) request: &'a Request<'a>,
    pub(super) candidates: &'a Candidates,
    /// What some team should cost at most.
    pub(super) goal: i64,
    /// No other start lies before this week.
    pub(super) from: usize,
    pub(super) limit: &'a mut Limit<'l>,
    /// Whether the search never had to stop.
    pub(super) proven: bool,
}

/// The smallest step of a wish that helps, and the brief after it.
pub(super) struct Step {
    wish: Wish,
    seat: Option<String>,
    name: Option<String>,
    from: Option<i64>,
    to: Option<i64>,
    brief: Brief,
}

impl Loosening<'_, '_> {
    /// The smallest step that helps, for every wish of which one does. `least` is the cost of the cheapest team as it is,
    /// where there is one.
    pub(super) fn steps(&mut self, least: Option<i64>) -> Vec<Step> {
        let mut steps = Vec::new();
        for seat in 0..self.brief.seats.len() {
            for wish in wishes::of_seat(&self.brief.seats[seat]) {
                steps.extend(self.loosen(seat, wish));
            }
        }
        steps.extend(self.starts());
        steps.extend(self.budget(least));
        steps
    }

    /// The steps with what they lead to, the best first.
    pub(super) fn lead(&mut self, steps: Vec<Step>) -> Vec<BriefChange> {
        let mut changes: Vec<BriefChange> = steps.into_iter().filter_map(|step| self.take(step)).collect();
        changes.sort_by_key(|change| (change.then.least_cost, -change.then.z));
        changes
    }

    fn loosen(&mut self, at: usize, wish: SeatWish) -> Option<Step> {
        let found = smallest(wish.steps(), |step| self.reaches(at, wish.loosened(step)));
        self.proven &= found.is_some();
        let loosened = wish.loosened(found.flatten()?);
        let (from, to) = (wish.value(&self.brief.seats[at]), wish.value(&loosened));
        let seat = Some(loosened.id.clone());
        let brief = with_seat(self.brief, at, loosened);
        Some(Step { wish: wish.wish, seat, name: wish.name, from, to, brief })
    }

    /// Whether the goal is reached with this seat changed; `None` where the search was stopped.
    fn reaches(&mut self, at: usize, changed: Seat) -> Option<bool> {
        let alone = wishes::one_seat(self.brief, changed);
        let found = Candidates::new(&checked(self.index, &alone)).seats.remove(0);
        let before = &self.candidates.seats[at].eligible;
        let same = |(now, was): (&Candidate, &Candidate)| now.member == was.member && now.cost == was.cost;
        if found.eligible.len() == before.len() && found.eligible.iter().zip(before).all(same) {
            return Some(false);
        }
        let mut candidates = self.candidates.clone();
        candidates.seats[at] = found;
        cheapest::is_within(self.request, &candidates, self.goal, self.limit)
    }

    /// Other first weeks: of all windows moved alike, and of each alone.
    fn starts(&mut self) -> Vec<Step> {
        let starts = Starts::new(self.request);
        let seats = &self.brief.seats;
        let mut steps = Vec::new();
        let first = seats.iter().map(|seat| seat.from_week).min().expect("a checked brief has a seat");
        let found = starts.earliest(self.from, self.goal, self.limit);
        if let Some(to) = self.week(found) {
            let moved = seats.iter().map(|seat| Seat { from_week: seat.from_week + to - first, ..seat.clone() });
            let brief = Brief { seats: moved.collect(), ..self.brief.clone() };
            let (from, to) = (Some(first), Some(to));
            steps.push(Step { wish: Wish::Start, seat: None, name: None, from, to, brief });
        }
        // A seat that is alone was moved already.
        for (at, seat) in seats.iter().enumerate().filter(|_| seats.len() > 1) {
            let found = starts.earliest_of(at, self.from, self.goal, self.limit);
            if let Some(to) = self.week(found) {
                let brief = with_seat(self.brief, at, Seat { from_week: to, ..seat.clone() });
                let (from, to) = (Some(seat.from_week), Some(to));
                steps.push(Step { wish: Wish::Start, seat: Some(seat.id.clone()), name: None, from, to, brief });
            }
        }
        steps
    }

    fn week(&mut self, found: Option<Option<usize>>) -> Option<i64> {
        self.proven &= found.is_some();
        found.flatten().map(|week| i64::try_from(week).expect("a horizon has at most 104 weeks"))
    }

    /// Where only the budget is in the way, it has to be what the cheapest team costs.
    fn budget(&self, least: Option<i64>) -> Option<Step> {
        let (from, to) = (self.brief.budget, least);
        let brief = Brief { budget: to, ..self.brief.clone() };
        (from? < to?).then_some(Step { wish: Wish::Budget, seat: None, name: None, from, to, brief })
    }

    /// What a step leads to, by running the brief after it; `None` where the search was stopped before it had a team.
    fn take(&mut self, step: Step) -> Option<BriefChange> {
        let Step { wish, seat, name, from, to, brief } = step;
        let request = checked(self.index, &brief);
        let candidates = Candidates::new(&request);
        let least = cheapest::cheapest(&request, &candidates, self.limit);
        let answer = request.form(&candidates, self.limit).answer;
        self.proven &= answer.proven;
        let (Cheapest::Cost(least_cost), Some(team)) = (least, answer.teams.first()) else {
            self.proven = false;
            return None;
        };
        let then = Prospect { least_cost, z: team.z, bound: team.bound };
        Some(BriefChange { wish, seat, name, from, to, then })
    }
}

fn checked<'a>(index: &'a Index, brief: &Brief) -> Request<'a> {
    Request::new(index, brief).expect("a checked brief, changed within what may be")
}

fn with_seat(brief: &Brief, at: usize, seat: Seat) -> Brief {
    let mut changed = brief.clone();
    changed.seats[at] = seat;
    changed
}
