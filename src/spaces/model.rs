//! Spaces, their rates over time, and when a rate may begin.

use muster_kernel::{BasisPoints, Currency, Day, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{SpaceId, TermsId};
use crate::{
    book::{MOST_TAKEN, Payee, Rule},
    identity::PersonId,
    places::PlaceId,
};

crate::words! {
    /// What a rate is for.
    pub enum RateKind {
        /// A space's part of what its members earn.
        Commission = "commission",
        /// The network's fee.
        Network = "network",
        /// The contribution to the mutual fund.
        Fund = "fund",
        /// The tax that clients pay on top of a price.
        Tax = "tax",
        /// The tax on the network's fee, on top of it.
        FeeTax = "fee_tax",
        /// What whoever brought the client gets out of the network's fee.
        Finder = "finder",
    }
}

impl RateKind {
    /// The highest rate of its kind, in basis points: what is shared out of a fee may be all of it.
    pub const fn most(self) -> i32 {
        match self {
            Self::Finder => BasisPoints::WHOLE.points(),
            _ => MOST_TAKEN,
        }
    }

    /// What it does to what a seat is paid; none where it comes on top of a price.
    pub const fn rule(self, rate: BasisPoints) -> Option<Rule> {
        match self {
            Self::Commission => Some(Rule::fee(Payee::Space, rate)),
            Self::Network => Some(Rule::fee(Payee::Network, rate)),
            Self::Fund => Some(Rule::fee(Payee::Fund, rate)),
            Self::FeeTax => Some(Rule::on_top_of(Payee::Network, Payee::Tax, rate)),
            Self::Finder => Some(Rule::out_of(Payee::Network, Payee::Finder, rate)),
            Self::Tax => None,
        }
    }

    /// Whether it may have bounds.
    pub const fn may_be_bounded(self) -> bool {
        matches!(self, Self::Commission | Self::Network | Self::Fund)
    }
}

/// The bounds of a rate in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// In which currency.
    pub currency: Currency,
    /// The least that it takes of a release, in minor units; as far as half stays with the member.
    #[serde(default)]
    pub least: i64,
    /// The most that it takes of one member's work in a year, in minor units.
    pub most_a_year: Option<i64>,
}

/// The days between the announcement of a rate and its first day.
pub const NOTICE_DAYS: i32 = 30;
/// How far ahead a rate or a move can be set.
pub const HORIZON_DAYS: i32 = 2 * 366;

/// A coworking space.
#[derive(Serialize, ToSchema)]
pub struct Space {
    /// Its id.
    pub id: SpaceId,
    /// What it is called.
    pub name: String,
    /// The town or village that it is in.
    pub place: PlaceId,
}

/// A space to be founded.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSpace {
    /// What it is called.
    pub name: String,
    /// The town or village that it is in.
    pub place: PlaceId,
    /// Its first commission, in force at once: 0 to 5000 basis points.
    pub commission: i32,
}

/// A rate from a day on.
#[derive(Serialize, ToSchema)]
pub struct Terms {
    /// Its id.
    pub id: TermsId,
    /// What it is for.
    pub kind: RateKind,
    /// The rate.
    pub basis_points: BasisPoints,
    /// Its bounds, in the currencies that have some.
    pub bounds: Vec<Bounds>,
    /// The first day on which it counts, until the next one of its kind.
    pub from_day: Day,
    /// When it was announced.
    pub announced_at: Instant,
}

/// A member's home space over a span of days.
#[derive(Serialize, ToSchema)]
pub struct Home {
    /// The space.
    pub space: SpaceId,
    /// What it is called.
    pub name: String,
    /// The first day.
    pub from: Day,
    /// The last day, where it is known.
    pub to: Option<Day>,
}

/// Somebody who runs a space, as admins see them.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpaceOperator {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// Somebody who belongs to a space, as its operators see them.
#[derive(Serialize, ToSchema)]
pub struct SpaceMember {
    /// Their name.
    pub name: String,
    /// Since when they belong to the space.
    pub since: Day,
    /// Their last day, where it is known.
    pub until: Option<Day>,
}

/// Rates of one kind, each from a day on.
#[derive(Clone, Debug, Default)]
pub struct Timeline(Vec<(Day, BasisPoints)>);

impl Timeline {
    /// Rates, each with its first day, in whatever order.
    pub fn new(mut rates: Vec<(Day, BasisPoints)>) -> Self {
        rates.sort_unstable();
        Self(rates)
    }

    /// The same rates and one more; on its first day it takes the place of another one.
    #[must_use]
    pub fn with(&self, from: Day, rate: BasisPoints) -> Self {
        let others = self.0.iter().filter(|(day, _)| *day != from).copied();
        Self::new(others.chain([(from, rate)]).collect())
    }

    /// The basis points in force on a day; none before the first rate.
    pub fn on(&self, day: Day) -> i32 {
        self.0.iter().rev().find(|(from, _)| *from <= day).map_or(0, |(_, rate)| rate.points())
    }

    /// Whether there is no rate yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn changes_after(&self, day: Day) -> impl Iterator<Item = Day> {
        self.0.iter().map(|(from, _)| *from).filter(move |from| *from > day)
    }
}

/// The first day from `from` on, on which rates take more than `most` together, as `taken` says of their basis points in
/// the same order.
pub fn first_excess(timelines: &[&Timeline], from: Day, most: i32, taken: impl Fn(&[i32]) -> i32) -> Option<Day> {
    let changes = timelines.iter().flat_map(|timeline| timeline.changes_after(from));
    let mut days: Vec<Day> = changes.chain([from]).collect();
    days.sort_unstable();
    days.into_iter().find(|day| taken(&timelines.iter().map(|timeline| timeline.on(*day)).collect::<Vec<_>>()) > most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(offset: i32) -> Day {
        "2026-11-02".parse::<Day>().unwrap().plus_days(offset)
    }

    fn together(points: &[i32]) -> i32 {
        points.iter().sum()
    }

    fn rates(rates: &[(i32, i32)]) -> Timeline {
        Timeline::new(rates.iter().map(|(from, points)| (day(*from), BasisPoints::new(*points).unwrap())).collect())
    }

    #[test]
    fn a_rate_counts_from_its_day_until_the_next_one() {
        let timeline = rates(&[(10, 2_000), (0, 1_000)]);
        assert_eq!([-1, 0, 9, 10, 99].map(|offset| timeline.on(day(offset))), [0, 1_000, 1_000, 2_000, 2_000]);
    }

    #[test]
    fn an_excess_is_found_on_the_day_on_which_it_begins() {
        let (commission, network) = (rates(&[(0, 1_000), (40, 2_000)]), rates(&[(0, 3_000), (60, 3_001)]));
        assert_eq!(first_excess(&[&commission, &network], day(0), 5_000, together), Some(day(60)));
        assert_eq!(
            first_excess(&[&commission, &network.with(day(60), BasisPoints::ZERO)], day(0), 5_000, together),
            None
        );
    }

    proptest! {
        #[test]
        fn no_day_is_overlooked(
            a in prop::collection::vec((0..50_i32, 0..3_000_i32), 0..5),
            b in prop::collection::vec((0..50_i32, 0..3_000_i32), 0..5),
            from in 0..50_i32,
        ) {
            let (a, b) = (rates(&a), rates(&b));
            let by_hand = (from..60).map(day).find(|on| a.on(*on) + b.on(*on) > 3_000);
            prop_assert_eq!(first_excess(&[&a, &b], day(from), 3_000, together), by_hand);
        }
    }
}
