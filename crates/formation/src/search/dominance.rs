//! Candidates that cannot be in the answer, found before the search.
//!
//! **Rule.** Let m be an option for seat r, and call d better for r when d costs no more than m there, has no block,
//! is in no earlier team, and its own points are more than m's points with all that m's ties could ever add (or
//! equally many, and d comes before m in the order of the pool). If n members are better (n the number of seats), m
//! is not in seat r of the answer.
//!
//! **Proof.** Take a team with m in r. Its other n − 1 members leave at least one of the n better ones free; put it in
//! m's place. Nobody is there twice; the cost does not rise; no block is hurt, d having none; what the team has in
//! common with any earlier team does not grow. Points do not fall: d's points make up for m's with all its ties, and
//! d's own ties only add. If they stay the same, d comes before m, and so does the new team in the order of the pool.
//! So the first team was not the answer.
//!
//! The proof speaks of teams of the full problem, never of what is left of it, so the rule may drop all at once.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    model::{Choice, Local, Model},
    task::Task,
};

/// An option with the most that ties could add to its points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rated {
    pub(crate) choice: Choice,
    pub(crate) most: i64,
}

/// The options of each seat that could be in the answer, sorted by member.
pub(crate) fn reduce(task: &Task<'_>) -> Vec<Vec<Rated>> {
    let reach = Reach::new(task.model);
    let seats = 0..task.model.seats.len();
    seats.map(|seat| keep(task, seat, reach.rate(task.model, seat))).collect()
}

/// One step of the sweep through a seat's options: from many points to few, and by member among equals.
struct Step {
    points: i64,
    member: Local,
    /// A member enters as a better one for those after it before it is asked about itself.
    asks: Option<usize>,
    cost: i64,
}

fn keep(task: &Task<'_>, seat: usize, options: Vec<Rated>) -> Vec<Rated> {
    let model = task.model;
    let enough = model.seats.len();
    if options.len() <= enough || model.seats[seat].len() <= enough {
        return options;
    }
    // Without a budget nobody is too dear to replace another.
    let cost = |choice: &Choice| if model.budget.is_some() { choice.cost } else { 0 };
    let clean =
        |choice: &Choice| model.blocks.row(choice.member).is_empty() && task.teams_of[choice.member as usize] == 0;
    let weigh = |option: &Rated| Weighed { score: option.choice.score, most: option.most, cost: cost(&option.choice) };
    let options = sift(options, enough, weigh, |option| clean(&option.choice));
    let mut steps = Vec::with_capacity(2 * options.len());
    for (at, Rated { choice, most }) in options.iter().enumerate() {
        let member = choice.member;
        steps.push(Step { points: choice.score + most, member, asks: Some(at), cost: cost(choice) });
        if clean(choice) {
            steps.push(Step { points: choice.score, member, asks: None, cost: cost(choice) });
        }
    }
    // At equal points a member asks before it enters, so that nobody replaces themselves.
    steps.sort_unstable_by_key(|step| (-step.points, step.member, step.asks.is_none()));
    let mut cheapest = BinaryHeap::with_capacity(enough + 1);
    let mut kept = vec![false; options.len()];
    for step in steps {
        match step.asks {
            Some(at) => kept[at] = cheapest.len() < enough || cheapest.peek().is_some_and(|&dear| dear > step.cost),
            None => {
                cheapest.push(step.cost);
                if cheapest.len() > enough {
                    cheapest.pop();
                }
            }
        }
    }
    options.into_iter().zip(kept).filter_map(|(option, kept)| kept.then_some(option)).collect()
}

/// Into how many levels of cost options are sifted, and how many of them are asked where the levels lie.
const LEVELS: usize = 8;
const ASKED: usize = 64;

/// What the rule weighs of an option.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    /// Its own points.
    pub(super) score: i64,
    /// No less than the most that its ties could add.
    pub(super) most: i64,
    /// What it costs, or 0 where there is no budget: nobody is too dear to replace another then.
    pub(super) cost: i64,
}

/// Drops most of what the rule drops, in one pass: at a few levels of cost it is known how many points the last of
/// `enough` better ones has. Only those who are `clean` are in nobody's way.
pub(super) fn sift<T>(
    options: Vec<T>,
    enough: usize,
    weigh: impl Fn(&T) -> Weighed,
    clean: impl Fn(&T) -> bool,
) -> Vec<T> {
    if options.len() <= enough {
        return options;
    }
    let mut levels: Vec<i64> =
        options.iter().step_by(options.len().div_ceil(ASKED)).map(|option| weigh(option).cost).collect();
    levels.sort_unstable();
    levels = levels.iter().copied().skip(1).step_by(levels.len().div_ceil(LEVELS)).collect();
    levels.dedup();
    // For each level the most points of those who cost no more than it but more than the level before.
    let mut best = vec![BinaryHeap::with_capacity(enough + 1); levels.len()];
    for option in &options {
        let Weighed { score, cost, .. } = weigh(option);
        if let Some(best) = best.get_mut(levels.partition_point(|&level| level < cost))
            && (best.len() < enough || best.peek().is_some_and(|last: &Reverse<i64>| last.0 < score))
            && clean(option)
        {
            push(best, score, enough);
        }
    }
    for level in 1..best.len() {
        let (lower, this) = best.split_at_mut(level);
        lower[level - 1].iter().for_each(|&Reverse(score)| push(&mut this[0], score, enough));
    }
    let last = |best: &BinaryHeap<Reverse<i64>>| best.peek().filter(|_| best.len() == enough).map(|last| last.0);
    let lasts: Vec<Option<i64>> = best.iter().map(last).collect();
    let stays = |option: &T| {
        let Weighed { score, most, cost } = weigh(option);
        let below = levels.partition_point(|&level| level <= cost);
        below == 0 || lasts[below - 1].is_none_or(|last| score + most >= last)
    };
    options.into_iter().filter(stays).collect()
}

/// Keeps the highest scores, so many at most.
fn push(best: &mut BinaryHeap<Reverse<i64>>, score: i64, most: usize) {
    if best.len() < most {
        best.push(Reverse(score));
    } else if best.peek().is_some_and(|last| last.0 < score) {
        best.pop();
        best.push(Reverse(score));
    }
}

/// For each member, the strongest tie into each seat and the sum of the strongest ties to any.
struct Reach {
    seats: usize,
    strongest: Vec<i64>,
    total: Vec<i64>,
    partners: Vec<i64>,
}

impl Reach {
    fn new(model: &Model) -> Self {
        let seats = model.seats.len();
        if model.ties.is_empty() {
            return Self { seats, strongest: Vec::new(), total: Vec::new(), partners: Vec::new() };
        }
        let mut eligible = vec![0_u16; model.members()];
        for (seat, options) in model.seats.iter().enumerate() {
            for choice in options {
                eligible[choice.member as usize] |= 1 << seat;
            }
        }
        let mut strongest = vec![0; model.members() * seats];
        let mut partners = Vec::with_capacity(model.members());
        let mut total = Vec::with_capacity(model.members());
        for (member, row) in (0..).zip(strongest.chunks_exact_mut(seats)) {
            let ties = model.ties.row(member);
            for &(other, points) in ties {
                let mut left = eligible[other as usize];
                while left != 0 {
                    let seat = left.trailing_zeros() as usize;
                    row[seat] = row[seat].max(points);
                    left &= left - 1;
                }
            }
            total.push(row.iter().sum());
            let mut points: Vec<i64> = ties.iter().map(|&(_, points)| points).collect();
            points.sort_unstable_by(|a, b| b.cmp(a));
            partners.push(points.iter().take(seats - 1).sum());
        }
        Self { seats, strongest, total, partners }
    }

    /// The most that ties could add: one tie into each other seat, and no more than n − 1 partners in all.
    fn rate(&self, model: &Model, seat: usize) -> Vec<Rated> {
        let most = |member: Local| {
            if self.total.is_empty() {
                return 0;
            }
            let member = member as usize;
            let others = self.total[member] - self.strongest[member * self.seats + seat];
            others.min(self.partners[member])
        };
        model.seats[seat].iter().map(|&choice| Rated { choice, most: most(choice.member) }).collect()
    }
}
