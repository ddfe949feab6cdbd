//! Sheets as CSV that no spreadsheet takes for a program.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::{Cell, Kind, PaperError, Sheet, sheet::plain, text::is_invisible};

/// Whether a file begins with the mark by which some spreadsheets know UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bom {
    /// With it: Excel reads letters beyond ASCII rightly when the file is opened by a double click.
    With,
    /// Without it: what programs expect.
    Without,
}

impl Sheet {
    /// The sheet by RFC 4180 in UTF-8: comma, CRLF, every cell in quotation marks. Days are ISO 8601, amounts plain
    /// decimals with their currency in the column beside them, texts as [`neutral`] leaves them.
    pub fn csv(&self, bom: Bom) -> Result<Vec<u8>, PaperError> {
        self.check()?;
        let start = if bom == Bom::With { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
        // Quotation marks around everything: a spreadsheet that parts cells by semicolons then still sees one cell.
        let mut writer =
            WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(start);
        let refused = |cause: &dyn std::fmt::Display| PaperError::Writer { format: "CSV", cause: cause.to_string() };
        writer.write_record(self.headings().iter().map(|heading| neutral(heading))).map_err(|cause| refused(&cause))?;
        for row in &self.rows {
            let mut record = Vec::with_capacity(row.len() * 2);
            for (cell, column) in row.iter().zip(&self.columns) {
                record.push(match cell {
                    Cell::Blank => String::new(),
                    Cell::Text(text) => neutral(text),
                    Cell::Day(day) => day.to_string(),
                    Cell::Amount(money) => plain(*money),
                });
                if matches!(column.kind, Kind::Amount | Kind::Balance) {
                    let money = if let Cell::Amount(money) = cell { Some(money) } else { None };
                    record.push(money.map_or_else(String::new, |money| money.currency().to_string()));
                }
            }
            writer.write_record(&record).map_err(|cause| refused(&cause))?;
        }
        writer.into_inner().map_err(|cause| refused(&cause.error()))
    }
}

/// The text so that no spreadsheet takes it for a formula: one whose first visible sign could begin a formula, or that
/// begins with an apostrophe, gets an apostrophe before it. [`restored`] takes it away again.
pub fn neutral(text: &str) -> String {
    if begins_formula(text) || text.starts_with('\'') { format!("'{text}") } else { text.to_owned() }
}

/// The text that [`neutral`] was given.
pub fn restored(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}

/// Whether a spreadsheet might read the text as a formula: by its first sign that is neither space nor invisible, in
/// either width, or because it begins with a tab or a line end.
fn begins_formula(text: &str) -> bool {
    let hidden = |letter: char| letter.is_whitespace() || letter.is_control() || is_invisible(letter);
    let sign = text.chars().find(|&letter| !hidden(letter));
    text.starts_with(['\t', '\r', '\n'])
        || matches!(sign, Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠' | '−'))
}

#[cfg(test)]
mod tests {
    use muster_kernel::{Currency, Money};
    use proptest::prelude::*;

    use super::*;
    use crate::Column;

    fn texts(texts: &[String]) -> Sheet {
        Sheet {
            name: "Texts".to_owned(),
            currency: "currency".to_owned(),
            columns: vec![Column::text("Text"), Column::text("Same")],
            rows: texts.iter().map(|text| vec![Cell::from(text.as_str()), Cell::from(text.as_str())]).collect(),
        }
    }

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_negative_amount_stays_a_number() {
        let sheet = Sheet {
            name: "Amounts".to_owned(),
            currency: "Währung".to_owned(),
            columns: vec![Column::amount("Betrag")],
            rows: vec![
                vec![Cell::from(Money::new(-5, Currency::EUR))],
                vec![Cell::from(Money::new(i64::MIN, Currency::KWD))],
                vec![Cell::from(Money::new(-7, Currency::JPY))],
                vec![Cell::Blank],
            ],
        };
        let rows = read(&sheet.csv(Bom::Without).unwrap());
        assert_eq!(rows[0], ["Betrag", "Betrag Währung"]);
        assert_eq!(rows[1], ["-0.05", "EUR"]);
        assert_eq!(rows[2], ["-9223372036854775.808", "KWD"]);
        assert_eq!(rows[3], ["-7", "JPY"]);
        assert_eq!(rows[4], ["", ""]);
    }

    #[test]
    fn the_mark_of_utf_8_comes_first_where_it_is_asked_for() {
        assert!(texts(&[]).csv(Bom::With).unwrap().starts_with(&[0xef, 0xbb, 0xbf, b'"']));
        assert!(texts(&[]).csv(Bom::Without).unwrap().starts_with(b"\""));
    }

    /// Texts of which many begin like a formula.
    fn tricky() -> impl Strategy<Value = String> {
        let start =
            prop::sample::select(vec!["", "=", "+", "-", "@", "\t", "\r", "\n", " =", "'", "''=", "＝", "\"", ","]);
        (start, any::<String>()).prop_map(|(start, rest)| format!("{start}{rest}"))
    }

    proptest! {
        #[test]
        fn no_text_reads_as_a_formula_and_every_text_reads_back(given in prop::collection::vec(tricky(), 1..8)) {
            let rows = read(&texts(&given).csv(Bom::Without).unwrap());
            for (row, text) in rows[1..].iter().zip(&given) {
                for cell in row {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
                    prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
                    prop_assert_eq!(restored(cell), text.as_str());
                }
            }
        }
    }
}
