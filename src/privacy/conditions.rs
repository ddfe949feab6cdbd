//! The conditions of a network: its own words, which stand elsewhere, and their version.

use std::str::FromStr;

use serde::Serialize;
use utoipa::ToSchema;

/// The longest version.
const LONGEST: usize = 40;

/// What whoever signs up accepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Conditions {
    /// Which version, such as `2026-11`.
    pub version: String,
    /// Where they stand.
    pub address: String,
}

impl FromStr for Conditions {
    type Err = &'static str;

    /// A version and an address, with white space between them.
    fn from_str(text: &str) -> Result<Self, &'static str> {
        const RIGHT: &str = "a version and an https address, such as 2026-11 https://example.org/conditions";
        let [version, address] = text.split_whitespace().collect::<Vec<_>>()[..] else { return Err(RIGHT) };
        let is_address = address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
        if version.chars().count() > LONGEST || !is_address {
            return Err(RIGHT);
        }
        Ok(Self { version: version.to_owned(), address: address.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_a_version_and_an_address() {
        let read: Conditions = "2026-11  https://example.org/conditions".parse().unwrap();
        assert_eq!((read.version.as_str(), read.address.as_str()), ("2026-11", "https://example.org/conditions"));
        for wrong in
            ["", "2026-11", "2026-11 http://example.org", "https://example.org 1", "1 https:// x", "1 https://"]
        {
            assert!(wrong.parse::<Conditions>().is_err(), "{wrong:?}");
        }
    }
}
