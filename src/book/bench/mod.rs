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

use std::{fmt, time::Instant};

use super::service;
use crate::{
    app::App,
    db::Db,
    error::{Error, Result},
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
    pub writing: Vec<(f64, f64)>,
    /// How many postings the book had.
    pub postings: usize,
    /// What was read of it.
    pub reading: Vec<Read>,
    /// Seconds that the recount took.
    pub recount: f64,
    /// What it found.
    pub faults: Vec<String>,
}

/// How long a reading takes, and its peer.
#[derive(Debug)]
pub struct Read {
    /// What is read.
    pub what: &'static str,
    /// Milliseconds, sorted.
    pub millis: Vec<f64>,
    /// Milliseconds of the plain sums, sorted; what they sum up.
    pub peers: Vec<(&'static str, Vec<f64>)>,
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
    say("Reading …");
    let reading = reading::measure(db, &world)?;
    say("Recounting …");
    let started = Instant::now();
    let findings = service::verify(db)?;
    let recount = started.elapsed().as_secs_f64();
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

/// The value below which `share` of 1000 lie; nothing of nothing.
fn quantile(sorted: &[f64], share: usize) -> f64 {
    let place = (sorted.len() * share / 1000).min(sorted.len().saturating_sub(1));
    sorted.get(place).copied().unwrap_or_default()
}

/// Milliseconds that `work` takes each of `times` times, sorted.
fn timed(times: usize, mut work: impl FnMut(usize) -> Result<()>) -> Result<Vec<f64>> {
    let mut millis = Vec::with_capacity(times);
    for number in 0..times {
        let started = Instant::now();
        work(number)?;
        millis.push(started.elapsed().as_secs_f64() * 1_000.0);
    }
    millis.sort_by(f64::total_cmp);
    Ok(millis)
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} postings", self.database, self.postings)?;
        writeln!(f, "\n| writing, postings a second | the service | plain SQL | ratio |\n| --- | --- | --- | --- |")?;
        for (round, (service, plain)) in (1..).zip(&self.writing) {
            writeln!(f, "| round {round} | {service:.0} | {plain:.0} | {:.2} |", service / plain)?;
        }
        writeln!(
            f,
            "\n| reading | p50 ms | p99 ms | beside it | p50 ms | times faster |\n| --- | --- | --- | --- | --- | --- |"
        )?;
        for Read { what, millis, peers } in &self.reading {
            let own = quantile(millis, 500);
            for (peer, peers) in peers {
                let other = quantile(peers, 500);
                let p99 = quantile(millis, 990);
                writeln!(f, "| {what} | {own:.2} | {p99:.2} | {peer} | {other:.1} | {:.0} |", other / own)?;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a rate that is told to three digits")]
        let rate = self.postings as f64 / self.recount;
        writeln!(f, "\nRecount: {:.1} s, {rate:.0} postings a second, {} faults", self.recount, self.faults.len())?;
        self.faults.iter().try_for_each(|fault| writeln!(f, "  {fault}"))
    }
}

/// A sentence for rows that a bench cannot make.
fn unmade(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("make a book to measure", cause)
}
