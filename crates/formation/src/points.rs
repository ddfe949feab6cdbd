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

/// What a skill at each level is worth for each of a few needs, per mille.
type Worth = [[i16; LANES]; 6];

/// Needs that are looked at together.
#[derive(Clone, Debug)]
struct Needs {
    weights: [i64; LANES],
    /// By row: that of a skill nobody asks for is the first, and worth nothing.
    worths: Vec<Worth>,
}

/// A seat's wishes turned round, so that a member is measured by one walk over what they know, without a jump that
/// depends on it.
#[derive(Clone, Debug)]
pub(crate) struct Gauge<'a> {
    index: &'a Index,
    seat: &'a Wanted,
    /// By skill: its row.
    rows: Vec<u32>,
    /// By row: the weight of the need that asks for this very skill, which its evidence counts with.
    evidence: Vec<i64>,
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
        let weights = seat.needs.iter().map(|need| need.weight).sum();
        let near = seat.near.map(|near| reach(index, near));
        let mut gauge =
            Self { index, seat, rows: vec![0; index.skills()], evidence: vec![0], needs: Vec::new(), weights, near };
        for needs in seat.needs.chunks(LANES) {
            let mut weights = [0; LANES];
            for (lane, need) in needs.iter().enumerate() {
                weights[lane] = need.weight;
                gauge.give_rows(need);
            }
            gauge.needs.push(Needs { weights, worths: Vec::new() });
        }
        for (at, needs) in seat.needs.chunks(LANES).enumerate() {
            gauge.needs[at].worths = gauge.worths(needs);
        }
        gauge
    }

    /// Gives rows to a need's own skill and to those related to it.
    fn give_rows(&mut self, need: &Asked) {
        let Some(skill) = need.skill else { return };
        for &(skill, _) in std::iter::once(&(skill, 0)).chain(self.index.related(skill)) {
            let row = &mut self.rows[skill as usize];
            if *row == 0 {
                *row = u32::try_from(self.evidence.len()).expect("a pool has fewer skills than u32 has numbers");
                self.evidence.push(0);
            }
        }
        self.evidence[self.rows[skill as usize] as usize] = need.weight;
    }

    fn worths(&self, needs: &[Asked]) -> Vec<Worth> {
        let mut worths = vec![Worth::default(); self.evidence.len()];
        for (lane, need) in needs.iter().enumerate() {
            let Some(skill) = need.skill else { continue };
            let mut put = |skill: u32, share: i64| {
                let worth = &mut worths[self.rows[skill as usize] as usize];
                for (level, value) in (0..).zip(worth) {
                    value[lane] = share_of(need, share, level);
                }
            };
            put(skill, 1000);
            if need.kind == Kind::Nice {
                self.index.related(skill).iter().for_each(|&(other, share)| put(other, share));
            }
        }
        worths
    }

    /// What a member earns in the seat.
    pub(crate) fn points(&self, member: Slot) -> Points {
        let known = || self.index.all_known(member).map(|known| (known, self.rows[known.skill as usize] as usize));
        let fit: i64 = self.needs.iter().map(|needs| needs.fit(known())).sum();
        let proof: i64 = known().map(|(known, row)| self.evidence[row] * i64::from(known.evidence)).sum();
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
    /// The weighted sum of the best value for each need, of skills with their rows.
    fn fit(&self, known: impl Iterator<Item = (Known, usize)>) -> i64 {
        let mut best = [0; LANES];
        for (known, row) in known {
            for (best, &value) in best.iter_mut().zip(&self.worths[row][usize::from(known.level)]) {
                *best = value.max(*best);
            }
        }
        best.iter().zip(&self.weights).map(|(&best, weight)| i64::from(best) * weight).sum()
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
