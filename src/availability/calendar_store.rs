//! The rows of clocks, of what calendars say, and of bookings as a calendar tells them.

use diesel::prelude::*;
use muster_kernel::Day;

use super::{
    model::{BookingState, CalendarDay, Clock, OwnBooking},
    store::{CHUNK, hours},
};
use crate::{
    calendars::CalendarId,
    db::{Conn, Tx, insert_all},
    error::Result,
    identity::{self, MemberId},
    members,
    schema::{bookings, calendar_days, member_clocks},
};

/// The most bookings of one member that are told at once.
const MOST_OWN: i64 = 500;

/// What one of a member's calendars says of a day.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = calendar_days, treat_none_as_default_value = false)]
struct DayRow {
    calendar_id: CalendarId,
    member_id: MemberId,
    day: Day,
    busy_hours: i32,
    open_hours: Option<i32>,
}

impl DayRow {
    fn told(&self) -> CalendarDay {
        CalendarDay { day: self.day, busy_hours: hours(self.busy_hours), open_hours: self.open_hours.map(hours) }
    }
}

/// A member's clock with its version, which is 0 where they have not said when they work.
pub(super) fn clock(conn: &mut Conn, member: MemberId) -> Result<(i32, Clock)> {
    let person = members::service::person_of(conn, member)?;
    let usual = Clock { zone: identity::service::time_zone(conn, person)?, ..Clock::default() };
    let columns = (member_clocks::version, member_clocks::from_hour, member_clocks::to_hour);
    let said: Option<(i32, i32, i32)> = member_clocks::table.find(member).select(columns).first(conn).optional()?;
    Ok(match said {
        Some((version, from, to)) => (version, Clock { from: hours(from), to: hours(to), ..usual }),
        None => (0, usual),
    })
}

/// Keeps when a member works by their clock; it is the first time where the version is 1.
pub(super) fn set_clock(tx: &mut Tx<'_>, member: MemberId, version: i32, clock: &Clock) -> Result<()> {
    let columns = (
        member_clocks::from_hour.eq(i32::from(clock.from)),
        member_clocks::to_hour.eq(i32::from(clock.to)),
        member_clocks::version.eq(version),
    );
    if version == 1 {
        let row = (member_clocks::member_id.eq(member), columns);
        diesel::insert_into(member_clocks::table).values(row).execute(&mut **tx)?;
    } else {
        diesel::update(member_clocks::table.find(member)).set(columns).execute(&mut **tx)?;
    }
    Ok(())
}

/// What one calendar says, day by day.
pub(super) fn days_of(conn: &mut Conn, calendar: CalendarId) -> Result<Vec<CalendarDay>> {
    let own = calendar_days::table.filter(calendar_days::calendar_id.eq(calendar)).order(calendar_days::day);
    Ok(own.select(DayRow::as_select()).load(conn)?.iter().map(DayRow::told).collect())
}

/// What the calendars of those members say of the days `first` to `last`.
pub(super) fn days(
    conn: &mut Conn,
    members: &[MemberId],
    first: Day,
    last: Day,
) -> Result<Vec<(MemberId, CalendarDay)>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = calendar_days::table
            .filter(calendar_days::member_id.eq_any(chunk))
            .filter(calendar_days::day.between(first, last));
        found.extend(some.select(DayRow::as_select()).load(conn)?.iter().map(|row| (row.member_id, row.told())));
    }
    Ok(found)
}

/// Puts these days in the place of all that a calendar said.
pub(super) fn replace_days(
    tx: &mut Tx<'_>,
    member_id: MemberId,
    calendar_id: CalendarId,
    days: &[CalendarDay],
) -> Result<()> {
    diesel::delete(calendar_days::table.filter(calendar_days::calendar_id.eq(calendar_id))).execute(&mut **tx)?;
    let row = |told: &CalendarDay| DayRow {
        calendar_id,
        member_id,
        day: told.day,
        busy_hours: i32::from(told.busy_hours),
        open_hours: told.open_hours.map(i32::from),
    };
    insert_all::<_, DayRow>(tx, calendar_days::table, &days.iter().map(row).collect::<Vec<_>>())?;
    Ok(())
}

/// A member's bookings that were not given back, the earliest first.
pub(super) fn own_bookings(conn: &mut Conn, member: MemberId, since: Day) -> Result<Vec<OwnBooking>> {
    let columns = (
        bookings::id,
        bookings::engagement_id,
        bookings::title,
        bookings::seat,
        bookings::first_monday,
        bookings::weeks,
        bookings::hours,
        bookings::state,
        bookings::changes,
        bookings::created_at,
    );
    Ok(bookings::table
        .filter(bookings::member_id.eq(member))
        .filter(bookings::state.ne(BookingState::Released))
        .filter(bookings::first_monday.ge(since))
        .order((bookings::first_monday, bookings::id))
        .limit(MOST_OWN)
        .select(columns)
        .load(conn)?)
}
