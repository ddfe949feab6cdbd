//! The search: exact branch and bound, depth first, without a clock and without chance.
//!
//! 1. [`dominance`] drops candidates that cannot be in the answer.
//! 2. [`climb`] finds a good first team.
//! 3. [`bound`] and [`split`] make two bounds of the root tight; options that cannot beat the first team are dropped, and
//!    among those left a better team is sought once more.
//! 4. The seat with the fewest options left is filled with each in turn, best first; every node is tightened and
//!    swept in the same way.
//!
//! **The order of the pool.** A node whose bound says *fewer points* than the best team is dropped. One that says *as
//! many* may still hold a team that comes earlier in the order of the pool: it is dropped where even the first
//! members of all free seats would not come earlier, and else searched seat by seat in that order.

mod assign;
mod bound;
mod climb;
mod dominance;
mod locals;
mod model;
mod node;
mod prune;
mod split;
mod task;

use crate::Limit;
use bound::Scratch;
use climb::{Climber, is_before};
use dominance::Rated;
pub(crate) use model::Model;
use node::Node;
use split::Split;
pub(crate) use task::{Best, Task};

/// Scores are scaled by at most this power of two, so that halving and pricing hardly round.
const MOST_SHIFT: u32 = 16;
/// Scaled points, priced costs and their sums stay below this many bits, far inside an i64.
const BITS: u32 = 58;
/// The most rounds of sharing at the root, and at any other node.
const ROOT_ROUNDS: u32 = 64;
const ROUNDS: u32 = 6;
/// How often another price of the budget is tried for the second bound, at the root and at any other node.
const ROOT_TRIES: u32 = 24;
const TRIES: u32 = 6;
/// From how many options of each seat a first team is sought: at once, and where the root stays open.
const FEW_STARTS: usize = 2;
const MANY_STARTS: usize = 20;

/// How a search ended.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) best: Option<Best>,
    /// No team that was looked for has more points. Equal to the points of the best where the search was complete.
    pub(crate) bound: i64,
    /// Whether everything was looked at or ruled out.
    pub(crate) complete: bool,
}

/// Searches for the best team of a task, starting from one that may be known.
pub(crate) fn search(task: &Task<'_>, known: Option<Best>, limit: &mut Limit<'_>, nodes: &mut u64) -> Found {
    let options = dominance::reduce(task);
    let shift = shift(task.model, &options);
    let mut root = Node::root(task, &options, shift);
    if task.model.budget.is_some() && root.columns.iter().all(|column| column.len() > 0) {
        root.reprice();
    }
    // Whoever brings a team has climbed already.
    let best = known.or_else(|| Climber::new(task, &options, shift).best(root.price, FEW_STARTS));
    let split = Some(Split::new(task.model, shift));
    let mut search = Search { task, shift, best, limit, nodes: 0, open: None, scratch: Scratch::default(), split };
    search.explore(root, ROOT_ROUNDS);
    *nodes += search.nodes;
    search.found()
}

/// A good team without proof, or `None` where none was found at once.
pub(crate) fn guess(task: &Task<'_>) -> Option<Best> {
    let options = dominance::reduce(task);
    let shift = shift(task.model, &options);
    let mut root = Node::root(task, &options, shift);
    if task.model.budget.is_some() && root.columns.iter().all(|column| column.len() > 0) {
        root.reprice();
    }
    Climber::new(task, &options, shift).best(root.price, FEW_STARTS)
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
    scratch: Scratch,
    /// Absent only while it is at work.
    split: Option<Split>,
}

impl Search<'_, '_> {
    fn explore(&mut self, mut node: Node, rounds: u32) {
        if !self.prune(&mut node) {
            return;
        }
        if !self.limit.take_node() {
            self.leave(node.bound());
            return;
        }
        self.nodes += 1;
        if node.columns.is_empty() {
            self.offer(&node);
            return;
        }
        if !self.tighten(&mut node, rounds) || !self.count_ties_once(&mut node, rounds) {
            return;
        }
        // A better team found among what is left lets both bounds drop more, so they are asked again.
        let closed = |search: &mut Self, node: &mut Node| {
            !search.prune(node) || !search.tighten(node, rounds) || !search.count_ties_once(node, rounds)
        };
        if rounds == ROOT_ROUNDS && self.climb_again(&node) && closed(self, &mut node) {
            return;
        }
        let (column, order) = self.branch(&node);
        let rest = node.bound() - node.columns[column].top();
        for at in order {
            let bound = rest + node.columns[column].score[at];
            if self.is_hopeless(&node, bound, Some((column, at))) {
                continue;
            }
            if self.limit.is_spent() {
                self.leave(bound);
                continue;
            }
            let child = node.assign(self.task, column, at);
            self.explore(child, ROUNDS);
        }
    }

    /// Lowers the bound for as long as that promises to close the node soon; tells whether the node is still open.
    fn tighten(&mut self, node: &mut Node, rounds: u32) -> bool {
        for _ in 0..rounds {
            if node.columns.len() < 2 || node.columns.iter().any(|column| column.len() < 2) || self.limit.is_spent() {
                return true;
            }
            let before = node.bound();
            if self.task.model.budget.is_some() {
                node.reprice();
            }
            node.share_out(&mut self.scratch);
            if !self.prune(node) {
                return false;
            }
            let after = node.bound();
            let patience = if rounds == ROOT_ROUNDS { 64 } else { 8 };
            if before - after < (after - self.threshold()) / patience {
                return true;
            }
        }
        true
    }

    /// Looks harder for a good team among the options that are left at the root; tells whether a better one was found.
    fn climb_again(&mut self, node: &Node) -> bool {
        let mut options = vec![Vec::new(); node.columns.len()];
        if self.limit.is_spent() || options.len() < node.team.len() {
            return false;
        }
        for column in &node.columns {
            let choices = column.member.iter().zip(&column.score).map(|(&member, &score)| {
                let choice = self.task.model.choice(column.seat, member);
                Rated { choice, most: (score >> self.shift) - choice.score }
            });
            options[column.seat] = choices.collect();
        }
        let climbed = Climber::new(self.task, &options, self.shift).best(node.price, MANY_STARTS);
        climbed.is_some_and(|found| self.take(found))
    }

    /// Keeps a team if it comes before the best one so far; tells whether it does.
    fn take(&mut self, found: Best) -> bool {
        let better = self.best.as_ref().is_none_or(|best| is_before(&found, best));
        if better {
            self.best = Some(found);
        }
        better
    }

    /// Holds the node against the second bound; tells whether it is still open.
    fn count_ties_once(&mut self, node: &mut Node, rounds: u32) -> bool {
        let Some(mut split) = self.split.take() else { return true };
        if rounds == ROOT_ROUNDS && !self.limit.is_spent() && !self.task.model.ties.is_empty() {
            split.improve(&self.task.model.ties, node, self.threshold());
        }
        let tries = match (self.task.model.budget, rounds) {
            (None, _) => 0,
            (_, ROOT_ROUNDS) => ROOT_TRIES,
            _ => TRIES,
        };
        let worth = split.worth(&self.task.model.ties, node, tries);
        self.split = Some(split);
        self.prune_by(node, &worth)
    }

    /// The column to fill next, and its options in the order to try them.
    fn branch(&self, node: &Node) -> (usize, Vec<usize>) {
        let equal = self.best.as_ref().is_some_and(|best| node.bound() >> self.shift <= best.points);
        let columns = 0..node.columns.len();
        if equal {
            let first = columns.min_by_key(|&at| node.columns[at].seat).expect("some seat is free");
            return (first, (0..node.columns[first].len()).collect());
        }
        let fewest = columns.min_by_key(|&at| node.columns[at].len()).expect("some seat is free");
        let scores = &node.columns[fewest].score;
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(scores[at]));
        (fewest, order)
    }

    /// A complete team.
    fn offer(&mut self, node: &Node) {
        let team: Vec<u32> = node.team.iter().map(|member| member.expect("every seat is taken")).collect();
        let points = self.task.model.points(&team);
        debug_assert_eq!(points << self.shift, node.base, "the points were kept up on the way");
        self.take(Best { points, team });
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
