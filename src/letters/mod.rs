//! Letters: what people are told in the app and by mail, in the language that they read.
//!
//! Whoever has something to tell names a letter and the facts that stand in it: titles, amounts, days. Its words stand in
//! one catalogue for each language (`words/*.ftl`, in the syntax of [Fluent](https://projectfluent.org)): the same letters
//! with the same blanks in each, which tests hold. So what is kept is what happened, and everybody reads it in their own
//! language, with amounts and days as that language writes them and hours by their own clock. Programs are told the same
//! with the canonical forms, `1,234.56 EUR`, `2026-11-22` and `2026-11-22T19:00:00Z`.
//!
//! The text of a letter follows a salutation, so it begins in lower case.
//!
//! Called by every slice that tells somebody something. Calls nobody.

mod catalogue;
mod fact;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use self::fact::Fact;
use self::{
    catalogue::{Part, say},
    fact::Form,
};
use crate::error::Result;

crate::words! {
    /// A language that Muster speaks.
    pub enum Language {
        /// English.
        English = "en",
        /// German.
        German = "de",
        /// Czech.
        Czech = "cs",
    }
}

impl Language {
    /// The language of that tag; English where it is none that is spoken here.
    pub fn of(tag: &str) -> Self {
        tag.parse().unwrap_or(Self::English)
    }
}

/// Something that is said: which letter it is, and the facts that stand in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    name: String,
    facts: BTreeMap<String, Fact>,
}

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// One line.
    pub subject: String,
    /// A few sentences, the first of which follows a salutation.
    pub text: String,
}

impl Letter {
    /// The letter of that name, which is in every catalogue, without its facts yet.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), facts: BTreeMap::new() }
    }

    /// A letter that is in words already, the same in every language.
    pub fn as_written(subject: impl Into<Fact>, text: impl Into<Fact>) -> Self {
        Self::new("as-written").with("subject", subject).with("text", text)
    }

    /// The same, with what stands in a blank.
    #[must_use]
    pub fn with(mut self, blank: &str, fact: impl Into<Fact>) -> Self {
        self.facts.insert(blank.to_owned(), fact.into());
        self
    }

    /// The letter in the words of a language, with the hours of `zone`.
    ///
    /// # Errors
    /// An internal error where the catalogue has no such letter, or a blank of it has no fact.
    pub fn said(&self, language: Language, zone: &TimeZone) -> Result<Said> {
        self.in_form(&Form::Spoken(language, zone))
    }

    /// The text of the letter alone, as [`Self::said`] says it.
    ///
    /// # Errors
    /// The same.
    pub fn text(&self, language: Language, zone: &TimeZone) -> Result<String> {
        self.part(Part::Text, &Form::Spoken(language, zone))
    }

    /// The letter for a program: in English, with the canonical forms of amounts, days and instants.
    ///
    /// # Errors
    /// As [`Self::said`].
    pub fn canonical(&self) -> Result<Said> {
        self.in_form(&Form::Canonical)
    }

    fn in_form(&self, form: &Form<'_>) -> Result<Said> {
        Ok(Said { subject: self.part(Part::Subject, form)?, text: self.part(Part::Text, form)? })
    }

    fn part(&self, part: Part, form: &Form<'_>) -> Result<String> {
        let blanks = self.facts.iter().map(|(blank, fact)| fact.in_form(form).map(|fact| (blank.as_str(), fact)));
        say(form.language(), &self.name, part, blanks.collect::<Result<Vec<_>>>()?)
    }
}
