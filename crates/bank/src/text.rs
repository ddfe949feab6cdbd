//! What may be written to a bank: [`SepaText`], [`EndToEndId`], [`MessageId`] and [`CreditorReference`].

use std::{fmt, str::FromStr};

use any_ascii::any_ascii_char;
use muster_kernel::{Id, id::Kind};
use serde::{Deserialize, Serialize};

/// A name: 70 characters.
pub type Name = SepaText<70>;
/// What a payment is for: 140 characters.
pub type Remittance = SepaText<140>;

/// Text longer than this is refused unread: no name or remittance is meant by it.
const MOST_GIVEN: usize = 10_000;

/// Whether every bank in SEPA must take this character (EPC217-08): letters and digits of ASCII, the space, and
/// eleven signs.
const fn is_sepa(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ' ' | '/' | '-' | '?' | ':' | '(' | ')' | '.' | ',' | '\'' | '+')
}

/// A text of 1 to `MOST` characters that every bank in SEPA must take: written with the Latin letters without marks,
/// digits, single spaces and `/ - ? : ( ) . , ' +`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SepaText<const MOST: usize>(String);

impl<const MOST: usize> SepaText<MOST> {
    /// The text in the characters of SEPA, whatever it was written in: `é` becomes `e`, `ß` becomes `ss`, `&` becomes
    /// `+`. Refuses a text of which nothing is left, and one that is longer than `MOST` then.
    pub fn of(text: &str) -> Result<Self, TextError> {
        let given = text.chars().take(MOST_GIVEN + 1).count();
        if given > MOST_GIVEN {
            return Err(TextError::TooLong { length: given, most: MOST });
        }
        let written = transliterated(text);
        match written.len() {
            0 => Err(TextError::Empty),
            length if length > MOST => Err(TextError::TooLong { length, most: MOST }),
            _ => Ok(Self(written)),
        }
    }

    /// Like [`SepaText::of`], but what is too long is cut after `MOST` characters. Refuses only a text of which nothing
    /// is left.
    pub fn shortened(text: &str) -> Result<Self, TextError> {
        let start: String = text.chars().take(MOST_GIVEN).collect();
        let mut written = transliterated(&start);
        written.truncate(MOST);
        written.truncate(written.trim_end().len());
        if written.is_empty() { Err(TextError::Empty) } else { Ok(Self(written)) }
    }

    /// As it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text in ASCII characters of SEPA, with single spaces within and none around.
fn transliterated(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars().flat_map(|c| if is_sepa(c) { vec![c] } else { substitute(c).chars().collect() }) {
        if letter != ' ' || !written.is_empty() && !written.ends_with(' ') {
            written.push(letter);
        }
    }
    written.truncate(written.trim_end().len());
    written
}

/// What stands for a character outside of the set. Letters of other scripts are written in Latin ones; a sign becomes
/// the nearest one that there is.
fn substitute(c: char) -> String {
    let sign = |c: char| match c {
        _ if is_sepa(c) => c,
        '&' => '+',
        '_' | '~' | '=' | '|' => '-',
        '[' | '{' | '<' => '(',
        ']' | '}' | '>' => ')',
        ';' => ',',
        '"' | '`' | '^' => '\'',
        '\\' => '/',
        _ if c.is_whitespace() || c.is_control() => ' ',
        _ => '.',
    };
    match c {
        '@' => "(at)".to_owned(),
        _ if c.is_whitespace() || c.is_control() => " ".to_owned(),
        _ => any_ascii_char(c).chars().map(sign).collect(),
    }
}

/// Why a text cannot be sent to a bank.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing of it can be written.
    #[error("there is nothing in it that a bank can read: at least one letter, digit or sign is needed")]
    Empty,
    /// It is too long.
    #[error("it has {length} characters as banks write it, and at most {most} are taken")]
    TooLong {
        /// How many there are.
        length: usize,
        /// How many there may be.
        most: usize,
    },
}

/// Checks a reference: characters of SEPA without spaces, and slashes only single and within, as the scheme's rules
/// for identifiers want it.
fn reference(text: &str, most: usize) -> Result<String, ReferenceError> {
    let whole = (1..=most).contains(&text.len())
        && text.chars().all(|c| is_sepa(c) && c != ' ')
        && !text.starts_with('/')
        && !text.ends_with('/')
        && !text.contains("//");
    whole.then(|| text.to_owned()).ok_or_else(|| ReferenceError { text: text.chars().take(60).collect(), most })
}

/// A text that cannot be a reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} cannot be a reference to a bank: 1 to {most} of A to Z, a to z, 0 to 9 and / - ? : ( ) . , ' +, \
     no space, no slash at an end, no two in a row"
)]
pub struct ReferenceError {
    text: String,
    most: usize,
}

/// Makes a reference type of at most so many characters.
macro_rules! reference {
    ($name:ident, $most:literal, $what:literal) => {
        #[doc = $what]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// As it is sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ReferenceError;
            fn from_str(text: &str) -> Result<Self, ReferenceError> {
                reference(text, $most).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = ReferenceError;
            fn try_from(text: String) -> Result<Self, ReferenceError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(reference: $name) -> Self {
                reference.0
            }
        }
    };
}

reference!(
    EndToEndId,
    35,
    "What goes with a payment to its creditor and comes back in all that is said of it: 1 to 35 characters."
);
reference!(
    MessageId,
    29,
    "What names a file to the bank, 1 to 29 characters: its blocks get the same name and a number, in 35."
);
reference!(BlockId, 35, "What names a block of payments within a file to the bank: 1 to 35 characters.");

impl EndToEndId {
    /// That of a payout with this id: `PAYOUT-01K9X…`, in capitals since some banks make everything so. Two ids of one
    /// kind never give the same; of the kind's word, eight letters are kept.
    pub fn of<K: Kind>(id: &Id<K>) -> Self {
        let (word, tail) = halves(id);
        Self(format!("{}-{tail}", &word[..word.len().min(8)]))
    }
}

impl MessageId {
    /// That of a batch with this id: its 26 letters in capitals, without the word before them.
    pub fn of<K: Kind>(id: &Id<K>) -> Self {
        Self(halves(id).1)
    }

    /// The name of this file's block of that number.
    pub(crate) fn block(&self, number: usize) -> BlockId {
        BlockId(format!("{}-{number}", self.0))
    }
}

/// An id's word and its letters, in capitals.
fn halves<K: Kind>(id: &Id<K>) -> (String, String) {
    let (word, tail) = id.as_str().split_once('_').expect("an id has a word and an underscore before its letters");
    (word.to_ascii_uppercase(), tail.to_ascii_uppercase())
}

/// A creditor reference by ISO 11649: `RF`, two check digits and 1 to 21 letters or digits. Who pays with it mistypes
/// nothing without being told, and the money that comes in names what it is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditorReference(String);

impl CreditorReference {
    /// The reference that carries these 1 to 21 letters or digits.
    pub fn of(number: &str) -> Result<Self, CreditorReferenceError> {
        let tail = number.to_ascii_uppercase();
        let fits = (1..=21).contains(&tail.len()) && tail.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !fits {
            return Err(CreditorReferenceError { text: number.chars().take(40).collect() });
        }
        let check = 98 - mod_97(&format!("{tail}RF00"));
        Ok(Self(format!("RF{check:02}{tail}")))
    }

    /// Without spaces, as machines take it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The remainder by 97 of letters and digits read as one number, a letter as 10 to 35 (ISO 7064).
fn mod_97(text: &str) -> u32 {
    text.chars().fold(0, |rest, c| {
        let value = c.to_digit(36).expect("only letters and digits are given");
        (rest * if value < 10 { 10 } else { 100 } + value) % 97
    })
}

impl FromStr for CreditorReference {
    type Err = CreditorReferenceError;

    /// Takes it with spaces and small letters too.
    fn from_str(text: &str) -> Result<Self, CreditorReferenceError> {
        let wrong = || CreditorReferenceError { text: text.chars().take(40).collect() };
        let compact: String = text.chars().take(60).filter(|c| !c.is_whitespace()).collect();
        let tail = compact.get(4..).ok_or_else(wrong)?;
        let made = Self::of(tail).map_err(|_| wrong())?;
        if made.0 == compact.to_ascii_uppercase() { Ok(made) } else { Err(wrong()) }
    }
}

/// In groups of four: `RF18 5390 0754 7034`.
impl fmt::Display for CreditorReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.char_indices() {
            let gap = if place > 0 && place % 4 == 0 { " " } else { "" };
            write!(f, "{gap}{letter}")?;
        }
        Ok(())
    }
}

impl TryFrom<String> for CreditorReference {
    type Error = CreditorReferenceError;
    fn try_from(text: String) -> Result<Self, CreditorReferenceError> {
        text.parse()
    }
}

impl From<CreditorReference> for String {
    fn from(reference: CreditorReference) -> Self {
        reference.0
    }
}

/// A text that is no creditor reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a creditor reference: RF, two check digits that fit, and 1 to 21 letters or digits")]
pub struct CreditorReferenceError {
    text: String,
}

impl<const MOST: usize> fmt::Display for SepaText<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const MOST: usize> FromStr for SepaText<MOST> {
    type Err = TextError;
    fn from_str(text: &str) -> Result<Self, TextError> {
        Self::of(text)
    }
}

impl<const MOST: usize> TryFrom<String> for SepaText<MOST> {
    type Error = TextError;
    fn try_from(text: String) -> Result<Self, TextError> {
        Self::of(&text)
    }
}

impl<const MOST: usize> From<SepaText<MOST>> for String {
    fn from(text: SepaText<MOST>) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Payout;
    impl Kind for Payout {
        const PREFIX: &'static str = "payout";
    }

    fn name(text: &str) -> String {
        Name::of(text).unwrap().to_string()
    }

    #[test]
    fn names_are_written_in_letters_that_every_bank_has() {
        assert_eq!(name("José Weiß-Žižková"), "Jose Weiss-Zizkova");
        assert_eq!(name("Łukasz Ørsted & Søn, Æbeltoft"), "Lukasz Orsted + Son, Aebeltoft");
        assert_eq!(name("  Ге́оргій\tШевченко "), "Georgiy Shevchenko");
        assert_eq!(name("Αθήνα"), "Athina");
        assert_eq!(name("e\u{301}"), "e");
    }

    #[test]
    fn signs_become_the_nearest_ones_there_are() {
        assert_eq!(name("a_b@c [d] „e“ \\f; 100 % – 5 €"), "a-b(at)c (d) 'e' /f, 100 . - 5 EUR");
    }

    #[test]
    fn what_is_too_long_is_refused_or_cut_by_choice() {
        let long = "ß".repeat(36);
        assert_eq!(Name::of(&long), Err(TextError::TooLong { length: 72, most: 70 }));
        assert_eq!(Name::shortened(&long).unwrap().as_str(), "s".repeat(70));
        assert_eq!(Name::of(" \u{200b}\u{301} "), Err(TextError::Empty));
    }

    #[test]
    fn an_id_becomes_an_end_to_end_id_that_any_bank_keeps() {
        let id = Id::<Payout>::from_bits(u128::MAX);
        assert_eq!(EndToEndId::of(&id).as_str(), "PAYOUT-7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
        assert_eq!(MessageId::of(&id).block(10_000).as_str(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ-10000");
    }

    #[test]
    fn a_reference_keeps_to_the_rules_of_identifiers() {
        for wrong in ["", "/a", "a/", "a//b", "a b", "é", &"a".repeat(36)] {
            assert!(wrong.parse::<EndToEndId>().is_err(), "{wrong}");
        }
        assert!("a/b-C?(1)".parse::<EndToEndId>().is_ok());
    }

    #[test]
    fn a_creditor_reference_has_check_digits() {
        assert_eq!(CreditorReference::of("539007547034").unwrap().to_string(), "RF18 5390 0754 7034");
        assert!("rf18 5390 0754 7034".parse::<CreditorReference>().is_ok());
        assert!("RF18539007547035".parse::<CreditorReference>().is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_written_stays_within_the_set_and_is_written_but_once(text in "\\PC{0,200}") {
            if let Ok(written) = Remittance::shortened(&text) {
                prop_assert!(written.as_str().chars().all(is_sepa));
                prop_assert!((1..=140).contains(&written.as_str().len()));
                prop_assert_eq!(Remittance::of(written.as_str()).unwrap(), written);
            }
        }

        #[test]
        fn a_creditor_reference_is_read_back(tail in "[0-9A-Z]{1,21}") {
            let made = CreditorReference::of(&tail).unwrap();
            prop_assert_eq!(made.to_string().parse::<CreditorReference>().unwrap(), made);
        }

        #[test]
        fn no_text_makes_a_reference_panic(text in "\\PC{0,60}") {
            let _ = text.parse::<CreditorReference>();
            let _ = text.parse::<EndToEndId>();
        }
    }
}
