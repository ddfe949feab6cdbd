//! The turn ledger of a simulation: the arithmetic of the server's, in memory.
//!
//! An offer is open until its brief ends. Then it is settled, where the seat was awarded, or reversed whole. Only what is
//! settled shrinks by the month, so that a reversal undoes its offer exactly whatever lay in between.

use std::sync::Arc;

/// One offer stands for an hour of work: so many milli-offers is an hour worth.
pub const MILLI_OFFERS_AN_HOUR: i64 = 1_000;

/// Turn points of a balance in milli-offers: 500 where entitled and received are even, 1000 from `cap` entitled up, 0
/// from `cap` received down.
pub fn points(balance: i64, cap: i64) -> i64 {
    let cap = cap.max(1);
    500 + balance.clamp(-cap, cap) * 500 / cap
}

/// A seat that is offered: to whom, who else was eligible, and what it weighs in milli-offers.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub(crate) to: u32,
    pub(crate) eligible: Arc<[u32]>,
    pub(crate) weight: i64,
}

impl Offer {
    /// The equal share of everybody who was eligible, rounded down.
    fn share(&self) -> i64 {
        let heads = i64::try_from(self.eligible.len()).expect("a pool has fewer members than i64 has numbers");
        self.weight.checked_div(heads).unwrap_or_default()
    }
}

/// What one member was entitled to and received, in milli-offers, and what stands in their account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Account {
    open: i64,
    settled: i64,
    entitled: i64,
    received: i64,
    asked: u32,
    was_eligible: bool,
}

/// All accounts, by the members' numbers, and the network's own.
#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    accounts: Vec<Account>,
    network: Account,
}

impl Ledger {
    pub(crate) fn new(members: usize) -> Self {
        Self { accounts: vec![Account::default(); members], network: Account::default() }
    }

    /// Posts an offer.
    pub(crate) fn offer(&mut self, offer: &Offer) {
        self.post(offer, 1);
        for &member in &*offer.eligible {
            self.accounts[member as usize].was_eligible = true;
        }
        self.accounts[offer.to as usize].asked += 1;
    }

    /// Reverses an offer whole: it was declined, it lapsed, or its brief ended otherwise.
    pub(crate) fn reverse(&mut self, offer: &Offer) {
        self.post(offer, -1);
    }

    fn post(&mut self, offer: &Offer, sign: i64) {
        let share = sign * offer.share();
        for &member in &*offer.eligible {
            let account = &mut self.accounts[member as usize];
            account.open += share;
            account.entitled += share;
        }
        let account = &mut self.accounts[offer.to as usize];
        account.open -= sign * offer.weight;
        account.received += sign * offer.weight;
        self.network.open += sign * rest(offer);
    }

    /// Settles an offer: its seat was awarded.
    pub(crate) fn settle(&mut self, offer: &Offer) {
        let share = offer.share();
        for &member in &*offer.eligible {
            let account = &mut self.accounts[member as usize];
            account.open -= share;
            account.settled += share;
        }
        let account = &mut self.accounts[offer.to as usize];
        account.open += offer.weight;
        account.settled -= offer.weight;
        self.network.open -= rest(offer);
        self.network.settled += rest(offer);
    }

    /// Lets every settled balance shrink to so many per mille, rounded towards zero; the network takes what is left over.
    pub(crate) fn decay(&mut self, keep: i64) {
        for account in &mut self.accounts {
            let kept = account.settled * keep / 1000;
            self.network.settled += account.settled - kept;
            account.settled = kept;
        }
    }

    /// A member's balance in milli-offers.
    pub(crate) fn balance(&self, member: u32) -> i64 {
        let account = &self.accounts[member as usize];
        account.open + account.settled
    }

    /// What a member was entitled to and received, in milli-offers; nothing of it shrinks.
    pub(crate) fn share(&self, member: u32) -> (i64, i64) {
        let account = &self.accounts[member as usize];
        (account.entitled, account.received)
    }

    /// Whether a member was ever eligible for a seat that was offered.
    pub(crate) fn was_eligible(&self, member: u32) -> bool {
        self.accounts[member as usize].was_eligible
    }

    /// How many seats a member was offered, those included that they declined.
    pub(crate) fn asked(&self, member: u32) -> u32 {
        self.accounts[member as usize].asked
    }

    /// The sums of all open and of all settled balances, the network's included: both are zero at every moment.
    pub(crate) fn sums(&self) -> (i64, i64) {
        let all = self.accounts.iter().chain([&self.network]);
        all.fold((0, 0), |(open, settled), account| (open + account.open, settled + account.settled))
    }
}

/// What does not divide, which is the network's.
fn rest(offer: &Offer) -> i64 {
    let heads = i64::try_from(offer.eligible.len()).expect("a pool has fewer members than i64 has numbers");
    offer.weight - offer.share() * heads
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn offer_of(to: u32, eligible: Vec<u32>, weight: i64) -> Offer {
        Offer { to, eligible: eligible.into(), weight }
    }

    #[test]
    fn an_offer_of_a_hundred_among_three_gives_each_a_third_and_the_rest_to_the_network() {
        let mut ledger = Ledger::new(3);
        ledger.offer(&offer_of(1, vec![0, 1, 2], 100));
        assert_eq!([0, 1, 2].map(|member| ledger.balance(member)), [33, -67, 33]);
        assert_eq!(ledger.network.open, 1);
        assert_eq!(ledger.share(1), (33, 100));
    }

    #[test]
    fn an_offer_is_undone_exactly_whatever_shrank_in_between() {
        let mut ledger = Ledger::new(4);
        let settled = offer_of(3, vec![0, 1, 3], 977);
        ledger.offer(&settled);
        ledger.settle(&settled);
        ledger.decay(900);
        let before: Vec<i64> = (0..4).map(|member| ledger.balance(member)).collect();
        assert_eq!(before, [292, 292, 0, -586], "0.9 of 325, 325, 0 and -652");
        let declined = offer_of(0, vec![0, 1, 2], 500);
        ledger.offer(&declined);
        let mut other = ledger.clone();
        ledger.decay(900);
        ledger.reverse(&declined);
        other.reverse(&declined);
        other.decay(900);
        assert_eq!(ledger.accounts, other.accounts);
    }

    proptest! {
        #[test]
        fn both_sums_are_zero_after_every_event(
            steps in vec((0..20u32, vec(any::<bool>(), 20), 1..80_000i64, 0..3u8, 0..=1000i64), 1..40)
        ) {
            let mut ledger = Ledger::new(20);
            for (to, among, weight, end, keep) in steps {
                let eligible = (0..20).zip(among).filter_map(|(member, is_in)| is_in.then_some(member)).collect();
                let offer = offer_of(to, eligible, weight);
                ledger.offer(&offer);
                prop_assert_eq!(ledger.sums(), (0, 0));
                match end {
                    0 => ledger.settle(&offer),
                    1 => ledger.reverse(&offer),
                    _ => ledger.decay(keep),
                }
                prop_assert_eq!(ledger.sums(), (0, 0));
            }
        }
    }
}
