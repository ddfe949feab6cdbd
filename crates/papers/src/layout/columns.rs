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
    SIZES
        .into_iter()
        .find_map(|size| fit(table, language, &amounts, size))
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
        for (_, sums) in table.sums(groups)? {
            sums.into_iter().enumerate().for_each(|(column, sum)| amounts[column].extend(sum));
        }
    }
    if let Some(column) = table.closing_column() {
        amounts[column].extend(table.closing.iter().map(|closing| closing.amount));
    }
    Ok(amounts)
}

/// The natural width of a column, and what is known of it.
struct Natural {
    width: Milli,
    decimal: Milli,
    currency: CurrencyAt,
    heading: String,
    fixed: bool,
}

fn fit(table: &Table, language: &Language, amounts: &[Vec<Money>], size: Milli) -> Option<Grid> {
    let naturals: Vec<Natural> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| match column.kind {
            Kind::Amount | Kind::Balance => of_amounts(&column.heading, &amounts[at], language, size),
            Kind::Text | Kind::Date => of_words(table, at, language, size),
        })
        .collect();
    let gap = GAP * size / SIZES[0];
    let room = RIGHT - LEFT - gap * count(naturals.len() - 1);
    let widths = share(&naturals, room)?;
    let mut x = LEFT;
    let slots = naturals.into_iter().zip(widths).zip(&table.columns).map(|((natural, width), column)| {
        let align = if matches!(column.kind, Kind::Amount | Kind::Balance) { Align::End } else { column.align };
        let slot = Slot { x, width, align, heading: natural.heading, decimal: natural.decimal, currency: natural.currency };
        x += width + gap;
        slot
    });
    Some(Grid { size, slots: slots.collect() })
}

fn of_amounts(title: &str, amounts: &[Money], language: &Language, size: Milli) -> Natural {
    let mut currencies: Vec<Currency> = amounts.iter().map(|money| money.currency()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let style = Style::semibold(size).figures();
    let width = |text: &str, style: Style| Run::new(text, style).width;
    let (mut whole, mut fraction) = (0, 0);
    for money in amounts {
        let (before, after) = language.amount_parts(*money);
        whole = whole.max(width(&before, style));
        fraction = fraction.max(width(&after, style));
    }
    let (currency, heading_text) = match currencies.as_slice() {
        [] => (CurrencyAt::Nowhere, title.to_owned()),
        [only] => (CurrencyAt::Heading, format!("{title} {only}")),
        several => {
            let codes = several.iter().map(|currency| width(&format!("\u{a0}{currency}"), code(size)));
            (CurrencyAt::Row(codes.max().unwrap_or(0)), title.to_owned())
        }
    };
    let beside = if let CurrencyAt::Row(beside) = currency { beside } else { 0 };
    let decimal = fraction + beside;
    // A short heading stays on one line; the words of a long one do not break.
    let full = Some(width(&heading_text, heading(size))).filter(|&full| full <= LEAST * size / SIZES[0]);
    let width = (whole + decimal).max(full.unwrap_or_else(|| longest_word(&heading_text, heading(size))));
    Natural { width, decimal, currency, heading: heading_text, fixed: true }
}

fn of_words(table: &Table, at: usize, language: &Language, size: Milli) -> Natural {
    let column = &table.columns[at];
    let cells = table.groups.iter().flat_map(|group| &group.rows).map(|row| match &row[at] {
        Cell::Text(text) => Run::new(text, words(size).figures()).width,
        Cell::Day(day) => Run::new(&language.date(*day, DateWidth::Short), words(size).figures()).width,
        Cell::Blank | Cell::Amount(_) => 0,
    });
    let head = longest_word(&column.heading, heading(size));
    let width = cells.max().unwrap_or(0).max(head);
    let fixed = column.kind == Kind::Date;
    Natural { width, decimal: 0, currency: CurrencyAt::Nowhere, heading: column.heading.clone(), fixed }
}

/// The widest word of a heading, which is never broken: headings wrap, words do not.
fn longest_word(text: &str, style: Style) -> Milli {
    text.split(' ').map(|word| Run::new(word, style).width).max().unwrap_or(0)
}

/// Divides the room. Dates and amounts get what they need; columns of words share what is left, the narrow ones first
/// getting all they need. What nobody needs goes to the widest column of words, or between all columns where there
/// is none. `None` where it does not fit.
fn share(naturals: &[Natural], room: Milli) -> Option<Vec<Milli>> {
    let mut widths: Vec<Milli> = naturals.iter().map(|natural| natural.width).collect();
    let mut flexible: Vec<usize> = (0..naturals.len()).filter(|&at| !naturals[at].fixed).collect();
    flexible.sort_by_key(|&at| naturals[at].width);
    let mut left = room - naturals.iter().filter(|natural| natural.fixed).map(|natural| natural.width).sum::<Milli>();
    for (place, &at) in flexible.iter().enumerate() {
        let fair = left / count(flexible.len() - place);
        if fair < LEAST.min(naturals[at].width) {
            return None;
        }
        widths[at] = naturals[at].width.min(fair);
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
