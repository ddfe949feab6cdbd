//! One brief: how long it took and what was proven.

use std::time::Duration;

use muster_formation::{
    Index, Limit, Outcome,
    document::{Brief, Team},
    form,
};
use serde::Serialize;

use crate::now;

/// A brief that takes longer is looked at again: what was known of it by then.
pub(crate) const LONG: Duration = Duration::from_millis(100);

/// How a brief was answered.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Taken {
    pub(crate) brief: String,
    pub(crate) seats: usize,
    pub(crate) is_tight: bool,
    /// Candidates and search, the best of all runs; the index was there before.
    pub(crate) micros: u64,
    pub(crate) nodes: u64,
    pub(crate) proven: bool,
    pub(crate) teams: usize,
    /// Points of the first team, and their bound; none where no team was found.
    pub(crate) z: Option<i64>,
    pub(crate) bound: Option<i64>,
    pub(crate) cost: Option<i64>,
    /// How far the bound lay above the first team in the end, in per mille of the bound.
    pub(crate) gap: i64,
    /// The same after [`LONG`], where the brief took longer.
    pub(crate) gap_after_long: Option<i64>,
}

/// Answers a brief so many times, within a limit or until it is proven.
pub(crate) fn measure(index: &Index, brief: &Brief, limit: Option<Duration>, runs: u32) -> Taken {
    let mut best = answer(index, brief, limit);
    for _ in 1..runs {
        let again = answer(index, brief, limit);
        if again.1 < best.1 {
            best = again;
        }
    }
    let (outcome, took) = best;
    let gap_after_long = (took > LONG).then(|| gap(&answer(index, brief, Some(LONG)).0));
    let first = outcome.answer.teams.first();
    Taken {
        brief: brief.id.clone(),
        seats: brief.seats.len(),
        is_tight: brief.id.ends_with("tight"),
        micros: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        nodes: outcome.nodes,
        proven: outcome.answer.proven,
        teams: outcome.answer.teams.len(),
        z: first.map(|team| team.z),
        bound: first.map(|team| team.bound),
        cost: first.map(|team| team.cost),
        gap: gap(&outcome),
        gap_after_long,
    }
}

fn answer(index: &Index, brief: &Brief, limit: Option<Duration>) -> (Outcome, Duration) {
    let started = now();
    let mut is_over = || limit.is_some_and(|limit| started.elapsed() >= limit);
    let mut limit = if limit.is_some() { Limit::until(&mut is_over) } else { Limit::none() };
    let outcome = form(index, brief, &mut limit).expect("a made-up brief keeps the contract");
    (outcome, started.elapsed())
}

/// Per mille of the bound; all of it where nothing was found and nothing proven.
fn gap(outcome: &Outcome) -> i64 {
    match outcome.answer.teams.first() {
        Some(&Team { z, bound, .. }) if bound > 0 => (bound - z) * 1000 / bound,
        Some(_) => 0,
        None if outcome.answer.proven => 0,
        None => 1000,
    }
}
