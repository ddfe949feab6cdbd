//! The audit log: who did what, under which hat, to what. Written with the change, chained, never edited.
//!
//! What clients and members do is sealed, to stewards and admins as well: they read of privileged acts alone ([`list`]), and
//! without details. That nothing of the whole log was changed is seen by [`verify`], and by `muster audit verify`.

pub mod personal;
pub mod routes;

use diesel::prelude::*;
use muster_kernel::{Id, Instant, id::Kind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    chain::{self, Chain, Findings},
    db::{Conn, Db, Tx},
    error::{Error, Result},
    hash,
    http::{Page, PageQuery},
    identity::{Hat, PersonId},
    schema::audit_entries,
};

/// Names an entry of the audit log.
pub struct AuditEntry;

impl Kind for AuditEntry {
    const PREFIX: &'static str = "audit";
}

/// The id of an entry of the audit log.
pub type AuditEntryId = Id<AuditEntry>;

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

/// Which entries are asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AuditQuery {
    /// How an act begins, such as `policy.` or `hat.granted`; every privileged act where absent.
    pub act: Option<String>,
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many entries at most, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

/// A privileged act. Not with its details: they may hold what is sealed to whoever reads the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Audited {
    /// The entry.
    pub id: String,
    /// When.
    pub at: Instant,
    /// Who; nobody where Muster acted by itself.
    pub person: Option<String>,
    /// Under which hat.
    pub hat: Option<String>,
    /// What was done, such as `brief.posted`.
    pub act: String,
    /// To what; absent where that is a case, which only the steward who has it sees.
    pub subject: Option<String>,
}

/// The longest beginning of an act.
const LONGEST: usize = 100;
/// Acts on what everybody may know of, whoever does them.
const OPEN: [&str; 9] = ["hat.", "policy.", "terms.", "space.", "place.", "skills.", "period.", "report.", "book."];
/// The hats whose acts are privileged, whatever they are.
const PRIVILEGED: [&str; 2] = [Hat::Steward.as_str(), Hat::Admin.as_str()];

/// The privileged acts of the log, the newest first.
pub fn list(conn: &mut Conn, query: AuditQuery) -> Result<Page<Audited>> {
    let AuditQuery { act, after, limit } = query;
    let page = PageQuery { after, limit };
    let (limit, before) = (page.limit()?, page.cursor::<AuditEntry>()?);
    let mut found = audit_entries::table.filter(audit_entries::hat.eq_any(PRIVILEGED)).into_boxed();
    for open in OPEN {
        found = found.or_filter(audit_entries::act.like(format!("{open}%")));
    }
    if let Some(before) = before {
        found = found.filter(audit_entries::id.lt(before.to_string()));
    }
    if let Some(act) = act {
        let is_act = act.len() <= LONGEST && act.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '-');
        if !is_act {
            return Err(Error::field("act", act, "the beginning of an act, such as `policy.`"));
        }
        found = found.filter(audit_entries::act.like(format!("{act}%")));
    }
    let rows: Vec<Entry> =
        found.order(audit_entries::id.desc()).limit(limit + 1).select(Entry::as_select()).load(conn)?;
    let told = |Entry { id, at, person_id, hat, act, subject, .. }: Entry| {
        let at = Instant::from_micros(at);
        let is_open = OPEN.iter().any(|open| act.starts_with(open));
        let subject = is_open.then_some(subject);
        Audited { id, at, person: person_id, hat, act, subject }
    };
    Ok(Page::of(rows, limit, |row| row.id.clone()).map(told))
}

/// When the newest entry was written; nothing where the log is empty.
pub fn newest(conn: &mut Conn) -> Result<Option<Instant>> {
    let newest = audit_entries::table.order(audit_entries::id.desc()).select(audit_entries::at);
    let at: Option<i64> = newest.first(conn).optional()?;
    Ok(at.map(Instant::from_micros))
}

/// Looks through the whole log and its chain.
pub fn verify(db: &Db) -> Result<Findings> {
    chain::seal(db, Chain::Audit)?;
    db.snapshot(|conn| {
        let entries = entries(conn)?;
        chain::verify(&mut [conn], Chain::Audit, entries)
    })
}

fn entries(conn: &mut Conn) -> Result<chain::Entries> {
    let entries = audit_entries::table
        .select(Entry::as_select())
        .load_iter::<Entry, diesel::connection::DefaultLoadingMode>(conn)?;
    entries.map(|entry| entry.map(|entry| (entry.id.clone(), hash::of_json(&entry))).map_err(Into::into)).collect()
}
