//! The rows of jobs and their leases.

use diesel::{dsl, prelude::*};
use muster_kernel::Instant;

use super::{Job, JobId, Lane, State};
use crate::{
    db::{self, Conn, Tx, escaped},
    error::{Error, Result},
    schema::jobs,
    traces,
};

/// How long a worker may take before another one tries.
const LEASE_SECONDS: i64 = 120;
/// What names the trace that asked for a job, among what the job is about.
const CAUSE: &str = "traceparent";

/// A job.
#[derive(Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub(super) struct JobRow {
    pub(super) id: JobId,
    pub(super) kind: String,
    pub(super) lane: Lane,
    pub(super) state: State,
    pub(super) due_at: Instant,
    pub(super) attempts: i32,
    pub(super) last_error: Option<String>,
    pub(super) created_at: Instant,
    pub(super) finished_at: Option<Instant>,
}

/// A job that a worker has claimed.
#[derive(Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub(super) struct Claimed {
    pub(super) id: JobId,
    pub(super) lane: Lane,
    pub(super) kind: String,
    pub(super) payload: String,
    /// How often it was tried, this time included.
    pub(super) attempts: i32,
}

impl Claimed {
    /// What asked for it, where that was traced.
    pub(super) fn cause(&self) -> Option<String> {
        let payload: serde_json::Value = serde_json::from_str(&self.payload).ok()?;
        payload[CAUSE].as_str().map(str::to_owned)
    }
}

/// A job as it is asked for.
#[derive(Insertable)]
#[diesel(table_name = jobs, treat_none_as_default_value = false)]
struct AskedRow {
    id: JobId,
    kind: String,
    lane: Lane,
    payload: String,
    state: State,
    due_at: Instant,
    lease_until: Instant,
    attempts: i32,
    created_at: Instant,
}

impl AskedRow {
    fn new(tx: &Tx<'_>, due: Instant, job: &Job) -> Result<Self> {
        let mut payload = serde_json::to_value(job).map_err(|cause| Error::internal("write a job", cause))?;
        if let Some(cause) = traces::here() {
            payload[CAUSE] = cause.into();
        }
        Ok(Self {
            id: tx.id(),
            kind: payload["kind"].as_str().expect("a job is tagged with its kind").to_owned(),
            lane: job.lane(),
            payload: payload.to_string(),
            state: State::Waiting,
            due_at: due,
            lease_until: Instant::from_micros(0),
            attempts: 0,
            created_at: tx.now(),
        })
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, due: Instant, job: &Job) -> Result<()> {
    let row = AskedRow::new(tx, due, job)?;
    diesel::insert_into(jobs::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Many by one statement.
pub(super) fn insert_all(tx: &mut Tx<'_>, asked: &[(Instant, Job)]) -> Result<()> {
    let rows: Result<Vec<AskedRow>> = asked.iter().map(|(due, job)| AskedRow::new(tx, *due, job)).collect();
    db::insert_all::<_, AskedRow>(tx, jobs::table, &rows?)?;
    Ok(())
}

/// What waits, is due, and nobody has claimed.
#[diesel::dsl::auto_type(no_type_alias)]
fn free(now: Instant) -> _ {
    let waits: dsl::Eq<jobs::state, State> = jobs::state.eq(State::Waiting);
    let is_due: dsl::LtEq<jobs::due_at, Instant> = jobs::due_at.le(now);
    let is_unclaimed: dsl::LtEq<jobs::lease_until, Instant> = jobs::lease_until.le(now);
    waits.and(is_due).and(is_unclaimed)
}

/// The free job that has been due for longest, in one lane or in all, with its tries until now. A lane alone is read in the
/// order of its index, down to the first job.
pub(super) fn first_free(conn: &mut Conn, lane: Option<Lane>, now: Instant) -> Result<Option<Claimed>> {
    let mut query = jobs::table.filter(free(now)).into_boxed();
    if let Some(lane) = lane {
        query = query.filter(jobs::lane.eq(lane));
    }
    Ok(query.order((jobs::due_at, jobs::id)).select(Claimed::as_select()).first(conn).optional()?)
}

/// Gives a worker the lease of a job that it found, and counts the try; `false` where another one was first.
pub(super) fn lease(conn: &mut Conn, job: &Claimed, now: Instant) -> Result<bool> {
    let leased = diesel::update(jobs::table.filter(jobs::id.eq(job.id)).filter(free(now)))
        .set((jobs::lease_until.eq(now.plus_seconds(LEASE_SECONDS)), jobs::attempts.eq(job.attempts)))
        .execute(conn)?;
    Ok(leased == 1)
}

/// A job as a worker claimed it. Whoever took longer than the lease lasts may find that another one has tried it since: what
/// becomes of it is theirs to say.
#[diesel::dsl::auto_type(no_type_alias)]
fn as_claimed(job: &Claimed) -> _ {
    let it: dsl::Eq<jobs::id, JobId> = jobs::id.eq(job.id);
    let waits: dsl::Eq<jobs::state, State> = jobs::state.eq(State::Waiting);
    let is_that_try: dsl::Eq<jobs::attempts, i32> = jobs::attempts.eq(job.attempts);
    it.and(waits).and(is_that_try)
}

/// Marks a job done, and forgets what it was about: a mail is a letter, and its links are keys.
pub(super) fn finish(conn: &mut Conn, job: &Claimed, now: Instant) -> Result<()> {
    diesel::update(jobs::table.filter(as_claimed(job)))
        .set((jobs::state.eq(State::Done), jobs::payload.eq("{}"), jobs::finished_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Has a failed job tried again after `pause` seconds.
pub(super) fn put_back(tx: &mut Tx<'_>, job: &Claimed, pause: i64, error: &str) -> Result<()> {
    let due = tx.now().plus_seconds(pause);
    diesel::update(jobs::table.filter(as_claimed(job)))
        .set((jobs::last_error.eq(error), jobs::due_at.eq(due), jobs::lease_until.eq(Instant::from_micros(0))))
        .execute(&mut **tx)?;
    Ok(())
}

/// Puts a failed job among the dead; whether it was still the worker's.
pub(super) fn bury(tx: &mut Tx<'_>, job: &Claimed, error: &str) -> Result<bool> {
    let now = tx.now();
    let buried = diesel::update(jobs::table.filter(as_claimed(job)))
        .set((jobs::state.eq(State::Dead), jobs::last_error.eq(error), jobs::finished_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(buried == 1)
}

/// How many jobs died after `since`.
pub(super) fn died(conn: &mut Conn, since: Instant) -> Result<i64> {
    let dead = jobs::table.filter(jobs::state.eq(State::Dead)).filter(jobs::finished_at.gt(since));
    Ok(dead.count().get_result(conn)?)
}

/// How many jobs are dead.
pub(super) fn dead(conn: &mut Conn) -> Result<i64> {
    Ok(jobs::table.filter(jobs::state.eq(State::Dead)).count().get_result(conn)?)
}

/// When the first of the jobs that wait is due.
pub(super) fn first_due(conn: &mut Conn) -> Result<Option<Instant>> {
    let waiting = jobs::table.filter(jobs::state.eq(State::Waiting));
    Ok(waiting.order(jobs::due_at).select(jobs::due_at).first(conn).optional()?)
}

/// The jobs in that state, the newest first.
pub(super) fn list(conn: &mut Conn, state: State, before: Option<JobId>, limit: i64) -> Result<Vec<JobRow>> {
    let mut found = jobs::table.filter(jobs::state.eq(state)).into_boxed();
    if let Some(before) = before {
        found = found.filter(jobs::id.lt(before));
    }
    Ok(found.order(jobs::id.desc()).limit(limit).select(JobRow::as_select()).load(conn)?)
}

/// Has a dead job tried again from the start; whether there was one.
pub(super) fn revive(tx: &mut Tx<'_>, id: JobId) -> Result<bool> {
    let now = tx.now();
    let dead = jobs::table.filter(jobs::id.eq(id)).filter(jobs::state.eq(State::Dead));
    let revived = diesel::update(dead)
        .set((
            jobs::state.eq(State::Waiting),
            jobs::attempts.eq(0),
            jobs::due_at.eq(now),
            jobs::lease_until.eq(Instant::from_micros(0)),
            jobs::finished_at.eq(None::<Instant>),
        ))
        .execute(&mut **tx)?;
    Ok(revived == 1)
}

/// Discards a dead job; its kind, if there was one.
pub(super) fn discard(tx: &mut Tx<'_>, id: JobId) -> Result<Option<String>> {
    let dead = jobs::table.filter(jobs::id.eq(id)).filter(jobs::state.eq(State::Dead));
    let kind = dead.select(jobs::kind).first(&mut **tx).optional()?;
    diesel::delete(dead).execute(&mut **tx)?;
    Ok(kind)
}

/// Deletes jobs that were done and due before `before`; `most` of them. What they were about is forgotten already.
pub fn forget_done(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let done = jobs::table.filter(jobs::lane.eq_any(Lane::ALL)).filter(jobs::state.eq(State::Done));
    let old = done.filter(jobs::due_at.lt(before)).order(jobs::due_at).limit(most).select(jobs::id);
    let old: Vec<JobId> = old.load(&mut **tx)?;
    Ok(diesel::delete(jobs::table.filter(jobs::id.eq_any(&old))).execute(&mut **tx)?)
}

/// Deletes jobs that were given up before `before` and that no admin wanted any more, with what they were about; `most` of
/// them.
pub fn forget_dead(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let dead = jobs::table.filter(jobs::state.eq(State::Dead)).filter(jobs::finished_at.lt(before));
    let old: Vec<JobId> = dead.order(jobs::id).limit(most).select(jobs::id).load(&mut **tx)?;
    Ok(diesel::delete(jobs::table.filter(jobs::id.eq_any(&old))).execute(&mut **tx)?)
}

/// Deletes mails to an address that wait, or were given up.
pub fn drop_mails_to(tx: &mut Tx<'_>, email: &str) -> Result<()> {
    let address = serde_json::to_string(email).map_err(|cause| Error::internal("write an address", cause))?;
    let to_them = jobs::payload.like(format!("%\"to\":{}%", escaped(&address))).escape('\\');
    let mails = jobs::table.filter(jobs::lane.eq(Lane::Mail)).filter(jobs::state.ne(State::Done));
    diesel::delete(mails.filter(to_them)).execute(&mut **tx)?;
    Ok(())
}
