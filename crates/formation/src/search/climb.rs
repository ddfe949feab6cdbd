//! A good first team: seat by seat from several starts, then the best single exchange until none helps.
//!
//! Nothing here is proven or has to be: a good team at the start lets the search drop more.

use super::{
    dominance::Rated,
    model::{Choice, Local},
    task::{Best, Task},
};

/// A guard against wandering among teams of equal points.
const MOST_MOVES: usize = 200;

/// What a team may be made of, and what it earns on the way.
pub(super) struct Climber<'a> {
    task: &'a Task<'a>,
    options: &'a [Vec<Rated>],
    shift: u32,
    /// Seats from few options to many.
    seats: Vec<usize>,
    /// The cheapest option of each seat.
    least: Vec<i64>,
    /// For each member the points of its ties to the team.
    tied: Vec<i64>,
    team: Vec<Option<Choice>>,
}

impl<'a> Climber<'a> {
    pub(super) fn new(task: &'a Task<'a>, options: &'a [Vec<Rated>], shift: u32) -> Self {
        let mut seats: Vec<usize> = (0..options.len()).collect();
        seats.sort_by_key(|&seat| options[seat].len());
        let least = |options: &Vec<Rated>| options.iter().map(|option| option.choice.cost).min().unwrap_or(0);
        Self {
            task,
            options,
            shift,
            seats,
            least: options.iter().map(least).collect(),
            tied: vec![0; task.model.members()],
            team: vec![None; options.len()],
        }
    }

    /// The best team found from so many starts in each seat, or `None` where every start ended without one.
    pub(super) fn best(&mut self, price: i64, starts_each: usize) -> Option<Best> {
        let mut prices = vec![0, price, price.saturating_mul(4)];
        prices.dedup();
        let mut starts = vec![None];
        for (seat, options) in self.options.iter().enumerate() {
            let mut order: Vec<&Rated> = options.iter().collect();
            order.sort_by_key(|option| (-(option.choice.score + option.most), option.choice.member));
            starts.extend(order.iter().take(starts_each).map(|option| Some((seat, option.choice))));
        }
        let mut best: Option<Best> = None;
        for start in starts {
            for &price in &prices {
                if !self.fill(start, price) {
                    continue;
                }
                self.improve();
                let found = self.found();
                if best.as_ref().is_none_or(|best| is_before(&found, best)) {
                    best = Some(found);
                }
                break;
            }
        }
        best
    }

    /// Seats members one by one, each the best for the team so far at that price; tells whether all seats were filled.
    fn fill(&mut self, start: Option<(usize, Choice)>, price: i64) -> bool {
        self.team.fill(None);
        self.tied.fill(0);
        if let Some((seat, choice)) = start {
            if !self.may(seat, &choice) {
                return false;
            }
            self.seat(seat, choice);
        }
        for at in 0..self.seats.len() {
            let seat = self.seats[at];
            if self.team[seat].is_some() {
                continue;
            }
            let worth = |choice: &Choice| {
                let points = choice.score + self.tied[choice.member as usize];
                (points << self.shift) - price.saturating_mul(choice.cost)
            };
            let choices = self.options[seat].iter().map(|option| option.choice).filter(|choice| self.may(seat, choice));
            let Some(choice) = choices.max_by_key(|choice| (worth(choice), std::cmp::Reverse(choice.member))) else {
                return false;
            };
            self.seat(seat, choice);
        }
        true
    }

    /// Exchanges one member at a time for as long as points rise, or stay and the order of the pool falls.
    fn improve(&mut self) {
        for _ in 0..MOST_MOVES {
            let moves = (0..self.team.len()).filter_map(|seat| self.best_move(seat));
            let Some((_, _, seat, choice)) = moves.max_by_key(|&(gain, first, _, _)| (gain, first)) else { return };
            self.unseat(seat);
            self.seat(seat, choice);
        }
    }

    /// The best exchange in a seat: its gain in points, and how far it goes forward in the order of the pool.
    fn best_move(&mut self, seat: usize) -> Option<(i64, i64, usize, Choice)> {
        let old = self.team[seat].expect("the team is full");
        self.unseat(seat);
        let points = |choice: &Choice| choice.score + self.tied[choice.member as usize];
        let before = points(&old);
        let mut best = None;
        for option in &self.options[seat] {
            let choice = option.choice;
            let rank = (points(&choice) - before, i64::from(old.member) - i64::from(choice.member));
            if rank > best.map_or((0, 0), |(gain, first, _, _)| (gain, first)) && self.may(seat, &choice) {
                best = Some((rank.0, rank.1, seat, choice));
            }
        }
        self.seat(seat, old);
        best
    }

    fn seat(&mut self, seat: usize, choice: Choice) {
        self.team[seat] = Some(choice);
        for &(other, points) in self.task.model.ties.row(choice.member) {
            self.tied[other as usize] += points;
        }
    }

    fn unseat(&mut self, seat: usize) {
        let Some(choice) = self.team[seat].take() else { return };
        for &(other, points) in self.task.model.ties.row(choice.member) {
            self.tied[other as usize] -= points;
        }
    }

    fn members(&self) -> impl Iterator<Item = Local> {
        self.team.iter().flatten().map(|choice| choice.member)
    }

    /// Whether the team can take this member into that seat and still be finished within the budget.
    fn may(&self, seat: usize, choice: &Choice) -> bool {
        let blocked = self.task.model.blocks.row(choice.member);
        let fits = self.members().all(|other| other != choice.member && blocked.binary_search(&other).is_err());
        fits && self.may_share(choice.member) && self.can_pay(seat, choice)
    }

    fn may_share(&self, member: Local) -> bool {
        let teams = self.task.teams_of[member as usize];
        teams == 0 || teams & self.task.full(&self.task.shared(self.members())) == 0
    }

    fn can_pay(&self, seat: usize, choice: &Choice) -> bool {
        let Some(budget) = self.task.model.budget else { return true };
        let others = (0..self.team.len()).filter(|&other| other != seat);
        let rest: i64 = others.map(|other| self.team[other].map_or(self.least[other], |choice| choice.cost)).sum();
        rest + choice.cost <= budget
    }

    fn found(&self) -> Best {
        let team: Vec<Local> = self.members().collect();
        Best { points: self.task.model.points(&team), team }
    }
}

/// Whether one team comes before another: by more points, then by the order of the pool.
pub(super) fn is_before(one: &Best, other: &Best) -> bool {
    one.points > other.points || (one.points == other.points && one.team < other.team)
}
