//! When members are free: hours, week by week.
//!
//! A member's free hours of a week are the hours of a weekly pattern, day by day; an exception (a holiday, a busy
//! fortnight, a free one) sets other hours for a span of days, and of two exceptions for one day the later made counts.
//! From that sum, bookings are taken off. What is left is told as 0 to 80 hours.
//!
//! A member's calendars (see [`calendars`](crate::calendars)) reduce single days, before the week is summed up. Where a
//! calendar says when somebody is available, a day has no more hours than it says are open; of two that do, the fewer
//! count. Then the hours that are busy within the working day are taken off, begun hours as whole ones, those of all
//! calendars together, and never more than the day has. What happens outside of the working day takes nothing. Days and
//! the working day are those of the member's clock: their time zone and two hours, by default 8 to 18 in UTC.
//!
//! Whoever takes a seat of a brief has its hours held: a tentative booking, until the brief is decided. Alternatives for
//! one brief never add up, since only one of its bids is awarded; what is held for other briefs counts as taken, unless
//! the member says that both may overlap. An award makes the hours firm, in its transaction and only where every week
//! still has them: of two awards that want the same hours, the second is refused. Firm hours are counted week by week in
//! a table of their own, which refuses more than the member offers. Calls identity and members, for the time zone.

mod booking_store;
mod bookings;
mod calendar_store;
mod hours;
mod model;
pub mod personal;
mod plan;
pub mod routes;
pub mod service;
mod store;

pub use self::model::{
    BookingId, BookingKind, BookingState, CalendarDay, Clock, Event, ExceptionId, ExceptionKind, NewBooking, NewHold,
    Overlap, OwnBooking, WeeklyPattern,
};

/// The code of the conflict in which hours that are to be held are held for another brief.
pub const HOURS_HELD: &str = "hours-held";
/// The code of the conflict in which hours that are to be booked were booked by somebody else.
pub const HOURS_TAKEN: &str = "hours-taken";
