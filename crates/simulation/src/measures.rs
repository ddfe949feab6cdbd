//! Measures of how evenly something is spread, in whole numbers. Every share is in per mille, rounded down.

/// A share of opportunity: received over entitled, in millionths, so that small shares keep their digits.
const WHOLE: i64 = 1_000_000;

/// What a member received for what they were entitled to, in millionths; 0 where they were entitled to nothing.
pub fn received_over_entitled(entitled: i64, received: i64) -> i64 {
    if entitled <= 0 {
        return 0;
    }
    let share = i128::from(received.max(0)) * i128::from(WHOLE) / i128::from(entitled);
    i64::try_from(share).unwrap_or(i64::MAX)
}

/// Gini: half the mean distance of two values, over their mean. 0 where all have the same, towards 1000 where one has
/// all. `None` where nobody has anything. Values are not negative.
pub fn gini(values: &[i64]) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let count = i128::try_from(sorted.len()).ok()?;
    let total = sum(&sorted);
    if total == 0 {
        return None;
    }
    let ranked = (1..).zip(&sorted).map(|(rank, &value): (i128, _)| (2 * rank - count - 1) * i128::from(value));
    per_mille(ranked.sum(), count * total)
}

/// Jain: the square of the sum over the number of values times the sum of their squares. 1000 where all have the same,
/// 1000 / n where one of n has all. `None` where nobody has anything.
///
/// Values are shortened to 40 bits, far more than the answer shows, so that no sum overflows.
pub fn jain(values: &[i64]) -> Option<i64> {
    let largest = values.iter().copied().max()?;
    let shift = (64 - largest.leading_zeros()).saturating_sub(40);
    let short: Vec<i128> = values.iter().map(|&value| i128::from(value >> shift)).collect();
    let total: i128 = short.iter().sum();
    let squares: i128 = short.iter().map(|value| value * value).sum();
    let count = i128::try_from(values.len()).ok()?;
    per_mille(total * total, count * squares)
}

/// What part of all the largest values have: those of one in a hundred, and at least one. `None` where nobody has
/// anything.
pub fn top_hundredth(values: &[i64]) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by_key(|&value| std::cmp::Reverse(value));
    let top = sum(&sorted[..sorted.len().div_ceil(100)]);
    per_mille(top, sum(&sorted))
}

/// The Lorenz curve at so many steps from 0 to all: what part of everything those have who have least, in per mille of
/// members and of values.
pub fn lorenz(values: &[i64], steps: usize) -> Vec<(i64, i64)> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let total = sum(&sorted);
    let mut curve = vec![(0, 0)];
    let (mut so_far, mut at) = (0, 0);
    for step in 1..=steps {
        let end = sorted.len() * step / steps;
        so_far += sum(&sorted[at..end]);
        at = end;
        let members = i64::try_from(1000 * step / steps).expect("at most 1000");
        curve.push((members, per_mille(so_far, total).unwrap_or_default()));
    }
    curve
}

/// The value that so many in a hundred do not exceed: the smallest of which that is true. `None` where there is none.
pub fn quantile(values: &[i64], percent: usize) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// `part` of `whole` in per mille, rounded down; `None` where the whole is nothing.
pub fn per_mille(part: i128, whole: i128) -> Option<i64> {
    (part * 1000).checked_div_euclid(whole).and_then(|share| i64::try_from(share).ok())
}

/// The sum of all values, which has room for any.
pub fn sum(values: &[i64]) -> i128 {
    values.iter().map(|&value| i128::from(value)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    #[test]
    fn gini_of_small_cases_is_what_a_hand_counts() {
        assert_eq!(gini(&[5, 5, 5, 5]), Some(0));
        assert_eq!(gini(&[0, 0, 0, 8]), Some(750), "(n - 1) / n where one of four has all");
        // Distances 1, 2, 3, 1, 2, 1: twice their sum 20 over 2 · 16 · 2.5.
        assert_eq!(gini(&[4, 1, 3, 2]), Some(250));
        assert_eq!(gini(&[0, 0]), None);
        assert_eq!(gini(&[]), None);
    }

    #[test]
    fn jain_of_small_cases_is_what_a_hand_counts() {
        assert_eq!(jain(&[7, 7, 7]), Some(1000));
        assert_eq!(jain(&[0, 0, 0, 9]), Some(250), "one of four");
        // 100 / (4 · 30)
        assert_eq!(jain(&[1, 2, 3, 4]), Some(833));
        assert_eq!(jain(&[0]), None);
    }

    #[test]
    fn the_top_hundredth_of_three_is_the_largest_and_of_two_hundred_the_two_largest() {
        assert_eq!(top_hundredth(&[10, 60, 30]), Some(600));
        let mut values = vec![1; 198];
        values.extend([51, 51]);
        assert_eq!(top_hundredth(&values), Some(340), "102 of 300");
        assert_eq!(top_hundredth(&[]), None);
    }

    #[test]
    fn the_lorenz_curve_of_one_two_three_four_bends_by_tenths() {
        let curve = lorenz(&[4, 2, 1, 3], 4);
        assert_eq!(curve, [(0, 0), (250, 100), (500, 300), (750, 600), (1000, 1000)]);
    }

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let values: Vec<i64> = (1..=20).collect();
        assert_eq!([50, 95, 100].map(|percent| quantile(&values, percent)), [Some(10), Some(19), Some(20)]);
        assert_eq!(quantile(&[3], 95), Some(3));
        assert_eq!(quantile(&[], 50), None);
    }

    #[test]
    fn who_was_entitled_to_a_third_of_what_they_received_has_three_millions() {
        assert_eq!(received_over_entitled(100, 300), 3_000_000);
        assert_eq!(received_over_entitled(0, 0), 0);
    }

    proptest! {
        #[test]
        fn evenness_knows_neither_order_nor_scale(mut values in vec(0..1_000_000i64, 1..60), scale in 1..50i64) {
            let (gini_before, jain_before) = (gini(&values), jain(&values));
            values.reverse();
            values.iter_mut().for_each(|value| *value *= scale);
            prop_assert_eq!(gini(&values), gini_before);
            prop_assert_eq!(jain(&values), jain_before);
        }

        #[test]
        fn a_gift_from_who_has_most_to_who_has_least_never_makes_it_less_even(values in vec(0..1_000i64, 2..40)) {
            let (mut sorted, before) = (values.clone(), (gini(&values), jain(&values)));
            sorted.sort_unstable();
            let last = sorted.len() - 1;
            let gift = (sorted[last] - sorted[0]) / 2;
            sorted[0] += gift;
            sorted[last] -= gift;
            prop_assert!(gini(&sorted) <= before.0);
            prop_assert!(jain(&sorted) >= before.1);
        }

        #[test]
        fn sums_of_the_largest_values_do_not_overflow(count in 1..2_000usize) {
            let values = vec![i64::MAX; count];
            prop_assert_eq!((gini(&values), jain(&values)), (Some(0), Some(1000)));
        }
    }
}
