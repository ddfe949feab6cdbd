//! How long it takes to change one member of an index that is in use.

use std::time::Duration;

use muster_formation::{Index, document::Member};
use muster_instances::Instances;
use serde::Serialize;

use crate::{now, summary::percentile};

/// How many members are changed, each twice.
const CHANGED: usize = 1000;

/// Nanoseconds for one change.
#[derive(Debug, Serialize)]
pub(crate) struct Updates {
    pub(crate) p50: u64,
    pub(crate) p99: u64,
    pub(crate) largest: u64,
}

/// Gives members all over the pool everything of somebody else (skills, rate, calendar, place), and then their own again; in
/// the end the index says what it said.
pub(crate) fn measure(index: &mut Index, instances: &Instances) -> Updates {
    let step = (instances.len() / CHANGED).max(1);
    let mut nanos = Vec::with_capacity(2 * CHANGED);
    for number in (0..instances.len()).step_by(step) {
        let own = instances.member(number);
        let other = instances.member((number + 1) % instances.len());
        let changed = Member { id: own.id.clone(), ..other };
        for member in [changed, own] {
            let started = now();
            index.put(&member).expect("a made-up member keeps the contract");
            nanos.push(whole(started.elapsed()));
        }
    }
    nanos.sort_unstable();
    let at = |percent| *percentile(&nanos, percent);
    Updates { p50: at(50), p99: at(99), largest: at(100) }
}

fn whole(took: Duration) -> u64 {
    u64::try_from(took.as_nanos()).unwrap_or(u64::MAX)
}
