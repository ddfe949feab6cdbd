//! Tables for people, lines of JSON for programs.

use std::fmt;

use muster_instances::Family;
use serde::Serialize;

use crate::{form::Form, measure::Taken, pool::Reading, summary::Summary, update::Updates};

/// What was measured of one pool with one family of briefs.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) members: usize,
    #[serde(serialize_with = "as_text")]
    pub(crate) family: Family,
    pub(crate) ties: usize,
    pub(crate) index_ms: u128,
    pub(crate) bytes_a_member: usize,
    pub(crate) bytes_of_ties_a_member: usize,
    /// One member changed.
    pub(crate) updates: Updates,
    pub(crate) reading: Option<Reading>,
    pub(crate) all: Option<Summary>,
    pub(crate) loose: Option<Summary>,
    pub(crate) tight: Option<Summary>,
    pub(crate) briefs: Vec<Taken>,
}

fn as_text<S: serde::Serializer>(value: &impl fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

impl Row {
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).expect("a row is made of numbers and names")
    }
}

/// Both tables, in Markdown.
pub(crate) struct Tables<'r>(pub(crate) &'r Form, pub(crate) &'r [Row]);

const BRIEFS: [&str; 11] = [
    "members",
    "family",
    "budget",
    "briefs",
    "p50 ms",
    "p99 ms",
    "largest ms",
    "proven",
    "over 100 ms",
    "gap of these after 100 ms: median / largest, ‰ of the bound",
    "gap of those left open, ‰",
];

const POOLS: [&str; 9] = [
    "members",
    "family",
    "index built, ms",
    "bytes a member",
    "and for ties",
    "one member changed, µs: p50 / p99",
    "document, MB",
    "read and indexed, ms",
    "peak, MB",
];

impl fmt::Display for Tables<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(form, rows) = self;
        writeln!(f, "{}\n", form.told())?;
        head(f, &BRIEFS)?;
        for row in *rows {
            for (budget, summary) in [("all", &row.all), ("loose", &row.loose), ("tight", &row.tight)] {
                if let Some(summary) = summary {
                    line(f, &of_briefs(row, budget, summary))?;
                }
            }
        }
        writeln!(f)?;
        head(f, &POOLS)?;
        rows.iter().try_for_each(|row| line(f, &of_pool(row)))
    }
}

fn head(f: &mut fmt::Formatter<'_>, names: &[&str]) -> fmt::Result {
    writeln!(f, "| {} |", names.join(" | "))?;
    writeln!(f, "|{}", " ---: |".repeat(names.len()))
}

fn line(f: &mut fmt::Formatter<'_>, cells: &[String]) -> fmt::Result {
    writeln!(f, "| {} |", cells.join(" | "))
}

fn of_briefs(row: &Row, budget: &str, summary: &Summary) -> [String; 11] {
    [
        row.members.to_string(),
        row.family.to_string(),
        budget.to_owned(),
        summary.briefs.to_string(),
        Thousandths(summary.p50).to_string(),
        Thousandths(summary.p99).to_string(),
        Thousandths(summary.largest).to_string(),
        summary.proven.to_string(),
        summary.long.to_string(),
        cell(summary.gap_after_long.map(pair)),
        cell(summary.gap_of_open.map(pair)),
    ]
}

fn of_pool(row: &Row) -> [String; 9] {
    let reading = row.reading.as_ref();
    [
        row.members.to_string(),
        row.family.to_string(),
        row.index_ms.to_string(),
        row.bytes_a_member.to_string(),
        row.bytes_of_ties_a_member.to_string(),
        format!("{} / {}", Thousandths(row.updates.p50), Thousandths(row.updates.p99)),
        cell(reading.map(|reading| reading.bytes / 1_000_000)),
        cell(reading.map(|reading| reading.ms)),
        cell(reading.and_then(Reading::peak_mb)),
    ]
}

/// A number of thousandths, with one decimal.
struct Thousandths(u64);

impl fmt::Display for Thousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 + 50) / 100;
        write!(f, "{}.{}", tenths / 10, tenths % 10)
    }
}

fn pair((median, largest): (i64, i64)) -> String {
    format!("{median} / {largest}")
}

/// A figure that may be missing.
fn cell(figure: Option<impl fmt::Display>) -> String {
    figure.map_or("–".to_owned(), |figure| figure.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Thousandths, cell};

    #[test]
    fn times_are_told_in_tenths_of_a_millisecond() {
        let told = [0, 949, 950, 12_345].map(|micros| Thousandths(micros).to_string());
        assert_eq!(told, ["0.0", "0.9", "1.0", "12.3"]);
    }

    #[test]
    fn what_was_not_measured_is_a_dash() {
        assert_eq!((cell(Some(3)), cell(None::<u8>)), ("3".into(), "–".into()));
    }
}
