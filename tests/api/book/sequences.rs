//! Whatever happens to money, in whatever order: nothing is negative that may not be, everything balances, and whoever
//! takes everything back ends at zero.

use std::collections::BTreeMap;

use muster::{
    book::{
        self, Account, Entry, EntryId, Finder, Payee, Rule, SeatTerms, Source, SplitLine, Taxed, service::Back, split,
    },
    engagements::EngagementId,
    error::{Error, Result},
    identity::{ClientId, MemberId},
    schema::entries,
    spaces::SpaceId,
};
use muster_kernel::{BasisPoints, Currency, Money};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::faults;
use crate::support::{
    Network, on_both,
    scene::{Scene, Taken},
};

/// How many sequences are played on each database.
const SEQUENCES: u32 = 10;

/// What can happen. Amounts are taken of what there is, in thousandths, so that most of what is tried can be done.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// A milestone is funded.
    Fund { minor: i64 },
    /// A part of what is held is paid out.
    Release { share: i64, shape: u8 },
    /// A part of what is held goes back.
    SendBack { share: i64 },
    /// A part of what was paid out goes back.
    TakeBack { share: i64, chargeback: bool },
    /// The last funding was of another amount.
    Correct { minor: i64 },
    /// A member, a space or the client is paid.
    Pay { who: usize, share: i64 },
    /// The bank books a payout.
    Settle { which: usize },
    /// A payout comes back.
    Return { which: usize },
    /// Crowns for what the contract is in.
    Exchange { minor: i64 },
    /// A month passes, and is closed.
    Month,
}

fn act() -> impl Strategy<Value = Act> {
    let share = || 1..=1_000_i64;
    prop_oneof![
        4 => (1..2_000_000_i64).prop_map(|minor| Act::Fund { minor }),
        4 => (share(), any::<u8>()).prop_map(|(share, shape)| Act::Release { share, shape }),
        2 => share().prop_map(|share| Act::SendBack { share }),
        4 => (share(), any::<bool>()).prop_map(|(share, chargeback)| Act::TakeBack { share, chargeback }),
        1 => (1..2_000_000_i64).prop_map(|minor| Act::Correct { minor }),
        3 => (0..5_usize, share()).prop_map(|(who, share)| Act::Pay { who, share }),
        2 => (0..4_usize).prop_map(|which| Act::Settle { which }),
        2 => (0..4_usize).prop_map(|which| Act::Return { which }),
        1 => (1..100_000_i64).prop_map(|minor| Act::Exchange { minor }),
        1 => Just(Act::Month),
    ]
}

/// Who takes part, the same in every sequence; each has a contract of its own.
struct Cast {
    members: [MemberId; 2],
    spaces: [SpaceId; 2],
    client: ClientId,
}

impl Cast {
    /// Those who can be paid.
    fn payees(&self) -> [Account; 5] {
        let [ada, bob] = self.members.map(Account::Member);
        let [hill, lake] = self.spaces.map(Account::Space);
        [ada, bob, hill, lake, Account::Client(self.client)]
    }
}

/// One sequence on its way.
struct Play<'n> {
    network: &'n Network,
    cast: &'n Cast,
    currency: Currency,
    engagement: EngagementId,
    subject: String,
    acts: usize,
    last_funding: Option<EntryId>,
    released: i64,
    payouts: Vec<EntryId>,
    posted: Vec<EntryId>,
}

fn held(network: &Network, account: Account, currency: Currency) -> i64 {
    let held = network.db().read(|conn| book::service::holds(conn, account)).unwrap();
    held.iter().find(|held| held.currency() == currency).map_or(0, |held| held.minor())
}

/// So much of `all` as `share` of 1000 is, and something where there is anything.
fn of(all: i64, share: i64) -> i64 {
    (all * share / 1_000).max(all.min(1))
}

impl Play<'_> {
    fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// With a tax of a fifth.
    fn taxed(&self, minor: i64) -> Taxed {
        Taxed::new(self.money(minor), minor / 5)
    }

    fn key(&mut self) -> String {
        self.acts += 1;
        format!("{}:{}", self.subject, self.acts)
    }

    fn post(&mut self, entry: &Entry) -> EntryId {
        let key = self.key();
        let id = self.network.db().write(|tx| book::service::post(tx, entry, &key)).unwrap();
        self.posted.push(id);
        id
    }

    fn escrow(&self) -> i64 {
        held(self.network, Account::Escrow(self.engagement), self.currency)
    }

    /// A member's work for `amount`, divided by rules of a shape.
    fn lines(&self, place: usize, amount: Money, shape: u8) -> Vec<SplitLine> {
        let rate = |points| BasisPoints::new(points).unwrap();
        let finder = (shape & 1 == 1).then_some(Finder::Space(self.cast.spaces[1 - place]));
        let mut rules = vec![
            Rule { least: i64::from(shape & 2) * 50, ..Rule::fee(Payee::Space, rate(i32::from(shape) * 3)) },
            Rule::fee(Payee::Network, rate(733)),
            Rule::fee(Payee::Fund, rate(i32::from(shape & 4) * 25)),
        ];
        rules.extend(finder.map(|_| Rule::out_of(Payee::Network, Payee::Finder, rate(3_333))));
        rules.push(Rule::on_top_of(Payee::Network, Payee::Tax, rate(2_100)));
        let space = self.cast.spaces[place];
        let terms = SeatTerms::of(Some(space), finder, rules).unwrap();
        let line = |part: book::Part| SplitLine {
            payee: part.payee,
            engagement: self.engagement,
            member: self.cast.members[place],
            space: Some(space),
            finder,
            seat: format!("seat-{place}"),
            of: part.of,
            fee: part.fee,
            basis: part.basis,
            base: part.base,
            amount: part.amount,
            bound: part.bound,
            terms: part.terms,
            category: "web".to_owned(),
            work_place: None,
            source: Source::Network,
        };
        split(amount, &terms).into_iter().map(line).collect()
    }

    fn play(&mut self, act: Act) {
        let (network, subject, engagement) = (self.network, self.subject.clone(), self.engagement);
        match act {
            Act::Fund { minor } => {
                let entry = Entry::funding(subject, "Funded", engagement, self.taxed(minor)).unwrap();
                self.last_funding = Some(self.post(&entry));
            }
            Act::Release { share, shape } => {
                let amount = of(self.escrow(), share);
                if amount > 0 {
                    let parts = self.money(amount).split(&[u64::from(shape) + 1, 100]);
                    let lines = (0..).zip(parts).flat_map(|(place, part)| self.lines(place, part, shape)).collect();
                    let entry = Entry::release(subject, "Released", engagement, self.money(amount), lines).unwrap();
                    self.post(&entry);
                    self.released += amount;
                }
            }
            Act::SendBack { share } => {
                let amount = of(self.escrow(), share);
                if amount > 0 {
                    let back = self.taxed(amount);
                    let client = self.cast.client;
                    self.post(&Entry::refund(subject, "Sent back", engagement, client, back).unwrap());
                }
            }
            Act::TakeBack { share, chargeback } => {
                let (amount, key) = (of(self.released, share), self.key());
                let back = if chargeback { Back::Chargeback } else { Back::Refund(self.cast.client) };
                let taken = network
                    .db()
                    .write(|tx| book::service::take_back(tx, &subject, self.taxed(amount), back, "Back", &key));
                match taken {
                    Ok(taken) => {
                        self.posted.extend(taken);
                        self.released -= amount;
                    }
                    Err(error) => assert!(amount == 0, "{error:?}"),
                }
                let more = self.taxed(self.released + 1);
                let refused =
                    network.db().write(|tx| book::service::take_back(tx, &subject, more, back, "Too much", "too-much"));
                assert!(matches!(refused, Err(Error::Conflict { .. })), "more went back than was paid");
            }
            Act::Correct { minor } => self.correct(minor),
            Act::Pay { who, share } => {
                let account = self.cast.payees()[who];
                let amount = of(held(network, account, self.currency), share);
                if amount > 0 {
                    let payout = self.post(&Entry::payout(subject, "Paid", account, self.money(amount)).unwrap());
                    self.payouts.push(payout);
                }
            }
            Act::Settle { which } => {
                self.bank(which, |tx, payout, key| book::service::settle_payout(tx, payout, "Booked", key))
            }
            Act::Return { which } => {
                self.bank(which, |tx, payout, key| book::service::return_payout(tx, payout, "Closed", key))
            }
            Act::Exchange { minor } => {
                let got = Money::new(minor * 24, Currency::CZK);
                self.post(&Entry::exchange(subject, "24 for 1", self.money(minor), got).unwrap());
            }
            Act::Month => {
                let (owed, before) = owed_and_closed(network);
                network.wait_hours(24 * 31);
                let (_, closed) = owed_and_closed(network);
                assert!(closed > before || owed == 0, "a month passed, and {closed} are closed as before");
            }
        }
    }

    /// The last funding was of another amount: it is taken back, where it is still held, and another one is posted.
    fn correct(&mut self, minor: i64) {
        let Some(wrong) = self.last_funding else { return };
        let right = Entry::funding(&self.subject, "Funded", self.engagement, self.taxed(minor)).unwrap();
        let key = self.key();
        let done: Result<[EntryId; 2]> = self.network.db().write(|tx| {
            let right = book::service::correct(tx, wrong, &right, "Another amount", &key)?;
            Ok([book::service::reversal_of(tx, wrong)?.unwrap(), right])
        });
        match done {
            Ok(both) => {
                self.posted.extend(both);
                self.last_funding = Some(both[1]);
            }
            // It was released, or sent back, since.
            Err(Error::Conflict { code, .. }) => assert_eq!(code, "not-held"),
            Err(error) => panic!("{error:?}"),
        }
    }

    fn bank(&mut self, which: usize, act: impl Fn(&mut muster::db::Tx<'_>, EntryId, &str) -> Result<EntryId>) {
        let Some(payout) = self.payouts.get(which % self.payouts.len().max(1)).copied() else { return };
        let key = self.key();
        match self.network.db().write(|tx| act(tx, payout, &key)) {
            Ok(id) => self.posted.push(id),
            Err(Error::Conflict { code, .. }) => assert_eq!(code, "payout-over"),
            Err(error) => panic!("{error:?}"),
        }
    }

    /// Takes back everything that was posted and not taken back, the newest first.
    fn reverse_everything(&self) {
        for id in self.posted.iter().rev() {
            match self.network.db().write(|tx| book::service::reverse(tx, *id, "All of it")) {
                Ok(_) => {}
                Err(Error::Conflict { code, .. }) => {
                    assert!(["already-reversed", "is-reversal"].contains(&code), "{code}")
                }
                Err(error) => panic!("{error:?}"),
            }
        }
    }
}

/// How many postings say what a member or a space is owed, and how many months are closed.
fn owed_and_closed(network: &Network) -> (i64, i64) {
    use diesel::prelude::*;
    use muster::schema::{periods, postings};
    let owed = postings::table
        .filter(postings::account.like("payable:%"))
        .filter(postings::account.not_like("payable:client:%"));
    let both = network.db().read(|conn| Ok((owed.count().get_result(conn)?, periods::table.count().get_result(conn)?)));
    both.unwrap()
}

/// Every balance that is not nothing, as the postings say it.
fn balances(network: &Network) -> BTreeMap<String, i64> {
    use diesel::prelude::*;
    use muster::schema::postings;
    let all: Vec<(String, String, i64)> = network
        .db()
        .read(|conn| {
            let of_entries = postings::table.inner_join(entries::table.on(entries::id.eq(postings::entry_id)));
            Ok(of_entries.select((postings::account, postings::currency, postings::amount_minor)).load(conn)?)
        })
        .unwrap();
    let mut sums = BTreeMap::new();
    for (account, currency, minor) in all {
        *sums.entry(format!("{account} {currency}")).or_default() += minor;
    }
    sums.retain(|_, minor| *minor != 0);
    sums
}

#[test]
fn whatever_happens_everything_balances_and_taking_all_of_it_back_ends_at_zero() {
    on_both(|network| {
        let scene = Scene::open(network);
        let spaces = [scene.space("Hill", 1_000), scene.space("Lake", 2_000)];
        let members = [scene.freelancer("Ada", Some(spaces[0])).0, scene.freelancer("Bob", Some(spaces[1])).0];
        let cast = Cast { members, spaces, client: scene.client_id };
        let config = Config { cases: SEQUENCES, failure_persistence: None, ..Config::default() };
        // Two digits after the point, none, and three.
        let currencies = prop::sample::select(vec![Currency::EUR, Currency::JPY, Currency::KWD]);
        let sequences = (currencies, prop::collection::vec(act(), 4..24));
        let outcome = TestRunner::new(config).run(&sequences, |(currency, acts)| {
            let engagement = scene.engage("web", &[Taken::by(members[0], 5_000)]);
            let mut play = Play {
                network,
                cast: &cast,
                currency,
                engagement,
                subject: format!("milestone of {engagement}"),
                acts: 0,
                last_funding: None,
                released: 0,
                payouts: Vec::new(),
                posted: Vec::new(),
            };
            for act in acts {
                play.play(act);
                prop_assert!(play.escrow() >= 0, "{act:?} took more than was held");
                prop_assert!(held(network, Account::Transit, currency) >= 0);
            }
            prop_assert_eq!(faults(network), Vec::<String>::new());
            play.reverse_everything();
            prop_assert_eq!(faults(network), Vec::<String>::new());
            prop_assert_eq!(balances(network), BTreeMap::new());
            Ok(())
        });
        outcome.unwrap_or_else(|failed| panic!("{failed}"));
    });
}
