//! The rows of jobs and their leases.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{Job, JobId};
use crate::{
    db::{Conn, Tx},
    error::{Error, Result},
    schema::jobs,
};

/// How long a worker may take before another one tries.
const LEASE_SECONDS: i64 = 120;
/// A job that failed so often is dead.
const TRIES: i32 = 10;

/// A job that a worker has claimed.
pub(super) struct Claimed {
    pub(super) id: JobId,
    pub(super) payload: String,
    attempts: i32,
}

pub(super) fn insert(tx: &mut Tx<'_>, due: Instant, job: &Job) -> Result<()> {
    let payload = serde_json::to_value(job).map_err(|cause| Error::internal("write a job", cause))?;
    let row = (
        jobs::id.eq(tx.id::<super::JobKind>()),
        jobs::kind.eq(payload["kind"].as_str().expect("a job is tagged with its kind")),
        jobs::payload.eq(payload.to_string()),
        jobs::state.eq("waiting"),
        jobs::due_at.eq(due),
        jobs::lease_until.eq(Instant::from_micros(0)),
        jobs::attempts.eq(0),
        jobs::created_at.eq(tx.now()),
    );
    diesel::insert_into(jobs::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Claims the job that has been due for longest, if any. Two workers that want the same one: the row changes for one of
/// them only, and the other looks on.
pub(super) fn claim(conn: &mut Conn, now: Instant) -> Result<Option<Claimed>> {
    loop {
        let free = jobs::state.eq("waiting").and(jobs::due_at.le(now)).and(jobs::lease_until.le(now));
        let found: Option<(JobId, String, i32)> = jobs::table
            .filter(free)
            .order((jobs::due_at, jobs::id))
            .select((jobs::id, jobs::payload, jobs::attempts))
            .first(conn)
            .optional()?;
        let Some((id, payload, attempts)) = found else { return Ok(None) };
        let mine = diesel::update(jobs::table.filter(jobs::id.eq(id)).filter(free))
            .set((jobs::lease_until.eq(now.plus_seconds(LEASE_SECONDS)), jobs::attempts.eq(attempts + 1)))
            .execute(conn)?;
        if mine == 1 {
            return Ok(Some(Claimed { id, payload, attempts: attempts + 1 }));
        }
    }
}

pub(super) fn finish(conn: &mut Conn, job: &Claimed, now: Instant) -> Result<()> {
    diesel::update(jobs::table.find(job.id)).set((jobs::state.eq("done"), jobs::finished_at.eq(now))).execute(conn)?;
    Ok(())
}

/// Puts a failed job back, to be tried after a pause that doubles each time, or among the dead.
pub(super) fn put_back(conn: &mut Conn, job: &Claimed, now: Instant, error: &str) -> Result<()> {
    let state = if job.attempts >= TRIES { "dead" } else { "waiting" };
    let pause = 1_i64 << job.attempts.clamp(0, TRIES);
    diesel::update(jobs::table.find(job.id))
        .set((
            jobs::state.eq(state),
            jobs::last_error.eq(error.chars().take(500).collect::<String>()),
            jobs::due_at.eq(now.plus_seconds(pause)),
            jobs::lease_until.eq(Instant::from_micros(0)),
        ))
        .execute(conn)?;
    Ok(())
}
