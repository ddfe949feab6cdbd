//! What other slices ask of availability: free hours, and bookings.

use std::collections::HashMap;

use muster_kernel::Day;

use super::{
    HOURS_TAKEN,
    model::{self, BookingId, BookingState, NewBooking, Pattern, Span, Taken, WeeklyPattern, Weeks},
    store::{self, BookingRow, PatternRow},
};
use crate::{
    changes,
    db::{Conn, Tx},
    engagements::EngagementId,
    error::{Check, Error, Result},
    identity::MemberId,
};

/// The longest booking, in weeks.
const LONGEST_BOOKING: u32 = 104;

/// The free hours of each of those members, week by week: 0 to 80, `weeks` of them from the week of `week0` on.
pub fn free(conn: &mut Conn, members: &[MemberId], week0: Day, weeks: u32) -> Result<HashMap<MemberId, Vec<u8>>> {
    let weeks = Weeks::from(week0, weeks);
    let plans = plans(conn, members, weeks)?;
    Ok(plans.into_iter().map(|(member, plan)| (member, plan.free(weeks))).collect())
}

/// Books hours, where the member still has them in every week.
pub fn book(tx: &mut Tx<'_>, new: &NewBooking) -> Result<BookingId> {
    check(new)?;
    let weeks = Weeks::from(new.first_monday, new.weeks);
    let free = plan(tx, new.member, weeks)?.free(weeks);
    if let Some(week) = free.iter().position(|&hours| hours < new.hours) {
        let monday = new.first_monday.plus_weeks(i32::try_from(week).expect("at most 104 weeks"));
        return Err(Error::conflict(
            HOURS_TAKEN,
            format!(
                "The hours are taken: in the week of {monday}, {} hours are free, and seat {} asks for {}.",
                free[week], new.seat, new.hours
            ),
        ));
    }
    let booking = BookingRow {
        id: tx.id(),
        member_id: new.member,
        engagement_id: new.engagement,
        seat: new.seat.clone(),
        first_monday: new.first_monday,
        weeks: i32::try_from(new.weeks).expect("checked to be at most 104"),
        hours: i32::from(new.hours),
        state: BookingState::Firm,
        created_at: tx.now(),
    };
    store::insert_booking(tx, &booking)?;
    changes::member(tx, new.member)?;
    Ok(booking.id)
}

/// Gives the hours of a seat back to its member.
pub fn release(tx: &mut Tx<'_>, engagement: EngagementId, seat: &str, member: MemberId) -> Result<()> {
    match store::release(tx, engagement, seat, member)? {
        0 => Err(Error::not_found("booking of seat", seat)),
        _ => changes::member(tx, member),
    }
}

/// Puts in the usual weeks of members who have none yet.
pub fn add_patterns(tx: &mut Tx<'_>, patterns: &[(MemberId, WeeklyPattern)]) -> Result<()> {
    patterns.iter().try_for_each(|(_, pattern)| pattern.check())?;
    let rows: Vec<PatternRow> = patterns.iter().map(|&(member, pattern)| PatternRow::of(member, pattern, 1)).collect();
    store::insert_patterns(tx, &rows)?;
    let members: Vec<MemberId> = patterns.iter().map(|(member, _)| *member).collect();
    changes::members(tx, &members)
}

/// What a member's free hours are made of.
#[derive(Default)]
pub(super) struct Plan {
    pattern: Pattern,
    exceptions: Vec<Span>,
    taken: Vec<Taken>,
}

impl Plan {
    pub(super) fn free(&self, weeks: Weeks) -> Vec<u8> {
        model::free(weeks, &self.pattern, &self.exceptions, &self.taken)
    }

    pub(super) fn booked(&self, weeks: Weeks) -> Vec<u32> {
        model::booked(weeks, &self.taken)
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
    let earliest = first.plus_weeks(-i32::try_from(LONGEST_BOOKING).expect("two years"));
    for row in store::firm(conn, members, earliest, last)? {
        let weeks = u32::try_from(row.weeks).expect("the table holds 1 to 104 weeks");
        let taken = Taken { first_monday: row.first_monday, weeks, hours: store::hours(row.hours) };
        plans.entry(row.member_id).or_default().taken.push(taken);
    }
    Ok(plans)
}

fn check(new: &NewBooking) -> Result<()> {
    let mut check = Check::new();
    check.that(new.first_monday.is_monday(), "first_monday", new.first_monday, "a Monday");
    check.that((1..=LONGEST_BOOKING).contains(&new.weeks), "weeks", new.weeks, "1 to 104");
    check.that((1..=model::MOST_HOURS).contains(&new.hours), "hours", new.hours, "1 to 80");
    check.length("seat", &new.seat, 1..=80);
    check.done()
}
