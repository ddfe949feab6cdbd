//! The countries that an invoice may name, and what they are called where people read it.

/// A line for each: its code, and its name in English, German and Czech. The codes are ISO 3166-1 alpha-2, with `1A` and
/// `XI` (Kosovo and Northern Ireland) which the standard adds, as the validation artefacts of EN 16931 list them, release
/// 1.3.16.
const COUNTRIES: &str = include_str!("countries.csv");

/// Whether it is the code of a country.
pub(crate) fn is_country(code: &str) -> bool {
    row(code).is_some()
}

/// What the country of that code is called in German (`de`), in Czech (`cs`), or else in English; nothing where there is
/// no such country.
///
/// ```
/// use muster_invoices::country_name;
///
/// assert_eq!(country_name("AT", "de"), Some("Österreich"));
/// assert_eq!(country_name("EL", "de"), None);
/// ```
pub fn country_name(code: &str, language: &str) -> Option<&'static str> {
    let [_, english, german, czech] = row(code)?;
    Some(match language {
        "de" => german,
        "cs" => czech,
        _ => english,
    })
}

fn row(code: &str) -> Option<[&'static str; 4]> {
    COUNTRIES.lines().map(fields).find(|[listed, ..]| *listed == code)
}

fn fields(line: &'static str) -> [&'static str; 4] {
    let mut fields = line.split(';');
    std::array::from_fn(|_| fields.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_code_is_found_whole_or_not_at_all() {
        assert!(is_country("CZ") && is_country("1A"));
        assert!(!is_country("EL") && !is_country("C") && !is_country("CZ;Czechia") && !is_country(""));
    }

    #[test]
    fn every_country_has_a_name_of_its_own_in_every_language() {
        let codes: BTreeSet<&str> = COUNTRIES.lines().map(|line| fields(line)[0]).collect();
        assert_eq!(codes.len(), COUNTRIES.lines().count(), "a country stands there twice");
        assert!(COUNTRIES.lines().all(|line| line.split(';').count() == 4), "a line has four fields");
        for language in ["en", "de", "cs"] {
            let names: BTreeSet<&str> = codes.iter().map(|code| country_name(code, language).unwrap()).collect();
            assert_eq!(names.len(), codes.len(), "two countries have one name in {language}");
            assert!(names.iter().all(|name| !name.trim().is_empty()), "a country has no name in {language}");
        }
        assert_eq!(["en", "de", "cs"].map(|of| country_name("CZ", of).unwrap()), ["Czechia", "Tschechien", "Česko"]);
    }
}
