//! The audit log: who did what, under which hat, to what. Written with the change, chained, never edited.

use std::collections::HashMap;

use diesel::prelude::*;
use muster_kernel::id::Kind;
use serde::Serialize;

use crate::{
    chain::{self, Chain, Findings},
    db::{Conn, Db, Tx},
    error::Result,
    hash,
    identity::{Hat, PersonId},
    schema::audit_entries,
};

/// Names an entry of the audit log.
pub struct AuditEntry;

impl Kind for AuditEntry {
    const PREFIX: &'static str = "audit";
}

/// Who acts: a person under a hat, or Muster itself (a job, a command).
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// A signed-in person.
    Person(PersonId, Option<Hat>),
    /// Muster itself.
    Muster,
}

/// An entry as the database holds it: plain, so that one that was tampered with is read and found, whatever it says now.
#[derive(Insertable, Queryable, Selectable, Serialize)]
#[diesel(table_name = audit_entries)]
struct Entry {
    id: String,
    at: i64,
    person_id: Option<String>,
    hat: Option<String>,
    act: String,
    subject: String,
    details: String,
}

/// Notes, in the transaction of the change, that `by` did `act` (such as `brief.posted`) to `subject` (an id).
pub fn record(tx: &mut Tx<'_>, by: By, act: &str, subject: impl ToString, details: &impl Serialize) -> Result<()> {
    let (person_id, hat) = match by {
        By::Person(person, hat) => (Some(person.to_string()), hat.map(|hat| hat.to_string())),
        By::Muster => (None, None),
    };
    let entry = Entry {
        id: tx.id::<AuditEntry>().to_string(),
        at: tx.now().micros(),
        person_id,
        hat,
        act: act.to_owned(),
        subject: subject.to_string(),
        details: serde_json::to_string(details).expect("details are made of texts and numbers"),
    };
    diesel::insert_into(audit_entries::table).values(&entry).execute(&mut **tx)?;
    chain::append(tx, Chain::Audit, &entry.id, &hash::of_json(&entry))
}

/// Looks through the whole log and its chain.
pub fn verify(db: &Db) -> Result<Findings> {
    chain::seal(db, Chain::Audit)?;
    db.snapshot(|conn| {
        let digests = digests(conn)?;
        chain::verify(conn, Chain::Audit, digests)
    })
}

fn digests(conn: &mut Conn) -> Result<HashMap<String, String>> {
    let entries = audit_entries::table
        .select(Entry::as_select())
        .load_iter::<Entry, diesel::connection::DefaultLoadingMode>(conn)?;
    entries.map(|entry| entry.map(|entry| (entry.id.clone(), hash::of_json(&entry))).map_err(Into::into)).collect()
}
