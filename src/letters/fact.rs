//! What stands in the blanks of a letter, and how each language writes it.

use fluent_bundle::FluentValue;
use jiff::{Timestamp, Zoned, tz::TimeZone};
use muster_kernel::{BasisPoints, Day, Instant, Money, Month};
use muster_papers::DateWidth;
use serde::{Deserialize, Serialize};

use super::{Language, Letter, catalogue::Part};
use crate::error::Result;

/// What stands in a blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// A name, or what somebody wrote. Also a word by which the letter chooses between sentences.
    Text(String),
    /// How many.
    Count(i64),
    /// An amount.
    Money(Money),
    /// A rate, in basis points.
    Rate(i32),
    /// A day of the calendar.
    Day(Day),
    /// A month.
    Month(Month),
    /// A moment, told by the reader's own clock.
    Instant(Instant),
    /// The day on which a moment lies, by the reader's own clock.
    DayOf(Instant),
    /// The texts of other letters, line by line.
    Lines(Vec<Letter>),
}

/// How facts are written.
pub(super) enum Form<'a> {
    /// For programs.
    Canonical,
    /// For somebody who reads that language and lives in that zone.
    Spoken(Language, &'a TimeZone),
}

impl Form<'_> {
    pub(super) const fn language(&self) -> Language {
        match self {
            Self::Canonical => Language::English,
            Self::Spoken(language, _) => *language,
        }
    }
}

impl Fact {
    pub(super) fn in_form(&self, form: &Form<'_>) -> Result<FluentValue<'_>> {
        let written = match (self, form) {
            (Self::Text(text), _) => return Ok(text.as_str().into()),
            (Self::Count(count), _) => return Ok((*count).into()),
            (Self::Lines(letters), _) => {
                let lines = letters.iter().map(|letter| letter.part(Part::Text, form));
                lines.collect::<Result<Vec<_>>>()?.join("\n")
            }
            (Self::Money(money), Form::Canonical) => money.to_string(),
            (Self::Rate(points), Form::Canonical) => rate(*points).to_string(),
            (Self::Day(day), Form::Canonical) => day.to_string(),
            (Self::Month(month), Form::Canonical) => month.to_string(),
            (Self::Instant(instant), Form::Canonical) => instant.to_string(),
            (Self::DayOf(instant), Form::Canonical) => instant.day().to_string(),
            (Self::Money(money), Form::Spoken(language, _)) => shapes(*language).price(*money),
            (Self::Rate(points), Form::Spoken(language, _)) => shapes(*language).rate(rate(*points)),
            (Self::Day(day), Form::Spoken(language, _)) => shapes(*language).date(*day, DateWidth::Long),
            (Self::Month(month), Form::Spoken(language, _)) => shapes(*language).month(*month),
            (Self::Instant(instant), Form::Spoken(language, zone)) => moment(*language, *instant, zone),
            (Self::DayOf(instant), Form::Spoken(language, zone)) => day_of(*language, *instant, &local(*instant, zone)),
        };
        Ok(written.into())
    }
}

/// How a language writes numbers and dates: the same on papers.
fn shapes(language: Language) -> muster_papers::Language {
    language.as_str().parse().expect("papers know each language that Muster speaks")
}

fn rate(points: i32) -> BasisPoints {
    BasisPoints::new(points).unwrap_or(BasisPoints::ZERO)
}

/// A moment by the clock of a zone, which is named: `22 November 2026, 20:00 CET`.
fn moment(language: Language, instant: Instant, zone: &TimeZone) -> String {
    let local = local(instant, zone);
    let day = day_of(language, instant, &local);
    let (time, zone) = (local.strftime("%H:%M"), zone_name(language, &local));
    match language {
        Language::German => format!("{day}, {time}\u{a0}Uhr\u{a0}{zone}"),
        Language::English | Language::Czech => format!("{day}, {time}\u{a0}{zone}"),
    }
}

/// What zones are called: in the names that every system has for them, in German and in Czech.
const ZONES: [[&str; 3]; 6] = [
    ["WET", "WEZ", "ZEČ"],
    ["WEST", "WESZ", "ZELČ"],
    ["CET", "MEZ", "SEČ"],
    ["CEST", "MESZ", "SELČ"],
    ["EET", "OEZ", "VEČ"],
    ["EEST", "OESZ", "VELČ"],
];

/// The zone of a moment as people call it, and as the pages do: `CET`, `MEZ`, `SEČ`. One without such a name is told by
/// how far it is from Greenwich: `GMT-3:30`.
fn zone_name(language: Language, local: &Zoned) -> String {
    let name = local.strftime("%Z").to_string();
    if let Some([english, german, czech]) = ZONES.iter().find(|names| names[0] == name) {
        let called = match language {
            Language::English => english,
            Language::German => german,
            Language::Czech => czech,
        };
        return (*called).to_owned();
    }
    if name == "UTC" { name } else { from_greenwich(local.offset().seconds() / 60) }
}

/// `GMT`, `GMT+9`, `GMT-3:30`: how many minutes a clock is ahead of the one in Greenwich.
fn from_greenwich(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "GMT".to_owned(),
        (hours, 0) => format!("GMT{sign}{hours}"),
        (hours, rest) => format!("GMT{sign}{hours}:{rest:02}"),
    }
}

fn local(instant: Instant, zone: &TimeZone) -> Zoned {
    Timestamp::from_microsecond(instant.micros()).unwrap_or(Timestamp::MAX).to_zoned(zone.clone())
}

/// The day of a moment, which is `local` in its zone.
fn day_of(language: Language, instant: Instant, local: &Zoned) -> String {
    let day = Day::new(local.year(), local.month(), local.day()).unwrap_or_else(|| instant.day());
    shapes(language).date(day, DateWidth::Long)
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Fact {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i32> for Fact {
    fn from(count: i32) -> Self {
        Self::Count(count.into())
    }
}

impl From<i64> for Fact {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Fact {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<Money> for Fact {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<BasisPoints> for Fact {
    fn from(rate: BasisPoints) -> Self {
        Self::Rate(rate.points())
    }
}

impl From<Day> for Fact {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<Month> for Fact {
    fn from(month: Month) -> Self {
        Self::Month(month)
    }
}

impl From<Instant> for Fact {
    fn from(instant: Instant) -> Self {
        Self::Instant(instant)
    }
}

impl From<Letter> for Fact {
    fn from(letter: Letter) -> Self {
        Self::Lines(vec![letter])
    }
}

impl From<Vec<Letter>> for Fact {
    fn from(letters: Vec<Letter>) -> Self {
        Self::Lines(letters)
    }
}
