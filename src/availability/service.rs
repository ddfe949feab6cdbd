//! What other slices ask of availability: free hours, and, in [`bookings`](super::bookings), holding and booking them.

use std::collections::HashMap;

use muster_kernel::Day;

pub use super::bookings::{award, book, end, has, hold, let_go, let_go_all, release};
use super::{
    booking_store::{self, BookingRow},
    calendar_store,
    hours::{self, Weeks},
    model::{BookingState, CalendarDay, Clock, Held, OwnBooking, Pattern, Span, Taken, WeeklyPattern},
    store::{self, PatternRow},
};
use crate::{
    briefs::BriefId,
    calendars::CalendarId,
    changes,
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
};

/// The longest booking, in weeks.
pub(super) const LONGEST_BOOKING: u32 = 104;

/// The free hours of each of those members, week by week: 0 to 80, `weeks` of them from the week of `week0` on.
pub fn free(conn: &mut Conn, members: &[MemberId], week0: Day, weeks: u32) -> Result<HashMap<MemberId, Vec<u8>>> {
    let weeks = Weeks::from(week0, weeks);
    let plans = plans(conn, members, weeks)?;
    Ok(plans.into_iter().map(|(member, plan)| (member, plan.left(weeks, None))).collect())
}

/// The same for a run of `brief`, of everybody who holds hours for it: what they hold for it stays theirs. All others
/// have what [`free`] says.
pub fn free_for(conn: &mut Conn, brief: BriefId, week0: Day, weeks: u32) -> Result<HashMap<MemberId, Vec<u8>>> {
    let weeks = Weeks::from(week0, weeks);
    let mut holders: Vec<MemberId> =
        booking_store::held_for(conn, brief)?.into_iter().map(|booking| booking.member_id).collect();
    holders.sort_unstable();
    holders.dedup();
    let plans = plans(conn, &holders, weeks)?;
    Ok(plans.into_iter().map(|(member, plan)| (member, plan.left(weeks, Some(brief)))).collect())
}

/// Puts in the usual weeks of members who have none yet.
pub fn add_patterns(tx: &mut Tx<'_>, patterns: &[(MemberId, WeeklyPattern)]) -> Result<()> {
    patterns.iter().try_for_each(|(_, pattern)| pattern.check())?;
    let rows: Vec<PatternRow> = patterns.iter().map(|&(member, pattern)| PatternRow::of(member, pattern, 1)).collect();
    store::insert_patterns(tx, &rows)?;
    let members: Vec<MemberId> = patterns.iter().map(|(member, _)| *member).collect();
    changes::members(tx, &members)
}

/// Where a member's clock stands, and when they work by it: 8 to 18 where they have not said.
pub fn clock(conn: &mut Conn, member: MemberId) -> Result<Clock> {
    Ok(calendar_store::clock(conn, member)?.1)
}

/// A member's bookings that were not given back and that began in the week of `since` or later; the first 500 of them.
pub fn bookings(conn: &mut Conn, member: MemberId, since: Day) -> Result<Vec<OwnBooking>> {
    calendar_store::own_bookings(conn, member, since)
}

/// Replaces all that one of a member's calendars says; whoever follows the pool learns of it where that changes anything.
pub fn replace_calendar(tx: &mut Tx<'_>, member: MemberId, calendar: CalendarId, days: &[CalendarDay]) -> Result<()> {
    if calendar_store::days_of(tx, calendar)? == days {
        return Ok(());
    }
    calendar_store::replace_days(tx, member, calendar, days)?;
    changes::member(tx, member)
}

/// What a member's free hours are made of.
#[derive(Default)]
pub(super) struct Plan {
    pattern: Pattern,
    exceptions: Vec<Span>,
    calendars: Vec<CalendarDay>,
    taken: Vec<Taken>,
    pub(super) held: Vec<Held>,
}

impl Plan {
    /// Hours that are not booked firmly.
    pub(super) fn free(&self, weeks: Weeks) -> Vec<u8> {
        hours::free(weeks, &self.pattern, &self.exceptions, &self.calendars, &self.taken)
    }

    /// Hours that are neither booked nor held, but for what is held for `brief`.
    pub(super) fn left(&self, weeks: Weeks, brief: Option<BriefId>) -> Vec<u8> {
        let free = self.free(weeks);
        if self.held.is_empty() { free } else { hours::left(weeks, &free, &self.held, brief) }
    }

    pub(super) fn held(&self, weeks: Weeks) -> Vec<u32> {
        hours::held_for(weeks, &self.held, |_| true)
    }

    /// Hours that the member offers, booked or not.
    pub(super) fn offered(&self, weeks: Weeks) -> Vec<u32> {
        hours::offered(weeks, &self.pattern, &self.exceptions, &self.calendars)
    }

    fn add(&mut self, row: BookingRow) {
        let weeks = u32::try_from(row.weeks).expect("the table holds 1 to 104 weeks");
        let taken = Taken { first_monday: row.first_monday, weeks, hours: store::hours(row.hours) };
        match (row.state, row.brief_id, row.holder) {
            (BookingState::Tentative, Some(brief), Some(holder)) => {
                self.held.push(Held { brief, holder, title: row.title, taken });
            }
            _ => self.taken.push(taken),
        }
    }

    pub(super) fn booked(&self, weeks: Weeks) -> Vec<u32> {
        hours::booked(weeks, &self.taken)
    }
}

/// One member's plan.
pub(super) fn plan(conn: &mut Conn, member: MemberId, weeks: Weeks) -> Result<Plan> {
    Ok(plans(conn, &[member], weeks)?.remove(&member).unwrap_or_default())
}

/// The plans of those members, by a handful of queries. Whoever has said nothing has no free hours.
fn plans(conn: &mut Conn, members: &[MemberId], weeks: Weeks) -> Result<HashMap<MemberId, Plan>> {
    let mut plans: HashMap<MemberId, Plan> = members.iter().map(|&member| (member, Plan::default())).collect();
    let (first, last) = (weeks.first_day(), weeks.last_day());
    for row in store::patterns(conn, members)? {
        plans.entry(row.member_id).or_default().pattern = row.pattern().hours();
    }
    for row in store::exceptions(conn, members, first, last)? {
        let span = Span { from: row.from_day, to: row.to_day, hours_a_day: store::hours(row.hours_a_day) };
        plans.entry(row.member_id).or_default().exceptions.push(span);
    }
    for (member, day) in calendar_store::days(conn, members, first, last)? {
        plans.entry(member).or_default().calendars.push(day);
    }
    let earliest = first.plus_weeks(-i32::try_from(LONGEST_BOOKING).expect("two years"));
    for row in booking_store::taken(conn, members, earliest, last)? {
        plans.entry(row.member_id).or_default().add(row);
    }
    Ok(plans)
}
