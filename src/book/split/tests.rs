//! Money is divided as the terms say, to the unit.

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
    assert_eq!(of(&[network, Rule::out_of(Payee::Network, Payee::Finder, rate(1))]), None, "a finder who is not there");
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
