//! Lanes: numbers by which those who write at the same time keep out of each other's way.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// From how many numbers on an instance may count.
const FIRSTS: u64 = 64;

/// The lanes of one instance, of which each transaction that writes takes the first that is free.
#[derive(Clone)]
pub(super) struct Lanes {
    taken: Arc<AtomicU64>,
    /// Where this instance begins to count, so that several on one database do not crowd the same lanes.
    first: u64,
}

impl Lanes {
    /// From anywhere on. Not drawn by the mint: which row of a sum is written is nothing that a seed decides.
    pub(super) fn from_anywhere() -> Self {
        Self::from(RandomState::new().hash_one(()) % FIRSTS)
    }

    fn from(first: u64) -> Self {
        Self { taken: Arc::default(), first }
    }

    /// Takes the first lane that is free, until it is dropped; beyond 64 of them, all share one.
    pub(super) fn enter(&self) -> Lane {
        // Sets the lowest bit that is not set.
        let before =
            self.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |taken| Some(taken | taken.wrapping_add(1)));
        let own = !before.unwrap_or_else(|taken| taken);
        Lane {
            taken: Arc::clone(&self.taken),
            bit: own & own.wrapping_neg(),
            number: self.first + u64::from(own.trailing_zeros()),
        }
    }
}

/// A lane that is taken.
pub(super) struct Lane {
    taken: Arc<AtomicU64>,
    bit: u64,
    pub(super) number: u64,
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.taken.fetch_and(!self.bit, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_writes_at_the_same_time_has_a_lane_alone_and_leaves_it_for_the_next() {
        let lanes = Lanes::from(5);
        let (one, two, three) = (lanes.enter(), lanes.enter(), lanes.enter());
        assert_eq!([one.number, two.number, three.number], [5, 6, 7]);
        drop(two);
        assert_eq!(lanes.enter().number, 6);
        drop((one, three));
        let many: Vec<Lane> = (0..70).map(|_| lanes.enter()).collect();
        let numbers: Vec<u64> = many.iter().map(|lane| lane.number).collect();
        assert_eq!(numbers[..64], (5..69).collect::<Vec<_>>());
        assert!(numbers[64..].iter().all(|number| *number == 69));
        drop(many);
        assert_eq!(lanes.enter().number, 5);
    }
}
