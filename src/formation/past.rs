//! The past of a network, as documents of the engine: on it a policy is simulated before it is adopted.

use std::collections::HashSet;

use muster_formation::document;
use muster_kernel::{Currency, Day};

use super::{
    pool::Snapshot,
    run::{self, Ask, Purpose},
};
use crate::{
    briefs::{self, Brief, Document},
    db::{Conn, Db},
    error::Result,
    identity,
    places::{self, Settlement},
    policies::{self, Policy},
};

/// So many of the newest briefs are read.
const MOST: i64 = 1_000;

/// What a simulation is played on.
pub struct Past {
    /// The policy in force.
    pub policy: Policy,
    /// Everybody in the pool, as things stand.
    pub pool: document::Pool,
    /// What was asked for, the newest first, as if its work began in the first week of the pool.
    pub briefs: Vec<document::Brief>,
    /// Which places of the pool are rural.
    pub rural: HashSet<String>,
}

/// Reads the pool and the briefs that were posted in `currency`. Nothing is changed.
pub fn read(db: &Db, currency: Currency, today: Day) -> Result<Past> {
    db.snapshot(|conn| {
        let (_, policy) = policies::service::in_force(conn, today.midnight())?;
        let snapshot = Snapshot::take(conn, currency, today, &policy)?;
        let posted = briefs::service::posted(conn, MOST)?;
        let asked = posted.into_iter().filter(|(_, document)| document.currency == currency);
        let briefs: Result<Vec<_>> =
            asked.map(|(brief, document)| as_if_now(conn, &brief, document, &snapshot, &policy)).collect();
        let rural = places::service::of_kind(conn, Settlement::Rural)?.iter().map(ToString::to_string).collect();
        Ok(Past { briefs: briefs?, policy, pool: snapshot.pool, rural })
    })
}

/// A past brief with its windows moved to the first weeks of the pool. The client's own people stay excluded.
fn as_if_now(
    conn: &mut Conn,
    brief: &Brief,
    mut document: Document,
    snapshot: &Snapshot,
    policy: &Policy,
) -> Result<document::Brief> {
    let week0 = snapshot.pool.week0;
    let first = document.seats.iter().map(|seat| seat.from).min().unwrap_or(week0);
    let later = first.weeks_until(week0);
    for seat in &mut document.seats {
        seat.from = seat.from.plus_weeks(later);
    }
    let own_people = identity::clients::people_of(conn, brief.client_id)?.into_iter().collect();
    let ask = Ask { excluded_people: own_people, ..Ask::new(brief.id, Purpose::Form) };
    run::to_engine(&ask, &document, snapshot, policy)
}
