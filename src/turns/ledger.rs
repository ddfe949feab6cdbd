//! The ledger of turns: balances that sum to zero whatever is done to them. Pure.

use roaring::RoaringBitmap;

use super::model::Parts;

/// The number of the account that takes what does not divide.
pub(super) const NETWORK: u32 = 0;
/// A factor of decay counts in thousandths.
const PERMILLE: i64 = 1000;

/// What one account holds, in milli-offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Account {
    /// Entitled minus received, after every decay.
    pub(super) balance: i64,
    /// All that it was ever entitled to.
    pub(super) entitled: i64,
    /// All that it ever received.
    pub(super) received: i64,
}

/// Every account by its number. Nothing posts to one without taking as much from others, so the balances always sum
/// to zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    accounts: Vec<Account>,
}

impl Ledger {
    /// A ledger with those accounts. They are taken as they are, so that one that was tampered with is found.
    pub(super) fn of(accounts: impl IntoIterator<Item = (u32, Account)>) -> Self {
        let mut ledger = Self::default();
        for (number, account) in accounts {
            *ledger.at(number) = account;
        }
        ledger
    }

    fn at(&mut self, number: u32) -> &mut Account {
        let place = usize::try_from(number).expect("a machine counts beyond 32 bits");
        if place >= self.accounts.len() {
            self.accounts.resize(place + 1, Account::default());
        }
        &mut self.accounts[place]
    }

    /// What an account holds; nothing where it was never touched.
    pub(super) fn account(&self, number: u32) -> Account {
        usize::try_from(number).ok().and_then(|place| self.accounts.get(place)).copied().unwrap_or_default()
    }

    /// Every account that was touched, by number.
    pub(super) fn accounts(&self) -> impl Iterator<Item = (u32, Account)> {
        (0..).zip(self.accounts.iter().copied())
    }

    /// Posts offers to members (`to`, by number) for which the same `group` was eligible.
    pub(super) fn post(&mut self, group: &RoaringBitmap, offers: &[(u32, Parts)]) {
        let share = offers.iter().map(|(_, parts)| parts.share()).sum();
        let network = offers.iter().map(|(_, parts)| parts.network()).sum();
        self.credit(group, share, network);
        offers.iter().for_each(|(to, parts)| self.debit(*to, parts.weight()));
    }

    /// Posts many offers by their sums: what was offered to each group, and what each member (by number) is debited. `false`,
    /// and nothing is posted, where the two are not as much.
    #[must_use]
    pub(super) fn post_sums(&mut self, offered: &[(RoaringBitmap, Parts)], debited: &[(u32, i64)]) -> bool {
        let weight: i64 = offered.iter().map(|(_, parts)| parts.weight()).sum();
        if weight != debited.iter().map(|(_, weight)| weight).sum::<i64>() {
            return false;
        }
        for (group, parts) in offered {
            self.credit(group, parts.share(), parts.network());
        }
        debited.iter().for_each(|(to, weight)| self.debit(*to, *weight));
        true
    }

    fn credit(&mut self, group: &RoaringBitmap, share: i64, network: i64) {
        for number in group {
            let account = self.at(number);
            account.balance += share;
            account.entitled += share;
        }
        self.at(NETWORK).balance += network;
    }

    fn debit(&mut self, to: u32, weight: i64) {
        let account = self.at(to);
        account.balance -= weight;
        account.received += weight;
    }

    /// Shrinks every balance to `keep` thousandths of itself, rounded towards zero; what the roundings leave over goes to
    /// the network's account. Answers by how much each account changed, where it did, by number.
    pub(super) fn shrink(&mut self, keep: i64) -> Vec<(u32, i64)> {
        let before = self.clone();
        let mut sum = 0;
        for account in self.accounts.iter_mut().skip(1) {
            account.balance = account.balance * keep / PERMILLE;
            sum += account.balance;
        }
        self.at(NETWORK).balance = -sum;
        let change = |(number, now): (u32, Account)| (number, now.balance - before.account(number).balance);
        self.accounts().map(change).filter(|(_, change)| *change != 0).collect()
    }

    /// The sum of all balances, which is zero.
    pub(super) fn sum(&self) -> i64 {
        self.accounts.iter().map(|account| account.balance).sum()
    }
}

/// Who gained or lost how much in a decay, as it is kept: number and change of each, twelve bytes, little-endian.
pub(super) fn pack(changes: &[(u32, i64)]) -> Vec<u8> {
    let packed = changes.iter().map(|(number, change)| (number.to_le_bytes(), change.to_le_bytes()));
    packed.flat_map(|(number, change)| number.into_iter().chain(change)).collect()
}

/// By how much one account changed in a decay that was packed.
pub(super) fn change_of(packed: &[u8], number: u32) -> i64 {
    let (records, _) = packed.as_chunks::<12>();
    let at = records
        .binary_search_by_key(&number, |record| u32::from_le_bytes([record[0], record[1], record[2], record[3]]));
    at.map_or(0, |at| i64::from_le_bytes(std::array::from_fn(|byte| records[at][4 + byte])))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// What happens to a ledger, as far as declines are concerned.
    #[derive(Clone, Debug)]
    enum Step {
        /// A seat is offered, and how it ends: awarded after so many more steps, or it comes to nothing.
        Offer { to: u32, group: Vec<u32>, hours: i32, weeks: i32, after: usize, awarded: bool },
        /// A month is over.
        Decay { keep: i64 },
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let group = prop::collection::btree_set(1..40_u32, 0..30).prop_map(|group| group.into_iter().collect());
        let offer = (1..40_u32, group, 1..60, 1..50, 0..12_usize, any::<bool>());
        let offer = offer.prop_map(|(to, group, hours, weeks, after, awarded)| Step::Offer {
            to,
            group,
            hours,
            weeks,
            after,
            awarded,
        });
        let decay = (0..=1000_i64).prop_map(|keep| Step::Decay { keep });
        prop::collection::vec(prop_oneof![4 => offer, 1 => decay], 0..60)
    }

    type Standing = (u32, RoaringBitmap, Parts, usize, bool);

    /// Plays a history as the service does: open offers stand beside the kept balances and do not shrink; one that is
    /// awarded is counted, one that comes to nothing is dropped. Answers the balances as they stand after each decay and
    /// at the end, once every offer has ended, and checks that they sum to zero at every moment.
    fn play(steps: &[Step]) -> (Vec<Ledger>, Ledger) {
        let mut kept = Ledger::default();
        let mut open: Vec<Standing> = Vec::new();
        let mut decayed = Vec::new();
        let end = steps.len() + 20;
        for at in 0..end {
            let due = open.extract_if(.., |(.., ends, _)| *ends <= at);
            for (to, group, parts, _, awarded) in due {
                if awarded {
                    kept.post(&group, &[(to, parts)]);
                }
            }
            match steps.get(at) {
                Some(Step::Offer { to, group, hours, weeks, after, awarded }) => {
                    let group: RoaringBitmap = group.iter().collect();
                    let heads = u32::try_from(group.len()).unwrap();
                    open.push((*to, group, Parts::of(*hours, *weeks, heads), at + 1 + after, *awarded));
                }
                Some(Step::Decay { keep }) => {
                    kept.shrink(*keep);
                    decayed.push(kept.clone());
                }
                None => {}
            }
            let mut standing = kept.clone();
            open.iter().for_each(|(to, group, parts, ..)| standing.post(group, &[(*to, *parts)]));
            let mut summed = kept.clone();
            let offered: Vec<_> = open.iter().map(|(_, group, parts, ..)| (group.clone(), *parts)).collect();
            let debited: Vec<_> = open.iter().map(|(to, _, parts, ..)| (*to, parts.weight())).collect();
            assert!(summed.post_sums(&offered, &debited));
            assert_eq!(summed, standing);
            assert_eq!((kept.sum(), standing.sum()), (0, 0));
        }
        assert!(open.is_empty());
        (decayed, kept)
    }

    /// The same history without what came to nothing: nobody was asked, nobody declined.
    fn without_declines(steps: &[Step]) -> Vec<Step> {
        let nothing = Step::Offer { to: 1, group: Vec::new(), hours: 0, weeks: 0, after: 0, awarded: false };
        let kept = |step: &Step| match step {
            Step::Offer { awarded: false, .. } => nothing.clone(),
            step => step.clone(),
        };
        steps.iter().map(kept).collect()
    }

    fn balances(ledger: &Ledger) -> BTreeMap<u32, Account> {
        ledger.accounts().filter(|(_, account)| *account != Account::default()).collect()
    }

    proptest! {
        #[test]
        fn histories_that_differ_only_in_declines_and_lapses_give_everybody_the_same_balance(steps in steps()) {
            let (decayed, end) = play(&steps);
            let (decayed_without, end_without) = play(&without_declines(&steps));
            let all = |ledgers: &[Ledger]| ledgers.iter().map(balances).collect::<Vec<_>>();
            prop_assert_eq!(all(&decayed), all(&decayed_without));
            prop_assert_eq!(balances(&end), balances(&end_without));
        }

        #[test]
        fn a_decay_brings_every_balance_closer_to_even_and_says_by_how_much(steps in steps(), keep in 0..=1000_i64) {
            let (_, before) = play(&steps);
            let mut after = before.clone();
            let changes = after.shrink(keep);
            for (number, was) in before.accounts().filter(|(number, _)| *number != NETWORK) {
                let now = after.account(number);
                prop_assert!(now.balance.abs() <= was.balance.abs() && now.balance * was.balance >= 0);
                prop_assert_eq!((now.entitled, now.received), (was.entitled, was.received));
            }
            let packed = pack(&changes);
            for (number, now) in after.accounts() {
                prop_assert_eq!(change_of(&packed, number), now.balance - before.account(number).balance);
            }
            prop_assert_eq!(change_of(&packed, 1_000_000), 0);
        }
    }

    #[test]
    fn sums_that_are_not_as_much_on_both_sides_are_not_posted() {
        let mut ledger = Ledger::default();
        let group: RoaringBitmap = [1, 2].into_iter().collect();
        assert!(!ledger.post_sums(&[(group, Parts::of(10, 1, 2))], &[(1, 9_999)]));
        assert_eq!(ledger, Ledger::default());
    }

    #[test]
    fn an_offer_among_three_is_shared_out_by_hand() {
        let mut ledger = Ledger::default();
        let group: RoaringBitmap = [1, 2, 3].into_iter().collect();
        // Ten hours for one week are 10,000 milli-offers: 3,333 for each of three, and one for the network.
        ledger.post(&group, &[(2, Parts::of(10, 1, 3))]);
        let held: Vec<i64> = ledger.accounts().map(|(_, account)| account.balance).collect();
        assert_eq!(held, [1, 3_333, -6_667, 3_333]);
        // Half of it is left: 1,666 twice, minus 3,333, and the network has what keeps the sum at zero.
        assert_eq!(ledger.shrink(500), [(1, -1_667), (2, 3_334), (3, -1_667)]);
        assert_eq!(ledger.account(NETWORK).balance, 1);
    }
}
