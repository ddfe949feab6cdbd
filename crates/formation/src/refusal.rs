//! What is wrong with a document, where, and what would be right.

use std::{error::Error, fmt};

/// A document that cannot be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Where in the document, as a path such as `members[3].free`.
    pub place: String,
    /// What was found there.
    pub refused: String,
    /// What would be right.
    pub right: String,
}

impl Refusal {
    pub(crate) fn new(place: impl Into<String>, refused: impl fmt::Debug, right: impl Into<String>) -> Self {
        Self { place: place.into(), refused: format!("{refused:?}"), right: right.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} is refused; right would be {}", self.place, self.refused, self.right)
    }
}

impl Error for Refusal {}

/// A whole number that must lie between two others, both included.
pub(crate) fn within(place: impl FnOnce() -> String, value: i64, low: i64, high: i64) -> Result<i64, Refusal> {
    if (low..=high).contains(&value) {
        return Ok(value);
    }
    Err(Refusal::new(place(), value, format!("a whole number from {low} to {high}")))
}

/// A whole number that must be at least another.
pub(crate) fn at_least(place: impl FnOnce() -> String, value: i64, low: i64) -> Result<i64, Refusal> {
    if value >= low {
        return Ok(value);
    }
    Err(Refusal::new(place(), value, format!("a whole number, at least {low}")))
}
