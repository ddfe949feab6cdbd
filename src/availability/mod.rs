//! When members are free: hours, week by week.
//!
//! A member's free hours of a week are the hours of a weekly pattern, day by day; an exception (a holiday, a busy
//! fortnight, a free one) sets other hours for a span of days, and of two exceptions for one day the later made counts.
//! From that sum, firm bookings are taken off. What is left is told as 0 to 80 hours.
//!
//! Hours are booked when a bid is awarded, in that transaction, and only where every week still has them: of two awards
//! that want the same hours, the second is refused. Calls no other slice.

mod model;
mod plan;
pub mod routes;
pub mod service;
mod store;

pub use self::model::{BookingId, BookingKind, ExceptionId, ExceptionKind, NewBooking, WeeklyPattern};

/// The code of the conflict in which hours that are to be booked were booked by somebody else.
pub const HOURS_TAKEN: &str = "hours-taken";
