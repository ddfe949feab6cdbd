//! Reading a calendar file (RFC 5545, RFC 7953): from its bytes to busy and open hours a day, and nothing else of it.
//!
//! The crate `calcard` takes the file apart and `rrule` unrolls rules. What is put together here is what neither does
//! right: sets of instances with their exceptions and changes, zones that only the file explains, hours that a clock
//! skips or shows twice, and bounds on all of it.

#[cfg(any(test, fuzzing))]
pub(super) mod anything;
mod open;
mod repeats;
mod series;
mod spans;
mod zones;

use std::{
    ops::Range,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calcard::{
    Entry, Parser,
    icalendar::{
        ICalendar, ICalendarComponentType, ICalendarFreeBusyType, ICalendarParameterName, ICalendarParameterValue,
        ICalendarProperty,
    },
};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use muster_kernel::Day;

use self::{
    open::Open,
    repeats::Budget,
    series::Series,
    spans::Spans,
    zones::{Zone, Zones},
};
use crate::availability::{CalendarDay, Clock};

/// The most components (events, alarms, zones and so on) that are read.
const MOST_PARTS: usize = 50_000;
const HOUR: i64 = 3_600;

/// For whom a file is read: their clock, and the days that matter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    /// The member's clock.
    pub(super) clock: &'a Clock,
    /// The first day.
    pub(super) first: Day,
    /// How many days, up to 2,000.
    pub(super) days: u16,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The days on which something is busy, or of which the file says when somebody is available; in order.
    pub(super) days: Vec<CalendarDay>,
    /// How many events were understood.
    pub(super) events: usize,
    /// What was left out, in a sentence, if anything was.
    pub(super) note: Option<String>,
}

/// What is wrong with a file, or with one event of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    /// The file cannot be used; goes on from "The file".
    File(&'static str),
    /// One event cannot; goes on from "one".
    Event(&'static str),
}

/// Why a file cannot be used: a sentence for whoever sent it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The file {0}.")]
pub(super) struct Unreadable(&'static str);

/// Reads a calendar file. Bytes that are no UTF-8 are replaced: no text of the file is kept.
pub(super) fn read(bytes: &[u8], frame: Frame<'_>) -> Result<Reading, Unreadable> {
    let text = String::from_utf8_lossy(bytes);
    // A library that panics over a broken file is one more way for the file to be broken.
    let read = catch_unwind(AssertUnwindSafe(|| understand(&text, frame)));
    match read.unwrap_or(Err(Flaw::File("could not be read"))) {
        Ok(reading) => Ok(reading),
        Err(Flaw::File(flaw) | Flaw::Event(flaw)) => Err(Unreadable(flaw)),
    }
}

fn understand(text: &str, frame: Frame<'_>) -> Result<Reading, Flaw> {
    let days = local_days(frame);
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Ok(Reading { days: Vec::new(), events: 0, note: None });
    };
    // A day's room on both sides, so that no zone's days are cut off.
    let room = |day: NaiveDate, by: i64| day.checked_add_signed(chrono::TimeDelta::days(by)).unwrap_or(day);
    let window = room(*first, -2).and_time(NaiveTime::MIN)..room(*last, 3).and_time(NaiveTime::MIN);
    let mut sum = Sum::default();
    let mut budget = Budget::of_file();
    for file in files(text)? {
        sum.add(&file, frame.clock.zone(), &window, &mut budget)?;
    }
    let busy = Spans::covering(std::mem::take(&mut sum.busy));
    let told = days.iter().zip(0..).filter_map(|(day, nth)| {
        let (busy_hours, open_hours) = of_day(*day, frame.clock, &busy, &sum.open)?;
        Some(CalendarDay { day: frame.first.plus_days(nth), busy_hours, open_hours })
    });
    Ok(Reading { days: told.collect(), events: sum.events, note: sum.note() })
}

/// The calendars in a file: usually one.
fn files(text: &str) -> Result<Vec<ICalendar>, Flaw> {
    let starts = |line: &&str, with: &str| line.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    let begun = text.lines().filter(|line| starts(line, "BEGIN:") || starts(line, "\u{feff}BEGIN:")).count();
    let ended = text.lines().filter(|line| starts(line, "END:")).count();
    match begun {
        0 => return Err(Flaw::File("is no calendar: a calendar begins with BEGIN:VCALENDAR")),
        _ if begun > MOST_PARTS => return Err(Flaw::File("has more than 50,000 entries, which is the most")),
        _ if begun != ended => return Err(Flaw::File("breaks off in the middle, or its BEGINs and ENDs do not match")),
        _ => {}
    }
    let mut parser = Parser::new(text);
    let mut found = Vec::new();
    // Each entry takes up a line at least.
    for _ in 0..=text.lines().count() {
        match parser.entry() {
            Entry::Eof => break,
            Entry::ICalendar(file) => found.push(file),
            _ => {}
        }
    }
    let is_calendar = |file: &ICalendar| file.components.iter().any(|part| is_about_time(&part.component_type));
    let is_whole = |file: &ICalendar| {
        file.components.first().is_some_and(|part| part.component_type == ICalendarComponentType::VCalendar)
    };
    if found.iter().any(|file| is_calendar(file) || is_whole(file)) {
        Ok(found)
    } else {
        Err(Flaw::File("is no calendar: a calendar begins with BEGIN:VCALENDAR"))
    }
}

fn is_about_time(part: &ICalendarComponentType) -> bool {
    use ICalendarComponentType::{VAvailability, VEvent, VFreebusy};
    matches!(part, VEvent | VFreebusy | VAvailability)
}

/// What the calendars of a file say together.
#[derive(Default)]
struct Sum {
    busy: Vec<Range<i64>>,
    open: Open,
    events: usize,
    flaws: Vec<Flaw>,
}

impl Sum {
    fn add(
        &mut self,
        file: &ICalendar,
        member: chrono_tz::Tz,
        window: &Range<NaiveDateTime>,
        budget: &mut Budget,
    ) -> Result<(), Flaw> {
        let zones = Zones::of(file, member, budget)?;
        let mut events = Vec::new();
        for part in &file.components {
            match part.component_type {
                ICalendarComponentType::VEvent if part.uid().is_some_and(super::is_own_event) => {}
                ICalendarComponentType::VEvent => match Series::read(part, &zones) {
                    Ok(series) => events.push(series),
                    Err(flaw) => self.flaws.push(flaw),
                },
                ICalendarComponentType::VFreebusy => {
                    for entry in part.properties(&ICalendarProperty::Freebusy) {
                        let told = entry.parameter(&ICalendarParameterName::Fbtype);
                        if told != Some(&ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::Free)) {
                            self.busy.extend(series::periods(entry, &zones).map(|(start, end)| start.at..end));
                        }
                    }
                }
                _ => {}
            }
        }
        self.events += events.len();
        self.busy.extend(series::unroll(&events, window, budget, &mut self.flaws)?);
        let open = open::read(file, &zones, window, budget, &mut self.flaws)?;
        self.open.open = std::mem::take(&mut self.open.open).without(&open.spoken).and(open.open);
        self.open.spoken = std::mem::take(&mut self.open.spoken).and(open.spoken);
        Ok(())
    }

    fn note(&self) -> Option<String> {
        match self.flaws.as_slice() {
            [] => None,
            [Flaw::Event(flaw) | Flaw::File(flaw)] => Some(format!("One event was left out: it {flaw}.")),
            [Flaw::Event(flaw) | Flaw::File(flaw), ..] => {
                Some(format!("{} events were left out; the first of them {flaw}.", self.flaws.len()))
            }
        }
    }
}

fn local_days(frame: Frame<'_>) -> Vec<NaiveDate> {
    let epoch = Day::new(1970, 1, 1).expect("a day of the calendar");
    let since = u64::try_from(epoch.days_until(frame.first)).unwrap_or_default();
    let first = NaiveDate::default().checked_add_days(Days::new(since));
    first.map(|first| first.iter_days().take(usize::from(frame.days)).collect()).unwrap_or_default()
}

/// What is told of one day, if anything: how many hours of the working time are busy, begun hours as whole ones, and how
/// many whole hours are open where the file says so. The working time is that of the clock, or, wherever the file says
/// when somebody is available, that.
fn of_day(day: NaiveDate, clock: &Clock, busy: &Spans, hours: &Open) -> Option<(u8, Option<u8>)> {
    let zone = Zone::Known(clock.zone());
    let at = |hour: u8| {
        let (days, hour) = (u64::from(hour / 24), u32::from(hour % 24));
        day.checked_add_days(Days::new(days))
            .and_then(|day| day.and_hms_opt(hour, 0, 0))
            .map(|local| zone.instant(local))
    };
    let whole = at(0)?..at(24)?;
    let usual = Spans::covering(std::iter::once(at(clock.from)?..at(clock.to)?).collect());
    let spoken = hours.spoken.within(&whole);
    let work = usual.without(&spoken).and(hours.open.within(&whole));
    let busy_hours = of_hours(work.shared_with(&busy.within(&whole)) + HOUR - 1);
    let open_hours = (!spoken.is_empty()).then(|| of_hours(work.seconds()));
    (busy_hours > 0 || open_hours.is_some()).then_some((busy_hours, open_hours))
}

/// Whole hours, up to 24: a day on which the clock is set back has 25.
fn of_hours(seconds: i64) -> u8 {
    u8::try_from(seconds / HOUR).unwrap_or(24).min(24)
}

#[cfg(test)]
mod tests;
