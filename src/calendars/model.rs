//! The words of calendars.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::CalendarId;
use crate::states::Machine;

crate::words! {
    /// Where a calendar comes from.
    pub enum CalendarSource {
        /// An address that is asked again and again.
        Feed = "feed",
        /// A file that was sent once.
        File = "file",
    }
}

crate::words! {
    /// How it is with a calendar.
    pub enum CalendarState {
        /// It was not read yet.
        Waiting = "waiting",
        /// It was read, and what it says counts.
        Read = "read",
        /// It could not be read the last time; what it said before counts.
        Failing = "failing",
        /// It was taken back.
        Removed = "removed",
    }
}

crate::events! {
    /// What happens to a calendar.
    pub enum CalendarEvent {
        /// It was read.
        Read = "read",
        /// It could not be read.
        Fail = "fail",
        /// Its member takes it back.
        Remove = "remove",
    }
}

impl Machine for CalendarState {
    type Event = CalendarEvent;
    const THING: &'static str = "calendar";
    const START: Self = Self::Waiting;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [CalendarEvent] = CalendarEvent::ALL;

    fn after(self, event: CalendarEvent) -> Option<Self> {
        match (self, event) {
            (Self::Removed, _) => None,
            (_, CalendarEvent::Read) => Some(Self::Read),
            (_, CalendarEvent::Fail) => Some(Self::Failing),
            (_, CalendarEvent::Remove) => Some(Self::Removed),
        }
    }
}

/// A calendar to be asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCalendar {
    /// What the member calls it, 1 to 60 characters.
    pub name: String,
    /// Its address: `https://…` or `webcal://…`, up to 2000 characters.
    pub url: String,
}

/// What a file is to be called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FileQuery {
    /// What you call it, 1 to 60 characters.
    pub name: String,
}

/// A calendar, as its member sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Calendar {
    /// Which.
    pub id: CalendarId,
    /// What the member calls it.
    pub name: String,
    /// Where it comes from.
    pub source: CalendarSource,
    /// The name of the server, for a feed. The address itself is often a secret, and is not shown again.
    pub server: Option<String>,
    /// How it is with it.
    pub state: CalendarState,
    /// How many events were understood the last time it was read.
    pub events: i32,
    /// What was left out then, in a sentence.
    pub note: Option<String>,
    /// Why it could not be read the last time, in a sentence.
    pub problem: Option<String>,
    /// When the server was asked the last time.
    pub asked_at: Option<Instant>,
    /// When it was read the last time.
    pub read_at: Option<Instant>,
}

/// What the calendar of one's bookings is to hold.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCalendarLink {
    /// Whether hours are in it that are only held for you.
    pub tentative: bool,
}

/// The address of the calendar of one's bookings.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarLink {
    /// Subscribe to this. Whoever has it can read your bookings; it is told this once.
    pub url: String,
}

/// Whether there is an address of the calendar of one's bookings.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarLinkMade {
    /// Since when it is good; nothing where there is none.
    pub made_at: Option<Instant>,
}
