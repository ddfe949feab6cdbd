//! What somebody signs in on, as far as its browser says, and from where.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};

use crate::{
    error::{Error, Result},
    http::Origin,
    letters::Letter,
};

/// A browser and a system in words, such as `Firefox on Linux`: enough for somebody to know it again, too little to tell
/// two people apart. And where it is, which nobody is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device(pub String, pub Origin);

/// What names a browser in its `User-Agent`. Most name others as well, to be taken for them: the first one counts.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];
/// The same of systems.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl Device {
    /// A letter that says what it is.
    pub(super) fn named_in(&self, letter: Letter) -> Letter {
        let (browser, system) = self.0.split_once(" on ").unwrap_or((&self.0, "none"));
        let browser = if browser == "a program" { "none" } else { browser };
        letter.with("browser", browser).with("system", system.trim_start_matches("an "))
    }
}

/// What a `User-Agent` says, in words.
fn in_words(agent: &str) -> String {
    let known =
        |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("a program on {system}"),
        (None, None) => "a program".to_owned(),
    }
}

impl FromRequest for Device {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let agent = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        let from = Origin::from_request(request, payload).into_inner();
        ready(from.map(|from| Self(in_words(agent.unwrap_or_default()), from)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_that_name_others_are_told_by_their_own_name() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 \
                    Safari/537.36 Edg/130.0";
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1";
        assert_eq!(in_words(edge), "Edge on Windows");
        assert_eq!(in_words(phone), "Safari on an iPhone");
        assert_eq!(
            in_words("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"),
            "Firefox on Linux"
        );
        assert_eq!(in_words("curl/8.5\nSubject: x"), "a program");
    }
}
