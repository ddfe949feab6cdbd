//! How many spans wait for the collector, and what became of the others.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

/// How many spans may wait. What ends while so many do is dropped.
pub(super) const QUEUE: usize = 4_096;

/// What became of the spans of this server. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    waiting: AtomicUsize,
    sent: AtomicU64,
    lost: AtomicU64,
    dropped: AtomicU64,
}

impl Tally {
    /// How many were sent, how many the collector did not take, and how many were dropped since too many waited.
    pub fn counts(&self) -> [(&'static str, u64); 3] {
        let Counts { sent, lost, dropped, .. } = &*self.0;
        [("sent", sent), ("lost", lost), ("dropped", dropped)]
            .map(|(name, count)| (name, count.load(Ordering::Relaxed)))
    }

    /// Whether one more may wait; where it may not, it is counted as dropped.
    pub(super) fn admits(&self) -> bool {
        let is_free = self.0.waiting.fetch_add(1, Ordering::Relaxed) < QUEUE;
        if !is_free {
            self.0.waiting.fetch_sub(1, Ordering::Relaxed);
            self.0.dropped.fetch_add(1, Ordering::Relaxed);
        }
        is_free
    }

    /// So many of those that waited were sent.
    pub(super) fn sent(&self, spans: usize) {
        self.leave(spans, &self.0.sent);
    }

    /// So many of those that waited were not taken.
    pub(super) fn lost(&self, spans: usize) {
        self.leave(spans, &self.0.lost);
    }

    fn leave(&self, spans: usize, to: &AtomicU64) {
        self.0.waiting.fetch_sub(spans, Ordering::Relaxed);
        to.fetch_add(u64::try_from(spans).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_while_too_many_wait_is_dropped_and_counted() {
        let tally = Tally::default();
        let admitted = (0..QUEUE + 3).filter(|_| tally.admits()).count();
        assert_eq!((admitted, tally.counts()), (QUEUE, [("sent", 0), ("lost", 0), ("dropped", 3)]));
        tally.sent(2);
        tally.lost(1);
        let admitted = (0..4).filter(|_| tally.admits()).count();
        assert_eq!((admitted, tally.counts()), (3, [("sent", 2), ("lost", 1), ("dropped", 4)]));
    }
}
