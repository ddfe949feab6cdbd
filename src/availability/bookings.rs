//! Use cases of bookings, each within the transaction of its cause: hours are held, awarded, booked, given back.

use std::collections::BTreeSet;

use muster_kernel::Day;

use super::{
    HOURS_HELD, HOURS_TAKEN,
    booking_store::{self as store, BookingRow},
    hours::{self, Weeks},
    model::{self, BookingId, BookingState, Event, Held, NewBooking, NewHold, Overlap},
    service::{self, LONGEST_BOOKING, Plan},
};
use crate::{
    briefs::BriefId,
    changes,
    db::{Conn, Tx},
    engagements::EngagementId,
    error::{Check, Error, Result},
    identity::MemberId,
    jobs::{self, Job},
};

/// Holds hours for a seat of a brief, where the member has them in every week. What is held for the same brief is no
/// obstacle; what is held for others is one, unless overlaps are wanted.
pub fn hold(tx: &mut Tx<'_>, new: &NewHold, overlap: Overlap) -> Result<BookingId> {
    check(&new.seat, new.first_monday, new.weeks, new.hours)?;
    let weeks = Weeks::from(new.first_monday, new.weeks);
    let plan = service::plan(tx, new.member, weeks)?;
    let free = plan.free(weeks);
    refuse_taken(&free, new.first_monday, &new.seat, new.hours)?;
    if overlap == Overlap::Refused {
        refuse_held(&plan, weeks, &free, new)?;
    }
    let booking = BookingRow {
        id: tx.id(),
        member_id: new.member,
        brief_id: Some(new.brief),
        holder: Some(new.holder.clone()),
        engagement_id: None,
        seat: new.seat.clone(),
        title: new.title.clone(),
        first_monday: new.first_monday,
        weeks: signed(new.weeks),
        hours: i32::from(new.hours),
        state: BookingState::Tentative,
        created_at: tx.now(),
    };
    store::insert(tx, &booking)?;
    changes::member(tx, booking.member_id)?;
    Ok(booking.id)
}

/// Whether a member has those hours in every week, but for what is held.
pub fn has(conn: &mut Conn, member: MemberId, first_monday: Day, weeks: u32, hours: u8) -> Result<bool> {
    let weeks = Weeks::from(first_monday, weeks);
    Ok(service::plan(conn, member, weeks)?.free(weeks).iter().all(|&free| free >= hours))
}

/// Gives back everything that a holder holds.
pub fn let_go(tx: &mut Tx<'_>, holder: &str) -> Result<()> {
    let held = store::held_by(tx, holder)?;
    held.iter().try_for_each(|booking| move_on(tx, booking, Event::Release, None))
}

/// Gives back everything that is still held for a brief: it is decided, or it has ended. Answers whose hours it was.
pub fn let_go_all(tx: &mut Tx<'_>, brief: BriefId) -> Result<BTreeSet<MemberId>> {
    let held = store::held_for(tx, brief)?;
    held.iter().try_for_each(|booking| move_on(tx, booking, Event::Release, None))?;
    Ok(held.iter().map(|booking| booking.member_id).collect())
}

/// Books the hours of a seat that is awarded: what was held for it becomes firm, where every week still has the hours.
/// What is held for other briefs is no obstacle: whoever is awarded first takes them.
pub fn award(tx: &mut Tx<'_>, brief: BriefId, new: &NewBooking) -> Result<BookingId> {
    take(tx, new)?;
    let held = store::held_for(tx, brief)?.into_iter().find(|booking| {
        booking.member_id == new.member
            && booking.seat == new.seat
            && booking.hours == i32::from(new.hours)
            && booking.weeks == signed(new.weeks)
    });
    let Some(held) = held else { return insert_firm(tx, new) };
    move_on(tx, &held, Event::Award, Some(new.engagement))?;
    Ok(held.id)
}

/// Books hours, where the member still has them in every week.
pub fn book(tx: &mut Tx<'_>, new: &NewBooking) -> Result<BookingId> {
    take(tx, new)?;
    insert_firm(tx, new)
}

fn insert_firm(tx: &mut Tx<'_>, new: &NewBooking) -> Result<BookingId> {
    let booking = BookingRow {
        id: tx.id(),
        member_id: new.member,
        brief_id: None,
        holder: None,
        engagement_id: Some(new.engagement),
        seat: new.seat.clone(),
        title: String::new(),
        first_monday: new.first_monday,
        weeks: signed(new.weeks),
        hours: i32::from(new.hours),
        state: BookingState::Firm,
        created_at: tx.now(),
    };
    store::insert(tx, &booking)?;
    changes::member(tx, booking.member_id)?;
    Ok(booking.id)
}

/// Gives the hours of a seat back to its member.
pub fn release(tx: &mut Tx<'_>, engagement: EngagementId, seat: &str, member: MemberId) -> Result<()> {
    let booking = firm(tx, engagement, seat, member)?;
    give_back(tx, &booking, booking.first_monday)?;
    move_on(tx, &booking, Event::Release, None)
}

/// Ends the booking of a seat before the week of `from`: that week and all later ones are given back.
pub fn end(tx: &mut Tx<'_>, engagement: EngagementId, seat: &str, member: MemberId, from: Day) -> Result<()> {
    let booking = firm(tx, engagement, seat, member)?;
    let kept = booking.first_monday.weeks_until(from.monday());
    if kept <= 0 {
        return release(tx, engagement, seat, member);
    }
    if kept < booking.weeks {
        give_back(tx, &booking, from.monday())?;
        store::set_weeks(tx, booking.id, kept)?;
        changes::member(tx, member)?;
    }
    Ok(())
}

fn move_on(tx: &mut Tx<'_>, booking: &BookingRow, event: Event, engagement: Option<EngagementId>) -> Result<()> {
    store::move_on(tx, booking, event, engagement)?;
    changes::member(tx, booking.member_id)
}

/// Counts hours as firm, week by week, where the member still has them. What was promised of the same hours is looked
/// through afterwards.
fn take(tx: &mut Tx<'_>, new: &NewBooking) -> Result<()> {
    check(&new.seat, new.first_monday, new.weeks, new.hours)?;
    let weeks = Weeks::from(new.first_monday, new.weeks);
    let plan = service::plan(tx, new.member, weeks)?;
    refuse_taken(&plan.free(weeks), new.first_monday, &new.seat, new.hours)?;
    let small = |hours: u32| i32::try_from(hours).expect("a week offers at most 168 hours");
    let offered: Vec<(Day, i32)> = weeks.mondays().zip(plan.offered(weeks).into_iter().map(small)).collect();
    store::add_to_weeks(tx, new.member, &offered, i32::from(new.hours))?;
    jobs::soon(tx, &Job::LoseHours { member: new.member })
}

fn give_back(tx: &mut Tx<'_>, booking: &BookingRow, from: Day) -> Result<()> {
    let until = booking.first_monday.plus_weeks(booking.weeks);
    store::take_off_weeks(tx, booking.member_id, from, until, booking.hours)
}

fn firm(tx: &mut Tx<'_>, engagement: EngagementId, seat: &str, member: MemberId) -> Result<BookingRow> {
    store::firm(tx, engagement, seat, member)?.ok_or_else(|| Error::not_found("booking of seat", seat))
}

/// Refuses where a week has fewer than `hours` that are not booked.
fn refuse_taken(free: &[u8], first_monday: Day, seat: &str, hours: u8) -> Result<()> {
    let Some(week) = free.iter().position(|&free| free < hours) else { return Ok(()) };
    let sentence = format!(
        "The hours are taken: in the week of {}, {} hours are free, and seat {seat} asks for {hours}.",
        monday(first_monday, week),
        free[week]
    );
    Err(Error::conflict(HOURS_TAKEN, sentence))
}

/// Refuses where what is held for other briefs leaves too little, and names what it is held for.
fn refuse_held(plan: &Plan, weeks: Weeks, free: &[u8], new: &NewHold) -> Result<()> {
    let others = hours::held_for(weeks, &plan.held, |brief| brief != new.brief);
    let left: Vec<u32> = free.iter().zip(others).map(|(&free, held)| u32::from(free).saturating_sub(held)).collect();
    let Some(week) = left.iter().position(|&left| left < u32::from(new.hours)) else { return Ok(()) };
    let monday = monday(new.first_monday, week);
    let in_the_way = |held: &&Held| {
        held.brief != new.brief && hours::booked(Weeks::from(monday, 1), std::slice::from_ref(&held.taken)) != [0]
    };
    let titles: BTreeSet<&str> = plan.held.iter().filter(in_the_way).map(|held| held.title.as_str()).collect();
    let sentence = format!(
        "In the week of {monday}, {} hours are left, and this seat asks for {}: you hold hours for {}. Say \
         \"overlapping\": true to hold both; whichever is awarded first takes the hours, and the other seat is filled again.",
        left[week],
        new.hours,
        titles.into_iter().collect::<Vec<_>>().join(" and ")
    );
    Err(Error::conflict(HOURS_HELD, sentence))
}

fn monday(first: Day, week: usize) -> Day {
    first.plus_weeks(i32::try_from(week).expect("at most 104 weeks"))
}

fn signed(weeks: u32) -> i32 {
    i32::try_from(weeks).expect("checked to be at most 104")
}

fn check(seat: &str, first_monday: Day, weeks: u32, hours: u8) -> Result<()> {
    let mut check = Check::new();
    check.that(first_monday.is_monday(), "first_monday", first_monday, "a Monday");
    check.that((1..=LONGEST_BOOKING).contains(&weeks), "weeks", weeks, "1 to 104");
    check.that((1..=model::MOST_HOURS).contains(&hours), "hours", hours, "1 to 80");
    check.length("seat", seat, 1..=80);
    check.done()
}
