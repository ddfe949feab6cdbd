//! What the book costs: `muster book bench`.
//!
//! On an empty database it founds a small network, and measures there, each beside a peer in the same run:
//!
//! - postings a second through the service ([`writers`]), beside the same rows as plain SQL;
//! - after a history of as many postings as asked for ([`history`]), a space's sums and its statement, beside what SQL
//!   takes to sum the same book up ([`reading`]);
//! - a recount of the whole book, in postings a second.
//!
//! Times are those of the machine; ratios are what can be compared.

mod history;
mod reading;
mod world;
mod writers;

use std::{
    fmt,
    time::{Duration, Instant},
};

use super::service;
use crate::{
    app::App,
    db::Db,
    error::{Error, Result},
    reports,
};

/// What is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many write at the same time.
    pub writers: usize,
    /// How many entries each of them posts in a round.
    pub entries: usize,
    /// How many postings the history has.
    pub postings: usize,
}

/// What was measured.
#[derive(Debug)]
pub struct Measured {
    /// Which database.
    pub database: String,
    /// Postings a second, by round: through the service, and as plain SQL.
    pub writing: Vec<(u64, u64)>,
    /// How many postings the book had.
    pub postings: usize,
    /// What was read of it.
    pub reading: Vec<Read>,
    /// How long the recount took.
    pub recount: Duration,
    /// What it found.
    pub faults: Vec<String>,
}

/// How long a reading takes, and its peer.
#[derive(Debug)]
pub struct Read {
    /// What is read.
    pub what: &'static str,
    /// How long it took each time, sorted.
    pub times: Vec<Duration>,
    /// The same of plain sums, and what they sum up.
    pub peers: Vec<(&'static str, Vec<Duration>)>,
}

/// Measures the book of an empty database. `say` is told how far it is.
pub fn run(app: &App, plan: Plan, say: impl Fn(&str)) -> Result<Measured> {
    let db = &app.db;
    let world = world::found(db)?;
    say("Writing, through the service and as plain SQL …");
    let writing = writers::measure(db, &world, plan)?;
    say("Making a history …");
    history::fill(db, &world, plan.postings, &say)?;
    say("Closing its months …");
    super::statements::keep_up(app)?;
    reports::keep_up(app)?;
    say("Reading …");
    let reading = reading::measure(app, &world)?;
    say("Recounting …");
    let started = now();
    let findings = service::verify(db)?;
    let recount = started.elapsed();
    Ok(Measured {
        database: if is_sqlite(db)? { "SQLite" } else { "PostgreSQL" }.to_owned(),
        writing,
        postings: findings.postings,
        reading,
        recount,
        faults: findings.all_faults().map(str::to_owned).collect(),
    })
}

fn is_sqlite(db: &Db) -> Result<bool> {
    db.read(|conn| Ok(matches!(conn, crate::db::Conn::Sqlite(_))))
}

/// The clock that a bench reads, and nothing else does.
#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn now() -> Instant {
    Instant::now()
}

/// The time below which `share` of 1000 lie; none of none.
fn quantile(sorted: &[Duration], share: usize) -> Duration {
    let place = (sorted.len() * share / 1000).min(sorted.len().saturating_sub(1));
    sorted.get(place).copied().unwrap_or_default()
}

/// How long `work` takes each of so many times, sorted.
fn timed(times: usize, mut work: impl FnMut(usize) -> Result<()>) -> Result<Vec<Duration>> {
    let mut taken = Vec::with_capacity(times);
    for number in 0..times {
        let started = now();
        work(number)?;
        taken.push(started.elapsed());
    }
    taken.sort_unstable();
    Ok(taken)
}

/// How many a second, where `many` took that `time`.
fn a_second(many: usize, time: Duration) -> u64 {
    let micros = time.as_micros().max(1);
    u64::try_from(many as u128 * 1_000_000 / micros).unwrap_or(u64::MAX)
}

/// Milliseconds with two digits after the point.
fn millis(time: Duration) -> String {
    let hundredths = time.as_micros() / 10;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} postings", self.database, self.postings)?;
        let head = "| writing, postings a second | the service | plain SQL | in per cent |";
        writeln!(f, "\n{head}\n| --- | --- | --- | --- |")?;
        for (round, (service, plain)) in (1..).zip(&self.writing) {
            writeln!(f, "| round {round} | {service} | {plain} | {} |", service * 100 / plain.max(&1))?;
        }
        let head = "| reading | p50 ms | p99 ms | beside it | p50 ms | times as fast |";
        writeln!(f, "\n{head}\n| --- | --- | --- | --- | --- | --- |")?;
        for Read { what, times, peers } in &self.reading {
            let own = quantile(times, 500);
            for (peer, of_peer) in peers {
                let other = quantile(of_peer, 500);
                let (p50, p99) = (millis(own), millis(quantile(times, 990)));
                let faster = other.as_micros() / own.as_micros().max(1);
                writeln!(f, "| {what} | {p50} | {p99} | {peer} | {} | {faster} |", millis(other))?;
            }
        }
        let (rate, faults) = (a_second(self.postings, self.recount), self.faults.len());
        writeln!(f, "\nRecount: {} ms, {rate} postings a second, {faults} faults", millis(self.recount))?;
        self.faults.iter().try_for_each(|fault| writeln!(f, "  {fault}"))
    }
}

/// A sentence for rows that a bench cannot make.
fn unmade(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("make a book to measure", cause)
}
