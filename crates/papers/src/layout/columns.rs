//! How wide each column of a table is, and how small its letters must be.

use muster_kernel::{Currency, Money};

use super::{LEFT, RIGHT, head::count};
use crate::{
    Align, Cell, DateWidth, Kind, Language, PaperError, Table,
    text::{Milli, Run, Style},
};

/// Room between two columns, for letters of 9 points.
const GAP: Milli = 14_000;
/// The least room for a column of words.
const LEAST: Milli = 56_000;
/// What stands between an amount and the code of its currency.
pub(super) const CODE_SPACE: &str = "\u{a0}\u{a0}";
/// The sizes that are tried, largest first.
const SIZES: [Milli; 6] = [9_000, 8_400, 7_800, 7_200, 6_600, 6_000];

/// A column at its place.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) x: Milli,
    pub(super) width: Milli,
    pub(super) align: Align,
    /// What stands over it.
    pub(super) heading: String,
    /// For amounts: from the right edge to the decimal sign, and whether each row names its currency.
    pub(super) decimal: Milli,
    pub(super) currency: CurrencyAt,
}

/// Where a column names the currency of its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CurrencyAt {
    /// Nowhere: it holds no amounts.
    Nowhere,
    /// In its heading: there is only one.
    Heading,
    /// Beside each amount: there are several. The code takes this much room.
    Row(Milli),
}

/// A table's measures.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) size: Milli,
    pub(super) slots: Vec<Slot>,
}

/// The style of a table's words.
pub(super) const fn words(size: Milli) -> Style {
    Style::regular(size)
}

/// The style of a currency's code beside an amount.
pub(super) fn code(size: Milli) -> Style {
    Style::regular(size * 82 / 100)
}

/// The style of a column's heading.
pub(super) fn heading(size: Milli) -> Style {
    Style::regular(size * 86 / 100)
}

/// Measures the table in the largest letters in which its columns fit beside each other.
pub(super) fn measure(table: &Table, language: &Language) -> Result<Grid, PaperError> {
    let amounts = amounts(table)?;
    let columns = table.columns.iter().enumerate().map(|(at, column)| match column.kind {
        Kind::Amount | Kind::Balance => of_amounts(&column.heading, &amounts[at], language),
        Kind::Text | Kind::Date => of_words(table, at, language),
    });
    let naturals: Vec<Natural> = columns.collect();
    SIZES
        .into_iter()
        .find_map(|size| fit(table, &naturals, size))
        .ok_or_else(|| PaperError::TooWide { place: table.place() })
}

/// Every amount that will stand in each column, sums and closing amounts included.
fn amounts(table: &Table) -> Result<Vec<Vec<Money>>, PaperError> {
    let mut amounts = vec![Vec::new(); table.columns.len()];
    for row in table.groups.iter().flat_map(|group| &group.rows) {
        for (column, cell) in row.iter().enumerate() {
            if let Cell::Amount(money) = cell {
                amounts[column].push(*money);
            }
        }
    }
    // A sum over all groups may be wider than any of its parts, and so may a group's, whose parts may be negative.
    let parts = table.groups.iter().map(std::slice::from_ref);
    for groups in parts.chain([table.groups.as_slice()]) {
        for sum in table.sums(groups)? {
            sum.columns.into_iter().enumerate().for_each(|(column, sum)| amounts[column].extend(sum));
        }
    }
    if let Some(column) = table.closing_column() {
        amounts[column].extend(table.closing.iter().map(|closing| closing.amount));
    }
    Ok(amounts)
}

/// What a column needs, in units of the font, so that every size is tried without measuring anew.
struct Natural {
    cells: i64,
    /// Of the cells' width, what stands behind the decimal sign.
    fraction: i64,
    currency: Option<Vec<Currency>>,
    /// The widest code of a currency, at the size of codes.
    codes: i64,
    heading: String,
    /// The whole heading, and its widest word.
    headings: (i64, i64),
    fixed: bool,
}

/// A column's width and, of it, what stands behind the decimal sign and what its codes take.
struct Width {
    whole: Milli,
    decimal: Milli,
    codes: Milli,
}

impl Natural {
    fn at(&self, size: Milli) -> Width {
        // Each is rounded up, so that nothing measured in parts is wider than the whole.
        let scaled = |units: i64, style: Style| (units * style.size).div_euclid(1_000) + 1;
        let codes = if self.codes > 0 { scaled(self.codes, code(size)) } else { 0 };
        let decimal = scaled(self.fraction, words(size)) + codes;
        let cells = scaled(self.cells, words(size)) + codes;
        let (full, word) = (scaled(self.headings.0, heading(size)), scaled(self.headings.1, heading(size)));
        // A short heading stays on one line; the words of a long one do not break.
        let head = if self.currency.is_some() && full <= LEAST * size / SIZES[0] { full } else { word };
        Width { whole: cells.max(head), decimal, codes }
    }
}

fn fit(table: &Table, naturals: &[Natural], size: Milli) -> Option<Grid> {
    let gap = GAP * size / SIZES[0];
    let room = RIGHT - LEFT - gap * count(naturals.len() - 1);
    let widths: Vec<Width> = naturals.iter().map(|natural| natural.at(size)).collect();
    let shared = share(naturals, &widths, room)?;
    let mut x = LEFT;
    let slots =
        naturals.iter().zip(&widths).zip(shared).zip(&table.columns).map(|(((natural, own), width), column)| {
            let align = if natural.currency.is_some() { Align::End } else { column.align };
            let currency = match natural.currency.as_deref() {
                None | Some([]) => CurrencyAt::Nowhere,
                Some([_]) => CurrencyAt::Heading,
                Some(_) => CurrencyAt::Row(own.codes),
            };
            let slot = Slot { x, width, align, heading: natural.heading.clone(), decimal: own.decimal, currency };
            x += width + gap;
            slot
        });
    Some(Grid { size, slots: slots.collect() })
}

fn of_amounts(title: &str, amounts: &[Money], language: &Language) -> Natural {
    let mut currencies: Vec<Currency> = amounts.iter().map(|money| money.currency()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let style = Style::semibold(1_000).figures();
    let (mut whole, mut fraction) = (0, 0);
    for money in amounts {
        let (before, after) = language.amount_parts(*money);
        whole = whole.max(Run::units(&before, style));
        fraction = fraction.max(Run::units(&after, style));
    }
    let (codes, heading) = match currencies.as_slice() {
        [] => (0, title.to_owned()),
        [only] => (0, format!("{title} {only}")),
        several => {
            let widths = several.iter().map(|currency| Run::units(&format!("{CODE_SPACE}{currency}"), code(1_000)));
            (widths.max().unwrap_or(0), title.to_owned())
        }
    };
    let headings = heading_units(&heading);
    Natural { cells: whole + fraction, fraction, currency: Some(currencies), codes, heading, headings, fixed: true }
}

fn of_words(table: &Table, at: usize, language: &Language) -> Natural {
    let column = &table.columns[at];
    let style = words(1_000);
    let cells = table.groups.iter().flat_map(|group| &group.rows).map(|row| match &row[at] {
        Cell::Text(text) => Run::units(text.trim(), style).max(Run::units(text.trim(), style.figures())),
        Cell::Day(day) => Run::units(&language.date(*day, DateWidth::Short), style.figures()),
        Cell::Blank | Cell::Amount(_) => 0,
    });
    // Even an empty column has room, for the label of a sum may have to stand in it.
    let cells = cells.max().unwrap_or(0).max(3_000);
    let (heading, fixed) = (column.heading.clone(), column.kind == Kind::Date);
    let headings = heading_units(&heading);
    Natural { cells, fraction: 0, currency: None, codes: 0, heading, headings, fixed }
}

/// A heading's width, and that of its widest word.
fn heading_units(text: &str) -> (i64, i64) {
    (Run::units(text, heading(1_000)), longest_word(text, heading(1_000)))
}

/// The widest word of a heading, which is never broken: headings wrap, words do not.
fn longest_word(text: &str, style: Style) -> Milli {
    text.split(' ').map(|word| Run::units(word, style)).max().unwrap_or(0)
}

/// Divides the room. Dates and amounts get what they need; columns of words share what is left, the narrow ones first
/// getting all they need. What nobody needs goes to the widest column of words, or between all columns where there
/// is none. `None` where it does not fit.
fn share(naturals: &[Natural], own: &[Width], room: Milli) -> Option<Vec<Milli>> {
    let mut widths: Vec<Milli> = own.iter().map(|width| width.whole).collect();
    let mut flexible: Vec<usize> = (0..naturals.len()).filter(|&at| !naturals[at].fixed).collect();
    flexible.sort_by_key(|&at| own[at].whole);
    let fixed = naturals.iter().zip(own).filter(|(natural, _)| natural.fixed);
    let mut left = room - fixed.map(|(_, width)| width.whole).sum::<Milli>();
    for (place, &at) in flexible.iter().enumerate() {
        let fair = left / count(flexible.len() - place);
        if fair < LEAST.min(own[at].whole) {
            return None;
        }
        widths[at] = own[at].whole.min(fair);
        left -= widths[at];
    }
    if left < 0 {
        return None;
    }
    match flexible.last() {
        Some(&widest) => widths[widest] += left,
        None => {
            let each = left / count(widths.len());
            widths.iter_mut().for_each(|width| *width += each);
            let first = left - each * count(widths.len());
            widths[0] += first;
        }
    }
    Some(widths)
}
