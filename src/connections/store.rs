//! The rows of connections.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::{
    ConnectionId,
    model::{ConnectionKind, ConnectionState},
};
use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
    places::PlaceId,
    schema::connections,
    spaces::SpaceId,
};

#[derive(Clone, Insertable, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = connections, treat_none_as_default_value = false)]
pub(super) struct ConnectionRow {
    pub(super) id: ConnectionId,
    pub(super) kind: ConnectionKind,
    pub(super) member_id: MemberId,
    pub(super) other_id: MemberId,
    pub(super) member_agrees: bool,
    pub(super) other_agrees: bool,
    pub(super) space_id: Option<SpaceId>,
    pub(super) happened_on: Day,
    pub(super) note: String,
    pub(super) member_place_id: Option<PlaceId>,
    pub(super) other_place_id: Option<PlaceId>,
    pub(super) state: ConnectionState,
    pub(super) strength: i32,
    pub(super) created_at: Instant,
    pub(super) expires_at: Instant,
}

impl ConnectionRow {
    /// The other one of the two.
    pub(super) fn other_than(&self, member: MemberId) -> MemberId {
        if self.member_id == member { self.other_id } else { self.member_id }
    }

    /// Whether that one of the two has agreed.
    pub(super) fn agreed(&self, member: MemberId) -> bool {
        if self.member_id == member { self.member_agrees } else { self.other_agrees }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &ConnectionRow) -> Result<()> {
    diesel::insert_into(connections::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// What a member and each of `others` confirmed, and by how much it made their tie stronger: the other one, the kind, the
/// strength.
pub(super) fn confirmed_with(
    conn: &mut Conn,
    member: MemberId,
    others: &[MemberId],
) -> Result<Vec<(MemberId, ConnectionKind, i32)>> {
    let confirmed = || connections::table.filter(connections::state.eq(ConnectionState::Confirmed));
    let theirs = confirmed().filter(connections::other_id.eq(member)).filter(connections::member_id.eq_any(others));
    let own = confirmed().filter(connections::member_id.eq(member)).filter(connections::other_id.eq_any(others));
    let mut found: Vec<(MemberId, ConnectionKind, i32)> =
        theirs.select((connections::member_id, connections::kind, connections::strength)).load(conn)?;
    let own = own.select((connections::other_id, connections::kind, connections::strength));
    found.extend(own.load::<(MemberId, ConnectionKind, i32)>(conn)?);
    Ok(found)
}

/// A connection of that member; nobody else's. One that was logged about them and declined, or expired, is theirs too.
pub(super) fn own(conn: &mut Conn, member: MemberId, id: ConnectionId) -> Result<Option<ConnectionRow>> {
    let either = connections::member_id.eq(member).or(connections::other_id.eq(member));
    Ok(connections::table.find(id).filter(either).select(ConnectionRow::as_select()).first(conn).optional()?)
}

pub(super) fn by_id(conn: &mut Conn, id: ConnectionId) -> Result<Option<ConnectionRow>> {
    Ok(connections::table.find(id).select(ConnectionRow::as_select()).first(conn).optional()?)
}

/// Keeps a connection as it is now, where it is still in the state in which it was read; answers whether it was.
pub(super) fn change(tx: &mut Tx<'_>, row: &ConnectionRow, was: ConnectionState) -> Result<bool> {
    let same = connections::table.find(row.id).filter(connections::state.eq(was));
    Ok(diesel::update(same).set(row).execute(&mut **tx)? == 1)
}

/// A member's connections, or those alone that are `awaiting` their word: what happened last first, and of one day, what was
/// logged last.
pub(super) fn of_member(
    conn: &mut Conn,
    member: MemberId,
    awaiting: bool,
    before: Option<ConnectionId>,
    limit: i64,
) -> Result<Vec<ConnectionRow>> {
    let either = connections::member_id.eq(member).or(connections::other_id.eq(member));
    let mut theirs = connections::table.filter(either).into_boxed();
    if awaiting {
        let one = connections::member_id.eq(member).and(connections::member_agrees.eq(false));
        let other = connections::other_id.eq(member).and(connections::other_agrees.eq(false));
        theirs = theirs.filter(connections::state.eq(ConnectionState::Proposed)).filter(one.or(other));
    }
    if let Some(before) = before {
        let Some(last) = own(conn, member, before)? else { return Ok(Vec::new()) };
        let same_day = connections::happened_on.eq(last.happened_on).and(connections::id.lt(last.id));
        theirs = theirs.filter(connections::happened_on.lt(last.happened_on).or(same_day));
    }
    let newest_first = (connections::happened_on.desc(), connections::id.desc());
    Ok(theirs.order(newest_first).limit(limit).select(ConnectionRow::as_select()).load(conn)?)
}

/// What a space's hosts logged, in the same order.
pub(super) fn of_space(
    conn: &mut Conn,
    space: SpaceId,
    before: Option<ConnectionId>,
    limit: i64,
) -> Result<Vec<ConnectionRow>> {
    let mut hosted = connections::table.filter(connections::space_id.eq(space)).into_boxed();
    if let Some(before) = before {
        let last = by_id(conn, before)?.filter(|last| last.space_id == Some(space));
        let Some(last) = last else { return Ok(Vec::new()) };
        let same_day = connections::happened_on.eq(last.happened_on).and(connections::id.lt(last.id));
        hosted = hosted.filter(connections::happened_on.lt(last.happened_on).or(same_day));
    }
    let newest_first = (connections::happened_on.desc(), connections::id.desc());
    Ok(hosted.order(newest_first).limit(limit).select(ConnectionRow::as_select()).load(conn)?)
}

/// How many connections a member logged since `since`.
pub(super) fn count_logged(conn: &mut Conn, member: MemberId, since: Instant) -> Result<i64> {
    Ok(connections::table
        .filter(connections::member_id.eq(member))
        .filter(connections::space_id.is_null())
        .filter(connections::created_at.gt(since))
        .count()
        .get_result(conn)?)
}

/// How many connections a space's hosts logged since `since`.
pub(super) fn count_hosted(conn: &mut Conn, space: SpaceId, since: Instant) -> Result<i64> {
    let own = connections::table.filter(connections::space_id.eq(space)).filter(connections::created_at.gt(since));
    Ok(own.count().get_result(conn)?)
}

/// The connections of a kind between two members that are proposed or confirmed and happened from `from` to `to`.
pub(super) fn alike(
    conn: &mut Conn,
    kind: ConnectionKind,
    (a, b): (MemberId, MemberId),
    (from, to): (Day, Day),
) -> Result<Vec<ConnectionRow>> {
    let forth = connections::member_id.eq(a).and(connections::other_id.eq(b));
    let back = connections::member_id.eq(b).and(connections::other_id.eq(a));
    Ok(connections::table
        .filter(forth.or(back))
        .filter(connections::kind.eq(kind))
        .filter(connections::state.eq_any([ConnectionState::Proposed, ConnectionState::Confirmed]))
        .filter(connections::happened_on.between(from, to))
        .select(ConnectionRow::as_select())
        .load(conn)?)
}

/// What is confirmed and happened from `from` to `to`.
pub(super) fn confirmed(conn: &mut Conn, from: Day, to: Day) -> Result<Vec<ConnectionRow>> {
    Ok(connections::table
        .filter(connections::state.eq(ConnectionState::Confirmed))
        .filter(connections::happened_on.between(from, to))
        .select(ConnectionRow::as_select())
        .load(conn)?)
}
