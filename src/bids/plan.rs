//! What a crew bids: who takes which seat, at which rate, for how many hours, from when, and who gets which share.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::{Currency, Day, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    briefs::{Document, HORIZON_WEEKS, Seat},
    error::{Check, Error, Result},
    identity::MemberId,
};

/// A share of all of the price, in basis points.
pub const WHOLE: i32 = 10_000;
/// The highest rate that can be asked, in minor units an hour, where a seat has no cap.
pub const HIGHEST_RATE: i64 = 10_000_000;
/// The highest price of a bid, in minor units: what an engagement may cost.
const HIGHEST_PRICE: i64 = 1_000_000_000_000;
/// How many weeks later than asked a crew may begin.
const LATEST_WEEKS: i32 = 26;

/// What a crew bids.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Every seat of the brief once, each with another member.
    pub seats: Vec<PlannedSeat>,
    /// The Monday on which the work begins, where it is another than the brief asks for; all seats move with it.
    #[serde(default)]
    pub start: Option<Day>,
    /// What part of every payment each member gets. Where absent, each gets what their seat costs.
    #[serde(default)]
    pub shares: Option<Vec<Share>>,
}

/// A seat of a plan.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedSeat {
    /// The seat of the brief.
    pub seat: String,
    /// Who takes it.
    pub member: MemberId,
    /// Minor units an hour.
    pub rate: i64,
    /// Hours a week, at most what the seat asks for; that, where absent.
    #[serde(default)]
    pub hours: Option<i32>,
}

/// A member's share of the price.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Whose.
    pub member: MemberId,
    /// How much, 1 to 10000; all shares add up to 10000.
    pub basis_points: i32,
}

/// A seat of a bid, as it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The seat of the brief.
    pub seat: String,
    /// Who takes it.
    pub member: MemberId,
    /// Minor units an hour.
    pub rate_minor: i64,
    /// Hours a week.
    pub hours: i32,
    /// The Monday on which it begins.
    pub first_monday: Day,
    /// For how many weeks.
    pub weeks: i32,
    /// Its part of the price in basis points; where absent, what the seat costs.
    pub share: Option<i32>,
}

impl Part {
    /// What the seat costs in all, in minor units. The factors are bounded where they enter, so it fits.
    pub fn cost_minor(&self) -> i64 {
        self.rate_minor * i64::from(self.hours) * i64::from(self.weeks)
    }
}

/// What all seats cost together.
pub fn price(parts: &[Part], currency: Currency) -> Money {
    Money::new(parts.iter().map(Part::cost_minor).sum(), currency)
}

/// How much more `price` is than the budget of a brief, if it has one and that is exceeded. The budget is told, and does
/// not bind: what a seat may cost at most is said by its cap.
pub fn above_budget(price: Money, document: &Document) -> Option<Money> {
    let above = price.minor() - document.budget?;
    (above > 0).then(|| Money::new(above, document.currency))
}

/// What each seat is paid of the price, in the order of the seats: by the shares that the team agreed on, to the cent.
pub fn paid(price: Money, parts: &[Part]) -> Vec<Money> {
    let weights = parts.iter().map(|part| match part.share {
        Some(share) => u64::from(share.unsigned_abs()),
        None => part.cost_minor().unsigned_abs(),
    });
    price.split(&weights.collect::<Vec<_>>())
}

impl Plan {
    /// The plan's seats in the order of the brief, or everything that is wrong with it. `crew` may take seats; the work
    /// begins on `soonest`, a Monday, or later.
    pub fn check(&self, document: &Document, crew: &BTreeSet<MemberId>, soonest: Day) -> Result<Vec<Part>> {
        let mut check = Check::new();
        self.check_seats(document, crew, &mut check);
        self.check_start(document, soonest, &mut check);
        check.done()?;
        let shares = self.shares()?;
        let shift = self.shift_weeks(document);
        let part = |asked: &Seat| {
            let taken = self.seats.iter().find(|taken| taken.seat == asked.id)?;
            Some(Part {
                seat: asked.id.clone(),
                member: taken.member,
                rate_minor: taken.rate,
                hours: taken.hours.unwrap_or(asked.hours),
                first_monday: asked.from.plus_weeks(shift),
                weeks: asked.weeks,
                share: shares.as_ref().and_then(|shares| shares.get(&taken.member).copied()),
            })
        };
        let parts: Vec<Part> = document.seats.iter().filter_map(part).collect();
        let price = price(&parts, document.currency);
        if price.minor() > HIGHEST_PRICE {
            let right = format!("seats that cost at most {} together", Money::new(HIGHEST_PRICE, document.currency));
            return Err(Error::field("seats", price.to_string(), right));
        }
        Ok(parts)
    }

    fn check_seats(&self, document: &Document, crew: &BTreeSet<MemberId>, check: &mut Check) {
        let (mut seats, mut members) = (BTreeSet::new(), BTreeSet::new());
        for (place, taken) in self.seats.iter().enumerate().take(document.seats.len() + 1) {
            let at = |field: &str| format!("seats[{place}].{field}");
            let asked = document.seats.iter().find(|asked| asked.id == taken.seat);
            let fresh = asked.is_some() && seats.insert(&taken.seat);
            check.that(fresh, at("seat"), &taken.seat, "a seat of the brief, once");
            let fits = crew.contains(&taken.member) && members.insert(taken.member);
            check.that(fits, at("member"), taken.member, "somebody who joined the crew, at one seat");
            let cap = asked.and_then(|asked| asked.rate_cap).unwrap_or(HIGHEST_RATE).min(HIGHEST_RATE);
            check.that((1..=cap).contains(&taken.rate), at("rate"), taken.rate, format!("1 to {cap} minor units"));
            let most = asked.map_or(80, |asked| asked.hours);
            let hours = taken.hours.unwrap_or(most);
            check.that((1..=most).contains(&hours), at("hours"), hours, format!("1 to {most} hours a week"));
        }
        let missing: Vec<&str> = document
            .seats
            .iter()
            .map(|asked| asked.id.as_str())
            .filter(|id| !seats.contains(&(*id).to_owned()))
            .collect();
        let right = format!("every seat of the brief once, also {}", missing.join(", "));
        check.that(missing.is_empty() && self.seats.len() == document.seats.len(), "seats", self.seats.len(), right);
    }

    fn check_start(&self, document: &Document, soonest: Day, check: &mut Check) {
        let Some((start, asked)) = self.start.zip(begins(document)) else { return };
        // No seat may end beyond the horizon of the pools.
        let end = document.seats.iter().map(Seat::end).max().unwrap_or(asked);
        let room = end.weeks_until(soonest.plus_weeks(HORIZON_WEEKS)).clamp(0, LATEST_WEEKS);
        let latest = asked.plus_weeks(room);
        let right = format!("a Monday from {soonest} to {latest}");
        check.that(start.is_monday() && (soonest..=latest).contains(&start), "start", start, right);
    }

    /// Every member's share, where the plan says any.
    fn shares(&self) -> Result<Option<BTreeMap<MemberId, i32>>> {
        let Some(shares) = &self.shares else { return Ok(None) };
        let mut check = Check::new();
        let members: BTreeSet<MemberId> = self.seats.iter().map(|taken| taken.member).collect();
        let mut by_member = BTreeMap::new();
        for (place, share) in shares.iter().enumerate().take(members.len() + 1) {
            let known = members.contains(&share.member) && by_member.insert(share.member, share.basis_points).is_none();
            check.that(known, format!("shares[{place}].member"), share.member, "somebody who takes a seat, once");
            let fits = (1..=WHOLE).contains(&share.basis_points);
            check.that(fits, format!("shares[{place}].basis_points"), share.basis_points, "1 to 10000");
        }
        let right = "a share for everybody who takes a seat";
        check.that(by_member.len() == members.len(), "shares", shares.len(), right);
        check.done()?;
        let sum: i32 = by_member.values().sum();
        match sum - WHOLE {
            0 => Ok(Some(by_member)),
            more if more > 0 => Err(Error::field("shares", sum, format!("{WHOLE} basis points in all: {more} fewer"))),
            less => Err(Error::field("shares", sum, format!("{WHOLE} basis points in all: {} more", -less))),
        }
    }

    fn shift_weeks(&self, document: &Document) -> i32 {
        self.start.zip(begins(document)).map_or(0, |(start, asked)| asked.weeks_until(start))
    }
}

/// The Monday on which the first seat of a brief begins.
pub fn begins(document: &Document) -> Option<Day> {
    document.seats.iter().map(|seat| seat.from).min()
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;
    use proptest::prelude::*;

    use super::*;

    /// Up to sixteen seats of a crew, all of which agreed on shares, or none.
    fn parts() -> impl Strategy<Value = Vec<Part>> {
        let part = (1..=200_000_i64, 1..=80_i32, 1..=52_i32, 1..=WHOLE);
        (any::<bool>(), prop::collection::vec(part, 1..=16)).prop_map(|(agreed, parts)| {
            let part = |(number, (rate_minor, hours, weeks, share)): (usize, (i64, i32, i32, i32))| Part {
                seat: format!("seat-{number}"),
                member: Id::from_bits(number as u128),
                rate_minor,
                hours,
                first_monday: "2027-01-04".parse().unwrap(),
                weeks,
                share: agreed.then_some(share),
            };
            parts.into_iter().enumerate().map(part).collect()
        })
    }

    proptest! {
        #[test]
        fn a_price_is_divided_whole_and_nobody_owes(parts in parts(), minor in 1..HIGHEST_PRICE) {
            let price = Money::new(minor, Currency::EUR);
            let paid = paid(price, &parts);
            prop_assert_eq!(paid.len(), parts.len());
            prop_assert_eq!(paid.iter().map(|part| part.minor()).sum::<i64>(), minor);
            prop_assert!(paid.iter().all(|part| part.minor() >= 0));
        }

        #[test]
        fn without_shares_each_seat_is_paid_what_it_costs(parts in parts()) {
            let parts: Vec<Part> = parts.into_iter().map(|part| Part { share: None, ..part }).collect();
            let paid = paid(price(&parts, Currency::EUR), &parts);
            prop_assert!(paid.iter().zip(&parts).all(|(paid, part)| paid.minor() == part.cost_minor()));
        }

        #[test]
        fn the_order_of_the_seats_moves_nobody_by_more_than_the_odd_unit(
            parts in parts(), minor in 1..HIGHEST_PRICE, turn in 0..16_usize,
        ) {
            let price = Money::new(minor, Currency::EUR);
            let mut before: Vec<(Part, i64)> =
                parts.iter().cloned().zip(paid(price, &parts)).map(|(part, paid)| (part, paid.minor())).collect();
            let turn = turn % before.len();
            before.rotate_left(turn);
            let turned: Vec<Part> = before.iter().map(|(part, _)| part.clone()).collect();
            for ((part, before), after) in before.iter().zip(paid(price, &turned)) {
                prop_assert!((before - after.minor()).abs() <= 1, "{:?}: {} or {}", part, before, after);
            }
        }
    }
}
