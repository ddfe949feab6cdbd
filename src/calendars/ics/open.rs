//! Hours that a calendar says somebody is available (RFC 7953).

use std::ops::Range;

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue};
use chrono::NaiveDateTime;

use super::{
    Flaw,
    repeats::Budget,
    series::{self, Series},
    spans::Spans,
    zones::Zones,
};

/// What all VAVAILABILITY components of a file say together.
#[derive(Default)]
pub(super) struct Open {
    /// The time of which they speak.
    pub(super) spoken: Spans,
    /// The part of it in which somebody is available.
    pub(super) open: Spans,
}

/// Reads every VAVAILABILITY. One of a higher priority (1 before 9, 9 before none) overrules the others wherever it
/// speaks. Whatever the BUSYTYPE: what is not available is not free for work.
pub(super) fn read(
    file: &ICalendar,
    zones: &Zones,
    window: &Range<NaiveDateTime>,
    budget: &mut Budget,
    flaws: &mut Vec<Flaw>,
) -> Result<Open, Flaw> {
    let is_one = |part: &&ICalendarComponent| part.component_type == ICalendarComponentType::VAvailability;
    let mut all: Vec<&ICalendarComponent> = file.components.iter().filter(is_one).collect();
    // Stable, so that of two with one priority the later in the file overrules.
    all.sort_by_key(|part| std::cmp::Reverse(rank(part)));
    let mut sum = Open::default();
    for part in all {
        let mut parts = Vec::new();
        for hours in part.component_ids.iter().filter_map(|id| file.component_by_id(*id)) {
            if hours.component_type == ICalendarComponentType::Available {
                match Series::read(hours, zones) {
                    Ok(series) => parts.push(series),
                    Err(flaw) => flaws.push(flaw),
                }
            }
        }
        let range = Spans::covering(vec![range(part, zones)]);
        let hours = Spans::covering(series::unroll(&parts, window, budget, flaws)?);
        let within = hours.without(&hours.without(&range));
        sum.open = sum.open.without(&range).and(within);
        sum.spoken = sum.spoken.and(range);
    }
    Ok(sum)
}

/// 1 to 9 as the file says, 10 where it says nothing (or 0, which means the same).
fn rank(part: &ICalendarComponent) -> i64 {
    let told = part.property(&ICalendarProperty::Priority).and_then(|entry| entry.values.first());
    told.and_then(ICalendarValue::as_integer).filter(|rank| (1..=9).contains(rank)).unwrap_or(10)
}

/// From when to when it speaks; without bounds where it gives none.
fn range(part: &ICalendarComponent, zones: &Zones) -> Range<i64> {
    let first = |name| {
        let entry = part.property(name)?;
        zones.moment(entry.values.first()?.as_partial_date_time()?, entry.tz_id())
    };
    let start = first(&ICalendarProperty::Dtstart).map(|moment| moment.at);
    let lasts = part.property(&ICalendarProperty::Duration).and_then(|entry| match entry.values.first() {
        Some(ICalendarValue::Duration(told)) => Some(told.as_seconds()),
        _ => None,
    });
    let end = first(&ICalendarProperty::Dtend).map(|moment| moment.at);
    let end = end.or_else(|| Some(start?.saturating_add(lasts?)));
    start.unwrap_or(i64::MIN)..end.unwrap_or(i64::MAX)
}
