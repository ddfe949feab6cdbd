//! What a browser needs for a page, named in the page itself: it fetches all of that at once, where it would otherwise learn
//! of one thing from the other. What that is comes from the build (`frontend/scripts/pages.ts`), and nothing of it from whoever
//! asks: their path and their languages only choose.

use std::collections::HashMap;

use actix_web::http::header::AcceptLanguage;
use serde::Deserialize;

/// What those get who read no language that Muster speaks: `preferred` in `frontend/src/i18n/index.ts`.
const USUAL: &str = "en";

/// Every page of the front end, as `pages.json` tells of them.
#[derive(Default, Deserialize)]
pub(super) struct Pages {
    pages: Vec<Page>,
    /// The files of the catalogue: by language, then by part.
    words: HashMap<String, HashMap<String, String>>,
}

/// A page, and what it needs beside what every page does.
#[derive(Deserialize)]
struct Page {
    /// Such as `/briefs/$id/edit`.
    path: String,
    files: Vec<String>,
    /// The parts of the catalogue that it speaks from.
    words: Vec<String>,
}

impl Pages {
    /// What stands in the head of the page at `path` for whoever reads these languages; nothing where there is no such page.
    pub(super) fn head(&self, path: &str, languages: &AcceptLanguage) -> String {
        let there = self.pages.iter().filter(|page| page.is_at(path));
        // `/briefs/new` is also at `/briefs/$id`.
        let Some(page) = there.min_by_key(|page| page.path.matches('$').count()) else {
            return String::new();
        };
        let catalogue = self.catalogue(languages);
        let words = page.words.iter().filter_map(|part| catalogue?.get(part));
        let links: String = page.files.iter().chain(words).map(|file| link(file)).collect();
        format!(r#"<meta name="words" content="{}">{links}"#, page.words.join(" "))
    }

    /// The catalogue of the first of these languages that there is one for.
    fn catalogue(&self, languages: &AcceptLanguage) -> Option<&HashMap<String, String>> {
        let wishes = languages.ranked();
        let known = wishes.iter().filter_map(|wish| wish.item()).find_map(|tag| self.words.get(tag.primary_language()));
        known.or_else(|| self.words.get(USUAL))
    }
}

impl Page {
    fn is_at(&self, path: &str) -> bool {
        let (own, asked) = (self.path.split('/'), path.split('/'));
        own.clone().count() == asked.clone().count()
            && own.zip(asked).all(|(own, asked)| own.starts_with('$') || own == asked)
    }
}

/// Fetches a file early: a script without running it, so that one which is not needed after all does nothing.
fn link(file: &str) -> String {
    let kind = if file.ends_with(".css") { "stylesheet" } else { "modulepreload" };
    format!(r#"<link rel="{kind}" crossorigin href="/{file}">"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> Pages {
        serde_json::from_str(
            r#"{
                "pages": [
                    { "path": "/", "files": ["landing.js"], "words": ["common"] },
                    { "path": "/briefs/$id", "files": ["brief.css", "brief.js"], "words": ["common", "briefs"] },
                    { "path": "/briefs/new", "files": ["new.js"], "words": ["common", "briefs"] }
                ],
                "words": {
                    "en": { "common": "common-en.js", "briefs": "briefs-en.js" },
                    "de": { "common": "common-de.js", "briefs": "briefs-de.js" }
                }
            }"#,
        )
        .unwrap()
    }

    fn head(path: &str, languages: &[&str]) -> String {
        let languages = languages.iter().map(|language| language.parse().unwrap()).collect();
        pages().head(path, &AcceptLanguage(languages))
    }

    #[test]
    fn a_page_names_its_files_and_its_words_in_the_language_of_whoever_asks() {
        assert_eq!(
            head("/briefs/brief_1", &["fr", "en;q=0.2", "de-AT;q=0.8"]),
            concat!(
                r#"<meta name="words" content="common briefs">"#,
                r#"<link rel="stylesheet" crossorigin href="/brief.css">"#,
                r#"<link rel="modulepreload" crossorigin href="/brief.js">"#,
                r#"<link rel="modulepreload" crossorigin href="/common-de.js">"#,
                r#"<link rel="modulepreload" crossorigin href="/briefs-de.js">"#,
            )
        );
    }

    #[test]
    fn whoever_reads_none_of_the_languages_gets_english() {
        for languages in [&["fr"][..], &["*"], &[]] {
            assert!(head("/", languages).contains("/common-en.js"), "{languages:?}");
        }
    }

    #[test]
    fn a_page_of_its_own_goes_before_one_for_many() {
        assert!(head("/briefs/new", &["en"]).contains("/new.js"));
        assert!(head("/", &["en"]).contains("/landing.js"));
    }

    #[test]
    fn where_there_is_no_page_nothing_is_named_and_nothing_of_the_path_comes_back() {
        for path in ["/briefs", "/briefs/brief_1/bids", "/\"><script>", "//", ""] {
            assert_eq!(head(path, &["en"]), "", "{path}");
        }
    }
}
