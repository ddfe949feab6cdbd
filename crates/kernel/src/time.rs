//! Time as Muster tells it: instants in UTC, civil days, months, and weeks that start on Monday.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Microseconds in one second.
const MICROS: i64 = 1_000_000;

/// A point in time: whole microseconds since 1970 in UTC, so that both databases keep exactly what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::BigInt))]
pub struct Instant(pub(crate) i64);

impl Instant {
    /// The instant that lies `micros` microseconds after 1970.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(MICROS)
    }

    /// The instant `seconds` later (or earlier, if negative); stays at the ends of the range.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(MICROS)))
    }

    /// The civil day in UTC.
    pub fn day(self) -> Day {
        Day::from_date(TimeZone::UTC.to_datetime(self.timestamp()).date())
    }

    fn timestamp(self) -> Timestamp {
        let inside = self.0.clamp(Timestamp::MIN.as_microsecond(), Timestamp::MAX.as_microsecond());
        Timestamp::from_microsecond(inside).expect("clamped to jiff's own range")
    }
}

/// RFC 3339 in UTC, to the microsecond where it has any.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl FromStr for Instant {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = |_| TimeError { text: text.to_owned(), right: "an instant such as 2026-11-21T09:30:00Z" };
        text.parse::<Timestamp>().map(|t| Self(t.as_microsecond())).map_err(wrong)
    }
}

/// A civil day, kept as the number `yyyymmdd`, so that it sorts and reads well in a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Integer))]
pub struct Day(pub(crate) i32);

impl Day {
    /// The day of that date, or `None` where the calendar has none (29 February of a common year, say).
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().filter(|_| year >= 0).map(Self::from_date)
    }

    /// The day whose number is `yyyymmdd`, or `None` where the calendar has none.
    pub fn from_number(number: i32) -> Option<Self> {
        let part = |value: i32| i8::try_from(value % 100).ok();
        Self::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?)
    }

    /// The Monday of this day's week.
    #[must_use]
    pub fn monday(self) -> Self {
        let since = i32::from(self.date().weekday().to_monday_zero_offset());
        self.plus_days(-since)
    }

    /// Whether this day is a Monday.
    pub fn is_monday(self) -> bool {
        self.monday() == self
    }

    /// Days since Monday: 0 for Monday, 6 for Sunday.
    pub fn weekday(self) -> usize {
        usize::try_from(self.date().weekday().to_monday_zero_offset()).expect("a weekday is not negative")
    }

    /// The day `days` later (or earlier, if negative); stays at the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self::from_date(self.date().saturating_add(jiff::Span::new().days(days)).max(Date::ZERO))
    }

    /// The day `weeks` weeks later (or earlier, if negative).
    #[must_use]
    pub fn plus_weeks(self, weeks: i32) -> Self {
        self.plus_days(weeks.saturating_mul(7))
    }

    /// The first day of the year that ends with this day: 24 November 2025 for 23 November 2026.
    #[must_use]
    pub fn year_up_to(self) -> Self {
        Self::from_date(self.plus_days(1).date().saturating_sub(jiff::Span::new().years(1)).max(Date::ZERO))
    }

    /// How many days `other` lies after this day (negative where it lies before).
    pub fn days_until(self, other: Self) -> i32 {
        self.date().until(other.date()).map(|span| span.get_days()).expect("days between two civil dates fit")
    }

    /// How many whole weeks the week of `other` lies after the week of this day (negative where it lies before).
    pub fn weeks_until(self, other: Self) -> i32 {
        self.monday().days_until(other.monday()) / 7
    }

    /// The month this day lies in.
    pub fn month(self) -> Month {
        Month(self.0 / 100)
    }

    /// Midnight in UTC at which this day begins.
    pub fn midnight(self) -> Instant {
        let start = self.date().to_zoned(TimeZone::UTC).expect("UTC has every civil day");
        Instant(start.timestamp().as_microsecond())
    }

    fn from_date(date: Date) -> Self {
        Self(i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day()))
    }

    fn date(self) -> Date {
        let part = |value: i32| i8::try_from(value % 100).expect("two digits fit");
        let year = i16::try_from(self.0 / 10_000).expect("four digits fit");
        Date::new(year, part(self.0 / 100), part(self.0)).expect("a Day is a day of the calendar")
    }
}

/// ISO 8601: `2026-11-21`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }
}

impl FromStr for Day {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError { text: text.to_owned(), right: "a day of the calendar such as 2026-11-21" };
        let digits = dashed(text, &[4, 2, 2]).ok_or_else(wrong)?;
        Self::from_number(digits).ok_or_else(wrong)
    }
}

/// A month of a year, kept as the number `yyyymm`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Integer))]
pub struct Month(pub(crate) i32);

impl Month {
    /// The month whose number is `yyyymm`, or `None` where the year has none.
    pub fn from_number(number: i32) -> Option<Self> {
        Day::from_number(number.checked_mul(100)?.checked_add(1)?).map(Day::month)
    }

    /// The number `yyyymm`.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Its year.
    pub const fn year(self) -> i32 {
        self.0 / 100
    }

    /// Its first day.
    pub fn first_day(self) -> Day {
        Day(self.0 * 100 + 1)
    }

    /// The month after this one.
    #[must_use]
    pub fn next(self) -> Self {
        self.first_day().plus_days(31).month()
    }

    /// The month before this one.
    #[must_use]
    pub fn previous(self) -> Self {
        self.first_day().plus_days(-1).month()
    }
}

/// ISO 8601: `2026-11`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0 / 100, self.0 % 100)
    }
}

impl FromStr for Month {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError { text: text.to_owned(), right: "a month such as 2026-11" };
        let digits = dashed(text, &[4, 2]).ok_or_else(wrong)?;
        Self::from_number(digits).ok_or_else(wrong)
    }
}

/// The digits of groups of those lengths, parted by dashes, read as one number.
fn dashed(text: &str, lengths: &[usize]) -> Option<i32> {
    let groups: Vec<&str> = text.split('-').collect();
    let fits = groups.len() == lengths.len()
        && groups
            .iter()
            .zip(lengths)
            .all(|(group, &length)| group.len() == length && group.bytes().all(|byte| byte.is_ascii_digit()));
    fits.then(|| groups.concat().parse().ok()).flatten()
}

/// A text that is not the kind of time that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not {right}")]
pub struct TimeError {
    text: String,
    right: &'static str,
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_starts_on_monday() {
        assert_eq!(day("2026-11-22").monday(), day("2026-11-16"));
        assert_eq!(day("2026-11-16").monday(), day("2026-11-16"));
    }

    #[test]
    fn the_year_up_to_a_day_has_as_many_days_as_the_calendar_says() {
        for (last, first, days) in [
            ("2026-11-23", "2025-11-24", 365),
            ("2025-12-31", "2025-01-01", 365),
            ("2024-12-31", "2024-01-01", 366),
            ("2024-02-29", "2023-03-01", 366),
            ("2024-02-28", "2023-02-28", 366),
        ] {
            assert_eq!(day(last).year_up_to(), day(first));
            assert_eq!(day(first).days_until(day(last)) + 1, days);
        }
    }

    #[test]
    fn a_day_that_the_calendar_lacks_is_refused_with_its_text() {
        let error = "2026-02-29".parse::<Day>().unwrap_err().to_string();
        assert_eq!(error, "\"2026-02-29\" is not a day of the calendar such as 2026-11-21");
    }

    #[test]
    fn an_instant_is_told_in_utc() {
        let instant: Instant = "2026-11-21T10:30:00+01:00".parse().unwrap();
        assert_eq!(instant.to_string(), "2026-11-21T09:30:00Z");
        assert_eq!(instant.day(), day("2026-11-21"));
    }

    #[test]
    fn months_follow_each_other_over_the_year() {
        let december: Month = "2026-12".parse().unwrap();
        assert_eq!(december.next().to_string(), "2027-01");
        assert_eq!(december.next().previous(), december);
        assert!("2026-13".parse::<Month>().is_err());
    }

    proptest! {
        #[test]
        fn days_count_forth_and_back(start in 0..40_000i32, step in -4_000..4_000i32) {
            let from = Day::new(1970, 1, 1).unwrap().plus_days(start);
            let to = from.plus_days(step);
            prop_assert_eq!(from.days_until(to), step);
            prop_assert_eq!(to.to_string().parse::<Day>().unwrap(), to);
            prop_assert_eq!(from.weeks_until(to) * 7, from.monday().days_until(to.monday()));
        }

        #[test]
        fn midnight_lies_in_its_own_day(number in 0..40_000i32) {
            let day = Day::new(1970, 1, 1).unwrap().plus_days(number);
            prop_assert_eq!(day.midnight().day(), day);
            prop_assert_eq!(day.midnight().plus_seconds(-1).day(), day.plus_days(-1));
        }
    }
}
