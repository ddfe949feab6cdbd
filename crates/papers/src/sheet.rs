//! A flat table for programs and spreadsheets: every row has every column, and an amount has its currency beside it.

use muster_kernel::Money;

use crate::{Cell, Column, Kind, PaperError, Table};

/// Rows that a sheet may have: what a spreadsheet takes, less its heading.
const ROWS: usize = 1_048_575;
/// Columns that a sheet may have.
const COLUMNS: usize = 200;
/// Characters that a cell may have: what a spreadsheet takes.
const TEXT: usize = 32_000;

/// A table as data: rows under one heading each, without groups and sums.
///
/// ```
/// use muster_kernel::{Currency, Money};
/// use muster_papers::{Bom, Cell, Column, Sheet};
///
/// let sheet = Sheet {
///     name: "Lines".to_owned(),
///     currency: "currency".to_owned(),
///     columns: vec![Column::text("Text"), Column::amount("Amount")],
///     rows: vec![vec![Cell::from("=1+1"), Cell::from(Money::new(-1_250, Currency::EUR))]],
/// };
/// assert_eq!(
///     String::from_utf8(sheet.csv(Bom::Without)?)?,
///     "\"Text\",\"Amount\",\"Amount currency\"\r\n\"'=1+1\",\"-12.50\",\"EUR\"\r\n",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called in a workbook.
    pub name: String,
    /// The word for a currency, which follows the heading of each column of amounts over the column beside it.
    pub currency: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows: a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// The rows of a paper's table, with the heading of their group in a first column under `group` where there are
    /// such headings. Sums are left out: whoever reads data adds it up.
    pub fn of(table: &Table, group: &str, currency: &str) -> Self {
        let grouped = table.groups.iter().any(|group| group.heading.is_some());
        let columns = grouped.then(|| Column::text(group)).into_iter().chain(table.columns.iter().cloned()).collect();
        let row = |heading: &Option<String>, row: &[Cell]| {
            let first = grouped.then(|| heading.clone().map_or(Cell::Blank, Cell::Text));
            first.into_iter().chain(row.iter().cloned()).collect()
        };
        let rows = table.groups.iter().flat_map(|group| group.rows.iter().map(|cells| row(&group.heading, cells)));
        Self { name: table.caption.clone(), currency: currency.to_owned(), columns, rows: rows.collect() }
    }

    /// Whether rows and columns fit each other, and a spreadsheet.
    pub fn check(&self) -> Result<(), PaperError> {
        let many = |place: &str, count, most| Err(PaperError::TooMany { place: place.to_owned(), count, most });
        if self.columns.is_empty() {
            return Err(PaperError::Empty { place: "the list of a sheet's columns".to_owned() });
        }
        if self.columns.len() > COLUMNS {
            return many("a sheet's list of columns", self.columns.len(), COLUMNS);
        }
        if self.rows.len() > ROWS {
            return many("a sheet's list of rows", self.rows.len(), ROWS);
        }
        let headings = self.columns.iter().map(|column| &column.heading).chain([&self.currency]);
        headings.into_iter().try_for_each(|heading| text("a sheet's heading", heading))?;
        self.rows.iter().enumerate().try_for_each(|(at, row)| self.check_row(at + 1, row))
    }

    fn check_row(&self, number: usize, row: &[Cell]) -> Result<(), PaperError> {
        if row.len() != self.columns.len() {
            let place = format!("row {number} of a sheet");
            return Err(PaperError::Ragged { place, cells: row.len(), columns: self.columns.len() });
        }
        for (cell, column) in row.iter().zip(&self.columns) {
            let right = match (column.kind, cell) {
                (_, Cell::Blank) | (Kind::Date, Cell::Day(_)) | (Kind::Amount | Kind::Balance, Cell::Amount(_)) => {
                    continue;
                }
                (Kind::Text, Cell::Text(words)) => {
                    text(&format!("a text in row {number} of a sheet"), words)?;
                    continue;
                }
                (Kind::Text, _) => "a text",
                (Kind::Date, _) => "a day",
                (Kind::Amount | Kind::Balance, _) => "an amount",
            };
            return Err(PaperError::WrongKind { place: format!("row {number} under {:?}", column.heading), right });
        }
        Ok(())
    }

    /// The heading of each column as it is written: a column of amounts is followed by one of currencies.
    pub(crate) fn headings(&self) -> Vec<String> {
        let mut headings = Vec::new();
        for column in &self.columns {
            headings.push(column.heading.clone());
            if matches!(column.kind, Kind::Amount | Kind::Balance) {
                headings.push(format!("{} {}", column.heading, self.currency).trim().to_owned());
            }
        }
        headings
    }
}

/// The amount as programs read it: a plain decimal with a hyphen for its minus, a point, and the digits of its
/// currency.
pub(crate) fn plain(money: Money) -> String {
    let digits = usize::from(money.currency().exponent());
    let base = 10_u64.pow(u32::from(money.currency().exponent()));
    let (sign, size) = (if money.minor() < 0 { "-" } else { "" }, money.minor().unsigned_abs());
    match digits {
        0 => format!("{sign}{size}"),
        _ => format!("{sign}{}.{:0digits$}", size / base, size % base),
    }
}

fn text(place: &str, text: &str) -> Result<(), PaperError> {
    let length = text.encode_utf16().count();
    if length > TEXT {
        return Err(PaperError::TooLong { place: place.to_owned(), length, most: TEXT });
    }
    Ok(())
}
