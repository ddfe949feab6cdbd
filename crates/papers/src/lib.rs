//! Papers that leave the house: statements and invoices that a client, a member or an archive keeps for ten years.
//!
//! What such a paper must be is easily said and rarely done: amounts stand on their decimal sign with their currency,
//! totals are right and never mix two currencies, a table that goes over the page repeats its headings and leaves
//! nothing alone, a screen reader knows a heading cell from a value, the file opens in thirty years, and writing it
//! twice gives the same bytes, so that its hash can be kept. This crate knows layout and formats and nothing of what
//! the words mean: it is handed a plain value, a [`Paper`], and writes it as PDF or HTML; a [`Sheet`] it writes as CSV
//! or XLSX.
//!
//! ```
//! use muster_kernel::{Currency, Money};
//! use muster_papers::{
//!     Block, Cell, Color, Column, Fact, Footer, Group, Letterhead, Mark, Paper, Table,
//! };
//!
//! let euro = |minor| Money::new(minor, Currency::EUR);
//! let table = Table {
//!     caption: "Lines".to_owned(),
//!     columns: vec![Column::date("Date"), Column::text("Details"), Column::amount("Amount")],
//!     groups: vec![Group {
//!         rows: vec![vec![
//!             Cell::from("2026-11-05".parse::<muster_kernel::Day>()?),
//!             Cell::from("Release of milestone 2"),
//!             Cell::from(euro(123_450)),
//!         ]],
//!         ..Group::default()
//!     }],
//!     total: Some("Total".to_owned()),
//!     ..Table::default()
//! };
//! let paper = Paper {
//!     language: "en".parse()?,
//!     title: "Statement for November 2026".to_owned(),
//!     number: "2026-11-0042".to_owned(),
//!     issued: "2026-12-01T06:00:00Z".parse()?,
//!     letterhead: Letterhead { name: "Greenways".to_owned(), mark: Mark::muster(), lines: Vec::new() },
//!     recipient: vec!["Jiřina Köhlerová".to_owned()],
//!     facts: vec![Fact::new("Account", "mem_01hq3v")],
//!     summary: vec![Fact::new("Closing balance", euro(123_450))],
//!     body: vec![Block::Table(table)],
//!     fine_print: None,
//!     footer: Footer { text: "Greenways".to_owned(), pages: "Page {page} of {pages}".to_owned() },
//!     accent: Color::MUSTER,
//! };
//! let pdf = paper.pdf()?;
//! assert!(pdf.starts_with(b"%PDF-1.7") && pdf == paper.pdf()?);
//! assert!(paper.html()?.contains("1,234.50"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rooms
//!
//! | room | what is there |
//! | --- | --- |
//! | `paper`, `mark` | what a paper is made of: [`Paper`], [`Table`], [`Mark`] |
//! | `sums` | sums by currency, and how one amount is divided: [`Sum`], [`Waterfall`] |
//! | `check`, `error` | what is refused, and in which words: [`PaperError`] |
//! | `language` | numbers and dates as a language writes them: [`Language`] |
//! | `text` | the fonts: shaping, measuring, breaking into lines |
//! | `layout` | from a paper to pages, in whole thousandths of a point |
//! | `pdf` | pages as tagged PDF/A-3, with metadata for Factur-X |
//! | `attach` | files inside a PDF: [`AssociatedFile`] |
//! | `html` | the same paper as a page of HTML |
//! | `sheet`, `csv`, `xlsx` | data for programs and spreadsheets: [`Sheet`], [`workbook`] |
//!
//! The fonts are Source Sans 3 by Adobe, under the SIL Open Font License (`fonts/LICENSE.md`).

mod attach;
mod check;
mod csv;
mod error;
mod html;
mod language;
mod layout;
mod mark;
mod paper;
mod pdf;
mod sheet;
mod sums;
mod text;
mod xlsx;

pub use attach::{AssociatedFile, FacturX, Relationship};
pub use csv::{Bom, neutral, restored};
pub use error::PaperError;
pub use language::{DateWidth, Language, LanguageError};
pub use mark::{Mark, Shape, Step};
pub use paper::{
    Align, Block, Cell, Closing, Color, Column, Emphasis, Fact, FinePrint, Footer, Group, Kind, Letterhead, Paper,
    Table,
};
pub use sheet::Sheet;
pub use sums::{Sum, Waterfall};
pub use xlsx::workbook;

// The scenes are written as a caller writes them, and serve the examples and the tests alike.
#[cfg(test)]
extern crate self as muster_papers;
#[cfg(test)]
#[path = "../examples/scenes/mod.rs"]
mod scenes;
