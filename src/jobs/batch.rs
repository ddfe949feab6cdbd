//! Many jobs that are asked for at once.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{Job, JobId, Lane, State};
use crate::{
    db::{Tx, insert_all},
    error::{Error, Result},
    schema::jobs,
    traces,
};

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

pub(super) fn insert(tx: &mut Tx<'_>, asked: &[(Instant, Job)]) -> Result<()> {
    let cause = traces::here();
    let mut rows = Vec::with_capacity(asked.len());
    for (due, job) in asked {
        let mut payload = serde_json::to_value(job).map_err(|cause| Error::internal("write a job", cause))?;
        if let Some(cause) = &cause {
            payload["traceparent"] = cause.clone().into();
        }
        rows.push(AskedRow {
            id: tx.id(),
            kind: payload["kind"].as_str().expect("a job is tagged with its kind").to_owned(),
            lane: job.lane(),
            payload: payload.to_string(),
            state: State::Waiting,
            due_at: *due,
            lease_until: Instant::from_micros(0),
            attempts: 0,
            created_at: tx.now(),
        });
    }
    insert_all::<_, AskedRow>(tx, jobs::table, &rows)?;
    Ok(())
}
