//! When clients ask: by a schedule that does not wait for answers, so that a slow answer makes nobody ask less.

use std::time::Duration;

use muster_instances::Random;

/// When one of many clients asks, counted from the start: at even intervals, the first of which begins anywhere, so that
/// all of them together come as people do, now in a crowd and now alone.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    due: Duration,
    every: Duration,
    end: Duration,
}

impl Pace {
    /// One of `clients` who together ask `a_second` times a second until `end`.
    pub(crate) fn new(clients: usize, a_second: u64, end: Duration, random: &mut Random) -> Self {
        let nanos = u64::try_from(clients).unwrap_or(u64::MAX).saturating_mul(1_000_000_000) / a_second.max(1);
        let phase = random.between(0, i64::try_from(nanos).unwrap_or(i64::MAX).saturating_sub(1).max(0));
        Self { due: Duration::from_nanos(phase.unsigned_abs()), every: Duration::from_nanos(nanos.max(1)), end }
    }
}

impl Iterator for Pace {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        let due = Some(self.due).filter(|due| *due < self.end)?;
        self.due += self.every;
        Some(due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn paces(clients: usize, a_second: u64) -> Vec<Pace> {
        let mut random = Random::keyed(7, &[]);
        (0..clients).map(|_| Pace::new(clients, a_second, MINUTE, &mut random)).collect()
    }

    #[test]
    fn all_together_ask_as_often_as_they_should() {
        for a_second in [3, 500, 7_777] {
            let asked: usize = paces(500, a_second).into_iter().map(Iterator::count).sum();
            let right = usize::try_from(a_second * 60).unwrap();
            assert!(asked.abs_diff(right) <= 500, "{asked} times instead of {right}");
        }
    }

    #[test]
    fn each_asks_at_even_intervals_within_the_time() {
        for pace in paces(50, 40) {
            let all: Vec<Duration> = pace.collect();
            assert!(all[0] < Duration::from_millis(1_250) && all.last().is_some_and(|last| *last < MINUTE));
            assert!(all.windows(2).all(|pair| pair[1] - pair[0] == Duration::from_millis(1_250)));
        }
    }

    #[test]
    fn they_do_not_begin_together() {
        let mut first: Vec<Duration> = paces(500, 500).into_iter().filter_map(|mut pace| pace.next()).collect();
        first.sort_unstable();
        let early = first.iter().filter(|due| **due < Duration::from_millis(500)).count();
        assert!((150..350).contains(&early), "{early} of 500 begin in the first half");
        first.dedup();
        assert!(first.len() > 490);
    }
}
