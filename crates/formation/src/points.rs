//! The points of a member in a seat, to the letter of the contract: every division rounds down.

use crate::{
    Index,
    document::Weights,
    index::Slot,
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
    /// U: the terms, each with its weight.
    pub fn weighted(&self, weights: &Weights) -> i64 {
        weights.fit * self.fit
            + weights.proof * self.proof
            + weights.turn * self.turn
            + weights.thrift * self.thrift
            + weights.near * self.near
    }
}

/// What one skill, at each level, is worth for one need of a seat.
#[derive(Clone, Copy, Debug)]
struct Worth {
    need: usize,
    /// By level.
    values: [i64; 6],
    /// What its evidence counts: the need's weight where it asks for this very skill, else nothing.
    evidence: i64,
}

/// A seat's wishes turned round, so that a member is measured by one walk over what they know.
#[derive(Clone, Debug)]
pub(crate) struct Gauge<'a> {
    index: &'a Index,
    seat: &'a Wanted,
    worths: Vec<Worth>,
    /// By skill: where its worths lie.
    of_skill: Vec<(u32, u32)>,
    weights: i64,
    near: Option<Reach>,
    /// The best value so far for each need, of the member who is being measured.
    best: Vec<i64>,
}

/// What is near to the place of work.
#[derive(Clone, Debug)]
struct Reach {
    km: i64,
    /// By place; `None` where that is out of reach.
    distances: Vec<Option<i64>>,
}

impl<'a> Gauge<'a> {
    pub(crate) fn new(index: &'a Index, seat: &'a Wanted) -> Self {
        let mut found: Vec<(u32, Worth)> = Vec::new();
        for (need, asked) in seat.needs.iter().enumerate() {
            let Some(skill) = asked.skill else { continue };
            found.push((skill, Worth { need, values: values(asked, 1000), evidence: asked.weight }));
            if asked.kind == Kind::Nice {
                let related = index.related(skill).iter();
                found.extend(
                    related.map(|&(other, share)| (other, Worth { need, values: values(asked, share), evidence: 0 })),
                );
            }
        }
        found.sort_by_key(|&(skill, _)| skill);
        let mut of_skill = vec![(0, 0); index.skills()];
        for (at, &(skill, _)) in (0..).zip(&found) {
            let (start, end) = &mut of_skill[skill as usize];
            if *end == 0 {
                *start = at;
            }
            *end = at + 1;
        }
        let worths = found.into_iter().map(|(_, worth)| worth).collect();
        let weights = seat.needs.iter().map(|need| need.weight).sum();
        let near = seat.near.map(|near| reach(index, near));
        Self { index, seat, worths, of_skill, weights, near, best: vec![0; seat.needs.len()] }
    }

    /// What a member earns in the seat.
    pub(crate) fn points(&mut self, member: Slot) -> Points {
        self.best.fill(0);
        let mut proof = 0;
        for known in self.index.all_known(member) {
            let (start, end) = self.of_skill[known.skill as usize];
            for worth in &self.worths[start as usize..end as usize] {
                let best = &mut self.best[worth.need];
                *best = worth.values[usize::from(known.level)].max(*best);
                proof += worth.evidence * i64::from(known.evidence);
            }
        }
        let fit: i64 = self.best.iter().zip(&self.seat.needs).map(|(value, need)| need.weight * value).sum();
        Points {
            fit: fit / self.weights,
            proof: proof / self.weights,
            turn: self.index.turn(member),
            thrift: thrift(self.seat.thrift_cap, self.index.rate(member)),
            near: self.near.as_ref().map_or(0, |near| near.points(self.index, member)),
        }
    }

    /// Condition 6: where the seat is near a place, the member works on site and lives close enough.
    pub(crate) fn can_come(&self, member: Slot) -> bool {
        let Some(near) = &self.near else { return true };
        self.index.works_onsite(member) && near.distance(self.index, member).is_some_and(|km| km <= near.km)
    }
}

/// What each level is worth for a need, of a skill that is worth so many per mille of the one asked.
fn values(asked: &Asked, share: i64) -> [i64; 6] {
    let level = i64::from(asked.level);
    let mut values = [0; 6];
    for (known, value) in (0..).zip(&mut values) {
        *value = share * level.min(known) / level;
    }
    values
}

fn reach(index: &Index, near: Nearby) -> Reach {
    let distances = near.place.map_or_else(Vec::new, |place| index.distances(place));
    Reach { km: near.km, distances }
}

impl Reach {
    fn distance(&self, index: &Index, member: Slot) -> Option<i64> {
        let home = index.home(member)?;
        self.distances.get(home as usize).copied().flatten()
    }

    fn points(&self, index: &Index, member: Slot) -> i64 {
        self.distance(index, member).map_or(0, |km| per_mille(self.km - km, self.km))
    }
}

fn thrift(cap: i64, rate: i64) -> i64 {
    if cap == 0 {
        return 0;
    }
    per_mille((cap - rate).max(0), cap)
}

/// `1000 · part / whole`, for any part that is not more than the whole. Wide only where it must be.
fn per_mille(part: i64, whole: i64) -> i64 {
    match part.checked_mul(1000) {
        Some(product) => product / whole,
        None => i64::try_from(i128::from(part) * 1000 / i128::from(whole)).expect("at most 1000"),
    }
}
