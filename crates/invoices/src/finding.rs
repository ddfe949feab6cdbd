//! What is wrong with a draft, said so that whoever wrote it can put it right.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule that it breaks: of EN 16931 (`BR-…`), or one of our own (`M-…`, listed in the crate's first page).
    pub rule: String,
    /// Where: a path within the draft, and the business term where it has one, such as `seller.vat_id (BT-31)`.
    pub field: String,
    /// What was wrong, with the value that was refused.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

impl Finding {
    pub(crate) fn new(
        rule: impl Into<String>,
        field: impl Into<String>,
        wrong: impl Into<String>,
        right: impl Into<String>,
    ) -> Self {
        Self { rule: rule.into(), field: field.into(), wrong: wrong.into(), right: right.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}; {}", self.rule, self.field, self.wrong, self.right)
    }
}

/// Why a draft is no invoice: everything that is wrong with it (or the first thousand things). There is at least one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl From<Finding> for Refusal {
    fn from(finding: Finding) -> Self {
        Self { findings: vec![finding] }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, finding) in self.findings.iter().enumerate() {
            let parted = if at == 0 { "" } else { "\n" };
            write!(f, "{parted}{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
