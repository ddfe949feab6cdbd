//! How a seat's money is divided.

use muster_kernel::{BasisPoints, Money};
use serde::Serialize;

use crate::spaces::SpaceId;

crate::words! {
    /// Who gets a part of a seat's money.
    pub enum Payee {
        /// Whoever did the work.
        Member = "member",
        /// Their home space: its commission.
        Space = "space",
        /// The network: its fee.
        Network = "network",
        /// The mutual fund: the members' contribution to each other.
        Fund = "fund",
    }
}

/// What everybody but the member may take together: half.
pub const MOST_TAKEN: i32 = 5_000;

/// The rates that divide a seat's money. Together they take at most half of it; without a home space there is no
/// commission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SeatTerms {
    space: Option<SpaceId>,
    commission: BasisPoints,
    network: BasisPoints,
    fund: BasisPoints,
}

impl SeatTerms {
    /// The terms of a seat whose member belongs to `home` (a space and its commission), or `None` where the rates take
    /// more than [`MOST_TAKEN`].
    pub fn new(home: Option<(SpaceId, BasisPoints)>, network: BasisPoints, fund: BasisPoints) -> Option<Self> {
        let (space, commission) = home.map_or((None, BasisPoints::ZERO), |(space, rate)| (Some(space), rate));
        let taken = commission.points() + network.points() + fund.points();
        (taken <= MOST_TAKEN).then_some(Self { space, commission, network, fund })
    }

    /// The member's home space, if any.
    pub const fn space(&self) -> Option<SpaceId> {
        self.space
    }

    /// The space's rate.
    pub const fn commission(&self) -> BasisPoints {
        self.commission
    }

    /// The network's rate.
    pub const fn network(&self) -> BasisPoints {
        self.network
    }

    /// The mutual fund's rate.
    pub const fn fund(&self) -> BasisPoints {
        self.fund
    }

    /// What is left to the member.
    pub fn member(&self) -> BasisPoints {
        let taken = self.commission.points() + self.network.points() + self.fund.points();
        BasisPoints::new(BasisPoints::WHOLE.points() - taken).expect("the rates take at most half")
    }
}

/// What one payee gets, and at which rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub payee: Payee,
    /// How much.
    pub amount: Money,
    /// At which rate.
    pub basis: BasisPoints,
}

/// Divides a seat's `amount` by its terms, in the fixed order member, space, network, fund: by largest remainders, so
/// that the parts always add up to the whole. A space stands among them only where there is a home space; a part may
/// be nothing.
pub fn split(amount: Money, terms: &SeatTerms) -> Vec<Part> {
    let mut rates = vec![(Payee::Member, terms.member())];
    rates.extend(terms.space.map(|_| (Payee::Space, terms.commission)));
    rates.extend([(Payee::Network, terms.network), (Payee::Fund, terms.fund)]);
    let weights: Vec<u64> = rates.iter().map(|(_, basis)| basis.weight()).collect();
    let amounts = amount.split(&weights);
    rates.into_iter().zip(amounts).map(|((payee, basis), amount)| Part { payee, amount, basis }).collect()
}

/// What is left to the member of a seat's `amount`.
pub fn member_part(amount: Money, terms: &SeatTerms) -> Money {
    let own = split(amount, terms).into_iter().find(|part| part.payee == Payee::Member);
    own.map(|part| part.amount).expect("the member stands first among the parts")
}

#[cfg(test)]
mod tests {
    use muster_kernel::{Currency, Id};
    use proptest::prelude::*;

    use super::*;

    fn rate(points: i32) -> BasisPoints {
        BasisPoints::new(points).unwrap()
    }

    fn at_home(commission: i32, network: i32, fund: i32) -> SeatTerms {
        SeatTerms::new(Some((Id::from_bits(1), rate(commission))), rate(network), rate(fund)).unwrap()
    }

    fn shares(amount: i64, terms: &SeatTerms) -> Vec<(Payee, i64)> {
        split(Money::new(amount, Currency::EUR), terms).iter().map(|part| (part.payee, part.amount.minor())).collect()
    }

    #[test]
    fn every_payee_gets_its_rate_and_the_member_the_rest() {
        assert_eq!(
            shares(100_000, &at_home(1_000, 500, 50)),
            [(Payee::Member, 84_500), (Payee::Space, 10_000), (Payee::Network, 5_000), (Payee::Fund, 500)],
        );
    }

    #[test]
    fn the_odd_cent_goes_to_the_largest_remainder() {
        // 84.5, 10, 5 and 0.5 of 101 cents: 85.345, 10.1, 5.05, 0.505; the fund's half cent is the largest remainder.
        assert_eq!(
            shares(101, &at_home(1_000, 500, 50)),
            [(Payee::Member, 85), (Payee::Space, 10), (Payee::Network, 5), (Payee::Fund, 1)],
        );
    }

    #[test]
    fn a_member_without_a_home_space_pays_no_commission() {
        let terms = SeatTerms::new(None, rate(500), rate(50)).unwrap();
        assert_eq!(shares(10_000, &terms), [(Payee::Member, 9_450), (Payee::Network, 500), (Payee::Fund, 50)]);
    }

    #[test]
    fn rates_that_take_more_than_half_are_no_terms() {
        let home = Some((Id::from_bits(1), rate(4_000)));
        assert!(SeatTerms::new(home, rate(900), rate(100)).is_some());
        assert_eq!(SeatTerms::new(home, rate(900), rate(101)), None);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_lie_within_one_unit_of_their_rate(
            amount in -1_000_000_000_000..1_000_000_000_000_i64,
            commission in 0..2_501, network in 0..1_501, fund in 0..1_001,
        ) {
            let terms = at_home(commission, network, fund);
            let parts = split(Money::new(amount, Currency::EUR), &terms);
            prop_assert_eq!(parts.iter().map(|part| part.amount.minor()).sum::<i64>(), amount);
            prop_assert_eq!(parts.iter().map(|part| part.payee).collect::<Vec<_>>(), Payee::ALL);
            for part in parts {
                let exact = i128::from(amount) * i128::from(part.basis.points());
                prop_assert!((i128::from(part.amount.minor()) * 10_000 - exact).abs() < 10_000);
            }
        }

        #[test]
        fn what_is_taken_back_is_what_was_given(amount in 0..1_000_000_000_i64, commission in 0..5_001) {
            let terms = at_home(commission, 0, 0);
            let given: Vec<_> = shares(amount, &terms);
            let back: Vec<_> = shares(-amount, &terms).into_iter().map(|(payee, part)| (payee, -part)).collect();
            prop_assert_eq!(given, back);
        }
    }
}
