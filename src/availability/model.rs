//! The words of availability, and its arithmetic.

use std::collections::BTreeMap;

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

/// A stretch of weeks, from a Monday on.
#[derive(Clone, Copy, Debug)]
pub struct Weeks {
    monday: Day,
    count: usize,
}

impl Weeks {
    /// `count` weeks, of which the first is the one of `day`.
    pub fn from(day: Day, count: u32) -> Self {
        Self { monday: day.monday(), count: usize::try_from(count).expect("a week number fits in memory") }
    }

    /// The first day of the first week.
    pub fn first_day(self) -> Day {
        self.monday
    }

    /// The last day of the last week.
    pub fn last_day(self) -> Day {
        self.monday.plus_days(self.days() - 1)
    }

    /// The Mondays of these weeks.
    pub fn mondays(self) -> impl Iterator<Item = Day> {
        (0..i32::try_from(self.count).unwrap_or(i32::MAX)).map(move |week| self.monday.plus_weeks(week))
    }

    fn days(self) -> i32 {
        i32::try_from(self.count).unwrap_or(i32::MAX).saturating_mul(7)
    }

    /// Which of these days `from` to `to` are, counted from the first; nothing where they all lie outside.
    fn days_within(self, from: Day, to: Day) -> std::ops::Range<usize> {
        let clip = |day: i32| usize::try_from(day.clamp(0, self.days())).expect("clipped to be positive");
        clip(self.monday.days_until(from))..clip(self.monday.days_until(to).saturating_add(1))
    }

    /// Which of these weeks `taken` lies in.
    fn weeks_within(self, taken: &Taken) -> std::ops::Range<usize> {
        let count = i32::try_from(self.count).unwrap_or(i32::MAX);
        let start = self.monday.weeks_until(taken.first_monday);
        let end = start.saturating_add(i32::try_from(taken.weeks).unwrap_or(i32::MAX));
        let clip = |week: i32| usize::try_from(week.clamp(0, count)).expect("clipped to be positive");
        clip(start)..clip(end)
    }
}

/// The free hours of each week: the pattern's, or those of the exception that covers the day (the last of them in
/// `exceptions`), of these no more than any calendar says are open, without what all calendars say is busy; summed up
/// over the week, without what is taken; 0 to 80.
pub fn free(
    weeks: Weeks,
    pattern: &Pattern,
    exceptions: &[Span],
    calendars: &[CalendarDay],
    taken: &[Taken],
) -> Vec<u8> {
    let booked = booked(weeks, taken);
    let offered = offered(weeks, pattern, exceptions, calendars);
    offered.into_iter().zip(booked).map(|(offered, booked)| told(offered.saturating_sub(booked))).collect()
}

/// What is left of `free` hours for a run of `brief`, or for anything new where there is none: without what is held for
/// other briefs, but never less than what is held for this very one, as far as that is free.
pub fn left(weeks: Weeks, free: &[u8], held: &[Held], brief: Option<BriefId>) -> Vec<u8> {
    let own = held_for(weeks, held, |other| Some(other) == brief);
    let others = held_for(weeks, held, |other| Some(other) != brief);
    let left = |((&free, own), others): ((&u8, u32), u32)| {
        let free = u32::from(free);
        told(free.saturating_sub(others).max(own.min(free)))
    };
    free.iter().zip(own).zip(others).map(left).collect()
}

/// The hours that are held for the briefs that are `meant`, each week. Of a brief's holders one can win, so the largest
/// counts; the seats of one holder add up, and so do briefs.
pub fn held_for(weeks: Weeks, held: &[Held], meant: impl Fn(BriefId) -> bool) -> Vec<u32> {
    let mut briefs: BTreeMap<BriefId, BTreeMap<&str, Vec<Taken>>> = BTreeMap::new();
    for hold in held.iter().filter(|hold| meant(hold.brief)) {
        briefs.entry(hold.brief).or_default().entry(&hold.holder).or_default().push(hold.taken);
    }
    let mut sum = vec![0; weeks.count];
    for holders in briefs.values() {
        let mut largest = vec![0; weeks.count];
        for taken in holders.values() {
            largest.iter_mut().zip(booked(weeks, taken)).for_each(|(most, hours)| *most = hours.max(*most));
        }
        sum.iter_mut().zip(largest).for_each(|(sum, hours)| *sum += hours);
    }
    sum
}

/// The hours that are taken, each week.
pub fn booked(weeks: Weeks, taken: &[Taken]) -> Vec<u32> {
    let mut hours = vec![0; weeks.count];
    for booking in taken {
        hours[weeks.weeks_within(booking)].iter_mut().for_each(|week| *week += u32::from(booking.hours));
    }
    hours
}

/// The hours of the pattern and its exceptions, each week, booked or not, as far as the calendars leave them.
pub fn offered(weeks: Weeks, pattern: &Pattern, exceptions: &[Span], calendars: &[CalendarDay]) -> Vec<u32> {
    let whole: u32 = pattern.iter().copied().map(u32::from).sum();
    if exceptions.is_empty() && calendars.is_empty() {
        return vec![whole; weeks.count];
    }
    let mut days = pattern.repeat(weeks.count);
    for span in exceptions {
        let covered = weeks.days_within(span.from, span.to);
        if !covered.is_empty() {
            days[covered].fill(span.hours_a_day);
        }
    }
    limit(weeks, &mut days, calendars, |hours, told| told.open_hours.map_or(hours, |open| hours.min(open)));
    limit(weeks, &mut days, calendars, |hours, told| hours.saturating_sub(told.busy_hours));
    days.chunks_exact(7).map(|week| week.iter().copied().map(u32::from).sum()).collect()
}

/// Changes the hours of each day of which a calendar speaks.
fn limit(weeks: Weeks, days: &mut [u8], calendars: &[CalendarDay], change: impl Fn(u8, &CalendarDay) -> u8) {
    for told in calendars {
        for hours in &mut days[weeks.days_within(told.day, told.day)] {
            *hours = change(*hours, told);
        }
    }
}

fn told(hours: u32) -> u8 {
    u8::try_from(hours).unwrap_or(MOST_HOURS).min(MOST_HOURS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    const OFFICE: Pattern = [8, 8, 8, 8, 4, 0, 0];

    #[test]
    fn a_week_away_has_no_hours_and_a_later_exception_counts() {
        let weeks = Weeks::from(day("2026-11-04"), 3);
        let away = Span { from: day("2026-11-09"), to: day("2026-11-15"), hours_a_day: 0 };
        let back_on_friday = Span { from: day("2026-11-13"), to: day("2026-11-13"), hours_a_day: 6 };
        assert_eq!(free(weeks, &OFFICE, &[away, back_on_friday], &[], &[]), [36, 6, 36]);
        assert_eq!(free(weeks, &OFFICE, &[back_on_friday, away], &[], &[]), [36, 0, 36]);
    }

    #[test]
    fn bookings_are_taken_off_down_to_nothing() {
        let weeks = Weeks::from(day("2026-11-02"), 4);
        let first = Taken { first_monday: day("2026-10-26"), weeks: 2, hours: 20 };
        let second = Taken { first_monday: day("2026-11-02"), weeks: 2, hours: 30 };
        assert_eq!(free(weeks, &OFFICE, &[], &[], &[first, second]), [0, 6, 36, 36]);
    }

    #[test]
    fn no_week_has_more_than_eighty_hours_but_bookings_are_taken_off_all_of_them() {
        let weeks = Weeks::from(day("2026-11-02"), 2);
        let booking = Taken { first_monday: day("2026-11-09"), weeks: 1, hours: 80 };
        assert_eq!(free(weeks, &[24; 7], &[], &[], &[booking]), [80, 80]);
    }

    /// Day by day and week by week, as the rule says it.
    fn slowly(
        monday: Day,
        count: u32,
        pattern: &Pattern,
        exceptions: &[Span],
        calendars: &[CalendarDay],
        taken: &[Taken],
    ) -> Vec<u8> {
        (0..i32::try_from(count).unwrap())
            .map(|week| {
                let monday = monday.plus_weeks(week);
                let on = |day: Day| {
                    let over = exceptions.iter().rev().find(|span| span.from <= day && day <= span.to);
                    over.map_or(pattern[day.weekday()], |span| span.hours_a_day)
                };
                let left = |day: Day| {
                    let said = || calendars.iter().filter(|told| told.day == day);
                    let open = said().filter_map(|told| told.open_hours).min().unwrap_or(24);
                    let busy: i32 = said().map(|told| i32::from(told.busy_hours)).sum();
                    (i32::from(on(day).min(open)) - busy).max(0)
                };
                let offered: i32 = (0..7).map(|offset| left(monday.plus_days(offset))).sum();
                let covers = |booking: &&Taken| {
                    let end = booking.first_monday.plus_weeks(i32::try_from(booking.weeks).unwrap());
                    booking.first_monday <= monday && monday < end
                };
                let booked: i32 = taken.iter().filter(covers).map(|booking| i32::from(booking.hours)).sum();
                u8::try_from((offered - booked).clamp(0, 80)).unwrap()
            })
            .collect()
    }

    prop_compose! {
        fn span()(from in -60..200_i32, length in 0..40_i32, hours_a_day in 0..=24_u8) -> Span {
            let start = day("2026-11-02").plus_days(from);
            Span { from: start, to: start.plus_days(length), hours_a_day }
        }
    }

    prop_compose! {
        fn taken()(from in -20..30_i32, weeks in 1..=30_u32, hours in 1..=80_u8) -> Taken {
            Taken { first_monday: day("2026-11-02").plus_weeks(from), weeks, hours }
        }
    }

    fn brief(number: u128) -> BriefId {
        Id::from_bits(number)
    }

    fn held(number: u128, holder: &str, hours: u8) -> Held {
        let taken = Taken { first_monday: day("2026-11-02"), weeks: 1, hours };
        Held { brief: brief(number), holder: holder.to_owned(), title: String::new(), taken }
    }

    #[test]
    fn alternatives_for_one_brief_do_not_add_up_and_briefs_do() {
        let week = Weeks::from(day("2026-11-02"), 1);
        let all = [held(1, "a", 20), held(1, "b", 30), held(1, "b", 4), held(2, "c", 5)];
        assert_eq!(held_for(week, &all, |_| true), [39]);
        assert_eq!(left(week, &[40], &all, None), [1]);
        assert_eq!(left(week, &[40], &all, Some(brief(1))), [35]);
        assert_eq!(left(week, &[36], &all, Some(brief(1))), [34], "what is held for the brief itself stays its own");
        assert_eq!(left(week, &[10], &all, Some(brief(1))), [10], "but no more than is free");
    }

    #[test]
    fn only_tentative_hours_become_firm_and_released_ones_stay_so() {
        assert_eq!(BookingState::before(Event::Award), [BookingState::Tentative]);
        assert_eq!(BookingState::before(Event::Release), [BookingState::Tentative, BookingState::Firm]);
    }

    prop_compose! {
        fn calendar_day()(
            from in -20..200_i32,
            busy_hours in 0..=24_u8,
            open_hours in prop::option::of(0..=24_u8),
        ) -> CalendarDay {
            CalendarDay { day: day("2026-11-02").plus_days(from), busy_hours, open_hours }
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_held_makes_more_free(free in 0..=80_u8, hours in 1..=80_u8, own in 0..2_u128) {
            let week = Weeks::from(day("2026-11-02"), 1);
            let all = [held(0, "a", hours), held(1, "b", hours)];
            let left = left(week, &[free], &all, Some(brief(own)));
            prop_assert!(left[0] <= free);
            prop_assert!(left[0] >= free.min(hours));
        }

        #[test]
        fn the_sum_is_what_the_rule_says_day_by_day(
            start in 0..7_i32,
            count in 0..26_u32,
            pattern in prop::array::uniform7(0..=24_u8),
            exceptions in prop::collection::vec(span(), 0..5),
            calendars in prop::collection::vec(calendar_day(), 0..40),
            taken in prop::collection::vec(taken(), 0..4),
        ) {
            let monday = day("2026-11-02");
            let weeks = Weeks::from(monday.plus_days(start), count);
            let expected = slowly(monday, count, &pattern, &exceptions, &calendars, &taken);
            prop_assert_eq!(free(weeks, &pattern, &exceptions, &calendars, &taken), expected);
        }
    }
}
