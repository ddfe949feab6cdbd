//! The audit log: who did what, under which hat, to what. Written with the change, chained, never edited.
//!
//! An act that changes something for others than whoever does it is written with what stood before and what stands after
//! ([`record_change`]): ids, states and settings, never a secret, and nothing that somebody may ask to be forgotten, such as
//! words.
//!
//! What clients and members do is sealed, to stewards and admins as well: they read of privileged acts alone ([`list`]), and
//! without details. That nothing of the whole log was changed is seen by [`verify`], by `muster audit verify`, and every night
//! ([`nightly`]); that its newest rows are still there, by [anchors](crate::anchors).

pub mod nightly;
pub mod personal;
pub mod routes;

use diesel::prelude::*;
use muster_kernel::{Id, Instant, id::Kind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::{
    chain::{self, Chain, Findings},
    db::{Conn, Db, Tx},
    error::{Error, Result},
    hash,
    http::{Page, PageQuery},
    identity::{ApiKeyId, Hat, PersonId},
    jobs,
    schema::audit_entries,
};

/// Names an entry of the audit log.
pub struct AuditEntry;

impl Kind for AuditEntry {
    const PREFIX: &'static str = "audit";
}

/// The id of an entry of the audit log.
pub type AuditEntryId = Id<AuditEntry>;

/// Who acts: a person under a hat, a program of theirs, or Muster itself (a job, a command).
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// A signed-in person.
    Person(PersonId, Option<Hat>),
    /// A client's program, by the API key that this person made.
    Key(PersonId, ApiKeyId),
    /// Muster itself.
    Muster,
}

/// An entry as the database holds it: plain, so that one that was tampered with is read and found, whatever it says now.
///
/// Its digest is that of its JSON, in two forms: with what stood before and after where there is any, and without these two
/// names where there is not, as all entries were written before there was such a thing. No JSON is of both forms, so that
/// what is added to an entry, or taken from it, is a change.
#[derive(Insertable, Queryable, Selectable, Serialize)]
#[diesel(table_name = audit_entries, treat_none_as_default_value = false)]
struct Entry {
    id: String,
    at: i64,
    person_id: Option<String>,
    hat: Option<String>,
    act: String,
    subject: String,
    details: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    /// Left out where there is none: entries from before there were keys keep their hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    key_id: Option<String>,
}

/// Notes, in the transaction of the change, that `by` did `act` (such as `brief.posted`) to `subject` (an id).
pub fn record(tx: &mut Tx<'_>, by: By, act: &str, subject: impl ToString, details: &impl Serialize) -> Result<()> {
    write(tx, by, act, subject.to_string(), json(details), (None, None))
}

/// The same with what stood before and what stands after: objects of few fields, or `()` where there was nothing, or is
/// nothing any more.
pub fn record_change(
    tx: &mut Tx<'_>,
    by: By,
    act: &str,
    subject: impl ToString,
    before: &impl Serialize,
    after: &impl Serialize,
) -> Result<()> {
    let told = |text: String| (text != NOTHING).then_some(text);
    let change = (told(json(before)), told(json(after)));
    write(tx, by, act, subject.to_string(), NOTHING.to_owned(), change)
}

/// What nothing is in JSON.
const NOTHING: &str = "null";

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("what is noted is made of texts and numbers")
}

fn write(
    tx: &mut Tx<'_>,
    by: By,
    act: &str,
    subject: String,
    details: String,
    (before, after): (Option<String>, Option<String>),
) -> Result<()> {
    let (person_id, hat, key_id) = match by {
        By::Person(person, hat) => (Some(person.to_string()), hat.map(|hat| hat.to_string()), None),
        By::Key(person, key) => (Some(person.to_string()), Some(Hat::Client.to_string()), Some(key.to_string())),
        By::Muster => (None, None, None),
    };
    let (id, at) = (tx.id::<AuditEntry>().to_string(), tx.now().micros());
    let entry = Entry { id, at, person_id, hat, act: act.to_owned(), subject, details, before, after, key_id };
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
    /// How an act begins that is left out, such as `session.` for who signed in; none where absent.
    pub but: Option<String>,
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many entries at most, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

/// A privileged act. Not with its details: they may hold what is sealed to whoever reads the log. What it was done to, and
/// what stood before and after, are absent where that is a case, which only the steward who has it sees.
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
    /// To what.
    pub subject: Option<String>,
    /// What stood before, by the names of what was changed; absent where there was nothing.
    #[schema(value_type = Option<Object>)]
    pub before: Option<Value>,
    /// What stands since; absent where there is nothing any more.
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
}

/// The longest beginning of an act.
const LONGEST: usize = 100;
/// Acts on what everybody may know of, whoever does them.
const OPEN: [&str; 10] =
    ["hat.", "policy.", "terms.", "space.", "place.", "skills.", "period.", "report.", "book.", "audit."];
/// Acts on what is the network's own, told in full where somebody did them under a privileged hat.
const OWN: [&str; 8] =
    ["job.", "funding.", "stray.", "credit.", "payout", "bank-file.", "client.finder-set", "provider."];
/// The hats whose acts are privileged, whatever they are.
const PRIVILEGED: [&str; 2] = [Hat::Steward.as_str(), Hat::Admin.as_str()];

/// The pattern of all acts that begin so.
fn beginning(field: &str, act: &str) -> Result<String> {
    let is_act = act.len() <= LONGEST && act.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '-');
    if is_act {
        Ok(format!("{act}%"))
    } else {
        Err(Error::field(field, act, "the beginning of an act, such as `policy.`"))
    }
}

/// The privileged acts of the log, the newest first.
pub fn list(conn: &mut Conn, query: AuditQuery) -> Result<Page<Audited>> {
    let AuditQuery { act, but, after, limit } = query;
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
        found = found.filter(audit_entries::act.like(beginning("act", &act)?));
    }
    if let Some(act) = but {
        found = found.filter(audit_entries::act.not_like(beginning("but", &act)?));
    }
    let rows: Vec<Entry> =
        found.order(audit_entries::id.desc()).limit(limit + 1).select(Entry::as_select()).load(conn)?;
    let told = |Entry { id, at, person_id, hat, act, subject, before, after, .. }: Entry| {
        let at = Instant::from_micros(at);
        let is_told = OPEN.iter().chain(&OWN).any(|told| act.starts_with(told));
        // What somebody wrote there behind the log's back need not be JSON.
        let read = |text: Option<String>| text.filter(|_| is_told).and_then(|text| serde_json::from_str(&text).ok());
        let (subject, before, after) = (is_told.then_some(subject), read(before), read(after));
        Audited { id, at, person: person_id, hat, act, subject, before, after }
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
    Ok(look_through(db)?.0)
}

/// The same; answers the position and the hash that were reached, too.
fn look_through(db: &Db) -> Result<(Findings, (i64, String))> {
    chain::seal(db, Chain::Audit)?;
    db.snapshot(|conn| jobs::giving_way(|| recount(conn)))
}

fn recount(conn: &mut Conn) -> Result<(Findings, (i64, String))> {
    let entries = audit_entries::table
        .select(Entry::as_select())
        .load_iter::<Entry, diesel::connection::DefaultLoadingMode>(conn)?
        .map(|entry| Ok(with_digest(&entry?)))
        .collect::<Result<chain::Entries>>()?;
    let reached = chain::tail(conn, Chain::Audit)?;
    Ok((chain::verify(&mut [conn], Chain::Audit, entries)?, reached))
}

/// The entries with those ids, as they are now.
fn entries_of(conn: &mut Conn, ids: &[&str]) -> Result<chain::Entries> {
    let entries: Vec<Entry> =
        audit_entries::table.filter(audit_entries::id.eq_any(ids)).select(Entry::as_select()).load(conn)?;
    Ok(entries.iter().map(with_digest).collect())
}

fn with_digest(entry: &Entry) -> (String, String) {
    (entry.id.clone(), hash::of_json(entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_without_a_change_has_the_digest_that_it_had_before_there_were_any() {
        let mut entry = Entry {
            id: "audit_1".to_owned(),
            at: 7,
            person_id: None,
            hat: Some("admin".to_owned()),
            act: "place.added".to_owned(),
            subject: "place_1".to_owned(),
            details: "\"Tábor\"".to_owned(),
            before: None,
            after: None,
            key_id: None,
        };
        let then = "{\"id\":\"audit_1\",\"at\":7,\"person_id\":null,\"hat\":\"admin\",\"act\":\"place.added\",\
                    \"subject\":\"place_1\",\"details\":\"\\\"Tábor\\\"\"}";
        assert_eq!(hash::of_json(&entry), hash::sha256(then.as_bytes()));
        entry.after = Some("{}".to_owned());
        let with_after = hash::of_json(&entry);
        entry.before = entry.after.take();
        let with_before = hash::of_json(&entry);
        assert_ne!(with_after, hash::sha256(then.as_bytes()));
        assert_ne!(with_before, with_after);
    }
}
