//! Whether this server's clock may be followed.
//!
//! Leases and deadlines are read by each server's own clock. One that is fast would take the work of another one out of
//! its hands and have everything lapse too early; so servers on PostgreSQL compare their clock with the database's, which
//! is one for all of them, and begin nothing while the two lie apart.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::{app::App, error::Result};

/// How far the clocks may lie apart, in microseconds: much less than a lease, and more than a database that is slow to
/// answer makes of clocks that agree.
const MOST_APART_MICROS: i64 = 5_000_000;

/// How far this server's clock lies from the database's, as it was seen last.
#[derive(Debug, Default)]
pub struct Clocks {
    apart_micros: AtomicI64,
}

impl Clocks {
    /// Whether they agree. They do until they were compared.
    pub fn agree(&self) -> bool {
        self.apart_micros() <= MOST_APART_MICROS
    }

    /// How far they lie apart, in microseconds.
    pub fn apart_micros(&self) -> i64 {
        self.apart_micros.load(Ordering::Relaxed)
    }
}

/// Compares the clocks. Where the database cannot be asked, what was seen last stands.
pub fn compare(app: &App) -> Result<()> {
    let Some(seen) = app.db.clocks(&app.mint)? else { return Ok(()) };
    let did_agree = app.clocks.agree();
    app.clocks.apart_micros.store(seen.apart_micros(), Ordering::Relaxed);
    let (here, there) = (seen.here, seen.there);
    match (did_agree, app.clocks.agree()) {
        (true, false) => tracing::error!(%here, %there, "no job is done: the clock is not the database's"),
        (false, true) => tracing::info!(%here, %there, "jobs are done again: the clock is the database's"),
        _ => {}
    }
    Ok(())
}
