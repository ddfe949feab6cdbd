//! How a seat's money is divided.
//!
//! **Rules.** A fee takes its rate of the seat's amount; another rule may take its rate of somebody's part, and so on, as
//! deep as rules go. What is taken of a part either comes out of that part (a finder's share of the network's fee), or on
//! top of it, so that the member bears it (the tax on that fee). What nobody takes is the member's.
//!
//! **Bounds.** A fee may take a least amount of each release, as far as half of it stays with the member, and at most so
//! much of one member's work in a year. What a bound gives or takes is the member's.
//!
//! **Remainders.** Every division is by largest remainders in the order of the rules, so that parts always add up to the
//! whole, to the unit. Each part says what its rate was taken of and which bound it met: whoever reads it can do the sum.

use std::fmt;

use muster_kernel::{BasisPoints, Money};
use serde::{Deserialize, Serialize};

use super::{Account, Source};
use crate::{
    identity::MemberId,
    spaces::{SpaceId, TermsId},
};

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
        /// Whoever brought the client.
        Finder = "finder",
        /// The tax office: the tax on the network's fee.
        Tax = "tax",
    }
}

crate::words! {
    /// Why a fee is not what its rate says.
    pub enum Bound {
        /// It takes a least amount.
        Least = "least",
        /// It takes no more than so much in a year.
        Most = "most",
    }
}

/// What everybody but the member may take together: half.
pub const MOST_TAKEN: i32 = 5_000;

/// Who brought a client: a member, or a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Finder {
    /// A member.
    Member(MemberId),
    /// A space.
    Space(SpaceId),
}

impl Finder {
    /// Where their part goes: to what is owed to them anyway.
    pub const fn account(self) -> Account {
        match self {
            Self::Member(member) => Account::Member(member),
            Self::Space(space) => Account::Space(space),
        }
    }
}

impl fmt::Display for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(member) => member.fmt(f),
            Self::Space(space) => space.fmt(f),
        }
    }
}

/// A rule by which somebody gets a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Who.
    pub payee: Payee,
    /// Of whose part the rate is taken; of the seat's amount where there is nobody.
    pub of: Option<Payee>,
    /// Whether the member bears it on top of that part; otherwise it comes out of it.
    pub on_top: bool,
    /// The rate.
    pub rate: BasisPoints,
    /// The least that it takes of a release, in minor units. Only of the seat's amount.
    pub least: i64,
    /// The most that it takes of one member's work in a year, in minor units. Only of the seat's amount.
    pub most_a_year: Option<i64>,
    /// Where the rate was announced.
    pub terms: Option<TermsId>,
}

impl Rule {
    /// A rate of the seat's amount, without bounds.
    pub const fn fee(payee: Payee, rate: BasisPoints) -> Self {
        Self { payee, of: None, on_top: false, rate, least: 0, most_a_year: None, terms: None }
    }

    /// A rate that comes out of another one's part.
    pub const fn out_of(of: Payee, payee: Payee, rate: BasisPoints) -> Self {
        Self { of: Some(of), ..Self::fee(payee, rate) }
    }

    /// A rate on top of another one's part.
    pub const fn on_top_of(of: Payee, payee: Payee, rate: BasisPoints) -> Self {
        Self { on_top: true, ..Self::out_of(of, payee, rate) }
    }

    fn is_bounded(&self) -> bool {
        self.least != 0 || self.most_a_year.is_some()
    }
}

/// The rules that divide a seat's money. Together they take at most half of it; without a home space there is no
/// commission, and without a finder no finder's share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatTerms {
    space: Option<SpaceId>,
    finder: Option<Finder>,
    rules: Vec<Rule>,
}

impl SeatTerms {
    /// The terms of a seat whose member belongs to `home` (a space and its commission), or `None` where the rates take
    /// more than [`MOST_TAKEN`].
    pub fn new(home: Option<(SpaceId, BasisPoints)>, network: BasisPoints, fund: BasisPoints) -> Option<Self> {
        let mut rules = vec![Rule::fee(Payee::Network, network), Rule::fee(Payee::Fund, fund)];
        if let Some((_, commission)) = home {
            rules.insert(0, Rule::fee(Payee::Space, commission));
        }
        Self::of(home.map(|(space, _)| space), None, rules)
    }

    /// The terms of a seat by `rules`, or `None` where these cannot be: a payee twice, a part of a part that comes later,
    /// parts that are more than what they come out of, a bound on a part of a part, somebody who is not there, or rates
    /// that take more than [`MOST_TAKEN`] together.
    pub fn of(space: Option<SpaceId>, finder: Option<Finder>, rules: Vec<Rule>) -> Option<Self> {
        let there = |payee: Payee| match payee {
            Payee::Member => false,
            Payee::Space => space.is_some(),
            Payee::Finder => finder.is_some(),
            Payee::Network | Payee::Fund | Payee::Tax => true,
        };
        for (place, rule) in rules.iter().enumerate() {
            let before = &rules[..place];
            let stands = rule.of.is_none_or(|of| before.iter().any(|earlier| earlier.payee == of));
            let once = before.iter().all(|earlier| earlier.payee != rule.payee);
            let plain = rule.of.is_none() || !rule.is_bounded();
            let bounds = rule.least >= 0 && rule.most_a_year.is_none_or(|most| most >= rule.least);
            let shared: i32 = shares_of(&rules, rule.payee).map(|share| share.rate.points()).sum();
            let fits = shared <= BasisPoints::WHOLE.points();
            if !(there(rule.payee) && stands && once && plain && bounds && fits && (rule.of.is_some() || !rule.on_top))
            {
                return None;
            }
        }
        let terms = Self { space, finder, rules };
        (terms.taken() <= MOST_TAKEN).then_some(terms)
    }

    /// The member's home space, if any.
    pub const fn space(&self) -> Option<SpaceId> {
        self.space
    }

    /// Who brought the client, if anybody did.
    pub const fn finder(&self) -> Option<Finder> {
        self.finder
    }

    /// Who brought the client, as the member's home space reports it.
    pub fn source(&self) -> Source {
        let own = self.space.is_some_and(|space| self.finder == Some(Finder::Space(space)));
        if own { Source::Space } else { Source::Network }
    }

    /// The rules, in the order in which parts are rounded.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rate of a payee; nothing where no rule is about them.
    pub fn rate(&self, payee: Payee) -> BasisPoints {
        let rule = self.rules.iter().find(|rule| rule.payee == payee);
        rule.map_or(BasisPoints::ZERO, |rule| rule.rate)
    }

    /// Whether what a fee takes depends on what it took before.
    pub fn has_most_a_year(&self) -> bool {
        self.rules.iter().any(|rule| rule.most_a_year.is_some())
    }

    /// The basis points of the seat's amount that its rates take of the member, rounded up.
    pub fn taken(&self) -> i32 {
        // A rate of a rate is in hundredths of a millionth; four levels deep there is still room.
        let whole = u128::from(BasisPoints::WHOLE.weight());
        let mut shares: Vec<(u128, u128)> = Vec::with_capacity(self.rules.len());
        let mut taken = 0_i32;
        for rule in &self.rules {
            let parent = rule.of.and_then(|of| self.rules.iter().position(|other| other.payee == of));
            let (share, scale) = parent.map_or((1, 1), |parent| shares[parent]);
            let (share, scale) = (share * u128::from(rule.rate.weight()), scale * whole);
            shares.push((share, scale));
            if rule.of.is_none() || rule.on_top {
                let points = (share * whole).div_ceil(scale);
                taken = taken.saturating_add(i32::try_from(points).unwrap_or(i32::MAX));
            }
        }
        taken
    }
}

/// The rules that share a part out.
fn shares_of(rules: &[Rule], payee: Payee) -> impl Iterator<Item = &Rule> {
    rules.iter().filter(move |rule| rule.of == Some(payee) && !rule.on_top)
}

/// What one payee gets, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub payee: Payee,
    /// Of whose part the rate was taken; of the seat's amount where there is nobody.
    pub of: Option<Payee>,
    /// Of which fee it is a part: what a bound of a year counts together.
    pub fee: Payee,
    /// How much, after others got their share of it.
    pub amount: Money,
    /// What the rate was taken of.
    pub base: Money,
    /// At which rate.
    pub basis: BasisPoints,
    /// Which bound it met, if any.
    pub bound: Option<Bound>,
    /// Where the rate was announced.
    pub terms: Option<TermsId>,
}

/// Divides a seat's `amount` by its terms, as if no fee had been taken before in the year. See [`split_after`].
pub fn split(amount: Money, terms: &SeatTerms) -> Vec<Part> {
    split_after(amount, terms, |_| 0)
}

/// Divides a seat's `amount` by its terms: the member's part, then a part for each rule, in their order. They add up to
/// the amount; a part may be nothing. `before` says how many minor units each fee took of the member's work earlier in
/// the year. Bounds count where the amount is above zero.
pub fn split_after(amount: Money, terms: &SeatTerms, before: impl Fn(Payee) -> i64) -> Vec<Part> {
    let rules = &terms.rules;
    let zero = Money::new(0, amount.currency());
    // What each rule gets before it is shared out, what that was taken of, and what is left after sharing.
    let mut whole = vec![zero; rules.len()];
    let mut base = vec![amount; rules.len()];
    let mut bound = vec![None; rules.len()];

    let fees: Vec<usize> = (0..rules.len()).filter(|place| rules[*place].of.is_none()).collect();
    let mut member = shared(amount, &fees, rules, &mut whole);
    for place in fees {
        let rule = &rules[place];
        let room = member.minor().saturating_sub(amount.minor() / 2).max(0);
        let (minor, met) = bounded(rule, whole[place].minor(), before(rule.payee), room);
        if amount.minor() > 0 && met.is_some() {
            member = Money::new(member.minor() + whole[place].minor() - minor, amount.currency());
            whole[place] = Money::new(minor, amount.currency());
            bound[place] = met;
        }
    }

    let mut left = whole.clone();
    for (place, parent) in rules.iter().enumerate() {
        let of_it = |on_top: bool| {
            let of_it = move |child: &usize| rules[*child].of == Some(parent.payee) && rules[*child].on_top == on_top;
            (0..rules.len()).filter(of_it).collect::<Vec<usize>>()
        };
        left[place] = shared(whole[place], &of_it(false), rules, &mut whole);
        for child in of_it(true) {
            shared(whole[place], &[child], rules, &mut whole);
            member = Money::new(member.minor() - whole[child].minor(), amount.currency());
        }
        for child in of_it(false).into_iter().chain(of_it(true)) {
            base[child] = whole[place];
            left[child] = whole[child];
        }
    }

    let own = Part {
        payee: Payee::Member,
        of: None,
        fee: Payee::Member,
        amount: member,
        base: amount,
        basis: BasisPoints::new(BasisPoints::WHOLE.points() - terms.taken()).expect("the rates take at most half"),
        bound: None,
        terms: None,
    };
    let part = |(place, rule): (usize, &Rule)| Part {
        payee: rule.payee,
        of: rule.of,
        fee: fee_of(rules, rule),
        amount: left[place],
        base: base[place],
        basis: rule.rate,
        bound: bound[place],
        terms: rule.terms,
    };
    std::iter::once(own).chain(rules.iter().enumerate().map(part)).collect()
}

/// Gives each of the rules at `places` its rate of `amount`, and answers the rest.
fn shared(amount: Money, places: &[usize], rules: &[Rule], whole: &mut [Money]) -> Money {
    let taken: i32 = places.iter().map(|place| rules[*place].rate.points()).sum();
    let rest = u64::try_from(BasisPoints::WHOLE.points() - taken).expect("the rates of a part are at most the whole");
    let weights: Vec<u64> =
        std::iter::once(rest).chain(places.iter().map(|place| rules[*place].rate.weight())).collect();
    let parts = amount.split(&weights);
    for (place, part) in places.iter().zip(&parts[1..]) {
        whole[*place] = *part;
    }
    parts[0]
}

/// What a fee takes within its bounds, and which of them it met; no more than `room` above its rate.
fn bounded(rule: &Rule, by_rate: i64, before: i64, room: i64) -> (i64, Option<Bound>) {
    let most = rule.most_a_year.map_or(i64::MAX, |most| most.saturating_sub(before).max(0));
    let at_least = rule.least.min(by_rate.saturating_add(room));
    let within = by_rate.max(at_least).min(most);
    match within {
        _ if within < by_rate => (within, Some(Bound::Most)),
        _ if within > by_rate => (within, Some(Bound::Least)),
        _ => (by_rate, None),
    }
}

/// The fee that a rule's part comes out of; a part on top is one of its own.
fn fee_of(rules: &[Rule], rule: &Rule) -> Payee {
    let parent = rule.of.filter(|_| !rule.on_top).and_then(|of| rules.iter().find(|other| other.payee == of));
    parent.map_or(rule.payee, |parent| fee_of(rules, parent))
}

/// What is left to the member of a seat's `amount`, as if no fee had been taken before in the year.
pub fn member_part(amount: Money, terms: &SeatTerms) -> Money {
    split(amount, terms)[0].amount
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

    /// Commission, fee and fund as above; a finder's share of the fee, and a tax on it.
    fn deep(commission: Rule, network: Rule, finder: i32, tax: i32) -> Option<SeatTerms> {
        let rules = vec![
            commission,
            network,
            Rule::fee(Payee::Fund, rate(50)),
            Rule::out_of(Payee::Network, Payee::Finder, rate(finder)),
            Rule::on_top_of(Payee::Network, Payee::Tax, rate(tax)),
        ];
        SeatTerms::of(Some(Id::from_bits(1)), Some(Finder::Space(Id::from_bits(2))), rules)
    }

    fn fee(payee: Payee, points: i32) -> Rule {
        Rule::fee(payee, rate(points))
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn shares(amount: i64, terms: &SeatTerms) -> Vec<(Payee, i64)> {
        split(eur(amount), terms).iter().map(|part| (part.payee, part.amount.minor())).collect()
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
    fn a_finder_is_paid_out_of_the_fee_and_the_tax_comes_on_top_of_it() {
        let terms = deep(fee(Payee::Space, 1_000), fee(Payee::Network, 500), 2_000, 2_000).unwrap();
        let parts = split(eur(100_000), &terms);
        let told: Vec<_> = parts.iter().map(|part| (part.payee, part.amount.minor(), part.base.minor())).collect();
        assert_eq!(
            told,
            [
                (Payee::Member, 83_500, 100_000),
                (Payee::Space, 10_000, 100_000),
                (Payee::Network, 4_000, 100_000),
                (Payee::Fund, 500, 100_000),
                (Payee::Finder, 1_000, 5_000),
                (Payee::Tax, 1_000, 5_000),
            ],
        );
        let fees: Vec<Payee> = parts.iter().map(|part| part.fee).collect();
        assert_eq!(fees[2..], [Payee::Network, Payee::Fund, Payee::Network, Payee::Tax]);
        assert_eq!(terms.taken(), 1_650);
    }

    #[test]
    fn a_fee_takes_its_least_and_leaves_half_to_the_member() {
        let least = |minor| Rule { least: minor, ..fee(Payee::Network, 500) };
        let fees = |amount, minor| {
            let terms = deep(fee(Payee::Space, 1_000), least(minor), 0, 2_000).unwrap();
            let parts = split(eur(amount), &terms);
            (parts[0].amount.minor(), parts[2].amount.minor(), parts[2].bound, parts[5].amount.minor())
        };
        assert_eq!(fees(10_000, 300), (8_350, 500, None, 100));
        assert_eq!(fees(10_000, 700), (8_110, 700, Some(Bound::Least), 140));
        // 8,450 would be the member's: the fee can grow by 3,450 and no more, and its tax with it.
        assert_eq!(fees(10_000, 9_000), (5_000 - 790, 3_950, Some(Bound::Least), 790));
    }

    #[test]
    fn a_fee_takes_no_more_than_its_most_in_a_year() {
        let commission = Rule { most_a_year: Some(2_000), ..fee(Payee::Space, 1_000) };
        let terms = deep(commission, fee(Payee::Network, 0), 0, 0).unwrap();
        let after = |before: i64| {
            let parts = split_after(eur(10_000), &terms, |fee| if fee == Payee::Space { before } else { 0 });
            (parts[1].amount.minor(), parts[1].bound, parts[0].amount.minor())
        };
        assert_eq!(after(0), (1_000, None, 8_950));
        assert_eq!(after(1_000), (1_000, None, 8_950));
        assert_eq!(after(1_400), (600, Some(Bound::Most), 9_350));
        assert_eq!(after(2_000), (0, Some(Bound::Most), 9_950));
        assert_eq!(after(9_999), (0, Some(Bound::Most), 9_950));
    }

    #[test]
    fn rules_that_cannot_be_are_no_terms() {
        let home = Some((Id::from_bits(1), rate(4_000)));
        assert!(SeatTerms::new(home, rate(900), rate(100)).is_some());
        assert_eq!(SeatTerms::new(home, rate(900), rate(101)), None);
        let of = |rules: &[Rule]| SeatTerms::of(None, None, rules.to_vec());
        let (network, tax) = (fee(Payee::Network, 500), Rule::on_top_of(Payee::Network, Payee::Tax, rate(2_000)));
        assert!(of(&[network, tax]).is_some());
        assert_eq!(of(&[tax, network]), None, "a part of a part that comes later");
        assert_eq!(of(&[network, network]), None, "a payee twice");
        assert_eq!(of(&[fee(Payee::Space, 1)]), None, "a commission of nobody");
        assert_eq!(
            of(&[network, Rule::out_of(Payee::Network, Payee::Finder, rate(1))]),
            None,
            "a finder who is not there"
        );
        assert_eq!(of(&[network, Rule { least: 1, ..tax }]), None, "a bound on a part of a part");
        assert_eq!(of(&[Rule { least: 2, most_a_year: Some(1), ..network }]), None, "bounds that cross");
        assert_eq!(of(&[fee(Payee::Member, 1)]), None, "the member has what is left");
        let rules = [fee(Payee::Network, 4_500), Rule::on_top_of(Payee::Network, Payee::Tax, rate(1_111))];
        assert!(of(&rules).is_some());
        assert_eq!(of(&[rules[0], Rule { rate: rate(1_112), ..rules[1] }]), None, "a tax that takes them beyond half");
    }

    #[test]
    fn terms_are_read_back_as_they_were_frozen() {
        let commission = Rule { least: 5, most_a_year: Some(2_000), ..fee(Payee::Space, 1_000) };
        let terms = deep(commission, fee(Payee::Network, 500), 2_000, 2_000).unwrap();
        let text = serde_json::to_string(&terms).unwrap();
        assert_eq!(serde_json::from_str::<SeatTerms>(&text).unwrap(), terms);
    }

    prop_compose! {
        fn any_terms()(
            commission in 0..2_001, network in 0..1_501, finder in 0..10_001, tax in 0..3_001,
            least in prop::array::uniform2(0..2_000_i64), most in prop::array::uniform2(prop::option::of(0..5_000_i64)),
        ) -> SeatTerms {
            let bounded = |rule: Rule, place: usize| Rule {
                least: least[place],
                most_a_year: most[place].map(|most| most + least[place]),
                ..rule
            };
            let (space, network) = (fee(Payee::Space, commission), fee(Payee::Network, network));
            deep(bounded(space, 0), bounded(network, 1), finder, tax).unwrap()
        }
    }

    proptest! {
        #[test]
        fn parts_add_up_and_lie_within_one_unit_of_their_rate(
            amount in -1_000_000_000_000..1_000_000_000_000_i64,
            commission in 0..2_501, network in 0..1_501, fund in 0..1_001,
        ) {
            let terms = at_home(commission, network, fund);
            let parts = split(eur(amount), &terms);
            prop_assert_eq!(parts.iter().map(|part| part.amount.minor()).sum::<i64>(), amount);
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

        #[test]
        fn parts_of_any_depth_add_up_and_none_is_below_zero(amount in 0..1_000_000_000_i64, terms in any_terms(), before in 0..9_000_i64) {
            let parts = split_after(eur(amount), &terms, |_| before);
            prop_assert_eq!(parts.iter().map(|part| part.amount.minor()).sum::<i64>(), amount);
            prop_assert!(parts.iter().all(|part| part.amount.minor() >= 0), "{:?}", parts);
        }

        #[test]
        fn every_part_can_be_recomputed_from_what_it_says(amount in 0..1_000_000_000_i64, terms in any_terms(), before in 0..9_000_i64) {
            let parts = split_after(eur(amount), &terms, |_| before);
            for part in parts.iter().skip(1) {
                let shared: i64 = parts
                    .iter()
                    .filter(|other| other.of == Some(part.payee) && other.payee != Payee::Tax)
                    .map(|other| other.amount.minor())
                    .sum();
                let got = part.amount.minor() + shared;
                let exact = i128::from(part.base.minor()) * i128::from(part.basis.points());
                let off = i128::from(got) * 10_000 - exact;
                match part.bound {
                    None => prop_assert!(off.abs() < 10_000, "{:?}", part),
                    Some(Bound::Most) => prop_assert!(off < 0),
                    Some(Bound::Least) => prop_assert!(off > 0),
                }
            }
        }

        #[test]
        fn a_year_of_releases_takes_no_more_than_its_most(
            amounts in prop::collection::vec(1..100_000_i64, 1..20), terms in any_terms(),
        ) {
            let mut year = std::collections::BTreeMap::<Payee, i64>::new();
            for amount in amounts {
                let parts = split_after(eur(amount), &terms, |fee| year.get(&fee).copied().unwrap_or_default());
                for part in parts {
                    *year.entry(part.fee).or_default() += part.amount.minor();
                }
            }
            for rule in terms.rules() {
                if let Some(most) = rule.most_a_year {
                    prop_assert!(year.get(&rule.payee).copied().unwrap_or_default() <= most);
                }
            }
        }
    }
}
