//! The words of every letter, by language.

use std::{borrow::Cow, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

use super::Language;
use crate::error::{Error, Result};

type Bundle = FluentBundle<FluentResource>;

/// A part of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// One line.
    Subject,
    /// The rest.
    Text,
}

/// The catalogue of a language as it is written.
pub(super) const fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("words/en.ftl"),
        Language::German => include_str!("words/de.ftl"),
        Language::Czech => include_str!("words/cs.ftl"),
    }
}

/// A part of the letter `name`, with what stands in its blanks.
pub(super) fn say(language: Language, name: &str, part: Part, blanks: Vec<(&str, FluentValue<'_>)>) -> Result<String> {
    let bundle = bundle(language);
    let letter = bundle.get_message(name);
    let words = letter.and_then(|letter| match part {
        Part::Subject => letter.get_attribute("subject").map(|subject| subject.value()),
        Part::Text => letter.value(),
    });
    let words = words.ok_or_else(|| {
        Error::internal("write a letter", format!("{name:?} has no words in {language} for its {part:?}"))
    })?;
    let blanks: FluentArgs<'_> = blanks.into_iter().collect();
    let mut wrong = Vec::new();
    let said = bundle.format_pattern(words, Some(&blanks), &mut wrong);
    match wrong.first() {
        // What ends in an empty blank leaves the line before it empty.
        None => Ok(said.trim_end().to_owned()),
        Some(first) => Err(Error::internal(format!("write the letter {name:?} in {language}"), first.to_string())),
    }
}

fn bundle(language: Language) -> &'static Bundle {
    static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| read(Language::English));
    static GERMAN: LazyLock<Bundle> = LazyLock::new(|| read(Language::German));
    static CZECH: LazyLock<Bundle> = LazyLock::new(|| read(Language::Czech));
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Czech => &CZECH,
    }
}

fn read(language: Language) -> Bundle {
    let words = FluentResource::try_new(source(language).to_owned()).map_err(|(_, wrong)| wrong);
    let words = words.expect("a test reads the catalogues");
    let tag = language.as_str().parse().expect("a language has a tag");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Signs that nobody sees around each blank would stand in mails, and in the references that people copy.
    bundle.set_use_isolating(false);
    if language == Language::Czech {
        bundle.set_transform(Some(tied));
    }
    bundle.add_resource(words).expect("a test reads the catalogues: each letter is there once");
    bundle
}

/// Czech leaves no word of one letter at the end of a line: it stays with the next, as `tied` in the front end has it.
fn tied(text: &str) -> Cow<'_, str> {
    let (mut before, mut letter) = (' ', ' ');
    let tie = |c: char| {
        let alone = matches!(before, ' ' | '\n' | '(' | '„') && "aikosuvz".contains(letter.to_ascii_lowercase());
        (before, letter) = (letter, c);
        if c == ' ' && alone { '\u{a0}' } else { c }
    };
    Cow::Owned(text.chars().map(tie).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_czech_word_of_one_letter_stays_with_the_next() {
        assert_eq!(tied("V týmu i v síti (a s vámi) na"), "V\u{a0}týmu i\u{a0}v\u{a0}síti (a\u{a0}s\u{a0}vámi) na");
    }
}
