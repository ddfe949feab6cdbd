//! A second bound: every tie is counted once, however many seats its two members could take.
//!
//! The shares of a node divide ties seat by seat. Where many seats have the same candidates, one strong tie may then
//! count between every two of them. Here each tie is split over its two members instead, `part(a, b) + part(b, a)`
//! being its points, and a member m in seat r can reach at most
//!
//! ```text
//! the smaller of   the sum of m's |free| − 1 largest parts towards candidates
//!            and   Σ over the other free seats q of m's largest part towards a candidate for q
//! ```
//!
//! since each other seat has one member, and no member is counted twice. Any split is valid; a good one is found at
//! the root by integer subgradient steps and then kept. Neither bound is always the smaller one: a node is closed,
//! and an option dropped, when either says so.

use std::collections::BTreeMap;

use super::node::{Column, Node};
use crate::{
    index::Rows,
    search::{
        assign::Assignment,
        model::{Local, Model},
    },
};

/// The most steps taken to improve the split, and how many may fail before steps get shorter.
const STEPS: u32 = 150;
const PATIENCE: u32 = 6;

/// How the ties are split, and room for the work.
#[derive(Debug)]
pub(super) struct Split {
    /// For each tie of each member, as they stand in the model: this member's part, scaled.
    parts: Vec<i64>,
    /// A bit for each column the member is an option of; all 0 between two uses.
    columns: Vec<u16>,
    /// For each member with a bit, where its reaches begin in `reach`.
    place: Vec<u32>,
    reach: Vec<i64>,
}

/// What a node's options are worth under the split.
pub(super) struct Worth {
    /// No completion of the node has more points, scaled.
    pub(super) bound: i64,
    /// The price of the budget at which this was found.
    pub(super) price: i64,
    /// For each column, for each option: how far below the bound a team with it stays, at least.
    pub(super) losses: Vec<Vec<i64>>,
    /// For each column the option that reaches the bound.
    chosen: Vec<usize>,
}

impl Split {
    /// The plainest split: halves.
    pub(super) fn new(model: &Model, shift: u32) -> Self {
        let members = 0..u32::try_from(model.members()).expect("members are numbered in u32");
        let halves = |member: Local| {
            // The two halves of an odd number still have to add up to it.
            let half = move |&(other, points): &(Local, i64)| ((points << shift) + i64::from(member < other)) / 2;
            model.ties.row(member).iter().map(half)
        };
        Self {
            parts: members.flat_map(halves).collect(),
            columns: vec![0; model.members()],
            place: vec![0; model.members()],
            reach: Vec::new(),
        }
    }

    /// What the options of a node are worth, with so many tries at a better price of the budget. Every column holds an
    /// option, none is out, and all columns can be served at once.
    pub(super) fn worth(&mut self, ties: &Rows<(Local, i64)>, node: &Node, tries: u32) -> Worth {
        self.enter(node);
        self.measure(ties, node);
        let score = |at: usize, column: &Column, option: usize| {
            column.own(option) + self.reach[self.place[column.member[option] as usize] as usize + at]
        };
        let columns = node.columns.iter().enumerate();
        let scores: Vec<Vec<i64>> =
            columns.map(|(at, column)| (0..column.len()).map(|option| score(at, column, option)).collect()).collect();
        self.leave(node);
        priced(node, scores, tries)
    }

    fn enter(&mut self, node: &Node) {
        for (at, column) in node.columns.iter().enumerate() {
            column.member.iter().for_each(|&member| self.columns[member as usize] |= 1 << at);
        }
    }

    fn leave(&mut self, node: &Node) {
        for column in &node.columns {
            column.member.iter().for_each(|&member| self.columns[member as usize] = 0);
        }
    }

    /// Fills in the reach of every option, each member once.
    fn measure(&mut self, ties: &Rows<(Local, i64)>, node: &Node) {
        let width = node.columns.len();
        self.reach.clear();
        for (at, column) in node.columns.iter().enumerate() {
            for &member in &column.member {
                let first = self.columns[member as usize].trailing_zeros() as usize;
                if first != at {
                    continue;
                }
                self.place[member as usize] = u32::try_from(self.reach.len()).expect("few options are left");
                let partners = self.partners(ties, member, width);
                let most: i64 = partners.largest.iter().map(|&(part, _)| part).sum();
                let total: i64 = partners.by_column.iter().map(|&(part, _)| part).sum();
                self.reach.extend(partners.by_column[..width].iter().map(|&(part, _)| (total - part).min(most)));
            }
        }
    }

    /// The ties that a member could count, each with its part and where it stands.
    fn partners(&self, ties: &Rows<(Local, i64)>, member: Local, width: usize) -> Partners {
        let mut partners = Partners { by_column: [(0, NO_TIE); 16], largest: Vec::new() };
        for (tie, &(other, _)) in ties.range(member).zip(ties.row(member)) {
            let mut left = self.columns[other as usize];
            let part = self.parts[tie];
            if left == 0 || part == 0 {
                continue;
            }
            partners.largest.push((part, tie));
            while left != 0 {
                let best = &mut partners.by_column[left.trailing_zeros() as usize];
                *best = (*best).max((part, tie));
                left &= left - 1;
            }
        }
        if partners.largest.len() >= width {
            partners.largest.sort_unstable_by(|a, b| b.cmp(a));
            partners.largest.truncate(width - 1);
        }
        partners
    }

    /// Moves parts between the ends of ties until the bound of this node is as low as steps of this kind make it.
    pub(super) fn improve(&mut self, ties: &Rows<(Local, i64)>, node: &Node, target: i64) {
        let mut best = (self.worth(ties, node, 0).bound, self.parts.clone());
        let (mut failed, mut halvings) = (0, 0);
        for _ in 0..STEPS {
            let worth = self.worth(ties, node, 0);
            if worth.bound < best.0 {
                best = (worth.bound, self.parts.clone());
                failed = 0;
            } else {
                failed += 1;
            }
            if failed >= PATIENCE {
                failed = 0;
                halvings += 1;
            }
            let slope = self.slope(ties, node, &worth);
            let steepness: i64 = slope.values().map(|count| count * count).sum();
            let gap = worth.bound - target;
            if steepness == 0 || gap < 0 || halvings > 6 {
                break;
            }
            let step = (gap / steepness) >> halvings;
            for ((tie, mirror), count) in slope {
                let from = if count > 0 { (tie, mirror) } else { (mirror, tie) };
                let moved = (step * count.abs()).min(self.parts[from.0]);
                self.parts[from.0] -= moved;
                self.parts[from.1] += moved;
            }
        }
        self.parts = best.1;
    }

    /// How often the best options of a node count each tie at its first end more than at its second.
    fn slope(&mut self, ties: &Rows<(Local, i64)>, node: &Node, worth: &Worth) -> BTreeMap<(usize, usize), i64> {
        self.enter(node);
        let mut slope = BTreeMap::new();
        for (at, column) in node.columns.iter().enumerate() {
            let member = column.member[worth.chosen[at]];
            let partners = self.partners(ties, member, node.columns.len());
            let others =
                || partners.by_column.iter().enumerate().filter(|&(column, _)| column != at).map(|(_, tie)| tie);
            let most: i64 = partners.largest.iter().map(|&(part, _)| part).sum();
            let total: i64 = others().map(|&(part, _)| part).sum();
            let counted: Vec<usize> = if total <= most {
                others().filter(|&&(_, tie)| tie != NO_TIE).map(|&(_, tie)| tie).collect()
            } else {
                partners.largest.iter().map(|&(_, tie)| tie).collect()
            };
            for tie in counted {
                let other = ties.at(tie).0;
                let mirror = ties.row(other).binary_search_by_key(&member, |&(back, _)| back);
                let mirror = ties.range(other).start + mirror.expect("a tie has two ends");
                let ends = (tie.min(mirror), tie.max(mirror));
                *slope.entry(ends).or_insert(0) += if tie < mirror { 1 } else { -1 };
            }
        }
        self.leave(node);
        slope.retain(|_, count| *count != 0);
        slope
    }
}

/// Stands for no tie.
const NO_TIE: usize = usize::MAX;

/// The ties that a member could count.
struct Partners {
    /// The largest part towards each column.
    by_column: [(i64, usize); 16],
    /// The largest parts of all, one less than there are columns.
    largest: Vec<(i64, usize)>,
}

/// Holds the scores against each other seat by seat, each member once, at the best of a few prices of the budget.
fn priced(node: &Node, mut scores: Vec<Vec<i64>>, tries: u32) -> Worth {
    let members: Vec<&[Local]> = node.columns.iter().map(|column| &column.member[..]).collect();
    let mut price = node.price;
    let (mut low, mut high) = (0, None);
    let mut best: Option<Worth> = None;
    for _ in 0..=tries {
        let found = Assignment::new(&members, &scores).expect("only nodes whose seats can all be served are open");
        let bound = node.base + price * node.slack + found.total;
        let spent: i64 = node.columns.iter().zip(&found.chosen).map(|(column, &option)| column.cost[option]).sum();
        if best.as_ref().is_none_or(|best| bound < best.bound) {
            let losses = found.losses(&members, scores.clone());
            best = Some(Worth { bound, price, losses, chosen: found.chosen });
        }
        if spent > node.slack {
            low = price;
        } else {
            high = Some(price);
        }
        let next = match high {
            Some(high) => low + (high - low) / 2,
            None => price + (price / 4).max(1),
        };
        if next == price || next > node.highest {
            break;
        }
        for (column, scores) in node.columns.iter().zip(&mut scores) {
            let costs = column.cost.iter();
            scores.iter_mut().zip(costs).for_each(|(score, cost)| *score -= (next - price) * cost);
        }
        price = next;
    }
    best.expect("at least one price was tried")
}
