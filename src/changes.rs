//! What changed of that which a pool reads: a feed, written by whoever changes it, in the transaction of the change.
//!
//! Every server keeps an index of the pool in memory (`formation::quotes`) and follows this feed. So whatever a pool is
//! made of is changed together with one of these calls:
//!
//! | call | after a change of |
//! | --- | --- |
//! | [`member`], [`members`] | a profile, skills and evidence, languages, free hours, bookings, calendar feeds |
//! | [`pair`] | a tie or a block between two members |
//! | [`turns`] | any turn balance |
//! | [`everything`] | relations of skills, places, which policies will come; what was brought in by the thousand |
//!
//! An entry says only where to look: whoever follows reads what is there now, so two entries about one member are as good
//! as one, and one too many harms nobody.
//!
//! **Nothing is missed.** On SQLite there is one writer at a time, so ids are committed in their order. On PostgreSQL a
//! lower id may be committed after a higher one; an entry therefore carries its transaction's number, and a [`Place`] in
//! the feed is the oldest transaction that was still running when it was read. What that one and all later ones wrote is
//! read again, less what was seen. See `docs/decisions/an-index-that-follows.md`.
//!
//! Called by every slice that a pool reads; calls none.

use std::collections::HashSet;

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::{BATCH, Conn, Tx, insert_all, oldest_writer},
    error::Result,
    identity::MemberId,
    schema::pool_changes,
};

/// How long an entry is kept, in seconds: a day.
const KEPT_SECONDS: i64 = 24 * 3600;
/// Who has not read for longer than this must not go on reading, since entries may be gone: half of that.
pub const STALE_SECONDS: i64 = KEPT_SECONDS / 2;

crate::words! {
    /// What kind of thing changed.
    #[schema(as = PoolChangeKind)]
    pub enum Kind {
        /// One member.
        Member = "member",
        /// What is between two members.
        Pair = "pair",
        /// Turn balances.
        Turns = "turns",
        /// So much that all is to be read again.
        Everything = "everything",
    }
}

#[derive(Insertable)]
#[diesel(table_name = pool_changes, treat_none_as_default_value = false)]
struct NewChange {
    kind: Kind,
    member_id: Option<MemberId>,
    other_id: Option<MemberId>,
    written_at: Instant,
}

/// Says that what a pool reads of this member has changed, or that they joined or left.
pub fn member(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    write(tx, Kind::Member, Some(member), None)
}

/// Says the same of several members.
pub fn members(tx: &mut Tx<'_>, members: &[MemberId]) -> Result<()> {
    if members.len() > BATCH {
        return everything(tx);
    }
    let written_at = tx.now();
    let row = |&member| NewChange { kind: Kind::Member, member_id: Some(member), other_id: None, written_at };
    let rows: Vec<NewChange> = members.iter().map(row).collect();
    insert_all::<_, NewChange>(tx, pool_changes::table, &rows)?;
    Ok(())
}

/// Says that the tie or a block between two members has changed.
pub fn pair(tx: &mut Tx<'_>, a: MemberId, b: MemberId) -> Result<()> {
    write(tx, Kind::Pair, Some(a), Some(b))
}

/// Says that turn balances have changed, of however many members.
pub fn turns(tx: &mut Tx<'_>) -> Result<()> {
    write(tx, Kind::Turns, None, None)
}

/// Says that so much has changed that all is to be read again.
pub fn everything(tx: &mut Tx<'_>) -> Result<()> {
    write(tx, Kind::Everything, None, None)
}

fn write(tx: &mut Tx<'_>, kind: Kind, member_id: Option<MemberId>, other_id: Option<MemberId>) -> Result<()> {
    // One row alone, with nothing left to a default: of all ways to insert it is this one that stays prepared.
    let row = NewChange { kind, member_id, other_id, written_at: tx.now() };
    diesel::insert_into(pool_changes::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Something that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// A member.
    Member(MemberId),
    /// What is between two members.
    Pair(MemberId, MemberId),
    /// Turn balances.
    Turns,
    /// So much that all is to be read again.
    Everything,
}

/// Up to where somebody has read.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// No transaction before this one is still running (always 0 on SQLite).
    writer: i64,
    /// Everything up to this entry was read (always 0 on PostgreSQL).
    id: i64,
    /// What was read behind that.
    seen: HashSet<i64>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = pool_changes)]
struct Row {
    id: i64,
    writer: i64,
    kind: Kind,
    member_id: Option<MemberId>,
    other_id: Option<MemberId>,
}

impl Row {
    fn change(&self) -> Change {
        match (self.kind, self.member_id, self.other_id) {
            (Kind::Member, Some(member), _) => Change::Member(member),
            (Kind::Pair, Some(a), Some(b)) => Change::Pair(a, b),
            (Kind::Turns, ..) => Change::Turns,
            // The table holds no member entry without a member; to read all again is right in any case.
            _ => Change::Everything,
        }
    }
}

/// The end of the feed as this snapshot sees it. What is read in the same snapshot holds all changes up to here.
pub fn end(conn: &mut Conn) -> Result<Place> {
    let writer = oldest_writer(conn)?;
    let last: Option<i64> = pool_changes::table.select(diesel::dsl::max(pool_changes::id)).first(conn)?;
    let end = Place::at(writer, last.unwrap_or_default());
    let seen = behind(conn, &end)?.into_iter().map(|row| row.id).collect();
    Ok(Place { seen, ..end })
}

/// Whether anything has changed since `place`. One statement sees one state, so this takes no snapshot. One entry more than
/// were seen is enough: where there are so many, one of them is new, and where there are not, these are all.
pub fn are_any(conn: &mut Conn, place: &Place) -> Result<bool> {
    let enough = i64::try_from(place.seen.len() + 1).unwrap_or(i64::MAX);
    let ids: Vec<i64> = pool_changes::table
        .filter(pool_changes::writer.ge(place.writer))
        .filter(pool_changes::id.gt(place.id))
        .select(pool_changes::id)
        .limit(enough)
        .load(conn)?;
    Ok(ids.iter().any(|id| !place.seen.contains(id)))
}

/// What has changed since `place`, as this snapshot sees it, and the place after that.
pub fn since(conn: &mut Conn, place: &Place) -> Result<(Vec<Change>, Place)> {
    let rows = behind(conn, place)?;
    let last = rows.last().map_or(place.id, |row| row.id);
    let end = Place::at(oldest_writer(conn)?, last);
    let seen = rows.iter().filter(|row| row.writer >= end.writer && row.id > end.id).map(|row| row.id).collect();
    let new = rows.iter().filter(|row| !place.seen.contains(&row.id)).map(Row::change).collect();
    Ok((new, Place { seen, ..end }))
}

impl Place {
    /// Before everything that a transaction not older than `writer` writes; where writers do not overlap, after `last`.
    fn at(writer: Option<i64>, last: i64) -> Self {
        let id = if writer.is_some() { 0 } else { last };
        Self { writer: writer.unwrap_or_default(), id, seen: HashSet::new() }
    }
}

fn behind(conn: &mut Conn, place: &Place) -> Result<Vec<Row>> {
    Ok(pool_changes::table
        .filter(pool_changes::writer.ge(place.writer))
        .filter(pool_changes::id.gt(place.id))
        .order(pool_changes::id)
        .select(Row::as_select())
        .load(conn)?)
}

/// Whether there is anything to forget: an hour's worth, so that it is not done all the time.
pub fn is_overgrown(conn: &mut Conn, now: Instant) -> Result<bool> {
    let oldest: Option<Instant> = pool_changes::table.select(diesel::dsl::min(pool_changes::written_at)).first(conn)?;
    Ok(oldest.is_some_and(|oldest| now.seconds() - oldest.seconds() > KEPT_SECONDS + 3600))
}

/// Deletes what everybody has read long ago; answers how many entries that were.
pub fn forget(tx: &mut Tx<'_>) -> Result<usize> {
    let old = pool_changes::written_at.lt(tx.now().plus_seconds(-KEPT_SECONDS));
    Ok(diesel::delete(pool_changes::table.filter(old)).execute(&mut **tx)?)
}
