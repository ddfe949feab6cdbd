//! Every letter has words in every language, and says the same there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};
use muster_kernel::{BasisPoints, Currency, Instant, Money};

use super::{catalogue::source, *};

/// The categories of plural forms (CLDR).
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What a letter, or a part of one, is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Written {
    /// What stands in it.
    blanks: BTreeSet<String>,
    /// The other letters that stand in it.
    parts: BTreeSet<String>,
    /// The words by which it chooses between sentences, by blank.
    choices: BTreeMap<String, BTreeSet<String>>,
}

impl Written {
    fn read(&mut self, words: &Pattern<&str>) {
        for element in &words.elements {
            if let PatternElement::Placeable { expression } = element {
                self.read_expression(expression);
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                let InlineExpression::VariableReference { id } = selector else { panic!("{selector:?} is no blank") };
                for variant in variants {
                    if let VariantKey::Identifier { name } = variant.key {
                        self.choices.entry(id.name.to_owned()).or_default().insert(name.to_owned());
                    }
                    self.read(&variant.value);
                }
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.blanks.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.parts.insert(id.name.to_owned());
            }
            InlineExpression::StringLiteral { .. } => {}
            other => panic!("{other:?} is not used in letters"),
        }
    }

    fn add(&mut self, part: &Self) {
        self.blanks.extend(part.blanks.iter().cloned());
        for (blank, words) in &part.choices {
            self.choices.entry(blank.clone()).or_default().extend(words.iter().cloned());
        }
    }
}

/// The subject, if there is one, and the text of every letter, with all that stands in the parts of it.
fn letters(language: Language) -> BTreeMap<String, (Option<Written>, Written)> {
    let catalogue = parser::parse(source(language)).map_err(|(_, wrong)| wrong).unwrap();
    let mut found = BTreeMap::new();
    for entry in &catalogue.body {
        let Entry::Message(message) = entry else { continue };
        let (mut subject, mut text) = (None, Written::default());
        text.read(message.value.as_ref().unwrap());
        for attribute in &message.attributes {
            assert_eq!(attribute.id.name, "subject", "of {}", message.id.name);
            subject.insert(Written::default()).read(&attribute.value);
        }
        assert!(found.insert(message.id.name.to_owned(), (subject, text)).is_none(), "twice: {}", message.id.name);
    }
    let whole = |part: &Written| {
        let mut whole = part.clone();
        let mut parts: Vec<&String> = part.parts.iter().collect();
        while let Some(name) = parts.pop() {
            let (_, text) = found.get(name).unwrap_or_else(|| panic!("there is no {name} in {language}"));
            whole.add(text);
            parts.extend(&text.parts);
        }
        whole
    };
    found.iter().map(|(name, (subject, text))| (name.clone(), (subject.as_ref().map(whole), whole(text)))).collect()
}

/// The blanks of a subject, if there is one, and those of a text.
type Blanks = (Option<BTreeSet<String>>, BTreeSet<String>);

#[test]
fn every_letter_has_words_in_every_language_with_the_same_blanks() {
    let blanks = |language| -> BTreeMap<String, Blanks> {
        let blanks = |(subject, text): (Option<Written>, Written)| (subject.map(|subject| subject.blanks), text.blanks);
        letters(language).into_iter().map(|(name, letter)| (name, blanks(letter))).collect()
    };
    let english = blanks(Language::English);
    assert_eq!(blanks(Language::German), english);
    // Czech bends a name by which somebody is called, so its salutation leaves it out.
    let mut expected = english.clone();
    expected.insert("greeting".to_owned(), (None, BTreeSet::new()));
    assert_eq!(blanks(Language::Czech), expected);
}

/// The sources of the server, without these letters.
fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("src/letters") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn what_the_server_sends_is_in_the_catalogue_and_nothing_else_is() {
    let mut code = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    let known = letters(Language::English);
    let named = code.match_indices("Letter::new(\"").filter_map(|(at, call)| code[at + call.len()..].split('"').next());
    let unknown: Vec<&str> = named.filter(|name| !known.contains_key(*name)).collect();
    assert_eq!(unknown, Vec::<&str>::new(), "these have no words");
    let is_sent = |name: &str| name == "as-written" || code.contains(&format!("\"{name}\""));
    let unsent: Vec<&String> =
        known.iter().filter(|(name, (subject, _))| subject.is_some() && !is_sent(name)).map(|(name, _)| name).collect();
    assert_eq!(unsent, Vec::<&String>::new(), "nobody sends these");
}

/// Something that may stand in a blank.
fn sample(letter: &str, blank: &str) -> Fact {
    let money = |minor| Fact::Money(Money::new(minor, Currency::EUR));
    let is_rate = letter.starts_with("terms") || letter.starts_with("engagement");
    match blank {
        "rate" if is_rate => BasisPoints::new(1250).unwrap().into(),
        "price" | "amount" | "gross" | "asked" => money(123_456),
        "rate" | "keeps" | "part" | "missing" | "cost" | "saved" | "by" | "net" | "tax" | "back" | "least" | "most" => {
            money(8_050)
        }
        "from" if letter == "crew-invited" => "Ada".into(),
        "from" | "due" | "last" | "day" | "week" | "begins" => Fact::Day("2026-11-16".parse().unwrap()),
        "month" => Fact::Month("2026-10".parse().unwrap()),
        "until" => "2026-11-22T19:00:00Z".parse::<Instant>().unwrap().into(),
        "fit" | "proof" | "turn" | "left" | "revision" | "version" | "ours" | "theirs" => Fact::Count(7),
        other => format!("‹{other}›").into(),
    }
}

/// A letter with each of its sentences at least once.
fn samples(name: &str, blanks: &BTreeSet<String>, choices: &BTreeMap<String, BTreeSet<String>>) -> Vec<Letter> {
    let facts = |blank: &String| -> Vec<Fact> {
        let words = choices.get(blank).cloned().unwrap_or_default();
        let is_counted = !words.is_empty() && words.iter().all(|word| FORMS.contains(&word.as_str()));
        match is_counted {
            true => vec![Fact::Count(1), Fact::Count(2), Fact::Count(5)],
            false => {
                let words = words.iter().filter(|word| *word != "other").map(Fact::from);
                let plain = choices.get(blank).is_none_or(|words| words.contains("other"));
                words.chain(plain.then(|| sample(name, blank))).collect()
            }
        }
    };
    let facts: BTreeMap<&String, Vec<Fact>> = blanks.iter().map(|blank| (blank, facts(blank))).collect();
    let first = facts.iter().fold(Letter::new(name), |letter, (blank, facts)| letter.with(blank, facts[0].clone()));
    let others = facts.iter().flat_map(|(blank, facts)| facts[1..].iter().map(move |fact| (blank, fact.clone())));
    let others: Vec<Letter> = others.map(|(blank, fact)| first.clone().with(blank, fact)).collect();
    std::iter::once(first).chain(others).collect()
}

#[test]
fn every_letter_reads_as_it_should_in_every_language() {
    let vienna = TimeZone::get("Europe/Vienna").unwrap();
    let all = Language::ALL.iter().map(|language| letters(*language)).collect::<Vec<_>>();
    for language in Language::ALL {
        let mut book = String::new();
        for name in all[0].keys() {
            let mut written = Written::default();
            for (subject, text) in all.iter().map(|letters| &letters[name]) {
                subject.iter().chain([text]).for_each(|part| written.add(part));
            }
            let has_subject = all[0][name].0.is_some();
            let mut told = BTreeSet::new();
            book.push_str(&format!("== {name}\n"));
            for letter in samples(name, &written.blanks, &written.choices) {
                let text = letter.text(*language, &vienna).unwrap();
                let said = match has_subject {
                    true => format!("Subject: {}\n\n{text}\n", letter.said(*language, &vienna).unwrap().subject),
                    false => format!("{text}\n"),
                };
                if told.insert(said.clone()) {
                    book.push_str(&format!("{said}--\n"));
                }
            }
        }
        insta::assert_snapshot!(format!("letters_{language}"), book);
    }
}

#[test]
fn amounts_and_days_are_those_of_the_language_and_hours_those_of_the_readers_clock() {
    let vienna = TimeZone::get("Europe/Vienna").unwrap();
    let letter = Letter::new("payout-settled")
        .with("amount", Money::new(82_560, Currency::EUR))
        .with("ends", "3201")
        .with("whose", "own")
        .with("month", Fact::Month("2026-10".parse().unwrap()));
    let text = |language| letter.text(language, &vienna).unwrap().replace('\u{a0}', " ");
    assert!(text(Language::English).starts_with("the bank has booked €825.60"), "{}", text(Language::English));
    assert!(text(Language::German).ends_with("Ihre Abrechnung für Oktober 2026."), "{}", text(Language::German));
    assert!(text(Language::Czech).contains("825,60 €"), "{}", text(Language::Czech));
    let canonical = letter.canonical().unwrap();
    assert!(canonical.text.contains("825.60 EUR") && canonical.text.ends_with("for 2026-10."), "{canonical:?}");

    let due: Instant = "2026-11-22T19:00:00Z".parse().unwrap();
    let letter = Letter::new("dispute-decision-due").with("title", "Shop").with("until", due);
    let text = |language| letter.text(language, &vienna).unwrap().replace('\u{a0}', " ");
    assert!(text(Language::English).ends_with("by 22 November 2026, 20:00 CET."));
    assert!(text(Language::German).ends_with("bis 22. November 2026, 20:00 Uhr MEZ."));
    assert!(text(Language::Czech).ends_with("do 22. listopadu 2026, 20:00 SEČ."));
    assert!(letter.canonical().unwrap().text.ends_with("by 2026-11-22T19:00:00Z."));
}

#[test]
fn a_zone_is_called_what_people_call_it_or_told_by_how_far_it_is_from_greenwich() {
    let told = |language: Language, zone: &str, until: &str| {
        let letter =
            Letter::new("dispute-vote-due").with("title", "Shop").with("until", until.parse::<Instant>().unwrap());
        let text = letter.text(language, &TimeZone::get(zone).unwrap()).unwrap();
        text.rsplit_once("2026, ").unwrap().1.trim_end_matches('.').replace('\u{a0}', " ")
    };
    let (winter, summer) = ("2026-11-22T19:00:00Z", "2026-07-22T19:00:00Z");
    assert_eq!(told(Language::English, "Europe/Prague", summer), "21:00 CEST");
    assert!(told(Language::German, "Europe/Prague", summer).starts_with("21:00 Uhr MESZ"));
    assert_eq!(told(Language::Czech, "Europe/Helsinki", winter), "21:00 VEČ");
    assert_eq!(told(Language::English, "UTC", winter), "19:00 UTC");
    assert_eq!(told(Language::English, "Europe/London", winter), "19:00 GMT");
    assert_eq!(told(Language::Czech, "Europe/London", summer), "20:00 GMT+1");
    assert_eq!(told(Language::English, "America/St_Johns", winter), "15:30 GMT-3:30");
}

#[test]
fn the_day_of_a_moment_is_that_of_the_readers_calendar() {
    let late: Instant = "2026-11-22T23:30:00Z".parse().unwrap();
    let letter = Letter::new("invitation-reminded")
        .with("role", "Lead")
        .with("title", "Shop")
        .with("day", Fact::DayOf(late))
        .with("until", late);
    let subject = |zone: &str| {
        letter.said(Language::English, &TimeZone::get(zone).unwrap()).unwrap().subject.replace('\u{a0}', " ")
    };
    assert_eq!(subject("UTC"), "Until 22 November 2026: Shop");
    assert_eq!(subject("Europe/Vienna"), "Until 23 November 2026: Shop");
    assert_eq!(letter.canonical().unwrap().subject, "Until 2026-11-22: Shop");
}

#[test]
fn a_count_bends_its_word_as_the_language_does() {
    let faults = |language: Language, count: i32| {
        Letter::new("faults").with("count", count).text(language, &TimeZone::UTC).unwrap()
    };
    assert_eq!([1, 2].map(|count| faults(Language::English, count)), ["1 fault", "2 faults"]);
    assert_eq!([1, 3, 5].map(|count| faults(Language::Czech, count)), ["1 chybu", "3 chyby", "5 chyb"]);
}

#[test]
fn what_is_kept_is_read_as_it_was_written() {
    let line = Letter::new("transfer-reference").with("reference", "RF32 KTWX BGHD");
    let letter = Letter::new("funding-asked")
        .with("milestone", "Weeks 1 to 4")
        .with("title", "Shop")
        .with("last", sample("", "last"))
        .with("amount", sample("", "amount"))
        .with("until", sample("", "until"))
        .with("day", Fact::DayOf("2026-11-22T19:00:00Z".parse().unwrap()))
        .with("month", sample("", "month"))
        .with("rate", BasisPoints::new(1250).unwrap())
        .with("count", Fact::Count(3))
        .with("transfer", vec![line]);
    let kept = serde_json::to_string(&letter).unwrap();
    assert_eq!(serde_json::from_str::<Letter>(&kept).unwrap(), letter, "{kept}");
}

#[test]
fn what_a_client_was_told_before_letters_said_what_comes_back_is_told_still() {
    for name in ["dispute-decided", "dispute-split"] {
        let kept = [("title", "Shop"), ("who", "Ada"), ("eye", "client")];
        let letter = kept.into_iter().fold(Letter::new(name), |letter, (blank, fact)| letter.with(blank, fact));
        let letter = letter.with("amount", sample(name, "amount")).with("until", sample(name, "until"));
        for language in Language::ALL {
            assert!(letter.said(*language, &TimeZone::UTC).is_ok(), "{name} in {language}");
        }
    }
}

#[test]
fn a_blank_without_a_fact_and_a_letter_without_words_are_refused() {
    for letter in [Letter::new("crew-invited").with("name", "The Bicycles"), Letter::new("nonsense")] {
        assert!(letter.said(Language::Czech, &TimeZone::UTC).is_err(), "{letter:?}");
    }
}
