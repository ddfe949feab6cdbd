//! How long many things took: counts in buckets whose width grows with the time, so that what is read from them is off by
//! less than one per cent.

use std::time::Duration;

/// Each doubling of the time has so many buckets, as a power of two.
const BITS: u32 = 7;
/// The buckets of a doubling.
const WIDTH: u64 = 1 << BITS;
/// What takes longer than these microseconds (twelve days) counts as that long.
const LONGEST: u64 = (1 << 40) - 1;

/// Times in microseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Histogram {
    counts: Vec<u64>,
    total: u64,
}

impl Histogram {
    /// Notes a time.
    pub(crate) fn note(&mut self, micros: u64) {
        let place = place(micros.min(LONGEST));
        if self.counts.len() <= place {
            self.counts.resize(place + 1, 0);
        }
        self.counts[place] += 1;
        self.total += 1;
    }

    /// Takes in what another one noted.
    pub(crate) fn add(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (sum, count) in self.counts.iter_mut().zip(&other.counts) {
            *sum += count;
        }
        self.total += other.total;
    }

    /// How many times were noted.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// The time within which so many of a thousand were done; `None` where nothing was noted.
    pub(crate) fn within(&self, per_mille: u64) -> Option<u64> {
        let rank = (self.total * per_mille).div_ceil(1_000).max(1);
        let mut below = 0;
        let place = self.counts.iter().position(|count| {
            below += count;
            below >= rank
        })?;
        Some(end(place))
    }
}

/// A time as it is noted.
pub(crate) fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// The bucket of a time: one for each microsecond at first, then [`WIDTH`] for each doubling.
fn place(micros: u64) -> usize {
    let shift = (u64::BITS - micros.leading_zeros()).saturating_sub(BITS + 1);
    usize::try_from(u64::from(shift) * WIDTH + (micros >> shift)).expect("there are a few thousand buckets")
}

/// The longest time of a bucket.
fn end(place: usize) -> u64 {
    let place = place as u64;
    let shift = (place / WIDTH).saturating_sub(1);
    ((place - shift * WIDTH + 1) << shift) - 1
}

#[cfg(test)]
mod tests {
    use muster_instances::Random;

    use super::*;

    #[test]
    fn every_time_lies_in_its_bucket_and_the_buckets_follow_each_other() {
        let mut before = 0;
        for place in 0..4_000 {
            let last = end(place);
            assert_eq!(super::place(last), place);
            assert_eq!(super::place(before), place, "{before} begins the bucket");
            before = last + 1;
        }
    }

    #[test]
    fn what_is_read_is_off_by_less_than_one_per_cent_and_never_too_short() {
        let mut random = Random::keyed(1, &[]);
        let mut histogram = Histogram::default();
        let mut exact: Vec<u64> = (0..50_000)
            .map(|_| {
                let most = 1_i64 << random.between(4, 26);
                random.between(0, most).unsigned_abs()
            })
            .collect();
        exact.iter().for_each(|micros| histogram.note(*micros));
        exact.sort_unstable();
        for (per_mille, rank) in [(500, 25_000), (990, 49_500), (999, 49_950), (1_000, 50_000)] {
            let (told, right) = (histogram.within(per_mille).unwrap(), exact[rank - 1]);
            assert!(told >= right && (told - right) * 100 <= right, "{per_mille}: {told} is told of {right}");
        }
    }

    #[test]
    fn two_that_are_added_tell_what_one_would() {
        let (mut evens, mut odds, mut all) = (Histogram::default(), Histogram::default(), Histogram::default());
        for micros in 0..10_000_u64 {
            if micros.is_multiple_of(2) {
                evens.note(micros)
            } else {
                odds.note(micros)
            }
            all.note(micros);
        }
        odds.add(&evens);
        assert_eq!(odds.total(), 10_000);
        assert_eq!((odds.within(500), odds.within(999)), (all.within(500), all.within(999)));
    }

    #[test]
    fn nothing_has_no_time_and_one_has_its_own() {
        let mut histogram = Histogram::default();
        assert_eq!(histogram.within(500), None);
        histogram.note(200);
        assert_eq!([1, 500, 999].map(|part| histogram.within(part)), [Some(200); 3]);
        histogram.note(u64::MAX);
        assert!(histogram.within(1_000).is_some_and(|longest| longest >= LONGEST));
    }
}
