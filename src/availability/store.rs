//! The rows of patterns, exceptions and bookings.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::model::{BookingId, BookingState, ExceptionId};
use crate::{
    db::{Conn, Tx},
    engagements::EngagementId,
    error::Result,
    identity::MemberId,
    schema::{availability_exceptions, bookings, weekly_patterns},
};

/// How many values one `IN` holds.
const CHUNK: usize = 500;

/// A member's weekly pattern.
#[derive(Clone, Insertable, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = weekly_patterns)]
pub(super) struct PatternRow {
    pub(super) member_id: MemberId,
    pub(super) monday: i32,
    pub(super) tuesday: i32,
    pub(super) wednesday: i32,
    pub(super) thursday: i32,
    pub(super) friday: i32,
    pub(super) saturday: i32,
    pub(super) sunday: i32,
    pub(super) version: i32,
}

/// A member's exception to the pattern.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = availability_exceptions)]
pub(super) struct ExceptionRow {
    pub(super) id: ExceptionId,
    pub(super) member_id: MemberId,
    pub(super) from_day: Day,
    pub(super) to_day: Day,
    pub(super) hours_a_day: i32,
    pub(super) note: String,
}

/// Hours that are taken, or were.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = bookings)]
pub(super) struct BookingRow {
    pub(super) id: BookingId,
    pub(super) member_id: MemberId,
    pub(super) engagement_id: EngagementId,
    pub(super) seat: String,
    pub(super) first_monday: Day,
    pub(super) weeks: i32,
    pub(super) hours: i32,
    pub(super) state: BookingState,
    pub(super) created_at: Instant,
}

pub(super) fn patterns(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<PatternRow>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = weekly_patterns::table.filter(weekly_patterns::member_id.eq_any(chunk));
        found.extend(some.select(PatternRow::as_select()).load(conn)?);
    }
    Ok(found)
}

/// The exceptions of those members that touch the days `first` to `last`, the earlier made first.
pub(super) fn exceptions(conn: &mut Conn, members: &[MemberId], first: Day, last: Day) -> Result<Vec<ExceptionRow>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = availability_exceptions::table
            .filter(availability_exceptions::member_id.eq_any(chunk))
            .filter(availability_exceptions::to_day.ge(first))
            .filter(availability_exceptions::from_day.le(last))
            .order(availability_exceptions::id);
        found.extend(some.select(ExceptionRow::as_select()).load(conn)?);
    }
    Ok(found)
}

/// The firm bookings of those members that began from `first` to `last`.
pub(super) fn firm(conn: &mut Conn, members: &[MemberId], first: Day, last: Day) -> Result<Vec<BookingRow>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = bookings::table
            .filter(bookings::member_id.eq_any(chunk))
            .filter(bookings::state.eq(BookingState::Firm))
            .filter(bookings::first_monday.between(first, last));
        found.extend(some.select(BookingRow::as_select()).load(conn)?);
    }
    Ok(found)
}

pub(super) fn insert_booking(tx: &mut Tx<'_>, booking: &BookingRow) -> Result<()> {
    diesel::insert_into(bookings::table).values(booking).execute(&mut **tx)?;
    Ok(())
}

/// Gives the hours back; answers how many bookings there were to release.
pub(super) fn release(tx: &mut Tx<'_>, engagement: EngagementId, seat: &str, member: MemberId) -> Result<usize> {
    let firm = bookings::table
        .filter(bookings::engagement_id.eq(engagement))
        .filter(bookings::seat.eq(seat))
        .filter(bookings::member_id.eq(member))
        .filter(bookings::state.eq(BookingState::Firm));
    Ok(diesel::update(firm).set(bookings::state.eq(BookingState::Released)).execute(&mut **tx)?)
}
