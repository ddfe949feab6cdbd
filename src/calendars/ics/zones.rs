//! Time zones, as a calendar names them: by a name that is known anywhere, by one that the file explains, or by an offset.

use std::{collections::HashMap, rc::Rc, str::FromStr};

use calcard::{
    common::{PartialDateTime, timezone::Tz as Named},
    icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue},
};
use chrono::{NaiveDateTime, Offset, TimeDelta, TimeZone};

use super::{
    Flaw,
    repeats::{self, Budget},
};

/// Where a clock stands.
#[derive(Clone, Debug)]
pub(super) enum Zone {
    /// A zone of the world's database.
    Known(chrono_tz::Tz),
    /// So many seconds east of Greenwich, all year.
    Fixed(i64),
    /// A zone that the file itself explains.
    Own(Rc<Vec<Onset>>),
}

/// From when on a clock stands so, in a zone that a file explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Onset {
    /// When, by the clock as it stood until then.
    local: NaiveDateTime,
    /// Seconds east of Greenwich until then.
    before: i64,
    /// Seconds east of Greenwich from then on.
    after: i64,
}

impl Zone {
    /// The instant (in seconds since 1970) at which clocks there show `local`. An hour that comes twice is the first of
    /// the two; one that is left out counts on from the clock before the gap (RFC 5545, 3.3.5).
    pub(super) fn instant(&self, local: NaiveDateTime) -> i64 {
        local.and_utc().timestamp() - self.offset(local)
    }

    /// What clocks there show at an instant.
    pub(super) fn local(&self, instant: i64) -> Option<NaiveDateTime> {
        let utc = chrono::DateTime::from_timestamp(instant, 0)?.naive_utc();
        let offset = match self {
            Self::Known(zone) => seconds_east(zone.offset_from_utc_datetime(&utc).fix()),
            Self::Fixed(offset) => *offset,
            Self::Own(onsets) => {
                let reached = |onset: &&Onset| onset.local.and_utc().timestamp() - onset.before <= instant;
                let last = onsets.iter().take_while(reached).last();
                last.map_or_else(|| onsets.first().map_or(0, |first| first.before), |onset| onset.after)
            }
        };
        utc.checked_add_signed(TimeDelta::seconds(offset))
    }

    fn offset(&self, local: NaiveDateTime) -> i64 {
        match self {
            Self::Known(zone) => offset_of(*zone, local),
            Self::Fixed(offset) => *offset,
            Self::Own(onsets) => {
                let passed = |onset: &&Onset| {
                    let gap = (onset.after - onset.before).max(0);
                    onset.local.checked_add_signed(TimeDelta::seconds(gap)).is_some_and(|end| end <= local)
                };
                let last = onsets.iter().take_while(passed).last();
                last.map_or_else(|| onsets.first().map_or(0, |first| first.before), |onset| onset.after)
            }
        }
    }
}

fn offset_of(zone: chrono_tz::Tz, local: NaiveDateTime) -> i64 {
    if let Some(offset) = zone.offset_from_local_datetime(&local).earliest() {
        return seconds_east(offset.fix());
    }
    // Within a gap: the clock as it stood before. No gap is longer than a day.
    let earlier = (1..=25).filter_map(|hours| local.checked_sub_signed(TimeDelta::hours(hours)));
    let found = earlier.filter_map(|local| zone.offset_from_local_datetime(&local).earliest()).next();
    found.map_or(0, |offset| seconds_east(offset.fix()))
}

fn seconds_east(offset: chrono::FixedOffset) -> i64 {
    i64::from(offset.local_minus_utc())
}

/// A time as a calendar says it.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// What the clock there shows; midnight for a whole day.
    pub(super) local: NaiveDateTime,
    /// The instant, in seconds since 1970.
    pub(super) at: i64,
    /// Which clock.
    pub(super) zone: Zone,
    /// Whether it names a day and no hour.
    pub(super) is_day: bool,
}

/// The zones of a file.
pub(super) struct Zones {
    member: chrono_tz::Tz,
    own: HashMap<String, Zone>,
}

impl Zones {
    /// Those that `file` explains, with `member`'s own for times that float and for names that nobody knows.
    pub(super) fn of(file: &ICalendar, member: chrono_tz::Tz, budget: &mut Budget) -> Result<Self, Flaw> {
        let mut own = HashMap::new();
        for zone in file.timezones() {
            own.extend(explained(file, zone, budget)?);
        }
        Ok(Self { member, own })
    }

    /// The time that `value` names in the zone `name`, if it names one.
    pub(super) fn moment(&self, value: &PartialDateTime, name: Option<&str>) -> Option<Moment> {
        let told = value.to_date_time()?;
        let is_day = !value.has_time();
        let zone = match told.offset {
            _ if is_day => Zone::Known(self.member),
            Some(offset) => Zone::Fixed(seconds_east(offset)),
            None => self.named(name),
        };
        Some(Moment { local: told.date_time, at: zone.instant(told.date_time), zone, is_day })
    }

    fn named(&self, name: Option<&str>) -> Zone {
        let Some(name) = name else { return Zone::Known(self.member) };
        known(name).or_else(|| self.own.get(name).cloned()).unwrap_or(Zone::Known(self.member))
    }
}

fn known(name: &str) -> Option<Zone> {
    match Named::from_str(name).ok()? {
        Named::Tz(zone) => Some(Zone::Known(zone)),
        Named::Fixed(offset) => Some(Zone::Fixed(seconds_east(offset))),
        Named::Floating => None,
    }
}

/// A zone that the file explains, with its name: by a place that it names beside, or by its rules.
fn explained(file: &ICalendar, zone: &ICalendarComponent, budget: &mut Budget) -> Result<Option<(String, Zone)>, Flaw> {
    let name = zone.property(&ICalendarProperty::Tzid).and_then(|told| told.values.first()?.as_text());
    let Some(name) = name.map(str::to_owned) else { return Ok(None) };
    if let Some((_, Named::Tz(known))) = zone.timezone() {
        return Ok(Some((name, Zone::Known(known))));
    }
    let mut all = Vec::new();
    for part in zone.component_ids.iter().filter_map(|id| file.component_by_id(*id)) {
        all.extend(onsets(part, budget)?);
    }
    all.sort_unstable();
    all.dedup();
    Ok((!all.is_empty()).then(|| (name, Zone::Own(Rc::new(all)))))
}

/// When a STANDARD or DAYLIGHT part begins, year by year until 2200; nothing where the part is broken.
fn onsets(part: &ICalendarComponent, budget: &mut Budget) -> Result<Vec<Onset>, Flaw> {
    let is_part = matches!(part.component_type, ICalendarComponentType::Standard | ICalendarComponentType::Daylight);
    let time = |name| part.property(name).and_then(|entry| entry.values.first());
    let offset = |name| time(name).and_then(ICalendarValue::as_partial_date_time).and_then(east);
    let start = time(&ICalendarProperty::Dtstart).and_then(ICalendarValue::as_partial_date_time);
    let start = start.and_then(PartialDateTime::to_date_time).map(|told| told.date_time);
    let (Some(before), Some(after), Some(start), true) =
        (offset(&ICalendarProperty::Tzoffsetfrom), offset(&ICalendarProperty::Tzoffsetto), start, is_part)
    else {
        return Ok(Vec::new());
    };
    let mut locals = vec![start];
    for entry in &part.entries {
        for value in &entry.values {
            match (&entry.name, value) {
                (ICalendarProperty::Rdate, ICalendarValue::PartialDateTime(date)) => {
                    locals.extend(date.to_date_time().map(|told| told.date_time));
                }
                (ICalendarProperty::Rrule, ICalendarValue::RecurrenceRule(rule)) => {
                    let until = rule.until.as_ref().and_then(|until| repeats::until(until, &Zone::Fixed(before)));
                    let window = start..repeats::far();
                    match repeats::locals(rule, start, until, &window, budget) {
                        Ok(found) => locals.extend(found),
                        Err(Flaw::Event(_)) => {}
                        Err(flaw) => return Err(flaw),
                    }
                }
                _ => {}
            }
        }
    }
    Ok(locals.into_iter().map(|local| Onset { local, before, after }).collect())
}

/// The seconds east of Greenwich that a UTC-OFFSET says.
fn east(value: &PartialDateTime) -> Option<i64> {
    let seconds = i64::from(value.tz_hour?) * 3_600 + i64::from(value.tz_minute.unwrap_or(0)) * 60;
    Some(if value.tz_minus { -seconds } else { seconds })
}
