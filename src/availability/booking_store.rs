//! The rows of bookings, and of the weeks in which hours are booked firmly.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::{
    model::{BookingId, BookingState, Event},
    store::CHUNK,
};
use crate::{
    briefs::BriefId,
    db::{Conn, Tx, insert_all},
    engagements::EngagementId,
    error::{Error, Result},
    identity::MemberId,
    schema::{booked_weeks, bookings},
    states::Machine,
};

/// Hours that are held or taken, or were.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = bookings)]
pub(super) struct BookingRow {
    pub(super) id: BookingId,
    pub(super) member_id: MemberId,
    pub(super) brief_id: Option<BriefId>,
    pub(super) holder: Option<String>,
    pub(super) engagement_id: Option<EngagementId>,
    pub(super) seat: String,
    pub(super) title: String,
    pub(super) first_monday: Day,
    pub(super) weeks: i32,
    pub(super) hours: i32,
    pub(super) state: BookingState,
    pub(super) created_at: Instant,
}

/// What is held or taken of those members' hours and began from `first` to `last`.
pub(super) fn taken(conn: &mut Conn, members: &[MemberId], first: Day, last: Day) -> Result<Vec<BookingRow>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = bookings::table
            .filter(bookings::member_id.eq_any(chunk))
            .filter(bookings::state.eq_any([BookingState::Tentative, BookingState::Firm]))
            .filter(bookings::first_monday.between(first, last))
            .order(bookings::id);
        found.extend(some.select(BookingRow::as_select()).load(conn)?);
    }
    Ok(found)
}

pub(super) fn insert(tx: &mut Tx<'_>, booking: &BookingRow) -> Result<()> {
    diesel::insert_into(bookings::table).values(booking).execute(&mut **tx)?;
    Ok(())
}

/// What is held for a brief, of whoever.
pub(super) fn held_for(conn: &mut Conn, brief: BriefId) -> Result<Vec<BookingRow>> {
    let held = bookings::table.filter(bookings::brief_id.eq(brief)).filter(bookings::state.eq(BookingState::Tentative));
    Ok(held.order(bookings::id).select(BookingRow::as_select()).load(conn)?)
}

/// What a holder holds.
pub(super) fn held_by(conn: &mut Conn, holder: &str) -> Result<Vec<BookingRow>> {
    let held = bookings::table.filter(bookings::holder.eq(holder)).filter(bookings::state.eq(BookingState::Tentative));
    Ok(held.order(bookings::id).select(BookingRow::as_select()).load(conn)?)
}

/// The firm booking of a seat of an engagement, if that member has it.
pub(super) fn firm(
    conn: &mut Conn,
    engagement: EngagementId,
    seat: &str,
    member: MemberId,
) -> Result<Option<BookingRow>> {
    let firm = bookings::table
        .filter(bookings::engagement_id.eq(engagement))
        .filter(bookings::seat.eq(seat))
        .filter(bookings::member_id.eq(member))
        .filter(bookings::state.eq(BookingState::Firm));
    Ok(firm.select(BookingRow::as_select()).first(conn).optional()?)
}

/// Moves a booking on from the state in which it was read. An award says for which engagement it is from now on.
pub(super) fn move_on(
    tx: &mut Tx<'_>,
    booking: &BookingRow,
    event: Event,
    engagement: Option<EngagementId>,
) -> Result<()> {
    let refused = || Error::conflict("booking-moved", "The hours changed hands meanwhile. Read them again.");
    let next = booking.state.after(event).ok_or_else(refused)?;
    let unchanged = bookings::table.find(booking.id).filter(bookings::state.eq(booking.state));
    let moved = diesel::update(unchanged)
        .set((bookings::state.eq(next), bookings::engagement_id.eq(engagement.or(booking.engagement_id))))
        .execute(&mut **tx)?;
    if moved == 1 { Ok(()) } else { Err(refused()) }
}

/// Sets for how many weeks a booking runs.
pub(super) fn set_weeks(tx: &mut Tx<'_>, id: BookingId, weeks: i32) -> Result<()> {
    diesel::update(bookings::table.find(id)).set(bookings::weeks.eq(weeks)).execute(&mut **tx)?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = booked_weeks, treat_none_as_default_value = false)]
struct BookedWeek {
    member_id: MemberId,
    monday: Day,
    hours: i32,
    offered: i32,
}

/// Adds firm hours to each of a member's weeks, which begin on those Mondays in a row and offer that many hours. The
/// table refuses more than a week offers, whatever was computed before.
pub(super) fn add_to_weeks(tx: &mut Tx<'_>, member: MemberId, weeks: &[(Day, i32)], hours: i32) -> Result<()> {
    let (Some((first, _)), Some((last, _))) = (weeks.first(), weeks.last()) else { return Ok(()) };
    let known: Vec<Day> = booked_weeks::table
        .filter(booked_weeks::member_id.eq(member))
        .filter(booked_weeks::monday.between(*first, *last))
        .select(booked_weeks::monday)
        .load(&mut **tx)?;
    let new = weeks.iter().filter(|(monday, _)| !known.contains(monday));
    let rows: Vec<BookedWeek> =
        new.map(|&(monday, offered)| BookedWeek { member_id: member, monday, hours: 0, offered }).collect();
    insert_all::<_, BookedWeek>(tx, booked_weeks::table, &rows)?;
    // Most weeks of a member offer the same, so a statement or two serve them all.
    for alike in weeks.chunk_by(|a, b| a.1 == b.1) {
        let (from, to) = (alike[0].0, alike[alike.len() - 1].0);
        let span = booked_weeks::table
            .filter(booked_weeks::member_id.eq(member))
            .filter(booked_weeks::monday.between(from, to));
        diesel::update(span)
            .set((booked_weeks::hours.eq(booked_weeks::hours + hours), booked_weeks::offered.eq(alike[0].1)))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// Takes firm hours off each of a member's weeks from the one of `from` up to, and without, the one of `until`.
pub(super) fn take_off_weeks(tx: &mut Tx<'_>, member: MemberId, from: Day, until: Day, hours: i32) -> Result<()> {
    let span = booked_weeks::table
        .filter(booked_weeks::member_id.eq(member))
        .filter(booked_weeks::monday.ge(from))
        .filter(booked_weeks::monday.lt(until));
    diesel::update(span).set(booked_weeks::hours.eq(booked_weeks::hours - hours)).execute(&mut **tx)?;
    Ok(())
}
