//! Rules by which something repeats, unrolled within a window. The crate `rrule` unrolls them; here they are handed to it
//! and bounded.

use std::ops::Range;

use calcard::{
    common::PartialDateTime,
    icalendar::{ICalendarFrequency, ICalendarRecurrenceRule, ICalendarWeekday},
};
use chrono::{Month, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Weekday};
use rrule::{Frequency, NWeekday, RRule, RRuleSet, Tz};

use super::{Flaw, zones::Zone};

/// How many times a file's rules may be unrolled, those before the window among them.
const MOST_STEPS: usize = 100_000;
/// How many rules of a file may still be running.
const MOST_RULES: usize = 1_000;
/// How many periods (days of a daily rule, months of a monthly one) may be looked through, whether something repeats in
/// them or not.
const MOST_PERIODS: usize = 250_000;
/// After how many periods in which nothing repeats `rrule` gives up.
const GIVEN_UP: usize = 100_000;

/// How much of a file may still be unrolled.
pub(super) struct Budget {
    steps: usize,
    rules: usize,
    periods: usize,
}

impl Budget {
    /// For all events and time zones of a file.
    pub(super) fn of_file() -> Self {
        Self { steps: MOST_STEPS, rules: MOST_RULES, periods: MOST_PERIODS }
    }

    fn take(left: &mut usize, amount: usize) -> Result<(), Flaw> {
        *left = left.checked_sub(amount).ok_or(Flaw::File("holds events that repeat too often to be followed"))?;
        Ok(())
    }
}

/// A day that no rule is followed beyond.
pub(super) fn far() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2200, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0)).expect("a day of the calendar")
}

/// The last time by the clock of `zone` that an UNTIL allows; the end of the day where it names a day.
pub(super) fn until(until: &PartialDateTime, zone: &Zone) -> Option<NaiveDateTime> {
    let told = until.to_date_time()?;
    match told.offset {
        Some(offset) => zone.local(told.date_time.and_utc().timestamp() - i64::from(offset.local_minus_utc())),
        None if until.has_time() => Some(told.date_time),
        None => told.date_time.date().and_hms_opt(23, 59, 59),
    }
}

/// The times by the clock at which something that starts at `start` repeats within `window`, in order. The start itself
/// is among them only where the rule says so.
pub(super) fn locals(
    rule: &ICalendarRecurrenceRule,
    start: NaiveDateTime,
    until: Option<NaiveDateTime>,
    window: &Range<NaiveDateTime>,
    budget: &mut Budget,
) -> Result<Vec<NaiveDateTime>, Flaw> {
    let is_over = until.is_some_and(|until| until < window.start.max(start)) || rule.count == Some(0);
    if is_over || start >= window.end {
        return Ok(Vec::new());
    }
    Budget::take(&mut budget.rules, 1)?;
    let period = period(rule)?;
    let from = if rule.count.is_none() { nearer(start, window.start, &period) } else { start };
    let count = rule.count.map(usize::try_from).and_then(Result::ok);
    let from = Tz::UTC.from_utc_datetime(&from);
    let rule = handed_over(rule)?;
    let rule = rule.validate(from).map_err(|_| Flaw::Event("has a rule by which nothing can repeat"))?;
    let mut found = Vec::new();
    let (mut seen, mut at) = (0, from.naive_utc());
    for instance in &RRuleSet::new(from).rrule(rule).limit() {
        let local = instance.naive_utc();
        let passed = (local - at).num_seconds() / period.least.num_seconds();
        Budget::take(&mut budget.periods, usize::try_from(passed).unwrap_or_default())?;
        at = local;
        if local >= window.end || until.is_some_and(|until| local > until) {
            return Ok(found);
        }
        Budget::take(&mut budget.steps, 1)?;
        seen += 1;
        if local >= window.start {
            found.push(local);
        }
    }
    if count.is_none_or(|count| seen < count) {
        Budget::take(&mut budget.periods, GIVEN_UP)?;
    }
    Ok(found)
}

/// The period of a rule: what it repeats in.
struct Period {
    /// How far two are apart, at least.
    least: TimeDelta,
    /// Whether all are of one length, as months and years are not.
    is_even: bool,
}

fn period(rule: &ICalendarRecurrenceRule) -> Result<Period, Flaw> {
    let (one, is_even) = match rule.freq {
        ICalendarFrequency::Secondly | ICalendarFrequency::Minutely => {
            return Err(Flaw::Event("repeats every minute or second"));
        }
        ICalendarFrequency::Hourly => (TimeDelta::hours(1), true),
        ICalendarFrequency::Daily => (TimeDelta::days(1), true),
        ICalendarFrequency::Weekly => (TimeDelta::weeks(1), true),
        ICalendarFrequency::Monthly => (TimeDelta::days(28), false),
        ICalendarFrequency::Yearly => (TimeDelta::days(365), false),
    };
    Ok(Period { least: one * i32::from(rule.interval.unwrap_or(1).max(1)), is_even })
}

/// `start`, moved by whole periods to shortly before `target`, so that decades need not be walked through. Not by months and
/// years, which are of different lengths (and few).
fn nearer(start: NaiveDateTime, target: NaiveDateTime, period: &Period) -> NaiveDateTime {
    let steps = (target - start).num_seconds() / period.least.num_seconds() - 1;
    let steps = i32::try_from(steps).ok().filter(|steps| period.is_even && *steps > 0);
    steps.and_then(|steps| start.checked_add_signed(period.least * steps)).unwrap_or(start)
}

/// The rule without its UNTIL: with one, `rrule` does not tell whether that was reached or it gave up.
fn handed_over(rule: &ICalendarRecurrenceRule) -> Result<RRule<rrule::Unvalidated>, Flaw> {
    if rule.rscale.as_ref().is_some_and(|scale| *scale != calcard::common::CalendarScale::Gregorian) {
        return Err(Flaw::Event("repeats by another calendar than the Gregorian"));
    }
    let months: Result<Vec<Month>, _> = rule.bymonth.iter().map(|month| Month::try_from(month.month())).collect();
    let months = months.map_err(|_| Flaw::Event("repeats in a month that does not exist"))?;
    let days = rule.byday.iter().map(|day| NWeekday::new(day.ordwk.filter(|nth| *nth != 0), weekday(day.weekday)));
    let mut made = RRule::new(frequency(rule.freq))
        .interval(rule.interval.unwrap_or(1).max(1))
        .week_start(rule.wkst.map_or(Weekday::Mon, weekday))
        .by_set_pos(rule.bysetpos.clone())
        .by_month(&months)
        .by_month_day(rule.bymonthday.clone())
        .by_year_day(rule.byyearday.clone())
        .by_week_no(rule.byweekno.clone())
        .by_weekday(days.collect())
        .by_hour(rule.byhour.clone())
        .by_minute(rule.byminute.clone())
        .by_second(rule.bysecond.clone());
    if let Some(count) = rule.count {
        made = made.count(count);
    }
    Ok(made)
}

fn frequency(told: ICalendarFrequency) -> Frequency {
    match told {
        ICalendarFrequency::Yearly => Frequency::Yearly,
        ICalendarFrequency::Monthly => Frequency::Monthly,
        ICalendarFrequency::Weekly => Frequency::Weekly,
        ICalendarFrequency::Daily => Frequency::Daily,
        ICalendarFrequency::Hourly => Frequency::Hourly,
        ICalendarFrequency::Minutely => Frequency::Minutely,
        ICalendarFrequency::Secondly => Frequency::Secondly,
    }
}

fn weekday(told: ICalendarWeekday) -> Weekday {
    match told {
        ICalendarWeekday::Monday => Weekday::Mon,
        ICalendarWeekday::Tuesday => Weekday::Tue,
        ICalendarWeekday::Wednesday => Weekday::Wed,
        ICalendarWeekday::Thursday => Weekday::Thu,
        ICalendarWeekday::Friday => Weekday::Fri,
        ICalendarWeekday::Saturday => Weekday::Sat,
        ICalendarWeekday::Sunday => Weekday::Sun,
    }
}
