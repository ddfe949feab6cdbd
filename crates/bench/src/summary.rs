//! What many briefs come to.

use serde::Serialize;

use crate::measure::{LONG, Taken};

/// Figures of a list of briefs that is not empty. Times in microseconds, gaps in per mille of the bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Summary {
    pub(crate) briefs: usize,
    pub(crate) p50: u64,
    pub(crate) p99: u64,
    pub(crate) largest: u64,
    pub(crate) proven: usize,
    /// Briefs for which there is no team.
    pub(crate) without_team: usize,
    /// Briefs that took longer than [`LONG`].
    pub(crate) long: usize,
    /// Median and largest gap of the long ones after [`LONG`].
    pub(crate) gap_after_long: Option<(i64, i64)>,
    /// Median and largest gap of those that were not proven in the end.
    pub(crate) gap_of_open: Option<(i64, i64)>,
}

impl Summary {
    /// Sums up, or `None` where there is nothing to sum up.
    pub(crate) fn of<'t>(taken: impl Iterator<Item = &'t Taken> + Clone) -> Option<Self> {
        let mut micros: Vec<u64> = taken.clone().map(|taken| taken.micros).collect();
        micros.sort_unstable();
        let largest = *micros.last()?;
        Some(Self {
            briefs: micros.len(),
            p50: *percentile(&micros, 50),
            p99: *percentile(&micros, 99),
            largest,
            proven: taken.clone().filter(|taken| taken.proven).count(),
            without_team: taken.clone().filter(|taken| taken.proven && taken.teams == 0).count(),
            long: micros.iter().filter(|&&micros| u128::from(micros) > LONG.as_micros()).count(),
            gap_after_long: middle_and_largest(taken.clone().filter_map(|taken| taken.gap_after_long)),
            gap_of_open: middle_and_largest(taken.filter(|taken| !taken.proven).map(|taken| taken.gap)),
        })
    }
}

/// The smallest of sorted values, of which there is at least one, that at least so many in a hundred do not exceed.
pub(crate) fn percentile<T>(sorted: &[T], percent: usize) -> &T {
    &sorted[(sorted.len() * percent).div_ceil(100).max(1) - 1]
}

fn middle_and_largest(values: impl Iterator<Item = i64>) -> Option<(i64, i64)> {
    let mut values: Vec<i64> = values.collect();
    values.sort_unstable();
    let largest = *values.last()?;
    Some((*percentile(&values, 50), largest))
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn of_two_hundred_the_99th_percentile_leaves_two_above() {
        let sorted: Vec<u64> = (1..=200).collect();
        assert_eq!((*percentile(&sorted, 50), *percentile(&sorted, 99)), (100, 198));
    }

    #[test]
    fn of_one_every_percentile_is_that_one() {
        assert_eq!((percentile(&[7], 50), percentile(&[7], 99)), (&7, &7));
    }
}
