//! What a meter says, and how much of it can be told. Pure.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::Currency;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{engagements::EngagementId, identity::MemberId, spaces::SpaceId};

/// The fewest seats, and the fewest members who held them, of which a sum is told.
pub(super) const FEWEST: usize = 3;
/// To how many whole units of its currency a sum is rounded up: it is told as the most that could have been gained.
const STEP_UNITS: i64 = 100;

/// What a space could have gained in a span of months, had its operators been able to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Meter {
    /// Each currency by itself.
    pub lines: Vec<MeterLine>,
    /// How many runs of the span were certified not to depend on spaces.
    pub certificates: i64,
    /// How many of them were found to depend on spaces after all.
    pub unequal: i64,
    /// Why nothing was steered, in a sentence.
    pub why: String,
}

/// A meter in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeterLine {
    /// In which currency.
    pub currency: Currency,
    /// What the space gained, in minor units.
    pub did_gain_minor: i64,
    /// What it could have gained at most: that, and what it missed in the months in which three members of elsewhere held
    /// three seats within its reach, by month rounded up to a hundred units of the currency. Absent where there is no such
    /// month.
    pub could_have_gained_minor: Option<i64>,
    /// What it gained by steering: nothing.
    pub steered_minor: i64,
}

/// What a space missed in a month and in one currency.
#[derive(Clone, Debug, Default)]
pub(super) struct Missed {
    weighted: i128,
    seats: BTreeSet<(EngagementId, String)>,
    holders: BTreeSet<MemberId>,
}

/// What every space missed, by space and currency.
pub(super) type MissedBy = BTreeMap<(SpaceId, Currency), Missed>;

impl Missed {
    /// A seat within the space's reach was paid so much, and somebody of elsewhere held it.
    pub(super) fn seat(&mut self, seat: (EngagementId, String), holder: MemberId, paid_minor: i64, basis_points: i32) {
        self.weighted += i128::from(paid_minor) * i128::from(basis_points);
        self.seats.insert(seat);
        self.holders.insert(holder);
    }

    /// The commission that was missed, in minor units to the step; `None` where it would tell too much, or nothing.
    pub(super) fn told(&self, currency: Currency) -> Option<Told> {
        let enough = self.seats.len() >= FEWEST && self.holders.len() >= FEWEST && self.weighted > 0;
        let step = i128::from(STEP_UNITS * 10_i64.pow(u32::from(currency.exponent())));
        // Of ten thousand basis points.
        let steps = (self.weighted + step * 10_000 - 1) / (step * 10_000);
        let count = |set: usize| i32::try_from(set).unwrap_or(i32::MAX);
        enough.then(|| Told {
            missed_minor: i64::try_from(steps * step).unwrap_or(i64::MAX),
            seats: count(self.seats.len()),
            holders: count(self.holders.len()),
        })
    }
}

/// What can be told of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) missed_minor: i64,
    pub(super) seats: i32,
    pub(super) holders: i32,
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;

    use super::*;

    /// Seats of that many members, at 4 000.00 each and a commission of ten per cent.
    fn missed(holders: u8, seats: u8, paid: i64) -> Option<i64> {
        let mut missed = Missed::default();
        for seat in 0..seats {
            let holder = Id::from_bits(u128::from(seat % holders));
            missed.seat((Id::from_bits(1), format!("seat-{seat}")), holder, paid, 1_000);
        }
        missed.told(Currency::EUR).map(|told| told.missed_minor)
    }

    #[test]
    fn a_sum_is_told_of_three_seats_of_three_members_up_to_the_step() {
        assert_eq!(missed(3, 3, 400_000), Some(120_000));
        assert_eq!(missed(3, 4, 410_000), Some(170_000), "1 640.00 is not the most of what is told as 1 600.00");
        assert_eq!(missed(3, 3, 450_000), Some(140_000));
        assert_eq!([missed(2, 9, 400_000), missed(2, 2, 400_000)], [None, None]);
        assert_eq!(missed(3, 3, -400_000), None, "what was taken back altogether is nothing to be missed");
    }

    #[test]
    fn the_step_follows_the_currencys_own_units() {
        let mut missed = Missed::default();
        for seat in 0..3_u8 {
            let holder = Id::from_bits(u128::from(seat));
            missed.seat((Id::from_bits(1), seat.to_string()), holder, 2_345, 1_000);
        }
        assert_eq!(missed.told("JPY".parse().unwrap()).map(|told| told.missed_minor), Some(800));
    }
}
