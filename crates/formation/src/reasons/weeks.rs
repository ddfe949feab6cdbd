//! A member's free hours, week by week.

use crate::document::{Member, Seat};

/// How many hours a member would have to free for a seat, all weeks of its window together.
pub(super) fn missing(member: &Member, seat: &Seat) -> i64 {
    window(member, seat).map(|hours| (seat.hours - hours).max(0)).sum()
}

/// The hours that are free in the fullest week of a seat's window.
pub(super) fn fewest(member: &Member, seat: &Seat) -> i64 {
    window(member, seat).min().expect("a window has at least one week")
}

/// The member, once they have freed what is missing for a seat.
pub(super) fn freed(member: &Member, seat: &Seat) -> Member {
    let inside = |week: &i64| (seat.from_week..seat.from_week + seat.weeks).contains(week);
    let weeks = (0..).zip(hours(member));
    let free = weeks.map(|(week, hours)| (if inside(&week) { hours.max(seat.hours) } else { hours }, 1));
    Member { free: free.collect(), ..member.clone() }
}

fn window(member: &Member, seat: &Seat) -> impl Iterator<Item = i64> {
    let (from, weeks) = (seat.from_week, seat.weeks);
    (0..).zip(hours(member)).filter(move |&(week, _)| (from..from + weeks).contains(&week)).map(|(_, hours)| hours)
}

/// Free hours in each week of the horizon.
fn hours(member: &Member) -> impl Iterator<Item = i64> {
    let run = |&(hours, weeks): &(i64, i64)| (0..weeks).map(move |_| hours);
    member.free.iter().flat_map(run)
}
