//! What a client writes on a transfer, and how it is found in what the bank tells of it.

use std::fmt;

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql},
    serialize::{self, Output, ToSql},
    sql_types::Text,
};
use muster_bank::text::CreditorReference;
use serde::{Deserialize, Serialize};

use crate::clock::Mint;

/// What a code is made of: no digit, so that none can be taken for a letter, and no vowel, so that no code is a word.
const LETTERS: &[u8; 20] = b"BCDFGHJKMNPQRSTVWXYZ";
/// The letters of a code.
const CODE: usize = 8;
/// `RF`, two check digits, and the code.
const LENGTH: usize = 4 + CODE;
/// The most references that are looked for in one text.
const MOST: usize = 20;

/// A creditor reference (ISO 11649) over eight consonants: `RF32 KTWX BGHD`. Whoever mistypes one letter or digit, or swaps
/// two neighbours, is told by their bank. It always has twelve characters, so that it is found in a text without blanks.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = Text)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(CreditorReference);

impl Reference {
    /// The reference over that code, or `None` where the code is not eight of the letters that are used.
    pub fn of(code: &str) -> Option<Self> {
        let fits = code.len() == CODE && code.bytes().all(|letter| LETTERS.contains(&letter));
        fits.then(|| CreditorReference::of(code).ok()).flatten().map(Self)
    }

    /// A reference that is drawn: one of 25 thousand million.
    pub fn drawn(mint: &Mint) -> Self {
        let letter = |_| {
            let place = usize::try_from(mint.below(LETTERS.len() as u64)).expect("below twenty");
            char::from(LETTERS[place])
        };
        let code: String = (0..CODE).map(letter).collect();
        Self::of(&code).expect("the letters were taken from those that are used")
    }

    /// Without blanks, as machines take it: twelve characters.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The references in a text, in their order and each once: at most twenty. Capitals and small letters are the same, and
    /// blanks, line breaks and signs count for nothing, since banks fold what somebody writes and put their own around it.
    pub fn all_in(text: &str) -> Vec<Self> {
        let plain: Vec<u8> =
            text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_uppercase()).collect();
        let mut found: Vec<Self> = Vec::new();
        for window in plain.windows(LENGTH).filter(|window| window.starts_with(b"RF")) {
            let reference = std::str::from_utf8(window).ok().and_then(|window| Self::try_from(window.to_owned()).ok());
            match reference {
                Some(reference) if !found.contains(&reference) => found.push(reference),
                _ => {}
            }
            if found.len() == MOST {
                break;
            }
        }
        found
    }
}

/// In groups of four, as people read it: `RF32 KTWX BGHD`.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for Reference {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not the reference of a funding, such as RF32 KTWX BGHD");
        let reference: CreditorReference = text.parse().map_err(|_| wrong())?;
        let code = reference.as_str().get(4..).unwrap_or_default();
        Self::of(code).ok_or_else(wrong)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0.into()
    }
}

impl<DB: Backend> ToSql<Text, DB> for Reference
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.as_str().to_sql(out)
    }
}

impl<DB: Backend> FromSql<Text, DB> for Reference
where
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self::try_from(String::from_sql(value)?)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(LETTERS.to_vec()), CODE)
            .prop_map(|letters| letters.into_iter().map(char::from).collect())
    }

    fn is_reference(text: &str) -> bool {
        Reference::try_from(text.to_owned()).is_ok()
    }

    #[test]
    fn check_digits_are_those_of_iso_11649() {
        // Published examples of the standard, and codes as they are used here.
        for (carried, whole) in [
            ("539007547034", "RF18 5390 0754 7034"),
            ("2348231", "RF71 2348 231"),
            ("G72UUR", "RF45 G72U UR"),
            ("KTWXBGHD", "RF32 KTWX BGHD"),
            ("ZZZZZZZZ", "RF39 ZZZZ ZZZZ"),
            ("BBBBBBBB", "RF15 BBBB BBBB"),
        ] {
            assert_eq!(CreditorReference::of(carried).unwrap().to_string(), whole);
        }
        assert_eq!(Reference::of("KTWXBGHD").unwrap().to_string(), "RF32 KTWX BGHD");
        assert_eq!(Reference::of("KTWXBGHD").unwrap().as_str(), "RF32KTWXBGHD");
    }

    #[test]
    fn a_code_is_eight_consonants_that_cannot_be_misread() {
        for wrong in ["", "KTWXBGH", "KTWXBGHDD", "ktwxbghd", "KTWXBGH1", "KTWXBGHO", "KTWXBGHL", "KTWXBGÄ"] {
            assert_eq!(Reference::of(wrong), None, "{wrong}");
        }
        assert!(!is_reference("RF18 5390 0754 7034"), "somebody else's reference");
        assert!(!is_reference("RF33 KTWX BGHD"));
    }

    #[test]
    fn a_reference_is_found_in_whatever_a_bank_makes_of_it() {
        let reference = Reference::of("KTWXBGHD").unwrap();
        for text in [
            "RF32KTWXBGHD",
            "rf32 ktwx bghd",
            "Invoice from Muster RF32 KTWX\r\nBGHD thank you",
            "/RFB/RF32KTWXBGHD/INV/2026",
            "SVWZ+RF32-KTWX-BGHD.EREF+NOTPROVIDED",
            "RFRF32KTWXBGHDRF",
        ] {
            assert_eq!(Reference::all_in(text).as_slice(), std::slice::from_ref(&reference), "{text}");
        }
        for text in ["", "RF", "RF32KTWXBGH", "RF33KTWXBGHD", "payment for work", "RF18 5390 0754 7034"] {
            assert_eq!(Reference::all_in(text), [], "{text}");
        }
    }

    #[test]
    fn several_references_are_found_in_their_order_and_each_once() {
        let [one, other] = ["KTWXBGHD", "ZZZZZZZZ"].map(|code| Reference::of(code).unwrap());
        assert_eq!(Reference::all_in(&format!("{other}, {one} {other}")), [other, one]);
    }

    #[test]
    fn a_text_of_many_references_is_not_read_for_ever() {
        let mint = Mint::seeded(7, muster_kernel::Instant::from_micros(0));
        let many: String = (0..50).map(|_| Reference::drawn(&mint).to_string()).collect();
        assert_eq!(Reference::all_in(&many).len(), MOST);
    }

    proptest! {
        #[test]
        fn what_is_drawn_is_a_reference_and_read_back(seed: u64) {
            let drawn = Reference::drawn(&Mint::seeded(seed, muster_kernel::Instant::from_micros(0)));
            prop_assert_eq!(Reference::try_from(drawn.to_string()).unwrap(), drawn.clone());
            prop_assert_eq!(drawn.as_str().len(), LENGTH);
            prop_assert_eq!(drawn.to_string().split(' ').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
        }

        #[test]
        fn one_mistaken_character_is_always_noticed(code in code(), place in 2..LENGTH, other in 0..20_usize) {
            let right = Reference::of(&code).unwrap();
            let mut typed = right.as_str().as_bytes().to_vec();
            let mistaken = if place < 4 { b'0' + u8::try_from(other % 10).unwrap() } else { LETTERS[other] };
            prop_assume!(typed[place] != mistaken);
            typed[place] = mistaken;
            prop_assert!(!is_reference(&String::from_utf8(typed).unwrap()));
        }

        #[test]
        fn two_swapped_letters_are_always_noticed(code in code(), place in 4..LENGTH - 1) {
            let right = Reference::of(&code).unwrap();
            let mut typed = right.as_str().as_bytes().to_vec();
            prop_assume!(typed[place] != typed[place + 1]);
            typed.swap(place, place + 1);
            prop_assert!(!is_reference(&String::from_utf8(typed).unwrap()));
        }

        #[test]
        fn a_reference_is_found_between_whatever_else_is_written(
            code in code(), before in "[a-z ,./-]{0,40}", after in "[a-z ,./-]{0,40}", gaps in prop::collection::vec("[ \n./-]{0,2}", LENGTH)
        ) {
            let right = Reference::of(&code).unwrap();
            let spread: String =
                right.as_str().to_lowercase().chars().zip(&gaps).map(|(letter, gap)| format!("{letter}{gap}")).collect();
            let found = Reference::all_in(&format!("{before}{spread}{after}"));
            prop_assert!(found.contains(&right), "{:?}", found);
        }

        #[test]
        fn no_text_makes_the_search_panic(text in "\\PC{0,200}") {
            prop_assert!(Reference::all_in(&text).len() <= MOST);
        }
    }
}
