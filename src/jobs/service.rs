//! What becomes of jobs, and what an admin does about those that failed too often.

use muster_kernel::Instant;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::{
    JobId, Lane, State,
    store::{self, Claimed, JobRow},
};
use crate::{
    app::App,
    audit,
    db::{Conn, Db, Tx},
    error::{Error, Result},
    http::{Page, PageQuery},
    identity::{Admin, Hat},
    letters::Letter,
    notices::{self, Kind, Notice},
};

/// The most that is kept of an error.
const LONGEST_ERROR: usize = 500;
/// Admins are told of jobs that died once a day: a mail that does not leave would cause the next one otherwise.
const QUIET_SECONDS: i64 = 24 * 3600;

/// Which jobs are asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct JobQuery {
    /// In which state; those that were given up where absent.
    pub(super) state: Option<State>,
    /// The `next` of the page before; absent for the first page.
    pub(super) after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    pub(super) limit: Option<i64>,
}

/// How the work that is done later stands.
#[derive(Clone, Copy, Debug)]
pub struct Backlog {
    /// How many jobs were given up and wait for an admin.
    pub dead: i64,
    /// When the first of those that wait is due, or was.
    pub first_due: Option<Instant>,
}

/// How the work that is done later stands now.
pub fn backlog(conn: &mut Conn) -> Result<Backlog> {
    Ok(Backlog { dead: store::dead(conn)?, first_due: store::first_due(conn)? })
}

/// Claims the job that has been due for longest in one lane or in all, if any is. Two workers that want the same one: the
/// row changes for one of them only, and the other looks on.
pub(super) fn claim(db: &Db, lane: Option<Lane>, now: Instant) -> Result<Option<Claimed>> {
    while let Some(found) = db.read(|conn| store::first_free(conn, lane, now))? {
        let claimed = Claimed { attempts: found.attempts + 1, ..found };
        if db.write_one(|conn| store::lease(conn, &claimed, now))? {
            return Ok(Some(claimed));
        }
    }
    Ok(None)
}

/// What follows from how a job went. Most go well, and then one statement says so.
pub(super) fn settle(app: &App, job: &Claimed, outcome: &Result<()>) -> Result<()> {
    match outcome {
        Ok(()) => app.db.write_one(|conn| store::finish(conn, job, app.now())),
        Err(error) => app.db.write(|tx| fail(tx, job, error)),
    }
}

fn fail(tx: &mut Tx<'_>, job: &Claimed, error: &Error) -> Result<()> {
    let error: String = format!("{error:?}").chars().take(LONGEST_ERROR).collect();
    match job.lane.pause(job.attempts) {
        Some(pause) => store::put_back(tx, job, pause, &error),
        None => bury(tx, job, &error),
    }
}

/// Puts a job among the dead, and tells the admins of it, unless they were told of another one of late.
fn bury(tx: &mut Tx<'_>, job: &Claimed, error: &str) -> Result<()> {
    let since = tx.now().plus_seconds(-QUIET_SECONDS);
    let were_told = store::died(tx, since)? > 0;
    if !store::bury(tx, job, error)? || were_told {
        return Ok(());
    }
    let notice = Notice::new(Kind::Desk, "job.dead", tx.now().day(), Letter::new("job-dead"));
    notices::service::tell_all(tx, Hat::Admin, &notice.at("/jobs".to_owned()))
}

/// The jobs in a state, the newest first.
pub(super) fn list(app: &App, _: Admin, query: JobQuery) -> Result<Page<JobRow>> {
    let JobQuery { state, after, limit } = query;
    let page = PageQuery { after, limit };
    let (state, limit, before) = (state.unwrap_or(State::Dead), page.limit()?, page.cursor()?);
    let found = app.db.read(|conn| store::list(conn, state, before, limit + 1))?;
    Ok(Page::of(found, limit, |job| job.id.to_string()))
}

/// Has a dead job tried again, as often as a new one.
pub(super) fn retry(app: &App, who: Admin, id: JobId) -> Result<()> {
    app.db.write(|tx| {
        if !store::revive(tx, id)? {
            return Err(Error::not_found("dead job", id));
        }
        let (dead, waiting) = (json!({ "state": State::Dead }), json!({ "state": State::Waiting }));
        audit::record_change(tx, who.into(), "job.retried", id, &dead, &waiting)
    })
}

/// Discards a dead job for good.
pub(super) fn discard(app: &App, who: Admin, id: JobId) -> Result<()> {
    app.db.write(|tx| {
        let kind = store::discard(tx, id)?.ok_or_else(|| Error::not_found("dead job", id))?;
        let dead = json!({ "state": State::Dead, "kind": kind });
        audit::record_change(tx, who.into(), "job.discarded", id, &dead, &())
    })
}
