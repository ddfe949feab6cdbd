//! Members' own calendars: those that say when they are busy, and the one of their bookings.
//!
//! **In.** A member names up to five calendars: addresses of feeds, which are asked every few hours and on demand, or
//! files that they send. A calendar is read as RFC 5545 and RFC 7953 say: what repeats, with its exceptions and changes,
//! in any time zone; what is called off or see-through takes no time; times that float, and whole days, are by the
//! member's own clock.
//!
//! **What is kept.** Of all that stands in a calendar, two numbers a day for two years, of a file for five, since it cannot
//! be read again when the weeks move on: how many hours of the working day
//! are busy, and, where the calendar says so, how many are open. No titles, no places, no people, no times of day, nor
//! the file; so a meeting that stands in two of a member's calendars counts in both. How the numbers reduce the free hours is said in [`availability`](crate::availability), which keeps them.
//! The address of a feed is often a secret: it is shown to nobody, only the server's name to its member, and it is gone
//! with the calendar.
//!
//! **When it fails.** What was read last goes on counting, the member sees what is wrong in a sentence, and the server is
//! asked again after pauses that double up to a day. After three failures in a row they get a letter.
//!
//! **Once.** What is due is counted by `turn`: a job of an earlier turn does nothing, so a calendar that is refreshed,
//! removed or read twice at once is never read for nothing or left out. A feed is asked again at the earliest five
//! minutes after the last time, and twenty calendars a day may be added, so that nobody makes Muster knock at doors.
//!
//! **Out.** A member's bookings are a calendar at an address that holds a secret; only its hash is kept, and a new address
//! takes the place of the old one. Events of that calendar are see-through (a booking names hours of a week, not of a
//! day), and one that comes back in by a feed is not counted again.
//!
//! Calls availability, engagements and notices; through `outbound`, other people's servers.

mod ics;
mod letters;
mod links;
mod model;
pub mod personal;
mod reading;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

#[cfg(fuzzing)]
pub use self::ics::anything::judge;
pub use self::{
    model::CalendarState,
    reading::{read, read_all},
};

/// Names a calendar.
pub struct CalendarKind;

impl Kind for CalendarKind {
    const PREFIX: &'static str = "calendar";
}

/// The id of a calendar.
pub type CalendarId = Id<CalendarKind>;

/// What the ids of Muster's own events end with.
const OWN_EVENTS: &str = "@bookings.muster";

/// Whether an event is one of Muster's own, which count as bookings already.
fn is_own_event(uid: &str) -> bool {
    uid.ends_with(OWN_EVENTS)
}
