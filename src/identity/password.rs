//! Passwords: which ones are taken, and their argon2id hashes, which are kept.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use zxcvbn::{Score, zxcvbn};

use crate::error::{Error, Result};

/// What would be right where [`is_guessable`] says yes.
pub(super) const HARD_TO_GUESS: &str = "one that is not soon guessed: none that many use, no row of keys, digits or \
     dates, nothing of your name, your address or this network; a few words that have nothing to do with each other are \
     good";
/// Words of this house, which whoever guesses would try.
const HOUSE: [&str; 4] = ["muster", "coworking", "cowork", "freelancer"];
/// The most words that are looked at of what others know of somebody.
const MOST_WORDS: usize = 50;

/// Whether somebody who guesses cleverly finds `password` with less than 10⁸ guesses: it is one of the 30,000 that are
/// used most, or made of such, of common words and names, of rows of keys and dates, of words of this house, or of what
/// others know of whoever chose it (`known`).
pub(super) fn is_guessable(password: &str, known: &[&str]) -> bool {
    let words = known.iter().flat_map(|text| text.split(|sign: char| !sign.is_alphanumeric()));
    let words = words.filter(|word| word.len() > 2).take(MOST_WORDS);
    let tried: Vec<&str> = HOUSE.into_iter().chain(known.iter().copied()).chain(words).collect();
    zxcvbn(password, &tried).score() < Score::Three
}

/// OWASP's first choice for argon2id: 19 MiB, two rounds, one lane.
fn hasher() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("these parameters are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// What is kept for somebody who has no password: no text matches it.
pub(super) const NONE: &str = "";

/// The hash to keep, salted with the first half of `salt`.
pub(super) fn hash(password: &str, salt: [u8; 32]) -> Result<String> {
    let hash = hasher().hash_password_with_salt(password.as_bytes(), &salt[..16]);
    Ok(hash.map_err(|cause| Error::internal("hash a password", cause.to_string()))?.to_string())
}

/// Whether `password` is the one that `hash` was made from.
pub(super) fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Takes as long as [`matches`], so that nobody learns from the time whether an address is known.
pub(super) fn pretend(password: &str) {
    let _ = hash(password, [0; 32]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ADA: [&str; 3] = ["ada@example.org", "Ada Lovelace", "Cowork Linz"];

    #[test]
    fn what_many_use_and_what_is_known_of_somebody_is_soon_guessed() {
        for password in [
            "password1234",
            "qwertyuiop12",
            "123456789012",
            "iloveyou1234",
            "footballbaseball",
            "Passw0rd2024!",
            "aaaaaaaaaaaa",
            "administrator1",
            "coworking2026",
            "mustermuster",
            "ada@example.org",
            "ADA@example.org",
            "Ada Lovelace1815",
        ] {
            assert!(is_guessable(password, &ADA), "{password}");
        }
    }

    #[test]
    fn a_few_words_that_have_nothing_to_do_with_each_other_are_good_as_is_what_a_program_made() {
        for password in
            ["correct horse battery", "another horse battery", "muster demo network", "ein kurzer Satz", "k7#Vq2m!xT9z"]
        {
            assert!(!is_guessable(password, &ADA), "{password}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn any_text_can_be_looked_at(password in "\\PC{12,60}", known in any::<String>()) {
            // What comes out does not matter here, only that something does.
            let _ = is_guessable(&password, &[&known]);
        }
    }
}
