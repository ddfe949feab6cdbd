//! Where an account is: [`Iban`] and [`Bic`].

use std::{fmt, str::FromStr};

use iban::{IbanLike, ParseBaseIbanError, ParseIbanError};
use serde::{Deserialize, Serialize};

/// The longest IBAN, and more than enough room for the spaces people type.
const MOST_TYPED: usize = 64;

/// Countries and territories whose accounts can be reached by a SEPA credit transfer, by the letters with which their
/// IBANs begin, and how long those are. French and British territories have IBANs of their country.
const SEPA: [(&str, usize); 42] = [
    ("AD", 24),
    ("AL", 28),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("RS", 22),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("VA", 22),
];

/// An account by ISO 13616: its country has IBANs of this length and make-up, and its check digits fit. It is kept
/// without spaces and in capitals, shown in groups of four, and masked in logs (`Debug`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

impl Iban {
    /// Without spaces, in capitals, as machines take it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The two letters of its country.
    pub fn country(&self) -> &str {
        &self.0[..2]
    }

    /// Whether its country takes part in SEPA credit transfers.
    pub fn is_in_sepa(&self) -> bool {
        SEPA.iter().any(|(country, _)| *country == self.country())
    }

    /// What a log may tell: country, check digits and the last four characters.
    pub fn masked(&self) -> String {
        masked(&self.0)
    }
}

/// The first and the last four characters of a text of more than twelve, and of a shorter one only the first two.
pub(crate) fn masked(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let (head, tail) = if letters.len() > 12 { (4, 4) } else { (2, 0) };
    let head: String = letters.iter().take(head).collect();
    let tail: String = letters[letters.len().saturating_sub(tail)..].iter().collect();
    format!("{head}…{tail}")
}

impl FromStr for Iban {
    type Err = IbanError;

    /// Takes it with spaces and small letters too.
    fn from_str(text: &str) -> Result<Self, IbanError> {
        let compact: String =
            text.chars().take(MOST_TYPED).filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let wrong = |fault| IbanError { masked: masked(&compact), fault };
        let country = compact.get(..2).unwrap_or_default();
        // The length first: of all that can be wrong with what somebody typed, this is told best.
        if let Some((country, length)) = SEPA.iter().find(|(known, _)| *known == country).copied()
            && compact.len() != length
            && compact.is_ascii()
        {
            return Err(wrong(IbanFault::Length { country, length, has: compact.len() }));
        }
        match compact.parse::<iban::Iban>() {
            Ok(iban) => Ok(Self(iban.electronic_str().to_owned())),
            Err(ParseIbanError::UnknownCountry(_)) => Err(wrong(IbanFault::Country)),
            Err(ParseIbanError::InvalidBban(_)) => Err(wrong(IbanFault::MakeUp)),
            Err(ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidChecksum }) => {
                Err(wrong(IbanFault::CheckDigits))
            }
            Err(_) => Err(wrong(IbanFault::Form)),
        }
    }
}

/// In groups of four: `DE89 3704 0044 0532 0130 00`.
impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.char_indices() {
            if place > 0 && place % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

/// Masked, so that no log holds a whole account number.
impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({})", self.masked())
    }
}

impl TryFrom<String> for Iban {
    type Error = IbanError;
    fn try_from(text: String) -> Result<Self, IbanError> {
        text.parse()
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}

/// A text that is no IBAN. It tells the text masked: it may end up in a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{masked:?} is not an IBAN: {fault}")]
pub struct IbanError {
    masked: String,
    /// What is wrong with it.
    pub fault: IbanFault,
}

/// What is wrong with a text that is no IBAN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IbanFault {
    /// It does not look like one at all.
    #[error("it begins with two letters and two digits, and has at most 34 letters and digits")]
    Form,
    /// No country with IBANs has these letters.
    #[error("no country whose accounts have IBANs begins with these letters")]
    Country,
    /// Its country has longer or shorter ones.
    #[error("it has {has} characters, and those of {country} have {length}")]
    Length {
        /// Of which country.
        country: &'static str,
        /// How many characters there should be.
        length: usize,
        /// How many there are.
        has: usize,
    },
    /// Letters stand where its country has digits, or it is too long or too short.
    #[error("its country puts letters and digits elsewhere, or has more or fewer of them")]
    MakeUp,
    /// Something was mistyped.
    #[error("its check digits do not fit, so some character is mistyped")]
    CheckDigits,
}

/// A bank by ISO 9362: eight or eleven characters, in capitals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bic(String);

impl Bic {
    /// In capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The two letters of its country.
    pub fn country(&self) -> &str {
        &self.0[4..6]
    }
}

impl FromStr for Bic {
    type Err = BicError;

    /// Takes small letters and spaces around it too. What is taken fits the stricter one of the two patterns that
    /// versions 03 and 09 of the credit transfer have.
    fn from_str(text: &str) -> Result<Self, BicError> {
        let bic = text.trim().to_ascii_uppercase();
        let fits = |place: usize, byte: u8| match place {
            0..6 => byte.is_ascii_uppercase(),
            6 => byte.is_ascii_uppercase() || (b'2'..=b'9').contains(&byte),
            7 => byte != b'O' && byte.is_ascii_alphanumeric(),
            _ => byte.is_ascii_alphanumeric(),
        };
        let whole = matches!(bic.len(), 8 | 11) && bic.bytes().enumerate().all(|(place, byte)| fits(place, byte));
        whole.then_some(Self(bic)).ok_or_else(|| BicError { text: text.chars().take(20).collect() })
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Bic {
    type Error = BicError;
    fn try_from(text: String) -> Result<Self, BicError> {
        text.parse()
    }
}

impl From<Bic> for String {
    fn from(bic: Bic) -> Self {
        bic.0
    }
}

/// A text that is no BIC.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a BIC: four letters for the bank, two for its country, then two or five more characters")]
pub struct BicError {
    text: String,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fault(text: &str) -> IbanFault {
        text.parse::<Iban>().unwrap_err().fault
    }

    #[test]
    fn an_iban_is_kept_plain_and_shown_in_groups() {
        let iban: Iban = " de89 3704 0044 0532 0130 00 ".parse().unwrap();
        assert_eq!((iban.as_str(), iban.country()), ("DE89370400440532013000", "DE"));
        assert_eq!(iban.to_string(), "DE89 3704 0044 0532 0130 00");
    }

    #[test]
    fn a_log_sees_an_iban_masked() {
        let iban: Iban = "DE89370400440532013000".parse().unwrap();
        assert_eq!(format!("{iban:?}"), "Iban(DE89…3000)");
        let error = "DE89370400440532013001".parse::<Iban>().unwrap_err().to_string();
        assert_eq!(error, "\"DE89…3001\" is not an IBAN: its check digits do not fit, so some character is mistyped");
    }

    #[test]
    fn each_fault_is_told_apart() {
        assert_eq!(fault("DE8937040044053201300"), IbanFault::Length { country: "DE", length: 22, has: 21 });
        assert_eq!(fault("US89370400440532013000"), IbanFault::CheckDigits);
        assert_eq!(fault("ZZ3337040044"), IbanFault::Country);
        assert_eq!(fault("GB82123412345698765432"), IbanFault::CheckDigits);
        assert_eq!(fault("Jana Nováková"), IbanFault::Form);
        assert_eq!(fault(""), IbanFault::Form);
    }

    #[test]
    fn sepa_ends_where_its_scheme_ends() {
        let in_sepa = |text: &str| text.parse::<Iban>().unwrap().is_in_sepa();
        assert!(in_sepa("CZ6508000000192000145399"));
        assert!(in_sepa("CH9300762011623852957"));
        assert!(!in_sepa("KW81CBKU0000000000001234560101"));
        assert!(!in_sepa("XK051212012345678906"));
    }

    #[test]
    fn every_length_of_the_table_is_that_of_the_registry() {
        let examples = include_str!("../tests/ibans.txt");
        for example in examples.lines() {
            let iban: Iban = example.parse().unwrap();
            let (_, length) = SEPA.iter().find(|(country, _)| *country == iban.country()).unwrap();
            assert_eq!(iban.as_str().len(), *length, "{example}");
        }
        assert_eq!(examples.lines().count(), SEPA.len());
    }

    #[test]
    fn a_bic_has_eight_or_eleven_characters() {
        assert_eq!(
            "giba cz px".parse::<Bic>().unwrap_err().to_string().split(':').next(),
            Some("\"giba cz px\" is not a BIC")
        );
        assert_eq!("gibaczpx".parse::<Bic>().unwrap().country(), "CZ");
        assert!("COBADEFFXXX".parse::<Bic>().is_ok());
        assert!("COBADEFFXX".parse::<Bic>().is_err());
    }

    proptest! {
        #[test]
        fn a_character_that_is_changed_is_found_out(place in 2..22usize, digit in 0..10u8) {
            let good = "DE89370400440532013000";
            let mut bytes = good.as_bytes().to_vec();
            bytes[place] = b'0' + digit;
            let text = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(text.parse::<Iban>().is_ok(), text == good);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,80}") {
            if let Ok(iban) = text.parse::<Iban>() {
                prop_assert_eq!(&iban.to_string().parse::<Iban>().unwrap(), &iban);
            }
            let _ = text.parse::<Bic>();
        }
    }
}
