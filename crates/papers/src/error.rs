//! Why a paper cannot be written.

use muster_kernel::{Currency, money::MoneyError};

/// Why a paper, a table or a file could not be written: what was wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// Something must not be empty.
    #[error("{place} is empty: it needs at least one character")]
    Empty {
        /// Where.
        place: String,
    },
    /// A text is longer than a paper takes.
    #[error("{place} has {length} characters, and may have {most} at most")]
    TooLong {
        /// Where.
        place: String,
        /// How many characters there are.
        length: usize,
        /// How many there may be.
        most: usize,
    },
    /// There are more of something than a paper takes.
    #[error("{place} has {count} entries, and may have {most} at most")]
    TooMany {
        /// Where.
        place: String,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// A row has not one cell for each column.
    #[error("{place} has {cells} cells, and the table has {columns} columns: each row needs a cell for each column")]
    Ragged {
        /// Which row.
        place: String,
        /// How many cells it has.
        cells: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// A cell holds what its column does not.
    #[error("{place} is not {right}, which its column holds")]
    WrongKind {
        /// Which cell.
        place: String,
        /// What the column holds.
        right: &'static str,
    },
    /// A table has a total or an amount after it, and no column of amounts.
    #[error(
        "{place} adds up amounts, and the table has no column of amounts: leave the label out or add such a column"
    )]
    NothingToAdd {
        /// Which label.
        place: String,
    },
    /// A sum's label has no column to stand in.
    #[error("the label {label:?} needs a column of words or days before the first column of amounts")]
    NoRoomForLabel {
        /// The label.
        label: String,
    },
    /// Two currencies meet in one sum.
    #[error("{place} is in {found}, and what it belongs to is in {expected}: two currencies never add")]
    Currencies {
        /// Where.
        place: String,
        /// The currency that was met.
        found: Currency,
        /// The currency that stands there.
        expected: Currency,
    },
    /// A sum has no room.
    #[error("the sum of {place} cannot be written: {cause}")]
    Sum {
        /// Of what.
        place: String,
        /// Why.
        cause: MoneyError,
    },
    /// The footer's pattern has not both numbers.
    #[error("the page pattern {pattern:?} must hold {{page}} and {{pages}}, as in \"Page {{page}} of {{pages}}\"")]
    PagePattern {
        /// The pattern.
        pattern: String,
    },
    /// The columns do not fit beside each other, even in the smallest letters.
    #[error(
        "the columns of {place} do not fit on the page, even in small letters: take fewer columns, or shorter headings"
    )]
    TooWide {
        /// Which table.
        place: String,
    },
    /// The mark has no extent.
    #[error("the mark is {width} by {height} units, and needs 1 to 100000 each way")]
    Mark {
        /// Its width.
        width: i32,
        /// Its height.
        height: i32,
    },
    /// A file that is to be attached has a name or a type that PDF does not take.
    #[error("{what} is no {right}")]
    Attachment {
        /// What was given.
        what: String,
        /// What would be right.
        right: &'static str,
    },
    /// The library that writes the format refused.
    #[error("the {format} could not be written: {cause}")]
    Writer {
        /// Which format.
        format: &'static str,
        /// What the library says.
        cause: String,
    },
}
