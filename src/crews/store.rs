//! The rows of crews.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{CrewId, model::Membership};
use crate::{
    db::{Conn, Tx},
    error::{Error, Result},
    identity::MemberId,
    schema::{crew_members, crews},
};

/// A crew without its members.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = crews)]
pub(super) struct CrewRow {
    pub(super) id: CrewId,
    pub(super) name: String,
    pub(super) founder_id: MemberId,
    pub(super) created_at: Instant,
}

pub(super) fn insert(tx: &mut Tx<'_>, crew: &CrewRow) -> Result<()> {
    diesel::insert_into(crews::table).values(crew).execute(&mut **tx)?;
    let row = (
        crew_members::crew_id.eq(crew.id),
        crew_members::member_id.eq(crew.founder_id),
        crew_members::state.eq(Membership::Joined),
        crew_members::invited_at.eq(tx.now()),
        crew_members::answered_at.eq(tx.now()),
    );
    diesel::insert_into(crew_members::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_invited(tx: &mut Tx<'_>, crew: CrewId, member: MemberId) -> Result<()> {
    let row = (
        crew_members::crew_id.eq(crew),
        crew_members::member_id.eq(member),
        crew_members::state.eq(Membership::Invited),
        crew_members::invited_at.eq(tx.now()),
    );
    diesel::insert_into(crew_members::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// A crew that `member` is in or asked to join, and how they stand to it. Any other is not found.
pub(super) fn crew_of(conn: &mut Conn, member: MemberId, id: CrewId) -> Result<(CrewRow, Membership)> {
    let found = crews::table
        .inner_join(crew_members::table.on(crew_members::crew_id.eq(crews::id)))
        .filter(crews::id.eq(id))
        .filter(crew_members::member_id.eq(member))
        .filter(crew_members::state.ne(Membership::Left))
        .select((CrewRow::as_select(), crew_members::state))
        .first(conn)
        .optional()?;
    found.ok_or_else(|| Error::not_found("crew", id))
}

/// The crews that `member` is in or asked to join, the newest first.
pub(super) fn crews_of(
    conn: &mut Conn,
    member: MemberId,
    before: Option<CrewId>,
    limit: i64,
) -> Result<Vec<(CrewRow, Membership)>> {
    let mut query = crews::table
        .inner_join(crew_members::table.on(crew_members::crew_id.eq(crews::id)))
        .filter(crew_members::member_id.eq(member))
        .filter(crew_members::state.ne(Membership::Left))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(crews::id.lt(before));
    }
    Ok(query.order(crews::id.desc()).limit(limit).select((CrewRow::as_select(), crew_members::state)).load(conn)?)
}

/// How many crews `member` is in or asked to join.
pub(super) fn count_of(conn: &mut Conn, member: MemberId) -> Result<i64> {
    let live =
        crew_members::table.filter(crew_members::member_id.eq(member)).filter(crew_members::state.ne(Membership::Left));
    Ok(live.count().get_result(conn)?)
}

/// How many are in a crew or asked to join.
pub(super) fn size(conn: &mut Conn, crew: CrewId) -> Result<i64> {
    let live =
        crew_members::table.filter(crew_members::crew_id.eq(crew)).filter(crew_members::state.ne(Membership::Left));
    Ok(live.count().get_result(conn)?)
}

/// Who joined a crew, in the order of their ids.
pub(super) fn joined(conn: &mut Conn, crew: CrewId) -> Result<Vec<MemberId>> {
    let joined =
        crew_members::table.filter(crew_members::crew_id.eq(crew)).filter(crew_members::state.eq(Membership::Joined));
    Ok(joined.order(crew_members::member_id).select(crew_members::member_id).load(conn)?)
}

pub(super) fn membership(conn: &mut Conn, crew: CrewId, member: MemberId) -> Result<Option<Membership>> {
    Ok(crew_members::table.find((crew, member)).select(crew_members::state).first(conn).optional()?)
}

/// Moves a membership on from the state in which it was read; refuses where it moved meanwhile.
pub(super) fn set_membership(
    tx: &mut Tx<'_>,
    crew: CrewId,
    member: MemberId,
    from: Membership,
    to: Membership,
) -> Result<()> {
    let unchanged = crew_members::table.find((crew, member)).filter(crew_members::state.eq(from));
    let now = tx.now();
    let moved = diesel::update(unchanged)
        .set((crew_members::state.eq(to), crew_members::answered_at.eq(now)))
        .execute(&mut **tx)?;
    if moved == 1 { Ok(()) } else { Err(Error::conflict("crew-moved", "This changed meanwhile. Read the crew again.")) }
}
