//! The rows of calendars and of the addresses that hand bookings out.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{
    CalendarId,
    model::{Calendar, CalendarSource, CalendarState, NewCalendarLink},
};
use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
    outbound::Seen,
    schema::{calendar_links, calendars},
    states::Machine,
};

/// A calendar.
#[derive(Clone, Insertable, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = calendars, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(super) struct CalendarRow {
    pub(super) id: CalendarId,
    pub(super) member_id: MemberId,
    pub(super) name: String,
    pub(super) kind: CalendarSource,
    pub(super) url: Option<String>,
    pub(super) state: CalendarState,
    pub(super) turn: i32,
    pub(super) etag: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) clock: Option<String>,
    pub(super) events: i32,
    pub(super) note: Option<String>,
    pub(super) problem: Option<String>,
    pub(super) failures: i32,
    pub(super) asked_at: Option<Instant>,
    pub(super) read_at: Option<Instant>,
    pub(super) created_at: Instant,
}

impl CalendarRow {
    /// One that was not read yet.
    pub(super) fn new(tx: &Tx<'_>, member_id: MemberId, name: &str, kind: CalendarSource, url: Option<String>) -> Self {
        Self {
            id: tx.id(),
            member_id,
            name: name.trim().to_owned(),
            kind,
            url,
            state: CalendarState::START,
            turn: 1,
            etag: None,
            modified: None,
            clock: None,
            events: 0,
            note: None,
            problem: None,
            failures: 0,
            asked_at: None,
            read_at: None,
            created_at: tx.now(),
        }
    }

    /// By what the last answer is known again.
    pub(super) fn seen(&self) -> Seen {
        Seen { etag: self.etag.clone(), modified: self.modified.clone() }
    }

    pub(super) fn told(self) -> Calendar {
        let server = self.url.as_deref().and_then(|url| url.split('/').nth(2)).map(str::to_owned);
        Calendar {
            id: self.id,
            name: self.name,
            source: self.kind,
            server,
            state: self.state,
            events: self.events,
            note: self.note,
            problem: self.problem,
            asked_at: self.asked_at,
            read_at: self.read_at,
        }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &CalendarRow) -> Result<()> {
    diesel::insert_into(calendars::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// A member's calendar that was not taken back.
pub(super) fn own(conn: &mut Conn, member: MemberId, id: CalendarId) -> Result<Option<CalendarRow>> {
    let own = calendars::table
        .find(id)
        .filter(calendars::member_id.eq(member))
        .filter(calendars::state.ne(CalendarState::Removed));
    Ok(own.select(CalendarRow::as_select()).first(conn).optional()?)
}

/// The calendars of a member that were not taken back, the oldest first, from after `cursor` on.
pub(super) fn of_member(
    conn: &mut Conn,
    member: MemberId,
    cursor: Option<CalendarId>,
    limit: i64,
) -> Result<Vec<CalendarRow>> {
    let cursor = cursor.as_ref().map_or("", CalendarId::as_str);
    let own = calendars::table
        .filter(calendars::member_id.eq(member))
        .filter(calendars::id.gt(cursor))
        .filter(calendars::state.ne(CalendarState::Removed));
    Ok(own.order(calendars::id).limit(limit).select(CalendarRow::as_select()).load(conn)?)
}

/// How many calendars a member has, and how many they added since `since`, those that were taken back among them.
pub(super) fn counts(conn: &mut Conn, member: MemberId, since: Instant) -> Result<(i64, i64)> {
    let own = || calendars::table.filter(calendars::member_id.eq(member));
    let kept = own().filter(calendars::state.ne(CalendarState::Removed)).count().get_result(conn)?;
    let added = own().filter(calendars::created_at.gt(since)).count().get_result(conn)?;
    Ok((kept, added))
}

/// A feed whose `turn` it is, if it still is.
pub(super) fn due(conn: &mut Conn, id: CalendarId, turn: i32) -> Result<Option<CalendarRow>> {
    let due = calendars::table
        .find(id)
        .filter(calendars::turn.eq(turn))
        .filter(calendars::kind.eq(CalendarSource::Feed))
        .filter(calendars::state.ne(CalendarState::Removed));
    Ok(due.select(CalendarRow::as_select()).first(conn).optional()?)
}

/// Keeps a calendar as it is now. The caller has read it in this transaction.
pub(super) fn update(tx: &mut Tx<'_>, row: &CalendarRow) -> Result<()> {
    diesel::update(calendars::table.find(row.id)).set(row).execute(&mut **tx)?;
    Ok(())
}

/// Puts a new address in the place of a member's old one.
pub(super) fn set_link(tx: &mut Tx<'_>, member: MemberId, hash: &str, new: NewCalendarLink) -> Result<()> {
    delete_link(tx, member)?;
    let row = (
        calendar_links::member_id.eq(member),
        calendar_links::token_hash.eq(hash),
        calendar_links::tentative.eq(new.tentative),
        calendar_links::made_at.eq(tx.now()),
    );
    diesel::insert_into(calendar_links::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Answers whether there was one.
pub(super) fn delete_link(tx: &mut Tx<'_>, member: MemberId) -> Result<bool> {
    Ok(diesel::delete(calendar_links::table.find(member)).execute(&mut **tx)? == 1)
}

pub(super) fn link_of(conn: &mut Conn, member: MemberId) -> Result<Option<Instant>> {
    Ok(calendar_links::table.find(member).select(calendar_links::made_at).first(conn).optional()?)
}

/// Whose bookings the address with that hash hands out, and whether those that are tentative are among them.
pub(super) fn linked(conn: &mut Conn, hash: &str) -> Result<Option<(MemberId, bool)>> {
    let found = calendar_links::table.filter(calendar_links::token_hash.eq(hash));
    Ok(found.select((calendar_links::member_id, calendar_links::tentative)).first(conn).optional()?)
}
