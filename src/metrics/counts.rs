//! What is counted of requests, as they end; and what was read from the database last.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use actix_web::http::{Method, StatusCode};
use muster_kernel::Instant;

use super::{
    KEPT_SECONDS,
    store::{self, Standing},
};
use crate::app::App;

/// The upper bounds of the buckets of durations: in microseconds, and in seconds as they are told.
pub(super) const BOUNDS: [(u64, &str); 11] = [
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (2_500_000, "2.5"),
    (5_000_000, "5"),
    (10_000_000, "10"),
];
/// The bounded buckets, and the one for everything above.
const BUCKETS: usize = BOUNDS.len() + 1;
/// The classes of statuses. The last one is for requests that were not answered, mostly since whoever asked left.
pub(super) const CLASSES: [&str; 6] = ["1xx", "2xx", "3xx", "4xx", "5xx", "none"];
const UNANSWERED: usize = CLASSES.len() - 1;
/// The methods that are told by name. Anybody can make up others.
const METHODS: [&str; 6] = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];
/// A route that is none of the API's, and a method that is none of those above.
const OTHER: &str = "other";

/// A route's pattern and a method. There are only so many, since patterns are of this program.
pub(super) type Key = (String, &'static str);

/// What is counted of one route and method.
#[derive(Default)]
pub(super) struct Series {
    classes: [AtomicU64; CLASSES.len()],
    buckets: [AtomicU64; BUCKETS],
    micros: AtomicU64,
}

impl Series {
    /// How many requests ended so, by the place of the class in [`CLASSES`].
    pub(super) fn classes(&self) -> [u64; CLASSES.len()] {
        self.classes.each_ref().map(|count| count.load(Ordering::Relaxed))
    }

    /// How many answers took so long, by the place of the bound in [`BOUNDS`]; last, those above all bounds.
    pub(super) fn buckets(&self) -> [u64; BUCKETS] {
        self.buckets.each_ref().map(|count| count.load(Ordering::Relaxed))
    }

    /// How long all answers took together, in microseconds.
    pub(super) fn micros(&self) -> u64 {
        self.micros.load(Ordering::Relaxed)
    }

    fn answered(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1).min(UNANSWERED);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.iter().position(|(bound, _)| micros <= *bound).unwrap_or(BOUNDS.len());
        self.classes[class].fetch_add(1, Ordering::Relaxed);
        self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }
}

/// The numbers of this server. Clones share them.
#[derive(Clone, Default)]
pub struct Metrics(Arc<Shared>);

#[derive(Default)]
struct Shared {
    under_way: AtomicU64,
    series: RwLock<BTreeMap<Key, Arc<Series>>>,
    kept: Mutex<Option<Kept>>,
}

/// How the network stood at an instant; nothing where the database did not answer.
struct Kept {
    at: Instant,
    standing: Option<Standing>,
}

impl Metrics {
    /// A request has come; `route` is the pattern of its route, if it has one.
    pub fn request(&self, method: &Method, route: Option<&str>) -> Underway {
        let method = METHODS.into_iter().find(|known| method.as_str() == *known);
        let key = match (route, method) {
            (Some(route), Some(method)) => (route.to_owned(), method),
            (None, Some(method)) => (OTHER.to_owned(), method),
            (_, None) => (OTHER.to_owned(), OTHER),
        };
        self.0.under_way.fetch_add(1, Ordering::Relaxed);
        Underway { metrics: self.clone(), key: Some(key) }
    }

    /// How many requests wait for their answer.
    pub(super) fn under_way(&self) -> u64 {
        self.0.under_way.load(Ordering::Relaxed)
    }

    /// Everything that is counted, in the order of the routes.
    pub(super) fn all(&self) -> Vec<(Key, Arc<Series>)> {
        let series = self.0.series.read().unwrap_or_else(PoisonError::into_inner);
        series.iter().map(|(key, series)| (key.clone(), Arc::clone(series))).collect()
    }

    /// How the network stands, or stood a moment ago; nothing where the database does not answer.
    pub(super) fn standing(&self, app: &App) -> Option<Standing> {
        let now = app.now();
        // Whoever asks at the same time waits for what the first one reads.
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref()
            && (0..KEPT_SECONDS).contains(&(now.seconds() - kept.at.seconds()))
        {
            return kept.standing.clone();
        }
        let read = app.db.glance(|conn| store::standing(conn, now));
        if let Err(error) = &read {
            tracing::warn!(?error, "the numbers of the network could not be read");
        }
        let standing = read.ok();
        *kept = Some(Kept { at: now, standing: standing.clone() });
        standing
    }

    fn series(&self, key: Key) -> Arc<Series> {
        let known = self.0.series.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let mut series = self.0.series.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(series.entry(key).or_default())
        })
    }
}

/// A request that waits for its answer. Dropped without one, it is counted as not answered.
pub struct Underway {
    metrics: Metrics,
    key: Option<Key>,
}

impl Underway {
    /// The answer's head is ready, with that status and after so long.
    pub fn answered(mut self, status: StatusCode, took: Duration) {
        if let Some(key) = self.key.take() {
            self.metrics.series(key).answered(status, took);
        }
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        self.metrics.0.under_way.fetch_sub(1, Ordering::Relaxed);
        if let Some(key) = self.key.take() {
            self.metrics.series(key).classes[UNANSWERED].fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(metrics: &Metrics) -> (Key, Arc<Series>) {
        let mut all = metrics.all();
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    #[test]
    fn an_answer_counts_in_its_class_and_in_the_bucket_that_its_time_fits() {
        let metrics = Metrics::default();
        for (status, micros) in [(200, 0), (204, 5_000), (404, 5_001), (503, 10_000_001)] {
            let request = metrics.request(&Method::GET, Some("/briefs/{id}"));
            assert_eq!(metrics.under_way(), 1);
            request.answered(StatusCode::from_u16(status).unwrap(), Duration::from_micros(micros));
        }
        assert_eq!(metrics.under_way(), 0);
        let (key, series) = only(&metrics);
        assert_eq!(key, ("/briefs/{id}".to_owned(), "GET"));
        assert_eq!(series.classes(), [0, 2, 0, 1, 1, 0]);
        assert_eq!(series.buckets(), [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(series.micros(), 10_010_002);
    }

    #[test]
    fn a_request_that_nobody_waits_for_any_more_is_under_way_no_more() {
        let metrics = Metrics::default();
        drop(metrics.request(&Method::POST, Some("/briefs")));
        assert_eq!(metrics.under_way(), 0);
        let (_, series) = only(&metrics);
        assert_eq!((series.classes(), series.buckets().iter().sum::<u64>()), ([0, 0, 0, 0, 0, 1], 0));
    }

    #[test]
    fn whoever_makes_up_paths_and_methods_makes_no_new_numbers() {
        let metrics = Metrics::default();
        let mix = Method::from_bytes(b"MIX").unwrap();
        metrics.request(&mix, Some("/briefs")).answered(StatusCode::OK, Duration::ZERO);
        metrics.request(&mix, None).answered(StatusCode::OK, Duration::ZERO);
        let (key, series) = only(&metrics);
        assert_eq!((key, series.classes()[1]), (("other".to_owned(), "other"), 2));
        metrics.request(&Method::GET, None).answered(StatusCode::OK, Duration::ZERO);
        assert_eq!(metrics.all()[0].0, ("other".to_owned(), "GET"));
    }
}
