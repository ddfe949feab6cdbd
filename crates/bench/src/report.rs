//! Tables for people, lines of JSON for programs.

use std::fmt;

use muster_instances::Family;
use serde::Serialize;

use crate::{form::Form, measure::Taken, pool::Reading, summary::Summary};

/// What was measured of one pool with one family of briefs.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) members: usize,
    #[serde(serialize_with = "as_text")]
    pub(crate) family: Family,
    pub(crate) ties: usize,
    pub(crate) index_ms: u128,
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

impl fmt::Display for Tables<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(form, rows) = self;
        writeln!(f, "{}\n", form.told())?;
        writeln!(
            f,
            "| members | family | budget | briefs | p50 ms | p99 ms | largest ms | proven | over 100 ms | gap after 100 ms, ‰ of the bound: median / largest | gap of those left open |"
        )?;
        writeln!(f, "| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")?;
        for row in *rows {
            for (budget, summary) in [("all", &row.all), ("loose", &row.loose), ("tight", &row.tight)] {
                if let Some(summary) = summary {
                    line(f, row, budget, summary)?;
                }
            }
        }
        writeln!(
            f,
            "\n| members | family | ties | index built, ms | document, MB | read and indexed, ms | peak, MB |"
        )?;
        writeln!(f, "| ---: | --- | ---: | ---: | ---: | ---: | ---: |")?;
        for row in *rows {
            let reading = row.reading.as_ref();
            let bytes = Cell(reading.map(|reading| reading.bytes / 1_000_000));
            let (ms, peak) = (Cell(reading.map(|reading| reading.ms)), Cell(reading.and_then(Reading::peak_mb)));
            let Row { members, family, ties, index_ms, .. } = row;
            writeln!(f, "| {members} | {family} | {ties} | {index_ms} | {bytes} | {ms} | {peak} |")?;
        }
        Ok(())
    }
}

fn line(f: &mut fmt::Formatter<'_>, row: &Row, budget: &str, summary: &Summary) -> fmt::Result {
    let Row { members, family, .. } = row;
    let Summary { briefs, proven, long, .. } = *summary;
    let (p50, p99, largest) = (Ms(summary.p50), Ms(summary.p99), Ms(summary.largest));
    let (after, open) = (Cell(summary.gap_after_long.map(Pair)), Cell(summary.gap_of_open.map(Pair)));
    writeln!(
        f,
        "| {members} | {family} | {budget} | {briefs} | {p50} | {p99} | {largest} | {proven} | {long} | {after} | {open} |"
    )
}

/// Microseconds, as milliseconds with one decimal.
struct Ms(u64);

impl fmt::Display for Ms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 + 50) / 100;
        write!(f, "{}.{}", tenths / 10, tenths % 10)
    }
}

struct Pair((i64, i64));

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.0.0, self.0.1)
    }
}

/// A figure that may be missing.
struct Cell<T>(Option<T>);

impl<T: fmt::Display> fmt::Display for Cell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("–"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Ms};

    #[test]
    fn times_are_told_in_tenths_of_a_millisecond() {
        assert_eq!([Ms(0), Ms(949), Ms(950), Ms(12_345)].map(|ms| ms.to_string()), ["0.0", "0.9", "1.0", "12.3"]);
    }

    #[test]
    fn what_was_not_measured_is_a_dash() {
        assert_eq!((Cell(Some(3)).to_string(), Cell(None::<u8>).to_string()), ("3".into(), "–".into()));
    }
}
