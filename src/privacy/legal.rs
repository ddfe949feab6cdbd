//! What the law wants whoever runs a network to say: pages of their own, which stand elsewhere.

use serde::Serialize;
use ureq::http::Uri;
use utoipa::ToSchema;

use super::Conditions;

/// The longest address of a page.
const LONGEST: usize = 500;

/// The pages of whoever runs the network, as far as they gave any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Legal {
    /// Where it stands who runs the network.
    pub imprint: Option<String>,
    /// Where it stands what they do with data of people.
    pub privacy: Option<String>,
    /// What whoever signs up accepts.
    pub conditions: Option<Conditions>,
}

impl Legal {
    /// Reads `MUSTER_LEGAL_IMPRINT`, `MUSTER_LEGAL_PRIVACY` and `MUSTER_CONDITIONS`, or says what would be right.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        Ok(Self {
            imprint: given("MUSTER_LEGAL_IMPRINT", &get, page)?,
            privacy: given("MUSTER_LEGAL_PRIVACY", &get, page)?,
            conditions: given("MUSTER_CONDITIONS", &get, str::parse::<Conditions>)?,
        })
    }
}

/// What a setting says, where it is there.
fn given<T>(
    key: &str,
    get: impl Fn(&str) -> Option<String>,
    read: impl Fn(&str) -> Result<T, &'static str>,
) -> Result<Option<T>, String> {
    let told = |value: String| read(&value).map_err(|right| format!("{key} is {value:?}, but should be {right}"));
    get(key).map(told).transpose()
}

/// The address of a page.
fn page(text: &str) -> Result<String, &'static str> {
    const RIGHT: &str = "the http or https address of a page, such as https://example.org/imprint";
    let address: Uri = text.parse().map_err(|_| RIGHT)?;
    let is_spoken = matches!(address.scheme_str(), Some("http" | "https"));
    // What opens a page has no place in a link that everybody follows.
    let is_plain = address.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    if is_spoken && is_plain && text.len() <= LONGEST { Ok(text.to_owned()) } else { Err(RIGHT) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_an_address_that_browsers_follow() {
        for right in ["https://example.org/imprint", "http://example.org", "https://example.org/legal?page=2"] {
            assert_eq!(page(right).as_deref(), Ok(right));
        }
        for wrong in
            ["", "/imprint", "example.org", "javascript:alert(1)", "ftp://example.org/a", "https://me:pw@example.org"]
        {
            assert!(page(wrong).is_err(), "{wrong:?}");
        }
        assert!(page(&format!("https://example.org/{}", "a".repeat(LONGEST))).is_err());
    }
}
