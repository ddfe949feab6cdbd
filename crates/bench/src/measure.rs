//! One brief: how long it took and what was proven.

use std::time::Duration;

use clap::ValueEnum;
use muster_formation::{Index, Limit, document::Brief, form, quote};
use serde::Serialize;

use crate::now;

/// A brief that takes longer is looked at again: what was known of it by then.
pub(crate) const LONG: Duration = Duration::from_millis(100);

/// What is asked of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Question {
    /// The best teams.
    Form,
    /// What is shown while a brief is typed.
    Quote,
}

/// How a brief was answered.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Taken {
    pub(crate) brief: String,
    pub(crate) seats: usize,
    pub(crate) is_tight: bool,
    /// Candidates, search and all else, the best of all runs; the index was there before.
    pub(crate) micros: u64,
    pub(crate) nodes: Option<u64>,
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

/// What came out.
struct Answer {
    nodes: Option<u64>,
    proven: bool,
    teams: usize,
    /// Points of the first team, their bound, its cost.
    first: Option<(i64, i64, i64)>,
}

/// Asks so many times, within a limit or until it is proven.
pub(crate) fn measure(index: &Index, question: Question, brief: &Brief, limit: Option<Duration>, runs: u32) -> Taken {
    let timed = |limit: Option<Duration>| {
        let started = now();
        let mut is_over = || limit.is_some_and(|limit| started.elapsed() >= limit);
        let mut limit = if limit.is_some() { Limit::until(&mut is_over) } else { Limit::none() };
        let answer = ask(index, question, brief, &mut limit);
        (answer, started.elapsed())
    };
    let all = (0..runs).map(|_| timed(limit));
    let (answer, took) = all.min_by_key(|&(_, took)| took).expect("at least one run");
    Taken {
        brief: brief.id.clone(),
        seats: brief.seats.len(),
        is_tight: brief.id.ends_with("tight"),
        micros: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        nodes: answer.nodes,
        proven: answer.proven,
        teams: answer.teams,
        z: answer.first.map(|(z, ..)| z),
        bound: answer.first.map(|(_, bound, _)| bound),
        cost: answer.first.map(|(.., cost)| cost),
        gap: gap(&answer),
        gap_after_long: (took > LONG).then(|| gap(&timed(Some(LONG)).0)),
    }
}

fn ask(index: &Index, question: Question, brief: &Brief, limit: &mut Limit<'_>) -> Answer {
    match question {
        Question::Form => {
            let outcome = form(index, brief, limit).expect("a made-up brief keeps the contract");
            let teams = &outcome.answer.teams;
            let first = teams.first().map(|team| (team.z, team.bound, team.cost));
            Answer { nodes: Some(outcome.nodes), proven: outcome.answer.proven, teams: teams.len(), first }
        }
        Question::Quote => {
            let quote = quote(index, brief, limit).expect("a made-up brief keeps the contract");
            let first = quote.best.map(|best| (best.z, best.bound, best.cost));
            Answer { nodes: None, proven: quote.proven, teams: usize::from(first.is_some()), first }
        }
    }
}

/// Per mille of the bound; all of it where nothing was found and nothing proven.
fn gap(answer: &Answer) -> i64 {
    match answer.first {
        Some((z, bound, _)) if bound > 0 => (bound - z) * 1000 / bound,
        Some(_) => 0,
        None if answer.proven => 0,
        None => 1000,
    }
}
