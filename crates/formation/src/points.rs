//! The points of a member in a seat, to the letter of the contract: every division rounds down.

use crate::{
    Index,
    document::Weights,
    index::Rank,
    request::{Asked, Kind, Nearby, Wanted},
};

/// What a member earns in a seat, each term 0 to 1000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Points {
    /// For knowing what is needed.
    pub fit: i64,
    /// For evidence of it.
    pub proof: i64,
    /// For being due.
    pub turn: i64,
    /// For costing less than the cap.
    pub thrift: i64,
    /// For living close by.
    pub near: i64,
}

impl Points {
    pub(crate) fn of(index: &Index, member: Rank, seat: &Wanted) -> Self {
        let (mut fit, mut proof, mut weights) = (0, 0, 0);
        for need in &seat.needs {
            let known = need.skill.and_then(|skill| index.known(member, skill));
            fit += need.weight * value(index, member, need);
            proof += need.weight * known.map_or(0, |known| i64::from(known.evidence));
            weights += need.weight;
        }
        Self {
            fit: fit / weights,
            proof: proof / weights,
            turn: index.turn(member),
            thrift: thrift(seat.thrift_cap, index.rate(member)),
            near: seat.near.map_or(0, |near| nearness(index, member, near)),
        }
    }

    /// U: the terms, each with its weight.
    pub fn weighted(&self, weights: &Weights) -> i64 {
        weights.fit * self.fit
            + weights.proof * self.proof
            + weights.turn * self.turn
            + weights.thrift * self.thrift
            + weights.near * self.near
    }
}

/// What a member's knowledge is worth for a need: direct, or through a related skill where the need is not a must.
fn value(index: &Index, member: Rank, need: &Asked) -> i64 {
    let Some(skill) = need.skill else { return 0 };
    let asked = i64::from(need.level);
    let reached = |skill| index.known(member, skill).map_or(0, |known| i64::from(known.level).min(asked));
    let direct = 1000 * reached(skill) / asked;
    if need.kind == Kind::Must || direct == 1000 {
        return direct;
    }
    let related = index.related(skill).iter().map(|&(other, share)| share * reached(other) / asked);
    related.max().unwrap_or(0).max(direct)
}

fn thrift(cap: i64, rate: i64) -> i64 {
    if cap == 0 {
        return 0;
    }
    per_mille((cap - rate).max(0), cap)
}

fn nearness(index: &Index, member: Rank, near: Nearby) -> i64 {
    let distance = near.place.and_then(|place| index.distance(member, place));
    distance.map_or(0, |km| per_mille(near.km - km, near.km))
}

/// `1000 · part / whole`, for any part that is not more than the whole. Wide only where it must be.
fn per_mille(part: i64, whole: i64) -> i64 {
    match part.checked_mul(1000) {
        Some(product) => product / whole,
        None => i64::try_from(i128::from(part) * 1000 / i128::from(whole)).expect("at most 1000"),
    }
}
