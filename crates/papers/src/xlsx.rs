//! Sheets as a workbook: amounts are numbers, days are dates, and nothing is a formula.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use muster_kernel::{Day, Instant, Money};

use crate::{Align, Cell, Kind, PaperError, Sheet, language::parts, sheet::plain};

/// Columns are as wide as their longest cell, within these bounds, in characters.
const WIDTHS: (usize, usize) = (8, 60);
/// The digits that a spreadsheet keeps of a number.
const DIGITS: usize = 15;

/// The sheets as one workbook, made at `issued`: the row of headings stays in sight, amounts are numbers in the format
/// of their currency with its code in the column beside them, days are dates. Texts are texts, whatever they begin
/// with. The same sheets give the same bytes.
///
/// An amount of more than 15 digits, which a spreadsheet would round, is written as a text.
pub fn workbook(sheets: &[Sheet], issued: Instant) -> Result<Vec<u8>, PaperError> {
    if sheets.is_empty() || sheets.len() > 50 {
        let count = sheets.len();
        return Err(match count {
            0 => PaperError::Empty { place: "the list of a workbook's sheets".to_owned() },
            _ => PaperError::TooMany { place: "the list of a workbook's sheets".to_owned(), count, most: 50 },
        });
    }
    sheets.iter().try_for_each(Sheet::check)?;
    write(sheets, issued).map_err(|cause| PaperError::Writer { format: "XLSX", cause: cause.to_string() })
}

fn write(sheets: &[Sheet], issued: Instant) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_author("Muster").set_creation_datetime(&moment(issued)?);
    workbook.set_properties(&properties);
    let mut names: Vec<String> = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let name = tab(&sheet.name, at + 1, &names);
        let page = workbook.add_worksheet();
        page.set_name(&name)?;
        names.push(name.to_lowercase());
        fill(page, sheet)?;
    }
    workbook.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let mut widths = Vec::new();
    for (column, heading) in (0..).zip(sheet.headings()) {
        page.write_string_with_format(0, column, &heading, &bold)?;
        widths.push(heading.chars().count());
    }
    page.set_freeze_panes(1, 0)?;
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let end = Format::new().set_align(FormatAlign::Right);
    let amounts = ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000"].map(|format| Format::new().set_num_format(format));
    for (row, cells) in (1..).zip(&sheet.rows) {
        let mut column = 0;
        for (cell, kind) in cells.iter().zip(&sheet.columns) {
            let wide = match cell {
                Cell::Blank => 0,
                Cell::Text(text) if kind.align == Align::End => {
                    page.write_string_with_format(row, column, text, &end)?;
                    text.chars().count()
                }
                Cell::Text(text) => {
                    page.write_string(row, column, text)?;
                    text.chars().count()
                }
                Cell::Day(day) => write_day(page, (row, column), *day, &date)?,
                Cell::Amount(money) => {
                    let format = amounts.get(usize::from(money.currency().exponent())).unwrap_or(&amounts[2]);
                    page.write_string(row, column + 1, money.currency().code())?;
                    write_amount(page, (row, column), *money, format)?
                }
            };
            let place = usize::from(column);
            widths[place] = widths[place].max(wide);
            column += if matches!(kind.kind, Kind::Amount | Kind::Balance) { 2 } else { 1 };
        }
    }
    for (column, width) in (0..).zip(widths) {
        let width = u16::try_from(width.clamp(WIDTHS.0, WIDTHS.1) + 2).expect("a width is within its bounds");
        page.set_column_width(column, f64::from(width))?;
    }
    Ok(())
}

/// Writes the amount as a number, or as a text where a number would lose digits; returns how many characters it takes.
fn write_amount(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    money: Money,
    format: &Format,
) -> Result<usize, XlsxError> {
    let text = plain(money);
    let exact = money.minor().unsigned_abs().to_string().len() <= DIGITS;
    match text.parse::<f64>() {
        Ok(number) if exact => page.write_number_with_format(row, column, number, format)?,
        _ => page.write_string(row, column, &text)?,
    };
    Ok(text.len() + text.len() / 3)
}

/// Writes the day as a date, or as a text where spreadsheets have no such date (before 1900).
fn write_day(page: &mut Worksheet, (row, column): (u32, u16), day: Day, format: &Format) -> Result<usize, XlsxError> {
    match moment(day.midnight()) {
        Ok(date) if parts(day).0 >= 1900 => page.write_datetime_with_format(row, column, &date, format)?,
        _ => page.write_string(row, column, day.to_string())?,
    };
    Ok(10)
}

fn moment(instant: Instant) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = parts(instant.day());
    let small = |number: i64| u8::try_from(number).expect("parts of a date and time are small");
    let second = instant.seconds().rem_euclid(86_400);
    let month = u8::try_from(month).expect("a month is small");
    let date = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900).max(1900), month, small(day.into()))?;
    let hour = u16::from(small(second / 3_600));
    date.and_hms(hour, small(second / 60 % 60), f64::from(small(second % 60)))
}

/// The name of a tab: at most 31 characters, without those that spreadsheets refuse, and none twice.
fn tab(name: &str, number: usize, taken: &[String]) -> String {
    let allowed = |letter: &char| !letter.is_control() && !"[]:*?/\\'".contains(*letter);
    let name: String = name.chars().filter(allowed).collect::<String>().trim().to_owned();
    // Spreadsheets count the units of UTF-16, and keep "History" for themselves.
    let cut = |most: usize| {
        let mut units = 0;
        let fits = |letter: &char| {
            units += letter.len_utf16();
            units <= most
        };
        name.chars().take_while(fits).collect::<String>().trim().to_owned()
    };
    let short = cut(31);
    let free = !short.is_empty() && short.to_lowercase() != "history" && !taken.contains(&short.to_lowercase());
    if free { short } else { format!("{} {number}", cut(26)).trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use muster_kernel::Currency;

    use super::*;
    use crate::Column;

    fn sheet(name: &str) -> Sheet {
        Sheet {
            name: name.to_owned(),
            currency: "currency".to_owned(),
            columns: vec![Column::text("Text"), Column::date("Day"), Column::amount("Amount")],
            rows: vec![vec![
                Cell::from("=HYPERLINK(\"x\")"),
                Cell::from(Day::new(2026, 11, 5).unwrap()),
                Cell::from(Money::new(i64::MAX, Currency::EUR)),
            ]],
        }
    }

    #[test]
    fn the_same_sheets_give_the_same_bytes() {
        let issued = Instant::from_micros(1_800_000_000_000_000);
        let write = || workbook(&[sheet("Lines"), sheet("Lines"), sheet("")], issued).unwrap();
        assert_eq!(write(), write());
    }

    #[test]
    fn a_tab_has_a_name_that_spreadsheets_take() {
        assert_eq!(tab("Lines: [all]/'none'", 1, &[]), "Lines allnone");
        assert_eq!(tab("Lines", 2, &["lines".to_owned()]), "Lines 2");
        assert_eq!(tab("???", 3, &[]), "3");
        assert_eq!(tab(&"ž".repeat(40), 4, &[]).chars().count(), 31);
    }

    #[test]
    fn a_workbook_without_sheets_is_refused() {
        assert!(workbook(&[], Instant::from_micros(0)).unwrap_err().to_string().contains("empty"));
    }
}
