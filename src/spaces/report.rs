//! The commission report: sums in which nobody stands alone.

use std::collections::BTreeMap;

use muster_kernel::{Currency, Month};
use serde::Serialize;
use utoipa::ToSchema;

use crate::identity::MemberId;

crate::words! {
    /// What the rows of a report are.
    pub enum Dimension {
        /// The months of the releases.
        Month = "month",
        /// The places where the work was done.
        Place = "place",
        /// The kinds of work.
        Category = "category",
    }
}

crate::words! {
    /// How a report is told.
    pub enum Format {
        /// As JSON.
        Json = "json",
        /// As comma-separated values, to be saved as a file.
        Csv = "csv",
    }
}

/// The fewest members that a row may stand for.
pub const FEWEST: usize = 3;
/// The key of the row that small ones are folded into. No month, place or category has it.
pub const OTHER: &str = "other";
/// The key of work that had no place.
pub const REMOTE: &str = "remote";

/// A sum that one member's work gave a space.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The row it belongs to.
    pub key: String,
    /// In which currency.
    pub currency: Currency,
    /// Whose work.
    pub member: MemberId,
    /// How much, in minor units.
    pub amount_minor: i64,
}

/// A row of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Row {
    /// The month, the place's id (or `remote`), the category's key; `other` for small rows together.
    pub key: String,
    /// The key in words.
    pub label: String,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// For how many members it stands: three at least.
    pub members: usize,
}

/// All of a report in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Total {
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// For how many members it stands; absent where they are fewer than three.
    pub members: Option<usize>,
}

/// What a space earned in a span of months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Report {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// What the rows are.
    pub by: Dimension,
    /// The rows; none for a currency of which only the total can be told.
    pub rows: Vec<Row>,
    /// The total of each currency.
    pub totals: Vec<Total>,
}

/// Whose work gave how much. Members whose sums are nothing, because what they were paid was taken back, do not stand
/// for anybody else.
#[derive(Clone, Debug, Default)]
struct Group(BTreeMap<MemberId, i128>);

impl Group {
    fn add(&mut self, member: MemberId, amount: i128) {
        *self.0.entry(member).or_default() += amount;
    }

    fn take_in(&mut self, other: Self) {
        other.0.into_iter().for_each(|(member, amount)| self.add(member, amount));
    }

    fn members(&self) -> usize {
        self.0.values().filter(|amount| **amount != 0).count()
    }

    /// The sum; no report holds more than a balance does, and that is kept within these bounds.
    fn amount_minor(&self) -> i64 {
        let sum: i128 = self.0.values().sum();
        i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
    }
}

/// Folds cells into rows of which none stands for fewer than [`FEWEST`] members, and totals. Small rows go to `other`,
/// together with the smallest of the visible rows until `other` is large enough; so what is left of a total after its
/// visible rows never stands for one or two. Where nothing but `other` would be left, there are no rows.
pub fn fold(cells: &[Cell]) -> (Vec<Row>, Vec<Total>) {
    let mut currencies: BTreeMap<Currency, BTreeMap<&str, Group>> = BTreeMap::new();
    for cell in cells {
        let rows = currencies.entry(cell.currency).or_default();
        rows.entry(&cell.key).or_default().add(cell.member, i128::from(cell.amount_minor));
    }
    let (mut rows, mut totals) = (Vec::new(), Vec::new());
    for (currency, groups) in currencies {
        let mut whole = Group::default();
        groups.values().for_each(|group| whole.take_in(group.clone()));
        let members = Some(whole.members()).filter(|members| *members >= FEWEST);
        if members.is_some() {
            rows.extend(fold_currency(currency, groups));
        }
        totals.push(Total { currency, amount_minor: whole.amount_minor(), members });
    }
    (rows, totals)
}

fn fold_currency(currency: Currency, groups: BTreeMap<&str, Group>) -> Vec<Row> {
    let (mut visible, small): (BTreeMap<&str, Group>, BTreeMap<&str, Group>) =
        groups.into_iter().partition(|(_, group)| group.members() >= FEWEST);
    let mut other = Group::default();
    small.into_values().for_each(|group| other.take_in(group));
    while (1..FEWEST).contains(&other.members()) {
        let smallest = visible.iter().min_by_key(|(key, group)| (group.members(), **key)).map(|(key, _)| *key);
        let Some(group) = smallest.and_then(|key| visible.remove(key)) else { break };
        other.take_in(group);
    }
    if visible.is_empty() {
        return Vec::new();
    }
    let row = |key: &str, group: &Group| Row {
        key: key.to_owned(),
        label: key.to_owned(),
        currency,
        amount_minor: group.amount_minor(),
        members: group.members(),
    };
    let mut rows: Vec<Row> = visible.iter().map(|(key, group)| row(key, group)).collect();
    rows.extend((other.members() > 0).then(|| row(OTHER, &other)));
    rows
}

/// The report as CSV (RFC 4180). A text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(report: &Report) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    table.write_record([report.by.as_str(), "label", "currency", "amount_minor", "members"])?;
    for row in &report.rows {
        let (amount, members) = (row.amount_minor.to_string(), row.members.to_string());
        table.write_record([&plain(&row.key), &plain(&row.label), row.currency.code(), &amount, &members])?;
    }
    for total in &report.totals {
        let members = total.members.map_or_else(|| format!("fewer than {FEWEST}"), |members| members.to_string());
        table.write_record(["total", "total", total.currency.code(), &total.amount_minor.to_string(), &members])?;
    }
    table.into_inner().map_err(|error| error.into_error().into())
}

fn plain(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;
    use proptest::prelude::*;

    use super::*;

    fn cell(key: &str, member: u8, amount_minor: i64) -> Cell {
        let member = Id::from_bits(u128::from(member));
        Cell { key: key.to_owned(), currency: Currency::EUR, member, amount_minor }
    }

    fn told(cells: &[Cell]) -> Vec<(String, i64, usize)> {
        fold(cells).0.into_iter().map(|row| (row.key, row.amount_minor, row.members)).collect()
    }

    #[test]
    fn rows_of_three_stand_and_smaller_ones_are_folded() {
        let mut cells: Vec<Cell> = (1..=3).map(|member| cell("web", member, 10)).collect();
        cells.extend([cell("law", 1, 5), cell("law", 2, 5), cell("design", 4, 7)]);
        assert_eq!(told(&cells), [("web".to_owned(), 30, 3), ("other".to_owned(), 17, 3)]);
    }

    #[test]
    fn a_small_rest_takes_the_smallest_row_with_it() {
        let mut cells: Vec<Cell> = (1..=5).map(|member| cell("web", member, 10)).collect();
        cells.extend((1..=3).map(|member| cell("data", member, 1)));
        cells.push(cell("law", 1, 100));
        assert_eq!(told(&cells), [("web".to_owned(), 50, 5), ("other".to_owned(), 103, 3)]);
    }

    #[test]
    fn where_only_a_rest_would_be_left_there_is_the_total_alone() {
        let cells = [cell("web", 1, 10), cell("law", 2, 20), cell("data", 3, 30)];
        let (rows, totals) = fold(&cells);
        assert_eq!(rows, []);
        assert_eq!(totals, [Total { currency: Currency::EUR, amount_minor: 60, members: Some(3) }]);
    }

    #[test]
    fn a_total_of_fewer_than_three_does_not_say_of_how_many() {
        let (rows, totals) = fold(&[cell("web", 1, 10), cell("web", 2, 20)]);
        assert_eq!(rows, []);
        assert_eq!(totals, [Total { currency: Currency::EUR, amount_minor: 30, members: None }]);
    }

    #[test]
    fn members_whose_pay_was_taken_back_hide_nobody() {
        let cells =
            [cell("web", 1, 10), cell("web", 2, 20), cell("web", 2, -20), cell("web", 3, 5), cell("web", 3, -5)];
        assert_eq!(fold(&cells).1, [Total { currency: Currency::EUR, amount_minor: 10, members: None }]);
    }

    #[test]
    fn a_text_is_no_formula_in_a_spreadsheet() {
        let row = |label: &str| Row {
            key: "place".to_owned(),
            label: label.to_owned(),
            currency: Currency::EUR,
            amount_minor: -5,
            members: 3,
        };
        let report = Report {
            from: "2026-01".parse().unwrap(),
            to: "2026-11".parse().unwrap(),
            by: Dimension::Place,
            rows: vec![row("=HYPERLINK(\"x\")"), row("Bad, Ischl")],
            totals: vec![],
        };
        let text = String::from_utf8(csv(&report).unwrap()).unwrap();
        assert_eq!(
            text,
            "place,label,currency,amount_minor,members\r\n\
             place,\"'=HYPERLINK(\"\"x\"\")\",EUR,-5,3\r\n\
             place,\"Bad, Ischl\",EUR,-5,3\r\n",
        );
    }

    fn cells() -> impl Strategy<Value = Vec<Cell>> {
        let one = ("[a-f]", 0..7_u8, -3..9_i64);
        prop::collection::vec(one.prop_map(|(key, member, amount)| cell(&key, member, amount)), 0..24)
    }

    /// For how many members some cells stand.
    fn stand_for(cells: &[&Cell]) -> usize {
        let mut group = Group::default();
        cells.iter().for_each(|cell| group.add(cell.member, i128::from(cell.amount_minor)));
        group.members()
    }

    proptest! {
        #[test]
        fn rows_add_up_to_their_total(cells in cells()) {
            let (rows, totals) = fold(&cells);
            let all: i64 = cells.iter().map(|cell| cell.amount_minor).sum();
            prop_assert_eq!(totals.iter().map(|total| total.amount_minor).sum::<i64>(), all);
            if !rows.is_empty() {
                prop_assert_eq!(rows.iter().map(|row| row.amount_minor).sum::<i64>(), all);
            }
        }

        #[test]
        fn no_row_and_no_difference_of_rows_stands_for_one_or_two(cells in cells()) {
            let (rows, totals) = fold(&cells);
            for row in &rows {
                prop_assert!(row.members >= FEWEST);
            }
            // Whatever is left of the total after some of its rows is a union of other rows, or the folded rest.
            let visible: Vec<&str> = rows.iter().map(|row| row.key.as_str()).filter(|key| *key != OTHER).collect();
            let rest: Vec<&Cell> = cells.iter().filter(|cell| !visible.contains(&cell.key.as_str())).collect();
            if rows.is_empty() {
                let whole: Vec<&Cell> = cells.iter().collect();
                let members = Some(stand_for(&whole)).filter(|members| *members >= FEWEST);
                prop_assert!(totals.iter().all(|total| total.members == members));
            } else {
                prop_assert!(!(1..FEWEST).contains(&stand_for(&rest)), "{rest:?} are left over");
            }
        }

        #[test]
        fn the_order_of_cells_does_not_matter(mut cells in cells()) {
            let before = fold(&cells);
            cells.reverse();
            prop_assert_eq!(fold(&cells), before);
        }
    }
}
