//! Atoms: the smallest sums that an operator is ever told of a closed month.
//!
//! A month of a space is cut into parts once, when its statement is closed, and every report is a sum of whole parts. So
//! whoever adds and subtracts reports, over whatever spans and by whatever dimensions, comes out at sums of parts again,
//! and each of these stands for three members at least, or is a sum that the statement itself tells. Pure.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::Currency;

use crate::{
    book::{EntryId, Source},
    identity::MemberId,
};

/// The fewest members that a part may stand for.
pub const FEWEST: usize = 3;

crate::words! {
    /// On which side of a statement a sum stands. A statement tells each side by itself, so neither may hide the other.
    pub enum Side {
        /// What came.
        Came = "came",
        /// What was taken back.
        Went = "went",
    }
}

/// What a line of a space's statement says about one member's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The entry that it belongs to.
    pub entry: EntryId,
    /// Whose work.
    pub member: MemberId,
    /// The category of work.
    pub category: String,
    /// Who brought the client.
    pub source: Source,
    /// Where the work was done: a place's id, or the word for work without one.
    pub place: String,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units; below zero where it was taken back.
    pub amount_minor: i64,
}

/// A sum that can be told. A label is there where all of it has that label; a sum of fewer than three members has none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Atom {
    /// In which currency.
    pub currency: Currency,
    /// On which side of the statement.
    pub side: Side,
    /// The category of work.
    pub category: Option<String>,
    /// Who brought the client.
    pub source: Option<Source>,
    /// Where the work was done.
    pub place: Option<String>,
    /// For how many members it stands that hide each other.
    pub members: i32,
    /// How much, in minor units.
    pub amount_minor: i64,
}

impl Atom {
    /// Whether it stands for three members at least. Otherwise it is the whole side of a statement, which tells it anyway.
    pub fn is_many(&self) -> bool {
        usize::try_from(self.members).is_ok_and(|members| members >= FEWEST)
    }
}

/// What is cut no further: an entry, which moves the balance as a whole, or a part of one in which three members stand.
#[derive(Clone, Debug)]
struct Unit<'a> {
    pieces: Vec<&'a Piece>,
}

/// By what a month is cut, in this order.
const CUTS: [fn(&Unit<'_>) -> Option<String>; 3] = [|unit| unit.category(), |unit| unit.source(), |unit| unit.place()];

impl Unit<'_> {
    /// The label of all its pieces, if it is the same.
    fn of_all<T: Clone + PartialEq>(&self, label: impl Fn(&Piece) -> T) -> Option<T> {
        let first = self.pieces.first().map(|piece| label(piece))?;
        self.pieces.iter().all(|piece| label(piece) == first).then_some(first)
    }

    fn category(&self) -> Option<String> {
        self.of_all(|piece| piece.category.clone())
    }

    fn source(&self) -> Option<String> {
        self.of_all(|piece| piece.source.to_string())
    }

    fn place(&self) -> Option<String> {
        self.of_all(|piece| piece.place.clone())
    }
}

/// The parts of a month of a space. Whoever is among `open` shows their own lines, and so hides nobody else. In whatever
/// order the pieces come, the parts are the same.
pub fn atoms(pieces: &[Piece], open: &BTreeSet<MemberId>) -> Vec<Atom> {
    let mut sides: BTreeMap<(Currency, Side), BTreeMap<EntryId, Vec<&Piece>>> = BTreeMap::new();
    for piece in pieces {
        let side = if piece.amount_minor < 0 { Side::Went } else { Side::Came };
        sides.entry((piece.currency, side)).or_default().entry(piece.entry).or_default().push(piece);
    }
    let mut atoms = Vec::new();
    for ((currency, side), entries) in sides {
        let hiding = Hiding { open };
        let units = entries.into_values().flat_map(|pieces| hiding.units(pieces)).collect();
        atoms.extend(hiding.cut(units, &CUTS).iter().map(|units| hiding.atom(currency, side, units)));
    }
    atoms.sort();
    atoms
}

/// Who hides whom.
struct Hiding<'o> {
    open: &'o BTreeSet<MemberId>,
}

impl Hiding<'_> {
    /// For how many members some pieces stand that hide each other.
    fn members<'a>(&self, pieces: impl IntoIterator<Item = &'a Piece>) -> usize {
        let members: BTreeSet<MemberId> = pieces.into_iter().map(|piece| piece.member).collect();
        members.difference(self.open).count()
    }

    fn members_of(&self, units: &[Unit<'_>]) -> usize {
        self.members(units.iter().flat_map(|unit| unit.pieces.iter().copied()))
    }

    /// An entry by its places, where three members stand in each of them; otherwise whole: whoever looks at the balance
    /// before and after it knows its sum, and would learn the part that is left.
    fn units<'a>(&self, pieces: Vec<&'a Piece>) -> Vec<Unit<'a>> {
        let mut places: BTreeMap<&str, Vec<&Piece>> = BTreeMap::new();
        for piece in &pieces {
            places.entry(&piece.place).or_default().push(piece);
        }
        match places.values().all(|pieces| self.members(pieces.iter().copied()) >= FEWEST) {
            true => places.into_values().map(|pieces| Unit { pieces }).collect(),
            false => vec![Unit { pieces }],
        }
    }

    /// Cuts units by one label after the other, as long as every part stands for three members. Small parts are joined,
    /// with the smallest of the others until they are large enough together.
    fn cut<'a>(&self, units: Vec<Unit<'a>>, by: &[fn(&Unit<'_>) -> Option<String>]) -> Vec<Vec<Unit<'a>>> {
        let Some((label, then)) = by.split_first() else { return vec![units] };
        let mut parts: BTreeMap<String, Vec<Unit<'a>>> = BTreeMap::new();
        let mut joined = Vec::new();
        for unit in units {
            match label(&unit) {
                Some(label) => parts.entry(label).or_default().push(unit),
                None => joined.push(unit),
            }
        }
        let (mut large, small): (BTreeMap<_, _>, BTreeMap<_, _>) =
            parts.into_iter().partition(|(_, units)| self.members_of(units) >= FEWEST);
        joined.extend(small.into_values().flatten());
        while !joined.is_empty() && self.members_of(&joined) < FEWEST {
            let smallest = large.iter().min_by_key(|(label, units)| (self.members_of(units), *label));
            let Some(label) = smallest.map(|(label, _)| label.clone()) else { break };
            joined.extend(large.remove(&label).unwrap_or_default());
        }
        let all = large.into_values().chain([joined]).filter(|units| !units.is_empty());
        all.flat_map(|units| self.cut(units, then)).collect()
    }

    fn atom(&self, currency: Currency, side: Side, units: &[Unit<'_>]) -> Atom {
        let whole = Unit { pieces: units.iter().flat_map(|unit| unit.pieces.iter().copied()).collect() };
        let members = self.members_of(units);
        let is_many = members >= FEWEST;
        let sum: i128 = whole.pieces.iter().map(|piece| i128::from(piece.amount_minor)).sum();
        Atom {
            currency,
            side,
            category: whole.category().filter(|_| is_many),
            source: whole.of_all(|piece| piece.source).filter(|_| is_many),
            place: whole.place().filter(|_| is_many),
            members: i32::try_from(members).unwrap_or(i32::MAX),
            amount_minor: narrow(sum),
        }
    }
}

/// A sum of amounts in 64 bits; no account holds more, and so no sum of what came to one does.
pub(super) fn narrow(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;
    use proptest::prelude::*;

    use super::*;

    /// A piece of an entry with that number; a number is a member's, too.
    fn piece(entry: u8, member: u8, category: &str, place: &str, amount_minor: i64) -> Piece {
        Piece {
            entry: Id::from_bits(u128::from(entry)),
            member: Id::from_bits(u128::from(member)),
            category: category.to_owned(),
            source: Source::Network,
            place: place.to_owned(),
            currency: Currency::EUR,
            amount_minor,
        }
    }

    fn told(pieces: &[Piece]) -> Vec<(Option<&'static str>, Option<String>, i64, i32)> {
        let named = |category: Option<String>| match category.as_deref() {
            Some("web") => Some("web"),
            Some("law") => Some("law"),
            _ => None,
        };
        let tell = |atom: Atom| (named(atom.category), atom.place, atom.amount_minor, atom.members);
        atoms(pieces, &BTreeSet::new()).into_iter().map(tell).collect()
    }

    /// Members `from` to `to` of one category at one place, an entry each, at ten.
    fn each(from: u8, to: u8, category: &str, place: &str) -> Vec<Piece> {
        (from..=to).map(|member| piece(member, member, category, place, 10)).collect()
    }

    fn remote() -> Option<String> {
        Some("remote".to_owned())
    }

    #[test]
    fn categories_of_three_members_stand_and_smaller_ones_are_joined() {
        let pieces = [each(1, 3, "web", "remote"), each(4, 5, "law", "remote"), each(6, 6, "data", "remote")].concat();
        assert_eq!(told(&pieces), [(None, remote(), 30, 3), (Some("web"), remote(), 30, 3)]);
    }

    #[test]
    fn a_small_rest_takes_the_smallest_kind_with_it() {
        let pieces = [each(1, 4, "web", "remote"), each(5, 7, "law", "remote"), each(8, 8, "data", "remote")].concat();
        assert_eq!(told(&pieces), [(None, remote(), 40, 4), (Some("web"), remote(), 40, 4)]);
    }

    #[test]
    fn a_kind_is_cut_by_place_where_three_stand_in_each() {
        let pieces = [each(1, 3, "web", "lake"), each(4, 6, "web", "remote")].concat();
        let lake = Some("lake".to_owned());
        assert_eq!(told(&pieces), [(Some("web"), lake, 30, 3), (Some("web"), remote(), 30, 3)]);
        let pieces = [each(1, 3, "web", "lake"), each(4, 5, "web", "remote")].concat();
        assert_eq!(told(&pieces), [(Some("web"), None, 50, 5)]);
    }

    #[test]
    fn fewer_than_three_are_a_whole_side_without_a_label() {
        assert_eq!(told(&each(1, 2, "web", "remote")), [(None, None, 20, 2)]);
    }

    #[test]
    fn what_was_taken_back_is_a_side_of_its_own_and_hides_nobody() {
        let mut pieces = each(1, 2, "web", "remote");
        pieces.push(piece(9, 3, "web", "remote", -5));
        let sides: Vec<_> = atoms(&pieces, &BTreeSet::new())
            .into_iter()
            .map(|atom| (atom.side, atom.category, atom.amount_minor, atom.members))
            .collect();
        assert_eq!(sides, [(Side::Came, None, 20, 2), (Side::Went, None, -5, 1)]);
    }

    #[test]
    fn an_entry_at_two_places_stays_whole_unless_three_stand_at_each() {
        let team = |last: u8| -> Vec<Piece> {
            let place = |member| if member <= 3 { "lake" } else { "remote" };
            (1..=last).map(|member| piece(1, member, "web", place(member), 10)).collect()
        };
        assert_eq!(told(&team(5)), [(Some("web"), None, 50, 5)]);
        assert_eq!(told(&team(6)).len(), 2);
        let pieces = [team(5), each(7, 9, "web", "lake"), each(10, 12, "web", "remote")].concat();
        let lake = Some("lake".to_owned());
        assert_eq!(
            told(&pieces),
            [(Some("web"), None, 50, 5), (Some("web"), lake, 30, 3), (Some("web"), remote(), 30, 3)]
        );
    }

    #[test]
    fn whoever_shows_their_own_lines_hides_nobody() {
        let pieces = [each(1, 3, "web", "remote"), each(4, 6, "law", "remote")].concat();
        let open = BTreeSet::from([Id::from_bits(1)]);
        let categories: Vec<_> = atoms(&pieces, &open).into_iter().map(|atom| (atom.category, atom.members)).collect();
        assert_eq!(categories, [(None, 5)]);
    }

    fn pieces() -> impl Strategy<Value = Vec<Piece>> {
        let one = (0..12_u8, 1..9_u8, 0..3_usize, 0..3_usize, prop::bool::ANY, -4..9_i64);
        let piece = |(entry, member, category, place, own, amount): (u8, u8, usize, usize, bool, i64)| Piece {
            source: if own { Source::Space } else { Source::Network },
            ..piece(entry, member, ["web", "law", "data"][category], ["remote", "lake", "hill"][place], amount)
        };
        prop::collection::vec(one.prop_map(piece), 0..40)
    }

    proptest! {
        #[test]
        fn every_cent_is_in_one_part_and_a_label_stands_for_three(pieces in pieces(), open in 0..9_u8) {
            let open = (0..open / 3).map(|member| Id::from_bits(u128::from(member))).collect();
            let parts = atoms(&pieces, &open);
            for side in [Side::Came, Side::Went] {
                let of_side = |amount: &i64| (*amount < 0) == (side == Side::Went);
                let whole: i64 = pieces.iter().map(|piece| piece.amount_minor).filter(of_side).sum();
                let own: Vec<&Atom> = parts.iter().filter(|atom| atom.side == side).collect();
                prop_assert_eq!(own.iter().map(|atom| atom.amount_minor).sum::<i64>(), whole);
                // A part that stands for fewer is its whole side, and has no label.
                for atom in own.iter().filter(|atom| !atom.is_many()) {
                    prop_assert_eq!(own.len(), 1);
                    prop_assert_eq!((&atom.category, atom.source, &atom.place), (&None, None, &None));
                }
            }
        }

        #[test]
        fn the_order_of_pieces_does_not_matter(mut pieces in pieces()) {
            let before = atoms(&pieces, &BTreeSet::new());
            pieces.reverse();
            prop_assert_eq!(atoms(&pieces, &BTreeSet::new()), before);
        }
    }
}
