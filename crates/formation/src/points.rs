//! The points of a member in a seat, to the letter of the contract: every division rounds down.

use crate::{
    Index,
    document::Weights,
    index::{Known, Slot},
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

/// How many needs are looked at together: their values fill one vector register.
const LANES: usize = 8;

/// What knowing a skill is worth for each of a few needs.
#[derive(Clone, Copy, Debug, Default)]
struct Worth {
    /// By level, per mille.
    values: [[i16; LANES]; 6],
    /// The weight of the need that asks for this very skill, which its evidence counts with.
    evidence: i64,
}

/// Needs that are looked at together.
#[derive(Clone, Debug)]
struct Needs {
    weights: [i64; LANES],
    /// By skill: its row.
    rows: Vec<u32>,
    /// By row: that of a skill nobody asks for is the first, and worth nothing.
    worths: Vec<Worth>,
}

/// A seat's wishes turned round, so that a member is measured by one walk over what they know, without a jump that
/// depends on it.
#[derive(Clone, Debug)]
pub(crate) struct Gauge<'a> {
    index: &'a Index,
    seat: &'a Wanted,
    needs: Vec<Needs>,
    weights: i64,
    near: Option<Reach>,
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
        Self {
            index,
            seat,
            needs: seat.needs.chunks(LANES).map(|needs| Needs::new(index, needs)).collect(),
            weights: seat.needs.iter().map(|need| need.weight).sum(),
            near: seat.near.map(|near| reach(index, near)),
        }
    }

    /// What a member earns in the seat.
    pub(crate) fn points(&self, member: Slot) -> Points {
        let sums = self.needs.iter().map(|needs| needs.sums(self.index.all_known(member)));
        let (fit, proof) = sums.fold((0, 0), |(fit, proof), (more, evidence)| (fit + more, proof + evidence));
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

impl Needs {
    /// At most [`LANES`] needs.
    fn new(index: &Index, needs: &[Asked]) -> Self {
        let mut all = Self { weights: [0; LANES], rows: vec![0; index.skills()], worths: vec![Worth::default()] };
        for (lane, need) in needs.iter().enumerate() {
            all.weights[lane] = need.weight;
            let Some(skill) = need.skill else { continue };
            all.put(lane, need, skill, 1000);
            all.worth(skill).evidence = need.weight;
            if need.kind == Kind::Nice {
                index.related(skill).iter().for_each(|&(other, share)| all.put(lane, need, other, share));
            }
        }
        all
    }

    /// Notes that a skill is worth so many per mille of the one that a need asks for.
    fn put(&mut self, lane: usize, need: &Asked, skill: u32, share: i64) {
        for (level, values) in (0..).zip(&mut self.worth(skill).values) {
            values[lane] = share_of(need, share, level);
        }
    }

    /// What a skill is worth, in a row of its own.
    fn worth(&mut self, skill: u32) -> &mut Worth {
        let row = &mut self.rows[skill as usize];
        if *row == 0 {
            *row = u32::try_from(self.worths.len()).expect("a pool has fewer skills than u32 has numbers");
            self.worths.push(Worth::default());
        }
        &mut self.worths[*row as usize]
    }

    /// For all that a member knows: the weighted sum of the best value for each need, and that of the evidence.
    fn sums(&self, known: impl Iterator<Item = Known>) -> (i64, i64) {
        let mut best = [0; LANES];
        let mut proof = 0;
        for known in known {
            let worth = &self.worths[self.rows[known.skill as usize] as usize];
            for (best, &value) in best.iter_mut().zip(&worth.values[usize::from(known.level)]) {
                *best = value.max(*best);
            }
            proof += worth.evidence * i64::from(known.evidence);
        }
        let fit = best.iter().zip(&self.weights).map(|(&best, weight)| i64::from(best) * weight).sum();
        (fit, proof)
    }
}

/// What a level is worth for a need, of a skill that is worth so many per mille of the one asked.
fn share_of(need: &Asked, share: i64, level: i64) -> i16 {
    let asked = i64::from(need.level);
    i16::try_from(share * asked.min(level) / asked).expect("at most 1000")
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
