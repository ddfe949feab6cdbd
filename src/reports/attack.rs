//! An attacker: an operator who asks every report on every day, keeps all answers and all statements, and does linear
//! algebra with them, looking for a sum that depends on one or two members alone.
//!
//! Amounts are powers of three with a sign, so that each sum that is told says in balanced ternary which lines it is made
//! of: what is attacked is the code that tells the sums, and not a model of it.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::{Currency, Id, Month};
use proptest::{prelude::*, strategy::ValueTree};

use super::{
    atoms::{Atom, Piece, atoms},
    report::{Dimension, Narrow, tabulate},
};
use crate::book::Source;

/// A line of the space's statement in a month, by the number of that month.
type Line = (i32, Piece);

/// The number of the month in which the ledger begins; twelve months later it goes on.
const FIRST: i32 = 202_510;

/// The month with that number, from the first on: three months in one year, and the same three a year later.
fn month(number: i32) -> Month {
    Month::from_number(FIRST + number % 3 + number / 3 * 100).unwrap()
}

/// A line in short: month, entry, member, category, place, brought by the space, taken back.
type Short = (i32, u8, u8, u8, u8, bool, bool);

/// A ledger of lines.
fn ledger(lines: &[Short]) -> Vec<Line> {
    let mut seen = BTreeSet::new();
    let fresh = lines.iter().filter(|(month, entry, member, ..)| seen.insert((*month, *entry, *member)));
    // An entry has one category of work, one client and one direction: those of its first line.
    let mut heads: BTreeMap<(i32, u8), (u8, bool, bool)> = BTreeMap::new();
    let piece = |(power, line): (u32, &Short)| {
        let (at, entry, member, category, place, own, back) = *line;
        let (category, own, back) = *heads.entry((at, entry)).or_insert((category, own, back));
        let size = 3_i64.pow(power);
        let piece = Piece {
            entry: Id::from_bits(u128::from(entry) + 1_000 * u128::from(at.unsigned_abs())),
            member: Id::from_bits(u128::from(member)),
            category: format!("kind-{category}"),
            source: if own { Source::Space } else { Source::Network },
            place: format!("place-{place}"),
            currency: Currency::EUR,
            amount_minor: if back { -size } else { size },
        };
        (at, piece)
    };
    (0..36_u32).zip(fresh).map(piece).collect()
}

/// How often each line stands in a sum. Every amount is a power of three or its negative, and no line is told twice.
fn made_of(sum: i64, lines: &[Line]) -> Vec<i64> {
    let mut left = sum;
    let row = lines.iter().map(|(_, piece)| {
        let digit = match left.rem_euclid(3) {
            2 => -1,
            digit => digit,
        };
        left = (left - digit) / 3;
        digit * piece.amount_minor.signum()
    });
    let row: Vec<i64> = row.collect();
    assert_eq!(left, 0, "{sum} is no sum of lines");
    assert!(row.iter().all(|times| (0..=1).contains(times)), "{sum} takes a line from itself");
    row
}

/// A prime: modulo it the rank of a matrix of zeros and ones is the one over the rationals, unless it divides all of its
/// largest minors, which do not do so by chance.
const PRIME: i64 = (1 << 31) - 1;

fn inverse(of: i64) -> i64 {
    let (mut power, mut base, mut product) = (PRIME - 2, of, 1);
    while power > 0 {
        if power & 1 == 1 {
            product = product * base % PRIME;
        }
        base = base * base % PRIME;
        power >>= 1;
    }
    product
}

/// As many rows as do not follow from each other, from which all of `rows` follow.
fn basis(mut rows: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    let columns = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..columns {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let scale = inverse(rows[rank][column]);
        let (above, below) = rows.split_at_mut(rank + 1);
        for row in below.iter_mut().filter(|row| row[column] != 0) {
            let factor = row[column] * scale % PRIME;
            for (value, of_pivot) in row.iter_mut().zip(&above[rank]) {
                *value = (*value - factor * of_pivot).rem_euclid(PRIME);
            }
        }
        rank += 1;
    }
    rows.truncate(rank);
    rows
}

/// How many of some rows do not follow from each other in those columns.
fn rank(rows: &[Vec<i64>], columns: &[usize]) -> usize {
    basis(rows.iter().map(|row| columns.iter().map(|column| row[*column]).collect()).collect()).len()
}

/// One or two members of whom `told` says something that `known` does not: a sum of their lines alone. Lines of whoever
/// shows them are everybody's to subtract.
fn isolated(told: &[Vec<i64>], known: &[Vec<i64>], lines: &[Line], open: &BTreeSet<u8>) -> Option<Vec<u8>> {
    let bits = |member: u8| Id::from_bits(u128::from(member));
    let shown = |line: &Line| open.iter().any(|member| line.1.member == bits(*member));
    let unit = |at: usize| (0..lines.len()).map(|column| i64::from(column == at)).collect();
    let shared: Vec<Vec<i64>> =
        lines.iter().enumerate().filter(|(_, line)| shown(line)).map(|(at, _)| unit(at)).collect();
    let known = basis([known.to_vec(), shared].concat());
    let all = basis([known.clone(), told.to_vec()].concat());
    let pairs = (0..9_u8).flat_map(|one| (one..9).map(move |other| [one, other]));
    // The sums that depend on these members alone are those that vanish on all other lines: a space of that dimension.
    pairs.map(Vec::from).find(|pair| {
        let of_pair = |line: &Line| pair.iter().any(|member| line.1.member == bits(*member));
        let others: Vec<usize> = (0..lines.len()).filter(|at| !of_pair(&lines[*at]) && !shown(&lines[*at])).collect();
        all.len() - rank(&all, &others) > known.len() - rank(&known, &others)
    })
}

/// What the statements tell: both sides of each month.
fn statements(lines: &[Line]) -> Vec<Vec<i64>> {
    let sides = (0..6).flat_map(|at| [true, false].map(|back| (at, back)));
    let told = |(at, back): (i32, bool), line: &Line| i64::from(line.0 == at && (line.1.amount_minor < 0) == back);
    sides.map(|side| lines.iter().map(|line| told(side, line)).collect()).collect()
}

/// What the live balance tells whoever looks at it after every entry.
fn movements(lines: &[Line]) -> Vec<Vec<i64>> {
    let entries: BTreeSet<_> = lines.iter().map(|(_, piece)| piece.entry).collect();
    let row = |entry| lines.iter().map(|(_, piece)| i64::from(piece.entry == entry)).collect();
    entries.into_iter().map(row).collect()
}

/// Every span of months.
fn spans() -> impl Iterator<Item = (Month, Month)> {
    (0..6).flat_map(|from| (from..6).map(move |to| (month(from), month(to))))
}

/// Whatever reports can be narrowed to here, and the whole first: each category of work, each place, and both at once.
fn narrows() -> impl Iterator<Item = Narrow> {
    let kinds = || std::iter::once(None).chain((0..3).map(|kind| Some(format!("kind-{kind}"))));
    let places = || std::iter::once(None).chain((0..2).map(|place| Some(format!("place-{place}"))));
    places().flat_map(move |place| kinds().map(move |category| Narrow { place: place.clone(), category }))
}

/// All answers to all reports of some atoms: every span, by every dimension.
fn answers(kept: &[(Month, Atom)]) -> impl Iterator<Item = i64> {
    let asked = spans().flat_map(|span| Dimension::ALL.iter().map(move |by| (span, *by)));
    asked.flat_map(move |((from, to), by)| {
        let (rows, totals) = tabulate(from, to, by, kept);
        let of_rows = rows.into_iter().flat_map(|row| [row.amount_minor, row.year_before_minor]);
        let of_totals = totals.into_iter().flat_map(|total| {
            [total.amount_minor, total.rest_minor, total.year_before_minor, total.year_before_rest_minor]
        });
        of_rows.chain(of_totals).collect::<Vec<i64>>()
    })
}

/// All answers to all reports, asked again after each month that closes, and narrowed in every way once all are closed.
fn all_reports(lines: &[Line], open: &BTreeSet<u8>) -> Vec<Vec<i64>> {
    let open = open.iter().map(|member| Id::from_bits(u128::from(*member))).collect();
    let mut kept: Vec<(Month, Atom)> = Vec::new();
    let mut sums = BTreeSet::new();
    for closing in 0..6 {
        let of_month: Vec<Piece> =
            lines.iter().filter(|(at, _)| *at == closing).map(|(_, piece)| piece.clone()).collect();
        kept.extend(atoms(&of_month, &open).into_iter().map(|atom| (month(closing), atom)));
        sums.extend(answers(&kept));
    }
    for narrow in narrows() {
        sums.extend(answers(&narrow.of(kept.clone())));
    }
    sums.into_iter().map(|sum| made_of(sum, lines)).collect()
}

/// The folding that was here before: each report by itself folds what is small in it. It is kept to show that the attacker
/// finds what is to be found.
fn folded_one_by_one(lines: &[Line]) -> Vec<Vec<i64>> {
    let mut sums = BTreeSet::new();
    for (from, to) in spans() {
        let key_of: [fn(&Line) -> String; 2] = [|line| line.0.to_string(), |line| line.1.category.clone()];
        for key in key_of {
            let mut groups: BTreeMap<String, Vec<&Line>> = BTreeMap::new();
            for line in lines.iter().filter(|line| (from..=to).contains(&month(line.0))) {
                groups.entry(key(line)).or_default().push(line);
            }
            let members = |group: &[&Line]| group.iter().map(|line| line.1.member).collect::<BTreeSet<_>>().len();
            let (mut large, small): (BTreeMap<_, _>, BTreeMap<_, _>) =
                groups.into_iter().partition(|(_, group)| members(group) >= 3);
            let mut other: Vec<&Line> = small.into_values().flatten().collect();
            while (1..3).contains(&members(&other)) {
                let smallest = large.iter().min_by_key(|(key, group)| (members(group), *key));
                let Some(key) = smallest.map(|(key, _)| key.clone()) else { break };
                other.extend(large.remove(&key).unwrap());
            }
            if !large.is_empty() {
                let shown = large.into_values().chain([other]);
                sums.extend(shown.map(|group| group.iter().map(|line| line.1.amount_minor).sum::<i64>()));
            }
        }
    }
    sums.into_iter().map(|sum| made_of(sum, lines)).collect()
}

#[test]
fn the_attacker_subtracts_two_spans_that_were_folded_one_by_one() {
    // Members 1 to 3 do web work and 5 to 7 law, in October and November; in December of the latter only 5 does. By category,
    // October to December less October to November leaves what 5 was paid for in December.
    let mut lines: Vec<Short> = Vec::new();
    for at in 0..2 {
        lines.extend((1..=3).map(|member| (at, member, member, 0, 0, false, false)));
        lines.extend((5..=7).map(|member| (at, member, member, 1, 0, false, false)));
    }
    lines.extend([(2, 1, 1, 0, 0, false, false), (2, 2, 2, 0, 0, false, false), (2, 3, 3, 0, 0, false, false)]);
    lines.push((2, 5, 5, 1, 0, false, false));
    let lines = ledger(&lines);
    let none = BTreeSet::new();
    let found = isolated(&folded_one_by_one(&lines), &statements(&lines), &lines, &none);
    assert!(found.is_some_and(|pair| pair.contains(&5)));
    assert_eq!(isolated(&all_reports(&lines, &none), &statements(&lines), &lines, &none), None);
}

#[test]
fn the_attacker_subtracts_lines_that_a_member_shows() {
    // If whoever shows their lines hid others, two would be left.
    let lines: Vec<_> = (1..=3).map(|member| (0, member, member, 0, 0, false, false)).collect();
    let more: Vec<_> = (4..=7).map(|member| (0, member, member, 1, 0, false, false)).collect();
    let lines = ledger(&[lines, more].concat());
    let open = BTreeSet::from([1]);
    let careless = all_reports(&lines, &BTreeSet::new());
    assert_eq!(isolated(&careless, &statements(&lines), &lines, &open), Some(vec![2, 3]));
    assert_eq!(isolated(&all_reports(&lines, &open), &statements(&lines), &lines, &open), None);
}

/// Up to 36 lines of up to eight members in six months, of few categories and places, so that much is small.
fn ledgers() -> impl Strategy<Value = Vec<Line>> {
    let line = (0..6_i32, 0..7_u8, 1..9_u8, 0..3_u8, 0..2_u8, prop::bool::weighted(0.3), prop::bool::weighted(0.2));
    let few_months = line.clone().prop_map(|(at, entry, member, category, place, own, back)| {
        (at % 2 * 3, entry, member, category, place, own, back)
    });
    let sparse = prop::collection::vec(line, 8..36);
    let dense = prop::collection::vec(few_months, 20..36);
    prop_oneof![sparse, dense].prop_map(|lines| ledger(&lines))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_sum_of_reports_isolates_anybody_beyond_what_statements_tell(
        lines in ledgers(), open in prop::collection::btree_set(1..9_u8, 0..3),
    ) {
        let told = all_reports(&lines, &open);
        prop_assert_eq!(isolated(&told, &statements(&lines), &lines, &open), None);
    }

    #[test]
    fn no_sum_of_reports_isolates_anybody_beyond_what_the_balance_told(lines in ledgers()) {
        let none = BTreeSet::new();
        let told = all_reports(&lines, &none);
        prop_assert_eq!(isolated(&told, &movements(&lines), &lines, &none), None);
    }
}

#[test]
fn the_attacker_finds_somebody_in_most_ledgers_that_are_folded_one_by_one() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let found = (0..40).filter(|_| {
        let lines = ledgers().new_tree(&mut runner).unwrap().current();
        isolated(&folded_one_by_one(&lines), &statements(&lines), &lines, &BTreeSet::new()).is_some()
    });
    assert!(found.count() > 10);
}
