//! The look through the whole log of every night, and the look at what was written since.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    anchors,
    app::App,
    chain::{self, Chain},
    db::{Conn, Db},
    error::{Error, Result},
    nightly::{self, Alarm},
    schema::audit_checks,
};

/// What a night's look through the whole log found, and through the anchors of all chains.
#[derive(Clone, Debug, Serialize, ToSchema, Insertable, Queryable, Selectable)]
#[diesel(table_name = audit_checks, treat_none_as_default_value = false)]
pub struct AuditNight {
    /// Which night.
    pub day: Day,
    /// How many entries were as they were written.
    pub entries: i64,
    /// The position in the chain that was reached.
    pub position: i64,
    /// The hash there.
    pub hash: String,
    /// How many faults were found; those after the first hundred are not counted.
    pub faults: i32,
    /// The first of them.
    pub fault: Option<String>,
    /// When.
    pub checked_at: Instant,
}

/// Looks through the log where that was not done this night yet, and sets the next anchor. Whoever is second finds it done.
pub fn keep_up(app: &App) -> Result<()> {
    let now = app.now();
    let last = app.db.read(last)?;
    let Some(day) = nightly::due(now, last.map(|last| last.day)) else { return Ok(()) };
    let (found, (position, hash)) = super::look_through(&app.db)?;
    let mut faults = app.db.read(|conn| anchors::faults(conn, &app.signer.public()))?;
    faults.extend(found.faults);
    let check = AuditNight {
        day,
        entries: i64::try_from(found.intact + found.pending)
            .map_err(|cause| Error::internal("count the log", cause))?,
        position,
        hash,
        faults: i32::try_from(faults.len()).unwrap_or(i32::MAX),
        fault: faults.into_iter().next(),
        checked_at: now,
    };
    let kept = app.db.write(|tx| {
        diesel::insert_into(audit_checks::table).values(&check).execute(&mut **tx)?;
        anchors::set(tx, &app.signer, day)?;
        let Some(fault) = &check.fault else { return Ok(()) };
        let alarm =
            Alarm { event: "audit.faulty", day, faults: check.faults, fault, letter: "audit-faulty", page: "/audit" };
        alarm.raise(tx)
    });
    match kept {
        Err(error) if error.is_taken() => Ok(()),
        outcome => outcome,
    }
}

/// What the last night found.
pub fn last(conn: &mut Conn) -> Result<Option<AuditNight>> {
    let newest = audit_checks::table.order(audit_checks::day.desc()).select(AuditNight::as_select());
    Ok(newest.first(conn).optional()?)
}

/// What is known of the log at a moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditCheck {
    /// What the last night found of all that was there; absent before the first one.
    pub night: Option<AuditNight>,
    /// Of what was written since: how many entries are linked and as they were written.
    pub intact: usize,
    /// How many are as they were written and wait for their link.
    pub pending: usize,
    /// What is wrong with it, a sentence each; the first hundred.
    pub faults: Vec<String>,
    /// Whether more was written since than one look takes. The next night looks at all of it.
    pub more: bool,
}

/// What the last night found, and a look at what was written since.
pub fn check(db: &Db) -> Result<AuditCheck> {
    db.snapshot(|conn| {
        let night = last(conn)?;
        let reached = night.as_ref().map(|night| (night.position, night.hash.clone()));
        let (found, more) = chain::verify_newest(conn, Chain::Audit, reached, super::entries_of)?;
        Ok(AuditCheck { night, intact: found.intact, pending: found.pending, faults: found.faults, more })
    })
}
