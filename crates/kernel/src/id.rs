//! Typed ids: `brief_01k9x…`, a prefix that says what it names and 26 letters that sort by time.

use std::{cmp::Ordering, fmt, hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Crockford's base 32 in lower case: no letter that reads like a digit.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Letters that carry 128 bits, five each.
const TAIL: usize = 26;
/// The longest prefix.
const PREFIX: usize = 12;

/// What an id names. A kind is an empty type, so that a brief's id cannot stand where a bid's is asked for.
pub trait Kind: 'static {
    /// The word before the underscore: lower-case letters, 12 at most.
    const PREFIX: &'static str;
}

/// The id of a `K`. Copies cheaply; compares, sorts and is stored as its text.
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Text))]
pub struct Id<K: Kind> {
    text: [u8; PREFIX + 1 + TAIL],
    kind: PhantomData<fn() -> K>,
}

impl<K: Kind> Id<K> {
    /// The id of 128 bits, of which the first 48 should be milliseconds since 1970 (UUID version 7 is laid out so).
    pub fn from_bits(bits: u128) -> Self {
        let mut text = [0; PREFIX + 1 + TAIL];
        let head = K::PREFIX.len();
        text[..head].copy_from_slice(K::PREFIX.as_bytes());
        text[head] = b'_';
        for (place, letter) in text[head + 1..=head + TAIL].iter_mut().enumerate() {
            let shift = 5 * (TAIL - 1 - place);
            *letter = LETTERS[usize::try_from((bits >> shift) & 31).expect("five bits fit")];
        }
        Self { text, kind: PhantomData }
    }

    /// The id as it is shown and stored.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..K::PREFIX.len() + 1 + TAIL]).expect("an id is ASCII")
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError { text: text.chars().take(60).collect(), prefix: K::PREFIX };
        let tail = text.strip_prefix(K::PREFIX).and_then(|rest| rest.strip_prefix('_')).ok_or_else(wrong)?;
        // The first letter carries only three of the 128 bits.
        let fits = tail.len() == TAIL && tail.as_bytes()[0] < b'8' && tail.bytes().all(|b| LETTERS.contains(&b));
        if !fits {
            return Err(wrong());
        }
        let mut bytes = [0; PREFIX + 1 + TAIL];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self { text: bytes, kind: PhantomData })
    }
}

/// A text that is not an id of the kind that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an id of the form {prefix}_ and 26 letters or digits")]
pub struct IdError {
    text: String,
    prefix: &'static str,
}

impl<K: Kind> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: Kind> Copy for Id<K> {}

impl<K: Kind> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K: Kind> Eq for Id<K> {}

impl<K: Kind> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: Kind> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<K: Kind> hash::Hash for Id<K> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Brief;
    impl Kind for Brief {
        const PREFIX: &'static str = "brief";
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let error = "bid_00000000000000000000000000".parse::<Id<Brief>>().unwrap_err();
        assert!(error.to_string().contains("not an id of the form brief_"), "{error}");
    }

    proptest! {
        #[test]
        fn ids_sort_as_their_bits_and_read_back(a: u128, b: u128) {
            let (x, y) = (Id::<Brief>::from_bits(a), Id::<Brief>::from_bits(b));
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(x.as_str().cmp(y.as_str()), a.cmp(&b));
            prop_assert_eq!(x.as_str().parse::<Id<Brief>>().unwrap(), x);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = text.parse::<Id<Brief>>();
        }
    }
}
