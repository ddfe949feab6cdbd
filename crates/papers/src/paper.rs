//! What a paper is made of: a plain value that says what stands where, and nothing of how it looks.

use muster_kernel::{Day, Instant, Money};

use crate::{Language, Mark, Waterfall};

/// A document that leaves the house: a statement, an invoice, a certificate.
///
/// The same value gives the same bytes, whenever and wherever it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The language of every word in it; it also shapes numbers and dates.
    pub language: Language,
    /// What the document is: `Statement for November 2026`.
    pub title: String,
    /// Its number, which names the document beside its title: `2026-11-0042`. May be empty.
    pub number: String,
    /// When it was made. Becomes the creation date of the files.
    pub issued: Instant,
    /// From whom it is.
    pub letterhead: Letterhead,
    /// To whom it goes, line by line: the name first.
    pub recipient: Vec<String>,
    /// What stands beside the recipient: number, dates, references.
    pub facts: Vec<Fact>,
    /// The few figures that matter, set large under the title: opening balance, in, out, closing balance. The last one
    /// is set in the accent colour.
    pub summary: Vec<Fact>,
    /// Paragraphs and tables, in reading order.
    pub body: Vec<Block>,
    /// How to check the paper, set small at its end.
    pub fine_print: Option<FinePrint>,
    /// What stands at the foot of each page.
    pub footer: Footer,
    /// The one colour beside ink.
    pub accent: Color,
}

impl Paper {
    /// Title and number, where the title does not say the number itself.
    pub(crate) fn full_title(&self) -> String {
        match self.number.is_empty() || self.title.contains(&self.number) {
            true => self.title.clone(),
            false => format!("{} · {}", self.title, self.number),
        }
    }
}

/// From whom a paper is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The sender's name.
    pub name: String,
    /// The sender's mark.
    pub mark: Mark,
    /// Address and registration, line by line.
    pub lines: Vec<String>,
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is: `Closing balance`.
    pub label: String,
    /// What it amounts to.
    pub value: Cell,
}

impl Fact {
    /// That label with that value.
    pub fn new(label: impl Into<String>, value: impl Into<Cell>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// A value: in a table, or beside a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Words, or a number that is no money (hours, a rate) as the caller wants it written.
    Text(String),
    /// A day, written as the language does.
    Day(Day),
    /// An amount, written as the language does.
    Amount(Money),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<Money> for Cell {
    fn from(money: Money) -> Self {
        Self::Amount(money)
    }
}

/// A part of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading over what follows.
    Heading(String),
    /// A paragraph of running text.
    Paragraph(String),
    /// A paragraph in smaller, paler letters.
    Note(String),
    /// A table.
    Table(Table),
    /// How one amount is divided.
    Waterfall(Waterfall),
}

/// Rows under headings, in groups, with sums that are computed here and so are never wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table shows. May be empty.
    pub caption: String,
    /// Its columns, at most eight.
    pub columns: Vec<Column>,
    /// Its rows, in groups. A table without groups has one group without heading.
    pub groups: Vec<Group>,
    /// The label of the total over all groups: one row for each currency that occurs. `None` for no total.
    pub total: Option<String>,
    /// Amounts that follow the total and are not its sum: a tax, what is due.
    pub closing: Vec<Closing>,
    /// What stands in place of rows where there are none.
    pub empty: String,
}

/// Rows that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they have in common. `None` for rows without a heading.
    pub heading: Option<String>,
    /// The rows: a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// The label of the sum over this group: one row for each currency that occurs. `None` for no sum.
    pub subtotal: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands over it.
    pub heading: String,
    /// What it holds.
    pub kind: Kind,
    /// To which side words and dates are set. Amounts stand on their decimal sign.
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub fn text(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), kind: Kind::Text, align: Align::Start }
    }

    /// A column of figures that are no money: hours, rates; set to the right.
    pub fn figures(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), kind: Kind::Text, align: Align::End }
    }

    /// A column of days.
    pub fn date(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), kind: Kind::Date, align: Align::Start }
    }

    /// A column of amounts that add up.
    pub fn amount(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), kind: Kind::Amount, align: Align::End }
    }

    /// A column of amounts that do not add up, such as the balance after each row.
    pub fn balance(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), kind: Kind::Balance, align: Align::End }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Days.
    Date,
    /// Amounts, which totals add up.
    Amount,
    /// Amounts that are not added up.
    Balance,
}

/// To which side a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// To the left.
    Start,
    /// To the middle.
    Center,
    /// To the right.
    End,
}

/// An amount after a table's total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// What it is: `VAT 21 %`, `Amount due`.
    pub label: String,
    /// How much.
    pub amount: Money,
    /// How much it matters.
    pub emphasis: Emphasis,
}

/// How much a row matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// As much as any other.
    Plain,
    /// It is what the reader looks for.
    Strong,
}

/// How to check a paper: a hash, a root, a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FinePrint {
    /// What it is about. May be empty.
    pub heading: String,
    /// Sentences.
    pub paragraphs: Vec<String>,
    /// Hashes and their kin, which break anywhere.
    pub facts: Vec<Fact>,
}

/// What stands at the foot of each page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footer {
    /// A line at the left. May be empty.
    pub text: String,
    /// How pages are counted, with `{page}` and `{pages}` in it: `Page {page} of {pages}`.
    pub pages: String,
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// The green of Muster.
    pub const MUSTER: Self = Self(0x0b, 0x61, 0x53);
    /// The amber of Muster's mark.
    pub const AMBER: Self = Self(0xff, 0xd2, 0x7d);
    /// White.
    pub const WHITE: Self = Self(0xff, 0xff, 0xff);
}
