//! Days and hours as a person reads them.
//!
//! Whoever writes a notice does not know who reads it: a client's goes to several people, and to webhooks. So a notice
//! is written with the canonical forms, `2026-11-22T19:00:00Z` and `2026-11-22`, which a webhook passes on as they are,
//! and told to each person in the words of their own time zone.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// A text with every canonical instant and day in it as somebody in `zone` says it: `22 November 2026, 20:00
/// (Europe/Vienna)`, `22 November 2026`.
pub(super) fn in_words(text: &str, zone: &TimeZone) -> String {
    text.split_inclusive(char::is_whitespace).map(|word| word_in(word, zone)).collect()
}

/// One word, with what stands around the instant or day in it left as it is.
fn word_in(word: &str, zone: &TimeZone) -> String {
    let starts = word.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let rest = &word[starts..];
    let ends = rest.rfind(|c: char| c.is_ascii_digit() || c == 'Z').map_or(0, |last| last + 1);
    let (before, said, after) = (&word[..starts], &rest[..ends], &rest[ends..]);
    match instant(said, zone).or_else(|| day(said)) {
        Some(words) if before.chars().all(|c| "(\"'".contains(c)) => format!("{before}{words}{after}"),
        _ => word.to_owned(),
    }
}

fn instant(said: &str, zone: &TimeZone) -> Option<String> {
    let is_canonical = said.len() >= "2026-11-22T19:00:00Z".len() && said.ends_with('Z');
    let instant: Timestamp = is_canonical.then(|| said.parse().ok()).flatten()?;
    let place = zone.iana_name().unwrap_or("UTC");
    Some(format!("{} ({place})", instant.to_zoned(zone.clone()).strftime("%-d %B %Y, %H:%M")))
}

fn day(said: &str) -> Option<String> {
    let is_canonical = said.len() == "2026-11-22".len();
    let day: Date = is_canonical.then(|| said.parse().ok()).flatten()?;
    Some(day.strftime("%-d %B %Y").to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vienna(text: &str) -> String {
        in_words(text, &TimeZone::get("Europe/Vienna").unwrap())
    }

    #[test]
    fn an_hour_is_that_of_the_readers_clock() {
        let told = vienna("Please answer by 2026-11-22T19:00:00Z. From Monday, 2026-11-30,\nfor ten weeks.");
        assert_eq!(
            told,
            "Please answer by 22 November 2026, 20:00 (Europe/Vienna). From Monday, 30 November 2026,\nfor ten weeks."
        );
        assert_eq!(vienna("(2026-07-01T22:30:00.123456Z)"), "(2 July 2026, 00:30 (Europe/Vienna))");
        assert_eq!(in_words("2026-11-22T19:00:00Z", &TimeZone::UTC), "22 November 2026, 19:00 (UTC)");
    }

    #[test]
    fn what_only_looks_like_a_day_stays_as_it_is() {
        for text in [
            "2026-13-40",
            "v2026-11-22",
            "/runs/2026-11-22",
            "http://x.example/2026-11-22",
            "20261122",
            "2026-11-22T19:00Z",
        ] {
            assert_eq!(vienna(text), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_without_digits_stays_as_it_is(text in "[^0-9]{0,80}") {
            prop_assert_eq!(vienna(&text), text);
        }

        #[test]
        fn no_text_is_too_strange(text in ".{0,80}") {
            vienna(&text);
        }
    }
}
