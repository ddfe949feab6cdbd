//! The smallest step that suffices, where a larger step does all that a smaller one does.

/// Finds the smallest of the steps 1 to `most` for which `suffices` says true.
///
/// `suffices` must be monotone: where a step suffices, so does every larger one. It is asked at the answer and just
/// below it, so both are seen and not inferred. Steps are doubled first, since the smallest one tends to be small.
///
/// `Some(None)` says that no step suffices; `None`, that `suffices` once could not tell.
pub(super) fn smallest(most: i64, mut suffices: impl FnMut(i64) -> Option<bool>) -> Option<Option<i64>> {
    if most < 1 || !suffices(most)? {
        return Some(None);
    }
    let (mut short, mut long) = (0, 1);
    while long < most && !suffices(long)? {
        (short, long) = (long, long.saturating_mul(2));
    }
    long = long.min(most);
    while long - short > 1 {
        let middle = short + (long - short) / 2;
        if suffices(middle)? {
            long = middle;
        } else {
            short = middle;
        }
    }
    Some(Some(long))
}

#[cfg(test)]
mod tests {
    use super::smallest;

    #[test]
    fn the_smallest_step_is_found_wherever_it_is() {
        for most in [0, 1, 2, 3, 7, 8, 9, 1000, i64::MAX] {
            for first in [1, 2, 3, 6, 7, 8, 9, 10, 999, 1000, 1001, i64::MAX] {
                let expected = Some(first).filter(|&first| first <= most);
                assert_eq!(smallest(most, |step| Some(step >= first)), Some(expected), "{first} of {most}");
            }
        }
    }

    #[test]
    fn where_one_step_cannot_be_told_nothing_is_claimed() {
        assert_eq!(smallest(9, |step| (step != 4).then_some(step >= 5)), None);
        assert_eq!(smallest(9, |_| None), None);
    }
}
