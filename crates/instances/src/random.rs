//! Numbers that look drawn, and are the same on every machine and for every version of this crate's dependencies.

/// What numbers are drawn for. Each has a stream of its own, so that a change to one leaves the others as they were.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stream {
    Places = 1,
    Skills,
    Home,
    Member,
    Ring,
    Ties,
    Strength,
    Blocks,
    Papers,
    Brief,
}

/// A stream of numbers: SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub struct Random(u64);

/// The golden ratio's share of 2^64, by which SplitMix64 steps.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// The stream for the thing with that number, such as a member.
    pub(crate) fn new(seed: u64, stream: Stream, number: u64) -> Self {
        Self::keyed(seed, &[stream as u64, number])
    }

    /// The stream for whatever these keys name, such as a member at a seat. Other keys give a stream that has nothing to
    /// do with it, so what is drawn for one thing does not depend on what was drawn for another.
    pub fn keyed(seed: u64, keys: &[u64]) -> Self {
        let mut random = Self(seed);
        for key in keys {
            random.0 = random.next() ^ key.wrapping_mul(STEP);
        }
        random
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `low` to `high`, both included. For ranges far below 2^64 all are as likely.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        debug_assert!(low <= high);
        let many = u128::from(low.abs_diff(high)) + 1;
        let above = (u128::from(self.next()) * many) >> 64;
        low + i64::try_from(above).expect("below the width of the range")
    }

    /// A position in a list of that length, which is not empty.
    pub fn position(&mut self, len: usize) -> usize {
        let last = i64::try_from(len).expect("a list fits in memory") - 1;
        usize::try_from(self.between(0, last)).expect("not negative")
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.position(of.len())]
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }
}

#[cfg(test)]
mod tests {
    use super::{Random, Stream};

    #[test]
    fn splitmix_draws_its_published_numbers() {
        let mut random = Random(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn both_ends_of_a_range_are_drawn_and_nothing_beyond() {
        let mut random = Random::new(1, Stream::Brief, 0);
        let drawn: std::collections::BTreeSet<i64> = (0..1000).map(|_| random.between(3, 12)).collect();
        assert_eq!(drawn, (3..=12).collect());
    }
}
