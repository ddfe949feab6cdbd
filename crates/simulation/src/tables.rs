//! The numbers of several years side by side, as they are printed and as they stand in the report.

use std::fmt;

use crate::{
    summary::{OfBriefs, OfMembers},
    world::Settlement,
    year::{Played, Standing, Year},
};

/// A table: a column for each year, a row for each measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is about.
    pub title: &'static str,
    /// The names of the columns, behind that of the measure.
    pub columns: Vec<String>,
    /// The measures.
    pub rows: Vec<Row>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub meaning: &'static str,
    /// Its value for each year.
    pub cells: Vec<String>,
}

/// How a value is written.
type Write = fn(i64) -> String;

/// A measure of something: its name, what it is, its value, and how that is written.
type Measure<T> = (&'static str, &'static str, fn(&T) -> Option<i64>, Write);

const OF_BRIEFS: [Measure<OfBriefs>; 12] = [
    ("briefs", "How many briefs were posted.", |of| count(of.posted), whole),
    ("without a team", "Briefs for which the pool had no team.", |of| count(of.without_a_team), whole),
    ("awarded", "Briefs that ended with an award.", |of| count(of.awarded), whole),
    (
        "quality kept",
        "Points of the first teams, turns left out, over those of the best teams for the same briefs on the same days.",
        |of| of.quality_kept,
        thousandths,
    ),
    (
        "quality delivered",
        "Points of the awarded teams, after declines, over those of the best teams when their briefs were posted.",
        |of| of.quality_delivered,
        thousandths,
    ),
    ("regret p50", "What half of the briefs lost against their best team at most.", |of| of.regret_p50, percent),
    ("regret p95", "What nineteen of twenty briefs lost at most.", |of| of.regret_p95, percent),
    ("regret, worst", "What the unluckiest brief lost.", |of| of.regret_worst, percent),
    ("price", "Cost of the first teams over that of the best teams.", |of| of.price, thousandths),
    ("mean cost", "What an awarded team costs in the mean.", |of| of.mean_cost, hundredths),
    (
        "hours to fill p50",
        "Hours until a team had said yes in every seat: half of the briefs at most.",
        |of| of.hours_p50,
        whole,
    ),
    ("hours to fill p95", "The same for nineteen of twenty briefs.", |of| of.hours_p95, whole),
];

const OF_MEMBERS: [Measure<OfMembers>; 8] = [
    (
        "eligible members",
        "Members who could have taken at least one seat that was offered.",
        |of| count(of.eligible),
        whole,
    ),
    (
        "Gini",
        "How unevenly work is spread, received over entitled: 0 is even, 1 is all for one.",
        |of| of.gini,
        thousandths,
    ),
    (
        "Jain",
        "How evenly work is spread, received over entitled: 1 is even, near 0 is all for one.",
        |of| of.jain,
        thousandths,
    ),
    ("never offered", "Eligible members who were never offered a seat.", |of| of.never_offered, percent),
    ("never awarded", "Eligible members who were never awarded one.", |of| of.never_awarded, percent),
    (
        "top 1 %",
        "The part of all awarded work that went to the one in a hundred who got most.",
        |of| of.top_hundredth,
        percent,
    ),
    (
        "largest deficit",
        "Hours of work that somebody was entitled to and did not get.",
        |of| Some(of.largest_deficit),
        whole,
    ),
    ("received", "What they were awarded, over what they were entitled to.", |of| of.received, thousandths),
];

/// Kinds of places, and what the tables of members and of briefs there are called.
const KINDS: [(Settlement, &str, &str); 3] = [
    (Settlement::Rural, "Members in rural places", "Work in rural places"),
    (Settlement::Urban, "Members in urban places", "Work in urban places"),
    (Settlement::Unknown, "Members whose place is not known", "Work from anywhere"),
];

/// All tables of some years: of all briefs, of all members, and of both by the kind of their place.
pub fn tables(years: &[Year]) -> Vec<Table> {
    let mut tables =
        vec![of_briefs("What clients get", years, |_| true), of_members("How opportunity is spread", years, |_| true)];
    for (kind, title, _) in KINDS {
        let lives = |member: &Standing| member.home == kind;
        if years.iter().any(|year| is_part(&year.members, lives)) {
            tables.push(of_members(title, years, lives));
        }
    }
    for (kind, _, title) in KINDS {
        let is_done = |brief: &Played| brief.site == kind;
        if years.iter().any(|year| is_part(&year.briefs, is_done)) {
            tables.push(of_briefs(title, years, is_done));
        }
    }
    tables
}

/// Whether some pass and others do not.
fn is_part<T>(all: &[T], pass: impl Fn(&T) -> bool) -> bool {
    all.iter().any(&pass) && !all.iter().all(pass)
}

fn of_briefs(title: &'static str, years: &[Year], pass: impl Fn(&Played) -> bool) -> Table {
    let found: Vec<OfBriefs> = years.iter().map(|year| OfBriefs::new(year, &pass)).collect();
    Table { title, columns: names(years), rows: rows(&OF_BRIEFS, &found) }
}

fn of_members(title: &'static str, years: &[Year], pass: impl Fn(&Standing) -> bool) -> Table {
    let found: Vec<OfMembers> = years.iter().map(|year| OfMembers::new(year, &pass)).collect();
    Table { title, columns: names(years), rows: rows(&OF_MEMBERS, &found) }
}

fn names(years: &[Year]) -> Vec<String> {
    years.iter().map(|year| year.policy.name.clone()).collect()
}

fn rows<T>(measures: &[Measure<T>], found: &[T]) -> Vec<Row> {
    let cell = |value: Option<i64>, write: Write| value.map_or_else(|| "–".to_owned(), write);
    measures
        .iter()
        .map(|&(name, meaning, of, write)| Row {
            name,
            meaning,
            cells: found.iter().map(|found| cell(of(found), write)).collect(),
        })
        .collect()
}

fn count(many: usize) -> Option<i64> {
    i64::try_from(many).ok()
}

/// A whole number as it is.
fn whole(value: i64) -> String {
    value.to_string()
}

/// Per mille as a number with three digits: 947 is 0.947.
pub(crate) fn thousandths(per_mille: i64) -> String {
    format!("{}.{:03}", per_mille / 1000, per_mille % 1000)
}

/// Per mille as a percentage: 947 is 94.7 %.
pub(crate) fn percent(per_mille: i64) -> String {
    format!("{}.{} %", per_mille / 10, per_mille % 10)
}

/// Minor units as major ones.
fn hundredths(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

impl fmt::Display for Table {
    /// Writes the table in columns of even width, numbers to the right.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |text: &str| text.chars().count();
        let first = self.rows.iter().map(|row| width(row.name)).chain([width(self.title)]).max().unwrap_or_default();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                let cells = self.rows.iter().map(|row| width(&row.cells[at]));
                cells.chain([width(&self.columns[at])]).max().unwrap_or_default()
            })
            .collect();
        let mut line = |name: &str, cells: &[String]| {
            write!(f, "{name:<first$}")?;
            for (cell, width) in cells.iter().zip(&widths) {
                write!(f, "  {cell:>width$}")?;
            }
            writeln!(f)
        };
        line(self.title, &self.columns)?;
        self.rows.iter().try_for_each(|row| line(row.name, &row.cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_with_their_points() {
        assert_eq!([0, 7, 947, 1000, 1052].map(thousandths), ["0.000", "0.007", "0.947", "1.000", "1.052"]);
        assert_eq!([0, 7, 947].map(percent), ["0.0 %", "0.7 %", "94.7 %"]);
        assert_eq!(hundredths(1_234_505), "12345.05");
    }

    #[test]
    fn a_table_stands_in_even_columns() {
        let row = |name, cells: [&str; 2]| Row { name, meaning: "", cells: cells.map(str::to_owned).into() };
        let table = Table {
            title: "All",
            columns: vec!["best".to_owned(), "default".to_owned()],
            rows: vec![row("Gini", ["0.848", "0.7"]), row("top 1 %", ["–", "12.5 %"])],
        };
        assert_eq!(table.to_string(), "All       best  default\nGini     0.848      0.7\ntop 1 %      –   12.5 %\n");
    }
}
