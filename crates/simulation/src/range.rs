//! Numbers that were given, and the ranges that they must lie in.

/// A number outside of its range: what is refused, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {value} is refused; right would be {least} to {most}")]
pub struct OutOfRange {
    /// Which field.
    pub field: &'static str,
    /// What was there.
    pub value: i64,
    /// The least that is right.
    pub least: i64,
    /// The most that is right.
    pub most: i64,
}

/// Fine where the value lies between `least` and `most`, both included.
pub(crate) fn within(field: &'static str, value: i64, least: i64, most: i64) -> Result<(), OutOfRange> {
    match (least..=most).contains(&value) {
        true => Ok(()),
        false => Err(OutOfRange { field, value, least, most }),
    }
}
