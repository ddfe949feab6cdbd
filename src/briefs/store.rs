//! The rows of briefs and their revisions.

use std::collections::HashMap;

use diesel::{dsl, prelude::*};
use muster_kernel::Instant;

use super::{
    BriefId, Document,
    model::{Bidding, LapsedFor, State},
};
use crate::{
    db::{Backend, Conn, Tx},
    error::{Error, Result},
    identity::{ClientId, PersonId},
    schema::{brief_revisions, briefs},
};

/// A brief without its document.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = briefs)]
pub struct Brief {
    /// Names it.
    pub id: BriefId,
    /// Whose it is.
    pub client_id: ClientId,
    /// Its title, as in the document.
    pub title: String,
    /// Its category of work, as in the document.
    pub category: String,
    /// Where it stands.
    pub state: State,
    /// The revision that counts; its version.
    pub revision: i32,
    /// Who may bid, once it is posted.
    pub bidding: Option<Bidding>,
    /// Until when, once it is posted.
    pub deadline_at: Option<Instant>,
    /// Who wrote it.
    pub created_by: PersonId,
    /// When it was begun.
    pub created_at: Instant,
    /// When it was posted.
    pub posted_at: Option<Instant>,
    /// How many members are to stand by for each seat, 0 to 2.
    pub standby: i32,
    /// Why it lapsed, if it did.
    pub lapsed_for: Option<LapsedFor>,
}

/// For whom briefs are open.
pub struct OpenFor<'a> {
    /// Their categories of work.
    pub categories: &'a [String],
    /// The client whose own person they are.
    pub not_of: Option<ClientId>,
    /// The time.
    pub now: Instant,
    /// The last brief of the page before.
    pub before: Option<BriefId>,
}

pub(super) fn insert(tx: &mut Tx<'_>, brief: &Brief, document: &Document) -> Result<()> {
    diesel::insert_into(briefs::table).values(brief).execute(&mut **tx)?;
    insert_revision(tx, brief, document)
}

fn insert_revision(tx: &mut Tx<'_>, brief: &Brief, document: &Document) -> Result<()> {
    let text = serde_json::to_string(document).map_err(|cause| Error::internal("write a brief", cause))?;
    let row = (
        brief_revisions::brief_id.eq(brief.id),
        brief_revisions::revision.eq(brief.revision),
        brief_revisions::document.eq(text),
        brief_revisions::saved_by.eq(brief.created_by),
        brief_revisions::saved_at.eq(tx.now()),
    );
    diesel::insert_into(brief_revisions::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Makes the next revision of a draft.
pub(super) fn save(tx: &mut Tx<'_>, brief: &Brief, document: &Document, by: PersonId) -> Result<Brief> {
    let next = Brief {
        title: document.title.trim().to_owned(),
        category: document.category.clone(),
        revision: brief.revision + 1,
        ..brief.clone()
    };
    diesel::update(briefs::table.find(brief.id))
        .set((briefs::title.eq(&next.title), briefs::category.eq(&next.category), briefs::revision.eq(next.revision)))
        .execute(&mut **tx)?;
    insert_revision(tx, &Brief { created_by: by, ..next.clone() }, document)?;
    Ok(next)
}

pub(super) fn brief(conn: &mut Conn, id: BriefId) -> Result<Brief> {
    let found = briefs::table.find(id).select(Brief::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("brief", id))
}

pub(super) fn heads(conn: &mut Conn, ids: &[BriefId]) -> Result<Vec<Brief>> {
    Ok(briefs::table.filter(briefs::id.eq_any(ids)).select(Brief::as_select()).load(conn)?)
}

/// A client's own brief. Another client's is not found.
pub(super) fn brief_of(conn: &mut Conn, client: ClientId, id: BriefId) -> Result<Brief> {
    let own = briefs::table.find(id).filter(briefs::client_id.eq(client));
    let found = own.select(Brief::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("brief", id))
}

/// Briefs, each with its document in the revision that counts.
#[dsl::auto_type(no_type_alias)]
fn in_full() -> _ {
    let counts = brief_revisions::brief_id.eq(briefs::id).and(brief_revisions::revision.eq(briefs::revision));
    let head: dsl::AsSelect<Brief, Backend> = Brief::as_select();
    briefs::table.inner_join(brief_revisions::table.on(counts)).select((head, brief_revisions::document))
}

/// Any brief and its document.
pub(super) fn read(conn: &mut Conn, id: BriefId) -> Result<(Brief, Document)> {
    found(id, in_full().filter(briefs::id.eq(id)).first(conn).optional()?)
}

/// A client's own brief and its document. Another client's is not found.
pub(super) fn own(conn: &mut Conn, client: ClientId, id: BriefId) -> Result<(Brief, Document)> {
    let own = briefs::id.eq(id).and(briefs::client_id.eq(client));
    found(id, in_full().filter(own).first(conn).optional()?)
}

/// A client's briefs and their documents, the newest first: those before `before`, or all where it is `None`.
pub(super) fn briefs_of(
    conn: &mut Conn,
    client: ClientId,
    before: Option<BriefId>,
    limit: i64,
) -> Result<Vec<(Brief, Document)>> {
    let mut query = in_full().filter(briefs::client_id.eq(client)).into_boxed();
    if let Some(before) = before {
        query = query.filter(briefs::id.lt(before));
    }
    parsed(query.order(briefs::id.desc()).limit(limit).load(conn)?)
}

/// The newest briefs that were ever posted, and their documents.
pub(super) fn posted(conn: &mut Conn, limit: i64) -> Result<Vec<(Brief, Document)>> {
    let posted = in_full().filter(briefs::posted_at.is_not_null());
    parsed(posted.order(briefs::id.desc()).limit(limit).load(conn)?)
}

/// Those briefs, each with the document that counts.
pub(super) fn with_documents(conn: &mut Conn, ids: &[BriefId]) -> Result<Vec<(Brief, Document)>> {
    parsed(in_full().filter(briefs::id.eq_any(ids)).load(conn)?)
}

/// The documents of those briefs.
pub(super) fn documents(conn: &mut Conn, ids: &[BriefId]) -> Result<HashMap<BriefId, Document>> {
    let among = in_full().filter(briefs::id.eq_any(ids));
    let rows: Vec<(BriefId, String)> = among.select((briefs::id, brief_revisions::document)).load(conn)?;
    rows.into_iter().map(|(id, text)| Ok((id, parse(&text)?))).collect()
}

fn found(id: BriefId, row: Option<(Brief, String)>) -> Result<(Brief, Document)> {
    let (brief, text) = row.ok_or_else(|| Error::not_found("brief", id))?;
    Ok((brief, parse(&text)?))
}

fn parsed(rows: Vec<(Brief, String)>) -> Result<Vec<(Brief, Document)>> {
    rows.into_iter().map(|(brief, text)| Ok((brief, parse(&text)?))).collect()
}

fn parse(text: &str) -> Result<Document> {
    serde_json::from_str(text).map_err(|cause| Error::internal("read a brief", cause))
}

/// Moves a brief on from the state in which it was read; refuses where somebody else moved it meanwhile.
pub(super) fn set_state(tx: &mut Tx<'_>, brief: &Brief, state: State) -> Result<()> {
    let unchanged = briefs::table.find(brief.id).filter(briefs::state.eq(brief.state));
    let moved = diesel::update(unchanged).set(briefs::state.eq(state)).execute(&mut **tx)?;
    if moved == 1 { Ok(()) } else { Err(Error::conflict("brief-moved", "The brief changed meanwhile. Read it again.")) }
}

/// Notes why a brief lapsed.
pub(super) fn set_lapsed_for(tx: &mut Tx<'_>, id: BriefId, why: LapsedFor) -> Result<()> {
    diesel::update(briefs::table.find(id)).set(briefs::lapsed_for.eq(why)).execute(&mut **tx)?;
    Ok(())
}

/// Notes how a brief is posted; what is posted has a deadline, so this comes before its state.
pub(super) fn set_posting(
    tx: &mut Tx<'_>,
    id: BriefId,
    bidding: Bidding,
    deadline: Instant,
    standby: i32,
) -> Result<()> {
    let now = tx.now();
    diesel::update(briefs::table.find(id))
        .set((
            briefs::bidding.eq(bidding),
            briefs::deadline_at.eq(deadline),
            briefs::posted_at.eq(now),
            briefs::standby.eq(standby),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The posted briefs of `categories` that are open for bids at `now` and not for `not_of`, with their documents, the newest
/// first.
pub(super) fn open_for_bids(conn: &mut Conn, open: &OpenFor<'_>, limit: i64) -> Result<Vec<(Brief, Document)>> {
    let mut query = in_full()
        .filter(briefs::state.eq(State::Posted))
        .filter(briefs::bidding.eq_any([Bidding::Open, Bidding::Both]))
        .filter(briefs::deadline_at.gt(open.now))
        .filter(briefs::category.eq_any(open.categories))
        .into_boxed();
    if let Some(client) = open.not_of {
        query = query.filter(briefs::client_id.ne(client));
    }
    if let Some(before) = open.before {
        query = query.filter(briefs::id.lt(before));
    }
    parsed(query.order(briefs::id.desc()).limit(limit).load(conn)?)
}
