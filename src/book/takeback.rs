//! Taking a part of a release back: the mirror image of a part, in proportion.
//!
//! What is taken back is divided over what is left of the release: first over its seats, then over the payees of each,
//! both by largest remainders with what is left as weights. A part can never be more than is left of its line (its exact
//! share is not, and a unit is added only where that share is no whole number), and the last taking empties every line at
//! once. So whoever pays a release back in however many pieces ends at zero, to the unit, on every account.

use muster_kernel::Money;

/// A line of a release, as far as dividing needs it: of which seat, and what is left of it in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Left {
    /// Lines of one seat stand side by side and share this number.
    pub(super) seat: usize,
    /// What was given less what was taken back; never below zero.
    pub(super) minor: i64,
}

/// What is taken back of one line, and of its whole seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// Of the line, in minor units.
    pub(super) minor: i64,
    /// Of the seat: what the line's rate is taken of.
    pub(super) of_seat: i64,
}

/// Divides `amount` over what is left, in the order of the lines. `None` where it is nothing or more than is left.
pub(super) fn divided(left: &[Left], amount: Money) -> Option<Vec<Taken>> {
    let all: i128 = left.iter().map(|line| i128::from(line.minor)).sum();
    if !(1..=all).contains(&i128::from(amount.minor())) {
        return None;
    }
    let seats: Vec<&[Left]> = left.chunk_by(|a, b| a.seat == b.seat).collect();
    let of_seats: Vec<u64> = seats.iter().map(|lines| lines.iter().map(weight).sum()).collect();
    let mut taken = Vec::with_capacity(left.len());
    for (lines, of_seat) in seats.iter().zip(amount.split(&of_seats)) {
        let weights: Vec<u64> = lines.iter().map(weight).collect();
        let parts = of_seat.split(&weights);
        // A seat of which nothing is left has no parts.
        let minor = |place: usize| parts.get(place).map_or(0, |part| part.minor());
        taken.extend((0..lines.len()).map(|place| Taken { minor: minor(place), of_seat: of_seat.minor() }));
    }
    Some(taken)
}

fn weight(line: &Left) -> u64 {
    line.minor.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use muster_kernel::Currency;
    use proptest::prelude::*;

    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn minors(left: &[Left], amount: i64) -> Option<Vec<i64>> {
        Some(divided(left, eur(amount))?.iter().map(|taken| taken.minor).collect())
    }

    fn lines(parts: &[(usize, i64)]) -> Vec<Left> {
        parts.iter().map(|(seat, minor)| Left { seat: *seat, minor: *minor }).collect()
    }

    #[test]
    fn a_third_of_two_seats_is_taken_by_hand() {
        // Seats of 9,000 and 3,001: 4,000 of 12,001 are 2,999.75 and 1,000.25.
        let left = lines(&[(0, 8_100), (0, 900), (1, 2_701), (1, 300)]);
        let taken = divided(&left, eur(4_000)).unwrap();
        assert_eq!(taken.iter().map(|it| it.of_seat).collect::<Vec<_>>(), [3_000, 3_000, 1_000, 1_000]);
        assert_eq!(taken.iter().map(|it| it.minor).collect::<Vec<_>>(), [2_700, 300, 900, 100]);
    }

    #[test]
    fn nothing_and_more_than_is_left_cannot_be_taken() {
        let left = lines(&[(0, 90), (0, 10)]);
        assert_eq!((minors(&left, 0), minors(&left, -1), minors(&left, 101)), (None, None, None));
        assert_eq!(minors(&left, 100), Some(vec![90, 10]));
        assert_eq!(minors(&[], 1), None);
    }

    proptest! {
        #[test]
        fn whatever_pieces_it_is_taken_back_in_no_line_gives_more_than_it_has_and_all_end_at_zero(
            parts in prop::collection::vec((0..4_usize, 0..5_000_i64), 1..12),
            pieces in prop::collection::vec(1..4_000_i64, 0..12),
        ) {
            let mut parts = parts;
            parts.sort();
            let mut left = lines(&parts);
            let whole: i64 = left.iter().map(|line| line.minor).sum();
            let mut gone = 0;
            for piece in pieces.into_iter().chain([whole]) {
                let piece = piece.min(whole - gone);
                let Some(taken) = divided(&left, eur(piece)) else {
                    prop_assert_eq!(piece, 0);
                    continue;
                };
                prop_assert_eq!(taken.iter().map(|it| it.minor).sum::<i64>(), piece);
                for (line, it) in left.iter_mut().zip(&taken) {
                    // Within two roundings of its exact share.
                    let exact = i128::from(line.minor) * i128::from(piece);
                    let off = i128::from(it.minor) * i128::from(whole - gone) - exact;
                    prop_assert!(off.abs() < 2 * i128::from(whole - gone));
                    line.minor -= it.minor;
                    prop_assert!(line.minor >= 0 && it.minor >= 0);
                }
                gone += piece;
            }
            prop_assert!(left.iter().all(|line| line.minor == 0));
        }
    }
}
