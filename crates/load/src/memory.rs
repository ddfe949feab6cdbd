//! How much memory a server holds, as its system tells it.

use std::{io, time::Duration};

use tokio::time::{Instant, sleep};

/// How often one looks.
const EVERY: Duration = Duration::from_secs(2);

/// The memory of a process at a moment, in kibibytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    millis: u64,
    /// All that is resident, pages of mapped files among it.
    pub(crate) resident: u64,
    /// What the process asked for itself.
    pub(crate) own: u64,
}

/// Looks at a process until the time is over.
pub(crate) async fn watch(process: u32, until: Instant) -> io::Result<Vec<Sample>> {
    let (path, begun) = (format!("/proc/{process}/status"), Instant::now());
    let mut samples = Vec::new();
    while Instant::now() < until {
        let status = std::fs::read_to_string(&path)?;
        let kib = |key| kib(&status, key).ok_or_else(|| io::Error::other(format!("{path} does not tell {key}")));
        let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        samples.push(Sample { millis, resident: kib("VmRSS:")?, own: kib("RssAnon:")? });
        sleep(EVERY).await;
    }
    Ok(samples)
}

fn kib(status: &str, key: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// How memory went: what a process held on average in the first and the last quarter of the samples, and by how much that
/// grew in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) first: u64,
    pub(crate) last: u64,
    pub(crate) a_minute: i64,
}

impl Course {
    /// The course of what `of` reads from the samples; `None` of fewer than four.
    pub(crate) fn of(samples: &[Sample], of: impl Fn(&Sample) -> u64) -> Option<Self> {
        let quarter = samples.len() / 4;
        if quarter == 0 {
            return None;
        }
        let mean = |some: &[Sample]| some.iter().map(&of).sum::<u64>() / u64::try_from(some.len()).unwrap_or(1);
        let (first, last) = (mean(&samples[..quarter]), mean(&samples[samples.len() - quarter..]));
        let points = samples.iter().map(|sample| (i128::from(sample.millis), i128::from(of(sample))));
        Some(Self { first, last, a_minute: slope(points.collect(), 60_000) })
    }

    /// By how much the last quarter lies above the first, in per mille; less than nothing where it lies below.
    pub(crate) fn growth(self) -> i64 {
        let signed = |kib: u64| i64::try_from(kib).unwrap_or(i64::MAX / 1_000);
        (signed(self.last) - signed(self.first)) * 1_000 / signed(self.first).max(1)
    }
}

/// How much the line of least squares rises over `width`.
fn slope(points: Vec<(i128, i128)>, width: i128) -> i64 {
    let many = i128::try_from(points.len()).unwrap_or(1);
    let sum = |of: fn(&(i128, i128)) -> i128| points.iter().map(of).sum::<i128>();
    let (x, y) = (sum(|point| point.0), sum(|point| point.1));
    let rise = many * sum(|point| point.0 * point.1) - x * y;
    let run = many * sum(|point| point.0 * point.0) - x * x;
    if run == 0 { 0 } else { i64::try_from(rise * width / run).unwrap_or(i64::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(own: impl Fn(u64) -> u64) -> Vec<Sample> {
        (0..60).map(|at| Sample { millis: at * 2_000, resident: 0, own: own(at) }).collect()
    }

    #[test]
    fn what_the_system_tells_is_read() {
        let status = "Name:\tmuster\nVmRSS:\t  123456 kB\nRssAnon:\t   99000 kB\nThreads:\t9\n";
        assert_eq!((kib(status, "VmRSS:"), kib(status, "RssAnon:")), (Some(123_456), Some(99_000)));
        assert_eq!(kib(status, "VmSwap:"), None);
    }

    #[test]
    fn what_stays_is_flat_and_what_leaks_is_not() {
        let flat = Course::of(&samples(|at| 80_000 + at % 2), |sample| sample.own).unwrap();
        assert_eq!((flat.growth(), flat.a_minute.abs() <= 1), (0, true));
        let leaks = Course::of(&samples(|at| 80_000 + 200 * at), |sample| sample.own).unwrap();
        assert_eq!((leaks.a_minute, leaks.first, leaks.last), (6_000, 81_400, 90_400));
        assert_eq!(leaks.growth(), 110);
    }

    #[test]
    fn too_few_samples_have_no_course() {
        assert_eq!(Course::of(&samples(|_| 1)[..3], |sample| sample.own), None);
    }
}
