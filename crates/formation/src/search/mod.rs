//! The search: exact branch and bound, without a clock and without chance.
//!
//! 1. [`dominance`] drops candidates that cannot be in the answer.
//! 2. [`climb`] finds a good first team.
//! 3. [`groups`] takes the team apart into groups of tied members. Few members who may take a seat are tied, so all
//!    groups worth anything can be looked at, and one table says how much they can add on every set of seats. This
//!    bound is nearly exact, and nearly every brief ends here.
//! 4. Where members are so closely knit that there are too many groups, [`seats`] fills seat by seat, with bounds that
//!    divide every tie over its two ends, and comes back to the groups as soon as they are few.
//!
//! **The order of the pool.** What can only reach *fewer points* than the best team is dropped. What can reach *as many*
//! may still hold a team that comes earlier in the order of the pool: it is dropped where even the first members of
//! all free seats would not come earlier, and else searched seat by seat in that order.

mod assign;
mod climb;
mod dominance;
mod groups;
mod locals;
mod model;
mod seats;
mod task;

use std::cmp::Ordering;

use crate::Limit;
use climb::{Climber, is_before};
use dominance::Rated;
use groups::Board;
pub(crate) use model::Model;
use model::{Local, Order};
pub(crate) use task::{Best, Task};

/// Scores are scaled by at most this power of two, so that halving and pricing hardly round.
const MOST_SHIFT: u32 = 16;
/// Scaled points, priced costs and their sums stay below this many bits, far inside an i64.
const BITS: u32 = 58;
/// From how many options of each seat a first team is sought.
const STARTS: usize = 0;

/// How a search ended.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) best: Option<Best>,
    /// No team that was looked for has more points. Equal to the points of the best where the search was complete.
    pub(crate) bound: i64,
    /// Whether everything was looked at or ruled out.
    pub(crate) complete: bool,
}

/// A task, and the options of each seat that could be in its answer.
pub(crate) struct Start<'t> {
    task: &'t Task<'t>,
    options: Vec<Vec<Rated>>,
    shift: u32,
}

impl<'t> Start<'t> {
    pub(crate) fn new(task: &'t Task<'t>) -> Self {
        let options = dominance::reduce(task);
        let shift = shift(task.model, &options);
        Self { task, options, shift }
    }

    /// A good team without proof, or `None` where none was found at once.
    pub(crate) fn guess(&self) -> Option<Best> {
        Climber::new(self.task, &self.options, self.shift).best(0, STARTS)
    }

    /// Searches for the best team, starting from one that may be known.
    pub(crate) fn search(&self, known: Option<Best>, limit: &mut Limit<'_>, nodes: &mut u64) -> Found {
        let Self { task, ref options, shift } = *self;
        let mut search = Search { task, shift, best: known, limit, nodes: 0, open: None };
        if search.close(Board::new(task.model, options, shift)).is_err() {
            search.explore(options);
        }
        *nodes += search.nodes;
        search.found()
    }
}

/// The largest scale at which no sum of scores can overflow.
fn shift(model: &Model, options: &[Vec<Rated>]) -> u32 {
    let top = |options: &Vec<Rated>| options.iter().map(|option| option.choice.score + option.most).max().unwrap_or(0);
    let most: i64 = options.iter().map(top).sum::<i64>().max(1);
    debug_assert!(model.seats.len() <= 16);
    let used = i64::BITS - most.leading_zeros();
    BITS.saturating_sub(used).min(MOST_SHIFT)
}

struct Search<'s, 'l> {
    task: &'s Task<'s>,
    shift: u32,
    best: Option<Best>,
    limit: &'s mut Limit<'l>,
    nodes: u64,
    /// The largest bound of what was left unsearched.
    open: Option<i64>,
}

impl Search<'_, '_> {
    /// A complete team: keeps it if it comes before the best one so far, and tells whether it does.
    fn offer(&mut self, team: Vec<Local>) -> bool {
        let found = Best { points: self.task.model.points(&team), team };
        let better = self.best.as_ref().is_none_or(|best| is_before(&found, best));
        if better {
            self.best = Some(found);
        }
        better
    }

    /// The points of the best team, scaled; 0 where there is none, since points are never negative.
    fn known(&self) -> i64 {
        self.best.as_ref().map_or(0, |best| best.points << self.shift)
    }

    /// The least scaled bound that is worth looking at.
    fn needed(&self) -> i64 {
        match (&self.best, self.task.model.order) {
            (Some(best), Order::Any) => (best.points + 1) << self.shift,
            _ => self.known(),
        }
    }

    /// How a bound compares with the points of the best team.
    fn compare(&self, bound: i64) -> Ordering {
        (bound >> self.shift).cmp(&self.best.as_ref().map_or(-1, |best| best.points))
    }

    /// Whether nothing with this bound can beat the best team, where the free seats can have no members before
    /// `firsts`, who are asked for only where the order of the pool decides.
    fn is_hopeless<Firsts: IntoIterator<Item = Local>>(&self, bound: i64, firsts: impl FnOnce() -> Firsts) -> bool {
        match self.compare(bound) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => {
                let Some(best) = &self.best else { return true };
                self.task.model.order == Order::Any || !firsts().into_iter().lt(best.team.iter().copied())
            }
        }
    }

    /// Remembers that something with this bound was not searched.
    fn leave(&mut self, bound: i64) {
        self.open = self.open.max(Some(bound >> self.shift));
    }

    fn found(self) -> Found {
        let points = self.best.as_ref().map_or(-1, |best| best.points);
        match self.open {
            None => Found { bound: points, best: self.best, complete: true },
            // Even where only the order of the pool is open, the bound stays above: nothing unproven looks proven.
            Some(open) => Found { bound: open.max(points + 1), best: self.best, complete: false },
        }
    }
}
