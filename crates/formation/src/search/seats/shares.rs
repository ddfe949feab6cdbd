//! Making the bound of a node tight: the price of the budget, and the shares of the ties.
//!
//! Both are duals: any value is valid, so rounding costs tightness and never truth. The bound is convex in the price,
//! which a bracket finds. The shares are moved pair by pair of seats with the handshake of Tourani et al. (2018):
//! what two columns hold for each other is pooled, one side takes back half of what it could reach, the other side
//! all that is left, and then the first side what remains. No handshake raises the bound by more than rounding.

use super::node::{Column, Edge, Node, pair};

/// Room for the work of one handshake, kept to be used again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    reach: Vec<i64>,
    left: Vec<i64>,
    taken: Vec<i64>,
}

impl Node {
    /// Goes once through all pairs of free seats. Every column must hold at least two options, none of them out.
    pub(super) fn share_out(&mut self, scratch: &mut Scratch) {
        for r in 1..self.columns.len() {
            for q in 0..r {
                let (left, right) = self.columns.split_at_mut(r);
                handshake(&mut left[q], &mut right[0], [q, r], &self.edges[pair(q, r)], scratch);
            }
        }
    }

    /// Finds a better price for the budget; the bound never rises.
    pub(super) fn reprice(&mut self) {
        let highest = self.highest;
        let start = self.price;
        let mut best = self.offer(start);
        let too_dear = |offer: &Offer| offer.spent > self.slack;
        let (mut low, mut high) = (0, start);
        if too_dear(&best) {
            let mut step = (start / 8).max(self.first_step(highest));
            loop {
                low = high;
                high = high.saturating_add(step).min(highest);
                let offer = self.offer(high);
                best = best.min(offer);
                if !too_dear(&offer) || high == highest {
                    break;
                }
                step = step.saturating_mul(2);
            }
        }
        for _ in 0..24 {
            if high - low <= 1 + high / 256 {
                break;
            }
            let middle = low + (high - low) / 2;
            let offer = self.offer(middle);
            best = best.min(offer);
            if too_dear(&offer) {
                low = middle;
            } else {
                high = middle;
            }
        }
        self.set_price(best.price);
    }

    /// A first guess of how far a price has to move to matter.
    fn first_step(&self, highest: i64) -> i64 {
        let spread: i64 = self.columns.iter().map(|column| column.top().max(0)).sum();
        (spread / (64 * (self.slack + 1))).clamp(1, highest.max(1))
    }

    /// What the bound would be at a price.
    fn offer(&self, price: i64) -> Offer {
        let rise = price - self.price;
        let mut offer = Offer { bound: self.base + price * self.slack, spent: 0, price };
        for column in &self.columns {
            let mut top = (i64::MIN, 0);
            for (&score, &cost) in column.score.iter().zip(&column.cost) {
                let score = score - rise * cost;
                if score > top.0 {
                    top = (score, cost);
                }
            }
            offer.bound += top.0;
            offer.spent += top.1;
        }
        offer
    }

    pub(super) fn set_price(&mut self, price: i64) {
        let rise = price - self.price;
        if rise == 0 {
            return;
        }
        for column in &mut self.columns {
            for (score, cost) in column.score.iter_mut().zip(&column.cost) {
                *score -= rise * cost;
            }
        }
        self.price = price;
    }
}

/// What a price leads to. Offers compare by their bounds first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Offer {
    bound: i64,
    price: i64,
    /// What the best options at this price cost together.
    spent: i64,
}

fn handshake(first: &mut Column, second: &mut Column, [q, r]: [usize; 2], edges: &[Edge], scratch: &mut Scratch) {
    let Scratch { reach, left, taken } = scratch;
    take_back(&mut first.score, &first.share[r]);
    take_back(&mut second.score, &second.share[q]);
    // The first side takes half of the best it could reach together with the second.
    best_partner(&first.member, &second.member, &second.score, reach);
    edges.iter().for_each(|edge| lift(reach, edge.a, second.score[edge.b as usize] + edge.points));
    left.clear();
    left.extend(first.score.iter().zip(&*reach).map(|(score, reach)| score - half_up(score + reach)));
    // The second side takes all that this leaves.
    best_partner(&second.member, &first.member, left, taken);
    edges.iter().for_each(|edge| lift(taken, edge.b, left[edge.a as usize] + edge.points));
    second.share[q].copy_from_slice(taken);
    second.score.iter_mut().zip(&*taken).for_each(|(score, share)| *score += share);
    // And the first side what then remains.
    left.clear();
    left.extend(taken.iter().map(|share| -share));
    best_partner(&first.member, &second.member, left, reach);
    edges.iter().for_each(|edge| lift(reach, edge.a, left[edge.b as usize] + edge.points));
    first.share[r].copy_from_slice(reach);
    first.score.iter_mut().zip(&*reach).for_each(|(score, share)| *score += share);
}

fn take_back(scores: &mut [i64], shares: &[i64]) {
    scores.iter_mut().zip(shares).for_each(|(score, share)| *score -= share);
}

fn lift(values: &mut [i64], at: u32, least: i64) {
    let value = &mut values[at as usize];
    *value = (*value).max(least);
}

/// For each member the largest value among the partners who are somebody else.
fn best_partner(members: &[u32], partners: &[u32], values: &[i64], best: &mut Vec<i64>) {
    let (mut top, mut next, mut who) = (i64::MIN, i64::MIN, u32::MAX);
    for (&partner, &value) in partners.iter().zip(values) {
        if value > top {
            (next, top, who) = (top, value, partner);
        } else if value > next {
            next = value;
        }
    }
    best.clear();
    best.extend(members.iter().map(|&member| if member == who { next } else { top }));
}

/// Half, rounded up, so that two halves are never less than the whole.
fn half_up(value: i64) -> i64 {
    (value + 1) >> 1
}
