//! Where traces go, and how many.

use ureq::http::{HeaderValue, Uri};

/// Where a collector takes traces, if its address says nothing else (OTLP/HTTP).
const PATH: &str = "/v1/traces";

/// Where traces go, and how many.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address that takes them.
    pub collector: Uri,
    /// How many of a hundred requests and jobs are traced, where whoever asked has not decided.
    pub share: u8,
    /// What the collector is shown. Masked in logs (`Debug`).
    pub token: Option<HeaderValue>,
}

impl Settings {
    /// Reads `MUSTER_TRACES`, `MUSTER_TRACES_SHARE` and `MUSTER_TRACES_TOKEN`; nothing without the first. What is wrong is
    /// told without its value, which may hold a secret.
    pub fn read(collector: Option<&String>, share: &str, token: Option<&String>) -> Result<Option<Self>, String> {
        let share = share.parse::<u8>().ok().filter(|share| *share <= 100);
        let share = share.ok_or("MUSTER_TRACES_SHARE should be a number from 0 to 100")?;
        let token = token.map(|token| bearer(token)).transpose()?;
        match collector {
            Some(collector) => {
                let collector = address(collector).ok_or(
                    "MUSTER_TRACES should be the address of a collector such as http://127.0.0.1:4318; what opens it \
                     stands in MUSTER_TRACES_TOKEN",
                )?;
                Ok(Some(Self { collector, share, token }))
            }
            None if token.is_some() => {
                Err("MUSTER_TRACES_TOKEN is set without MUSTER_TRACES; set both, or none".to_owned())
            }
            None => Ok(None),
        }
    }
}

fn address(given: &str) -> Option<Uri> {
    let address: Uri = given.parse().ok()?;
    let is_spoken = matches!(address.scheme_str(), Some("http" | "https"));
    let is_plain = address.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    if !is_spoken || !is_plain || address.query().is_some() {
        return None;
    }
    if address.path() == "/" {
        return format!("{}{PATH}", given.trim_end_matches('/')).parse().ok();
    }
    Some(address)
}

fn bearer(token: &str) -> Result<HeaderValue, String> {
    let wrong = "MUSTER_TRACES_TOKEN should be one line of letters, digits and signs";
    let mut value = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| wrong)?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(collector: &str, share: &str, token: &str) -> Result<Option<Settings>, String> {
        let given = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        Settings::read(given(collector).as_ref(), share, given(token).as_ref())
    }

    #[test]
    fn nothing_is_traced_unless_there_is_a_collector() {
        assert!(read("", "100", "").unwrap().is_none());
        assert!(read("", "100", "s3cret").unwrap_err().contains("without MUSTER_TRACES"));
    }

    #[test]
    fn an_address_without_a_path_is_given_the_one_of_the_standard() {
        let address = |given| read(given, "100", "").unwrap().unwrap().collector.to_string();
        assert_eq!(address("http://127.0.0.1:4318"), "http://127.0.0.1:4318/v1/traces");
        assert_eq!(address("https://traces.example/"), "https://traces.example/v1/traces");
        assert_eq!(address("https://traces.example/otlp/mine"), "https://traces.example/otlp/mine");
    }

    #[test]
    fn what_is_wrong_is_told_without_its_value() {
        for (collector, share, token, told) in [
            ("127.0.0.1:4318", "100", "", "such as http://127.0.0.1:4318"),
            ("ftp://s3cret.example", "100", "", "such as http://127.0.0.1:4318"),
            ("https://me:s3cret@traces.example", "100", "", "MUSTER_TRACES_TOKEN"),
            ("https://traces.example/?key=s3cret", "100", "", "MUSTER_TRACES_TOKEN"),
            ("https://traces.example", "101", "", "a number from 0 to 100"),
            ("https://traces.example", "some", "", "a number from 0 to 100"),
            ("https://traces.example", "100", "s3cret\nof two lines", "one line"),
        ] {
            let error = read(collector, share, token).map(drop).unwrap_err();
            assert!(error.contains(told) && !error.contains("s3cret"), "{collector}: {error}");
        }
    }

    #[test]
    fn the_token_is_never_shown() {
        let settings = read("https://traces.example", "7", "s3cret").unwrap().unwrap();
        assert_eq!((settings.share, settings.token.as_ref().unwrap().as_bytes()), (7, b"Bearer s3cret".as_slice()));
        assert!(!format!("{settings:?}").contains("s3cret"));
    }
}
