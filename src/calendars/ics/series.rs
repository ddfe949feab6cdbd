//! Something that happens once or again and again: its start, its length, its rules, and what is said of single instances.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarPeriod, ICalendarProperty,
    ICalendarRecurrenceRule, ICalendarStatus, ICalendarTransparency, ICalendarValue,
};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::{
    Flaw,
    repeats::{self, Budget},
    zones::{Moment, Zones},
};

/// The longest that an instance is looked for before the window, in days: nothing longer matters to a weekly plan.
const LONGEST_REACH: i64 = 5 * 366;

/// How long something lasts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    /// So many days by the calendar, whatever the clock does meanwhile …
    days: i64,
    /// … and then so many seconds.
    seconds: i64,
}

impl Length {
    fn end(self, start: &Moment) -> i64 {
        let days = TimeDelta::try_days(self.days).and_then(|days| start.local.checked_add_signed(days));
        days.map_or(start.at, |local| if self.days == 0 { start.at } else { start.zone.instant(local) })
            .saturating_add(self.seconds)
    }

    /// About how many days it spans, rounded up.
    fn reach(self) -> i64 {
        (self.days + self.seconds / 86_400 + 1).clamp(1, LONGEST_REACH)
    }
}

/// One component: a single thing, a series, or what one instance of a series is instead.
pub(super) struct Series<'a> {
    uid: &'a str,
    start: Moment,
    length: Length,
    rules: Vec<&'a ICalendarRecurrenceRule>,
    more: Vec<(Moment, Option<Length>)>,
    left_out: HashSet<i64>,
    days_left_out: HashSet<NaiveDate>,
    instead_of: Option<Moment>,
    and_later_ones: bool,
    counts: bool,
}

impl<'a> Series<'a> {
    /// Reads a component.
    pub(super) fn read(component: &'a ICalendarComponent, zones: &Zones) -> Result<Self, Flaw> {
        let first = |name| component.property(name).and_then(|entry| moments(entry, zones).next());
        let instead_of = first(&ICalendarProperty::RecurrenceId);
        let start = first(&ICalendarProperty::Dtstart).or_else(|| instead_of.clone());
        let start = start.ok_or(Flaw::Event("has no DTSTART that can be read"))?;
        let mut series = Self {
            uid: component.uid().unwrap_or_default(),
            length: length(component, &start, first(&ICalendarProperty::Dtend)),
            start,
            rules: Vec::new(),
            more: Vec::new(),
            left_out: HashSet::new(),
            days_left_out: HashSet::new(),
            instead_of,
            and_later_ones: false,
            counts: counts(component),
        };
        for entry in &component.entries {
            series.add(entry, zones)?;
        }
        Ok(series)
    }

    fn add(&mut self, entry: &'a ICalendarEntry, zones: &Zones) -> Result<(), Flaw> {
        match entry.name {
            ICalendarProperty::Rrule => match entry.values.first() {
                Some(ICalendarValue::RecurrenceRule(rule)) => self.rules.push(rule),
                _ => return Err(Flaw::Event("has an RRULE that cannot be read")),
            },
            ICalendarProperty::Rdate => {
                self.more.extend(moments(entry, zones).map(|moment| (moment, None)));
                self.more.extend(periods(entry, zones).map(|(start, end)| {
                    let seconds = end.saturating_sub(start.at).max(0);
                    (start, Some(Length { days: 0, seconds }))
                }));
            }
            ICalendarProperty::Exdate => {
                for gone in moments(entry, zones) {
                    if gone.is_day {
                        self.days_left_out.insert(gone.local.date());
                    }
                    self.left_out.insert(gone.at);
                }
            }
            ICalendarProperty::RecurrenceId => {
                self.and_later_ones = entry.has_parameter(&ICalendarParameterName::Range);
            }
            _ => {}
        }
        Ok(())
    }

    fn span(&self) -> Range<i64> {
        self.start.at..self.length.end(&self.start)
    }

    /// The starts of its instances that reach into `window` (by the member's clock, with room on both sides), each with
    /// its own length if it has one.
    fn starts(
        &self,
        window: &Range<NaiveDateTime>,
        budget: &mut Budget,
    ) -> Result<BTreeMap<i64, (Moment, Option<Length>)>, Flaw> {
        let reach = TimeDelta::days(self.length.reach());
        let window = window.start.checked_sub_signed(reach).unwrap_or(window.start)..window.end;
        let mut starts = BTreeMap::from([(self.start.at, (self.start.clone(), None))]);
        for rule in &self.rules {
            let until = rule.until.as_ref().and_then(|until| repeats::until(until, &self.start.zone));
            for local in repeats::locals(rule, self.start.local, until, &window, budget)? {
                let moment = Moment { local, at: self.start.zone.instant(local), ..self.start.clone() };
                starts.insert(moment.at, (moment, None));
            }
        }
        starts.extend(self.more.iter().map(|(moment, length)| (moment.at, (moment.clone(), *length))));
        starts.retain(|at, (moment, _)| {
            !self.left_out.contains(at) && !self.days_left_out.contains(&moment.local.date())
        });
        Ok(starts)
    }
}

/// When all of these happen: their instances as stretches of time, those that are changed or called off as that says.
pub(super) fn unroll(
    all: &[Series<'_>],
    window: &Range<NaiveDateTime>,
    budget: &mut Budget,
    flaws: &mut Vec<Flaw>,
) -> Result<Vec<Range<i64>>, Flaw> {
    let mut changed: HashMap<&str, BTreeMap<i64, &Series<'_>>> = HashMap::new();
    for series in all {
        if let Some(instead_of) = &series.instead_of {
            changed.entry(series.uid).or_default().insert(instead_of.at, series);
        }
    }
    let none = BTreeMap::new();
    // What is said of one instance holds whether or not its series still has that instance.
    let mut spans: Vec<Range<i64>> =
        all.iter().filter(|series| series.instead_of.is_some() && series.counts).map(Series::span).collect();
    for series in all.iter().filter(|series| series.instead_of.is_none()) {
        match series.starts(window, budget) {
            Ok(starts) => spans.extend(instances(series, starts, changed.get(series.uid).unwrap_or(&none))),
            Err(Flaw::Event(flaw)) => flaws.push(Flaw::Event(flaw)),
            Err(flaw) => return Err(flaw),
        }
    }
    Ok(spans)
}

/// The instances of one series, without those that are changed.
fn instances(
    series: &Series<'_>,
    starts: BTreeMap<i64, (Moment, Option<Length>)>,
    changed: &BTreeMap<i64, &Series<'_>>,
) -> Vec<Range<i64>> {
    let days: HashSet<NaiveDate> = changed
        .values()
        .filter_map(|other| other.instead_of.as_ref())
        .filter(|id| id.is_day)
        .map(|id| id.local.date())
        .collect();
    let is_changed = |moment: &Moment| changed.contains_key(&moment.at) || days.contains(&moment.local.date());
    let mut spans = Vec::new();
    for (at, (moment, own)) in starts {
        if is_changed(&moment) {
            continue;
        }
        let since = changed.range(..at).rev().find(|(_, other)| other.and_later_ones).map(|(_, other)| *other);
        match since {
            Some(since) if !since.counts => {}
            Some(since) => spans.push(moved(&moment, since)),
            None if series.counts => spans.push(at..own.unwrap_or(series.length).end(&moment)),
            None => {}
        }
    }
    spans
}

/// An instance that was moved together with an earlier one, as far as that one was.
fn moved(moment: &Moment, since: &Series<'_>) -> Range<i64> {
    let by = since.instead_of.as_ref().map_or(TimeDelta::zero(), |was| since.start.local - was.local);
    let local = moment.local.checked_add_signed(by).unwrap_or(moment.local);
    let start = Moment { local, at: moment.zone.instant(local), ..moment.clone() };
    start.at..since.length.end(&start)
}

/// Whether it takes time: neither called off nor see-through.
fn counts(component: &ICalendarComponent) -> bool {
    component.status() != Some(&ICalendarStatus::Cancelled)
        && component.transparency() != Some(&ICalendarTransparency::Transparent)
}

/// How long it lasts: to its end to the second; by days where it is about days; a day or no time where nothing is said
/// (RFC 5545, 3.6.1 and 3.8.5.3).
fn length(component: &ICalendarComponent, start: &Moment, end: Option<Moment>) -> Length {
    let told = component.property(&ICalendarProperty::Duration).and_then(|entry| entry.values.first());
    match (end, told) {
        (Some(end), _) if start.is_day => Length { days: (end.local - start.local).num_days().max(0), seconds: 0 },
        (Some(end), _) => Length { days: 0, seconds: end.at.saturating_sub(start.at).max(0) },
        (None, Some(ICalendarValue::Duration(told))) if !told.neg => Length {
            days: i64::from(told.weeks) * 7 + i64::from(told.days),
            seconds: i64::from(told.hours) * 3_600 + i64::from(told.minutes) * 60 + i64::from(told.seconds),
        },
        _ => Length { days: i64::from(start.is_day), seconds: 0 },
    }
}

/// The times that a property names.
fn moments<'a>(entry: &'a ICalendarEntry, zones: &'a Zones) -> impl Iterator<Item = Moment> + use<'a> {
    let values = entry.values.iter().filter_map(ICalendarValue::as_partial_date_time);
    values.filter_map(|value| zones.moment(value, entry.tz_id()))
}

/// The periods that a property names, each from when to which second.
pub(super) fn periods<'a>(
    entry: &'a ICalendarEntry,
    zones: &'a Zones,
) -> impl Iterator<Item = (Moment, i64)> + use<'a> {
    entry.values.iter().filter_map(|value| match value {
        ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => {
            Some((zones.moment(start, entry.tz_id())?, zones.moment(end, entry.tz_id())?.at))
        }
        ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
            let start = zones.moment(start, entry.tz_id())?;
            let end = start.at.saturating_add(duration.as_seconds());
            Some((start, end))
        }
        _ => None,
    })
}
