//! The rows of ties and blocks.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::{Conn, Tx, insert_all},
    error::Result,
    identity::MemberId,
    schema::{blocks, ties},
};

/// How many values one `IN` holds.
const CHUNK: usize = 500;

/// A tie; kept once for a pair, the smaller id first.
#[derive(Insertable)]
#[diesel(table_name = ties)]
pub(super) struct TieRow {
    pub(super) member_id: MemberId,
    pub(super) other_id: MemberId,
    pub(super) strength: i32,
    pub(super) updated_at: Instant,
}

/// The ties whose first member is one of `members`.
pub(super) fn of(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<(MemberId, MemberId, i32)>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = ties::table.filter(ties::member_id.eq_any(chunk));
        let all = (ties::member_id, ties::other_id, ties::strength);
        found.extend(some.select(all).load::<(MemberId, MemberId, i32)>(conn)?);
    }
    Ok(found)
}

/// The ties of which one end is one of `members`.
pub(super) fn touching(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<(MemberId, MemberId, i32)>> {
    let mut found = of(conn, members)?;
    for chunk in members.chunks(CHUNK) {
        let some = ties::table.filter(ties::other_id.eq_any(chunk));
        let all = (ties::member_id, ties::other_id, ties::strength);
        found.extend(some.select(all).load::<(MemberId, MemberId, i32)>(conn)?);
    }
    Ok(found)
}

/// The blocks that one of `members` said, or that name one.
pub(super) fn blocks_touching(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<(MemberId, MemberId)>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = blocks::table.filter(blocks::member_id.eq_any(chunk).or(blocks::other_id.eq_any(chunk)));
        found.extend(some.select((blocks::member_id, blocks::other_id)).load::<(MemberId, MemberId)>(conn)?);
    }
    Ok(found)
}

/// The ties and blocks between one of `some` and one of `others`, whichever of the two comes first.
pub(super) fn across(conn: &mut Conn, some: &[MemberId], others: &[MemberId]) -> Result<Vec<(MemberId, MemberId)>> {
    let mut found: Vec<(MemberId, MemberId)> = Vec::new();
    for chunk in some.chunks(CHUNK) {
        let there = ties::member_id.eq_any(chunk).and(ties::other_id.eq_any(others));
        let back = ties::member_id.eq_any(others).and(ties::other_id.eq_any(chunk));
        let tied = ties::table.filter(there.or(back)).select((ties::member_id, ties::other_id));
        found.extend(tied.load::<(MemberId, MemberId)>(conn)?);
        let there = blocks::member_id.eq_any(chunk).and(blocks::other_id.eq_any(others));
        let back = blocks::member_id.eq_any(others).and(blocks::other_id.eq_any(chunk));
        let blocked = blocks::table.filter(there.or(back)).select((blocks::member_id, blocks::other_id));
        found.extend(blocked.load::<(MemberId, MemberId)>(conn)?);
    }
    Ok(found)
}

/// The ties of a member, each as the other one and its strength, in the order of the others' ids.
pub(super) fn of_member(
    conn: &mut Conn,
    member: MemberId,
    after: Option<MemberId>,
    limit: i64,
) -> Result<Vec<(MemberId, i32)>> {
    let after = after.as_ref().map_or("", MemberId::as_str);
    let mut found: Vec<(MemberId, i32)> = ties::table
        .filter(ties::member_id.eq(member))
        .filter(ties::other_id.gt(after))
        .order(ties::other_id)
        .limit(limit)
        .select((ties::other_id, ties::strength))
        .load(conn)?;
    let before = ties::table
        .filter(ties::other_id.eq(member))
        .filter(ties::member_id.gt(after))
        .order(ties::member_id)
        .limit(limit)
        .select((ties::member_id, ties::strength));
    found.extend(before.load::<(MemberId, i32)>(conn)?);
    found.sort_unstable();
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
}

pub(super) fn strength(conn: &mut Conn, pair: (MemberId, MemberId)) -> Result<Option<i32>> {
    Ok(ties::table.find(pair).select(ties::strength).first(conn).optional()?)
}

pub(super) fn insert_all_ties(tx: &mut Tx<'_>, rows: &[TieRow]) -> Result<()> {
    insert_all::<_, TieRow>(tx, ties::table, rows)?;
    Ok(())
}

pub(super) fn set_strength(tx: &mut Tx<'_>, pair: (MemberId, MemberId), strength: i32) -> Result<()> {
    let change = (ties::strength.eq(strength), ties::updated_at.eq(tx.now()));
    diesel::update(ties::table.find(pair)).set(change).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn delete_tie(tx: &mut Tx<'_>, pair: (MemberId, MemberId)) -> Result<()> {
    diesel::delete(ties::table.find(pair)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn blocks(conn: &mut Conn) -> Result<Vec<(MemberId, MemberId)>> {
    Ok(blocks::table.select((blocks::member_id, blocks::other_id)).load(conn)?)
}

/// Since when `member` blocks `other`, if they do.
pub(super) fn block(conn: &mut Conn, member: MemberId, other: MemberId) -> Result<Option<Instant>> {
    Ok(blocks::table.find((member, other)).select(blocks::created_at).first(conn).optional()?)
}

pub(super) fn count_blocks(conn: &mut Conn, member: MemberId) -> Result<i64> {
    Ok(blocks::table.filter(blocks::member_id.eq(member)).count().get_result(conn)?)
}

pub(super) fn insert_block(tx: &mut Tx<'_>, member: MemberId, other: MemberId) -> Result<()> {
    let row = (blocks::member_id.eq(member), blocks::other_id.eq(other), blocks::created_at.eq(tx.now()));
    diesel::insert_into(blocks::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Answers whether there was one.
pub(super) fn delete_block(tx: &mut Tx<'_>, member: MemberId, other: MemberId) -> Result<bool> {
    Ok(diesel::delete(blocks::table.find((member, other))).execute(&mut **tx)? == 1)
}

pub(super) fn blocks_of(
    conn: &mut Conn,
    member: MemberId,
    after: Option<MemberId>,
    limit: i64,
) -> Result<Vec<(MemberId, Instant)>> {
    let after = after.as_ref().map_or("", MemberId::as_str);
    Ok(blocks::table
        .filter(blocks::member_id.eq(member))
        .filter(blocks::other_id.gt(after))
        .order(blocks::other_id)
        .limit(limit)
        .select((blocks::other_id, blocks::created_at))
        .load(conn)?)
}
