//! The arithmetic of turns.

use crate::identity::MemberId;

/// The account that takes what does not divide.
pub(super) const NETWORK: &str = "network";

/// One offer stands for a hundred hours of work: so many milli-offers is an hour worth.
const MILLI_OFFERS_AN_HOUR: i64 = 10;

/// A seat that is offered to a member.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Who is invited.
    pub to: MemberId,
    /// Everybody who was eligible for the seat, the invited member among them.
    pub eligible: Vec<MemberId>,
    /// Hours a week.
    pub hours: i32,
    /// For how many weeks.
    pub weeks: i32,
}

impl Offer {
    /// What the offer weighs, in milli-offers.
    fn weight(&self) -> i64 {
        i64::from(self.hours) * i64::from(self.weeks) * MILLI_OFFERS_AN_HOUR
    }

    /// The equal share of everybody who was eligible, rounded down, and what is left over for the network. Where
    /// nobody was eligible the network takes all.
    fn shares(&self) -> (i64, i64) {
        let heads = i64::try_from(self.eligible.len()).unwrap_or(i64::MAX);
        let share = self.weight().checked_div(heads).unwrap_or_default();
        (share, self.weight() - share * heads)
    }

    /// The postings of its entry: account and milli-offers, in the order of the accounts. They sum to zero.
    pub(super) fn postings(&self) -> Vec<(String, i64)> {
        let (share, left) = self.shares();
        let mut postings: std::collections::BTreeMap<String, i64> =
            self.eligible.iter().map(|member| (member.to_string(), share)).collect();
        *postings.entry(self.to.to_string()).or_default() -= self.weight();
        *postings.entry(NETWORK.to_owned()).or_default() += left;
        postings.into_iter().filter(|(_, milli)| *milli != 0).collect()
    }
}

/// Turn points of a balance: 500 where entitled and received are even, 1000 from `cap` milli-offers entitled up, 0 from
/// `cap` milli-offers received down.
pub fn points(balance: i64, cap: i64) -> i64 {
    let cap = cap.max(1);
    500 + balance.clamp(-cap, cap) * 500 / cap
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_offer_sums_to_zero(heads in 0..200_u128, to in 0..220_u128, hours in 1..=80, weeks in 1..=104) {
            let eligible = (0..heads).map(Id::from_bits).collect();
            let postings = Offer { to: Id::from_bits(to), eligible, hours, weeks }.postings();
            prop_assert_eq!(postings.iter().map(|(_, milli)| milli).sum::<i64>(), 0);
        }

        #[test]
        fn more_entitled_is_never_less_points(balance in -50_000..50_000i64, more in 0..5_000i64, cap in 1..20_000i64) {
            prop_assert!(points(balance, cap) <= points(balance + more, cap));
            prop_assert!((0..=1000).contains(&points(balance, cap)));
            prop_assert_eq!(points(0, cap), 500);
        }
    }
}
