//! Papers that leave the house.

mod attach;
mod check;
mod error;
mod language;
mod layout;
mod mark;
mod paper;
mod pdf;
mod text;

pub use attach::{AssociatedFile, FacturX, Relationship};
pub use error::PaperError;
pub use language::{DateWidth, Language, LanguageError};
pub use mark::{Mark, Shape, Step};
pub use paper::{
    Align, Block, Cell, Closing, Color, Column, Emphasis, Fact, FinePrint, Footer, Group, Kind, Letterhead, Paper, Table,
    Waterfall,
};
