//! The arithmetic of hours: what is offered, booked, held and left, week by week.

use std::collections::BTreeMap;

use muster_kernel::Day;

use super::model::{CalendarDay, Held, MOST_HOURS, Pattern, Span, Taken};
use crate::briefs::BriefId;

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
    use muster_kernel::Id;
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
