//! The words of availability. What is computed with them is in [`hours`](super::hours).

use diesel::Queryable;
use muster_kernel::{Day, Id, Instant, id::Kind};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    briefs::BriefId,
    engagements::EngagementId,
    error::{Check, Result},
    identity::MemberId,
    states::Machine,
};

/// Names an exception to a weekly pattern.
pub struct ExceptionKind;

impl Kind for ExceptionKind {
    const PREFIX: &'static str = "exception";
}

/// The id of an exception to a weekly pattern.
pub type ExceptionId = Id<ExceptionKind>;

/// Names a booking of hours.
pub struct BookingKind;

impl Kind for BookingKind {
    const PREFIX: &'static str = "booking";
}

/// The id of a booking of hours.
pub type BookingId = Id<BookingKind>;

/// The most free hours that are told of one week.
pub const MOST_HOURS: u8 = 80;
/// The most free hours of one day.
pub const HOURS_A_DAY: u8 = 24;

crate::words! {
    /// What a booking is.
    pub enum BookingState {
        /// The hours are held for a brief that is not decided.
        Tentative = "tentative",
        /// The hours are taken.
        Firm = "firm",
        /// The hours were given back.
        Released = "released",
    }
}

crate::events! {
    /// What can happen to a booking.
    pub enum Event {
        /// The bid that it belongs to is awarded.
        Award = "award",
        /// The hours are needed no more.
        Release = "release",
    }
}

impl Machine for BookingState {
    type Event = Event;
    const THING: &'static str = "booking";
    const START: Self = Self::Tentative;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Tentative, Event::Award) => Some(Self::Firm),
            (Self::Tentative | Self::Firm, Event::Release) => Some(Self::Released),
            _ => None,
        }
    }
}

/// Hours to be held for a seat of a brief, until the brief is decided.
#[derive(Clone, Debug)]
pub struct NewHold {
    /// Whose hours.
    pub member: MemberId,
    /// For which brief. Only one of its bids is awarded, so what is held for the same brief never clashes.
    pub brief: BriefId,
    /// What holds them: the id of an invitation or of a bid. What one holder holds adds up.
    pub holder: String,
    /// For which seat.
    pub seat: String,
    /// What the member is told that they are for.
    pub title: String,
    /// The Monday of the first week.
    pub first_monday: Day,
    /// How many weeks, 1 to 104.
    pub weeks: u32,
    /// How many hours each week, 1 to 80.
    pub hours: u8,
}

/// Whether hours may be held that are held for another brief already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// They may not.
    Refused,
    /// They may: whichever brief is awarded first takes them.
    Wanted,
}

/// A member's own booking, for their calendar.
#[derive(Clone, Debug, Queryable)]
pub struct OwnBooking {
    /// Which.
    pub id: BookingId,
    /// For which engagement, where it is firm.
    pub engagement: Option<EngagementId>,
    /// What it is for, where it is tentative.
    pub title: String,
    /// For which seat.
    pub seat: String,
    /// The Monday of the first week.
    pub first_monday: Day,
    /// How many weeks, 1 to 104.
    pub weeks: i32,
    /// How many hours each week, 1 to 80.
    pub hours: i32,
    /// What it is.
    pub state: BookingState,
    /// How often it was changed.
    pub changes: i32,
    /// When it was made.
    pub created_at: Instant,
}

/// Hours to be booked for a seat of an engagement: so many each week, for so many weeks.
#[derive(Clone, Debug)]
pub struct NewBooking {
    /// Whose hours.
    pub member: MemberId,
    /// For which engagement.
    pub engagement: EngagementId,
    /// For which of its seats.
    pub seat: String,
    /// The Monday of the first week.
    pub first_monday: Day,
    /// How many weeks, 1 to 104.
    pub weeks: u32,
    /// How many hours each week, 1 to 80.
    pub hours: u8,
}

/// Free hours of each weekday, Monday first; each 0 to 24.
pub type Pattern = [u8; 7];

/// The hours somebody is free in a usual week: 0 to 24 on each day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklyPattern {
    /// Hours on Mondays.
    pub monday: u8,
    /// Hours on Tuesdays.
    pub tuesday: u8,
    /// Hours on Wednesdays.
    pub wednesday: u8,
    /// Hours on Thursdays.
    pub thursday: u8,
    /// Hours on Fridays.
    pub friday: u8,
    /// Hours on Saturdays.
    pub saturday: u8,
    /// Hours on Sundays.
    pub sunday: u8,
}

impl WeeklyPattern {
    /// The hours of each weekday, Monday first.
    pub fn hours(self) -> Pattern {
        [self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday]
    }

    /// Fine, or each day that has more hours than there are.
    pub(super) fn check(self) -> Result<()> {
        const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let mut check = Check::new();
        for (day, hours) in DAYS.into_iter().zip(self.hours()) {
            check.that(hours <= HOURS_A_DAY, day, hours, "0 to 24 hours");
        }
        check.done()
    }
}

impl From<Pattern> for WeeklyPattern {
    fn from([monday, tuesday, wednesday, thursday, friday, saturday, sunday]: Pattern) -> Self {
        Self { monday, tuesday, wednesday, thursday, friday, saturday, sunday }
    }
}

/// Other hours than usual, for a span of days.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewException {
    /// The first day.
    pub from: Day,
    /// The last day; at most 366 days in all.
    pub to: Day,
    /// Free hours on each of these days, 0 to 24.
    pub hours_a_day: u8,
    /// For oneself, up to 200 characters.
    pub note: String,
}

/// Other hours than usual, as they were noted.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoursException {
    /// Which.
    pub id: ExceptionId,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Free hours on each of these days.
    pub hours_a_day: u8,
    /// For oneself.
    pub note: String,
}

/// The hours of one week.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeekOfHours {
    /// The week's Monday.
    pub monday: Day,
    /// Hours that are free, 0 to 80.
    pub free: u8,
    /// Hours that are booked.
    pub booked: u32,
    /// Hours that are held for briefs which are not decided yet.
    pub held: u32,
}

/// Other hours than the pattern's, for a span of days.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Free hours on each of these days, 0 to 24.
    pub hours_a_day: u8,
}

/// Where a member's clock stands and when they work by it: what their calendars are read by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// The time zone, by its name in the IANA database, such as `Europe/Vienna`.
    pub zone: String,
    /// The hour at which the working day begins, 0 to 23.
    pub from: u8,
    /// The hour at which it ends, up to 24 and after it began.
    pub to: u8,
}

impl Default for Clock {
    /// That of whoever has not said: 8 to 18 in UTC.
    fn default() -> Self {
        Self { zone: "UTC".to_owned(), from: 8, to: 18 }
    }
}

impl Clock {
    /// The time zone. A name that the world's database has given up since it was kept counts as UTC.
    pub fn zone(&self) -> chrono_tz::Tz {
        self.zone.parse().unwrap_or(chrono_tz::UTC)
    }

    /// Fine, or each field that is wrong.
    pub(super) fn check(&self) -> Result<()> {
        let mut check = Check::new();
        let known = self.zone.len() <= 60 && self.zone.parse::<chrono_tz::Tz>().is_ok();
        check.that(known, "zone", &self.zone, "a time zone of the IANA database, such as Europe/Vienna");
        check.that(self.from < HOURS_A_DAY, "from", self.from, "0 to 23");
        let later = (self.from.saturating_add(1)..=HOURS_A_DAY).contains(&self.to);
        check.that(later, "to", self.to, "an hour after the one at which the day begins, up to 24");
        check.done()
    }
}

/// What a member's calendar says of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// Which day, by the member's clock.
    pub day: Day,
    /// How many hours of the working day are busy, 0 to 24.
    pub busy_hours: u8,
    /// How many hours are open, 0 to 24, where the calendar says when somebody is available.
    pub open_hours: Option<u8>,
}

/// Hours that are taken: so many each week, for so many weeks.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// The Monday of the first week.
    pub first_monday: Day,
    /// How many weeks.
    pub weeks: u32,
    /// How many hours each week.
    pub hours: u8,
}

/// Hours that are held for a brief.
#[derive(Clone, Debug)]
pub struct Held {
    /// For which brief.
    pub brief: BriefId,
    /// What holds them.
    pub holder: String,
    /// What the member is told that they are for.
    pub title: String,
    /// When, and how many.
    pub taken: Taken,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tentative_hours_become_firm_and_released_ones_stay_so() {
        assert_eq!(BookingState::before(Event::Award), [BookingState::Tentative]);
        assert_eq!(BookingState::before(Event::Release), [BookingState::Tentative, BookingState::Firm]);
    }
}
