//! How opportunity is spread: counts and measures without a name.

use std::collections::{BTreeMap, HashMap};

use muster_simulation::measures;
use serde::Serialize;
use utoipa::ToSchema;

use super::{ledger::Account, service};
use crate::{
    db::Conn,
    error::Result,
    identity::MemberId,
    members,
    places::{self, Settlement},
};

/// The fewest members that a number may stand for.
const FEWEST: usize = 3;
/// Where one bin ends and the next begins, in milli-offers. They are fixed, so that two months can be compared.
const EDGES: [i64; 12] =
    [-1_000_000, -500_000, -200_000, -100_000, -50_000, -10_000, 10_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

/// How opportunity is spread among the members of the pool who were ever entitled to any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Distribution {
    /// How many members have a balance of what size; none where it would tell of one or two.
    pub bins: Vec<Bin>,
    /// All of them together; absent where they are fewer than three.
    pub all: Option<Spread>,
    /// By where they live; none where a group, or what the others leave of the whole, would tell of one or two.
    pub by_place: Vec<PlaceSpread>,
}

/// How many members have a balance from `from` to below `to`. Bins with one or two members are joined to the next one
/// towards the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Bin {
    /// From this many milli-offers on; absent for the lowest.
    pub from: Option<i64>,
    /// To below this many milli-offers; absent for the highest.
    pub to: Option<i64>,
    /// How many members: none, or three at least.
    pub members: usize,
}

/// Measures of how evenly opportunity is spread. What is compared is what each member received over what they were
/// entitled to, since the network began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Spread {
    /// How many members.
    pub members: usize,
    /// Gini in per mille: 0 where all have the same, towards 1000 where one has all; absent where nobody received any.
    pub gini: Option<i64>,
    /// Jain in per mille: 1000 where all have the same; absent where nobody received any.
    pub jain: Option<i64>,
    /// How many in a thousand never took a seat that was settled.
    pub never: i64,
    /// What part of everything that was received the top hundredth has, in per mille; absent where nobody received any.
    pub top_hundredth: Option<i64>,
}

/// The spread among those who live in one kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceSpread {
    /// Rural or urban; absent for those who name no place.
    pub place: Option<Settlement>,
    /// How evenly.
    pub spread: Spread,
}

/// How opportunity is spread now: balances as they stand, measures over what is settled and what is open.
pub fn distribution(conn: &mut Conn) -> Result<Distribution> {
    let (numbers, ledger) = service::standing(conn)?;
    let rural = places::service::of_kind(conn, Settlement::Rural)?;
    let kind = |place| if rural.contains(&place) { Settlement::Rural } else { Settlement::Urban };
    let homes: HashMap<MemberId, Option<Settlement>> =
        members::service::places(conn)?.into_iter().map(|(member, place)| (member, place.map(kind))).collect();
    let entitled = numbers.iter().filter_map(|(member, number)| {
        let account = ledger.account(*number);
        homes.get(member).filter(|_| account.entitled > 0).map(|home| (*home, account))
    });
    Ok(spread_out(&entitled.collect::<Vec<_>>()))
}

/// The distribution of those accounts, each with the kind of place where its member lives.
fn spread_out(accounts: &[(Option<Settlement>, Account)]) -> Distribution {
    let mut by_place: BTreeMap<Option<Settlement>, Vec<Account>> = BTreeMap::new();
    for (home, account) in accounts {
        by_place.entry(*home).or_default().push(*account);
    }
    let tells_of_nobody = by_place.values().all(|some| some.len() >= FEWEST);
    let all: Vec<Account> = accounts.iter().map(|(_, account)| *account).collect();
    let place_spread = |(place, some): (&Option<Settlement>, &Vec<Account>)| {
        let spread = (tells_of_nobody).then(|| measure(some)).flatten()?;
        Some(PlaceSpread { place: *place, spread })
    };
    Distribution { bins: bins(&all), by_place: by_place.iter().filter_map(place_spread).collect(), all: measure(&all) }
}

/// The measures of some accounts; `None` where they are too few to be told.
fn measure(accounts: &[Account]) -> Option<Spread> {
    if accounts.len() < FEWEST {
        return None;
    }
    let shares: Vec<i64> =
        accounts.iter().map(|account| measures::received_over_entitled(account.entitled, account.received)).collect();
    let received: Vec<i64> = accounts.iter().map(|account| account.received).collect();
    let never = received.iter().filter(|received| **received == 0).count();
    Some(Spread {
        members: accounts.len(),
        gini: measures::gini(&shares),
        jain: measures::jain(&shares),
        never: measures::per_mille(count(never), count(accounts.len())).unwrap_or_default(),
        top_hundredth: measures::top_hundredth(&received),
    })
}

fn count(many: usize) -> i128 {
    i128::try_from(many).expect("a count fits")
}

/// Balances in bins, of which none tells of one or two members.
fn bins(accounts: &[Account]) -> Vec<Bin> {
    if accounts.len() < FEWEST {
        return Vec::new();
    }
    let bin_of = |account: &Account| EDGES.partition_point(|edge| *edge <= account.balance);
    let mut counts = [0; EDGES.len() + 1];
    accounts.iter().for_each(|account| counts[bin_of(account)] += 1);
    let before = |at: usize| at.checked_sub(1).map(|edge| EDGES[edge]);
    let whole = counts.iter().enumerate();
    let mut bins: Vec<Bin> =
        whole.map(|(at, members)| Bin { from: before(at), to: EDGES.get(at).copied(), members: *members }).collect();
    while let Some(small) = bins.iter().position(|bin| (1..FEWEST).contains(&bin.members)) {
        // Towards the middle: a low bin into the one above it, a high one into the one below.
        let lower = if small < bins.len() / 2 { small } else { small - 1 };
        let upper = bins.remove(lower + 1);
        bins[lower].to = upper.to;
        bins[lower].members += upper.members;
    }
    bins
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn account(balance: i64, entitled: i64, received: i64) -> Account {
        Account { balance, entitled, received }
    }

    #[test]
    fn two_members_are_not_told_of_in_any_way() {
        let two = [(None, account(5, 10, 5)), (Some(Settlement::Rural), account(-5, 10, 15))];
        assert_eq!(spread_out(&two), Distribution { bins: Vec::new(), all: None, by_place: Vec::new() });
    }

    #[test]
    fn where_two_live_in_villages_the_towns_are_not_told_either_since_the_whole_is() {
        let urban = (0..9).map(|_| (Some(Settlement::Urban), account(100, 100, 0)));
        let rural = (0..2).map(|_| (Some(Settlement::Rural), account(-450, 100, 550)));
        let some: Vec<_> = urban.chain(rural).collect();
        let told = spread_out(&some);
        assert_eq!((told.by_place, told.all.unwrap().members), (Vec::new(), 11));
        let more: Vec<_> = some.into_iter().chain([(Some(Settlement::Rural), account(0, 0, 0))]).collect();
        let told = spread_out(&more);
        let members: Vec<_> = told.by_place.iter().map(|place| (place.place, place.spread.members)).collect();
        assert_eq!(members, [(Some(Settlement::Rural), 3), (Some(Settlement::Urban), 9)]);
    }

    #[test]
    fn of_four_who_are_entitled_alike_one_who_took_all_is_measured_by_hand() {
        let four = [account(100, 100, 0), account(100, 100, 0), account(100, 100, 0), account(-300, 100, 400)];
        let measured = measure(&four).unwrap();
        let by_hand = Spread { members: 4, gini: Some(750), jain: Some(250), never: 750, top_hundredth: Some(1000) };
        assert_eq!(measured, by_hand);
    }

    proptest! {
        #[test]
        fn every_member_is_in_a_bin_and_no_bin_tells_of_one_or_two(balances in prop::collection::vec(-2_000_000..2_000_000i64, 0..40)) {
            let accounts: Vec<Account> = balances.iter().map(|balance| account(*balance, 1, 0)).collect();
            let bins = bins(&accounts);
            if accounts.len() < FEWEST {
                prop_assert_eq!(bins, []);
                return Ok(());
            }
            prop_assert_eq!(bins.iter().map(|bin| bin.members).sum::<usize>(), accounts.len());
            for bin in &bins {
                let within = |balance: &&i64| {
                    bin.from.is_none_or(|from| from <= **balance) && bin.to.is_none_or(|to| **balance < to)
                };
                prop_assert_eq!(balances.iter().filter(within).count(), bin.members);
                prop_assert!(bin.members == 0 || bin.members >= FEWEST);
            }
            prop_assert!(bins.windows(2).all(|two| two[0].to == two[1].from));
        }
    }
}
