//! Secrets in the database: sealed, so that whoever reads it, or a copy of it, does not read them.
//!
//! A secret that Muster needs again, such as the one under a webhook's signatures, cannot be kept as a hash. It is
//! encrypted (ChaCha20-Poly1305) under a key that follows from a signing key (HKDF with SHA-256), which lies in a file
//! beside the database and not in it, and it is bound to the row that it belongs to: in another one it does not open.
//!
//! A seal names its key. The newest key seals; all of them open, so a signing key that is followed by another one stays
//! in its file.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf::{HKDF_SHA256, Salt},
};

use crate::{
    clock::Mint,
    error::{Error, Result},
};

/// What a sealed text begins with. Another way of sealing has another number.
const MARK: &str = "sealed.1.";
/// What the keys are derived for, and nothing else.
const PURPOSE: &[u8] = b"muster: secrets in the database, 1";

/// The keys that seal, the newest last.
pub struct Sealer {
    keys: Vec<Key>,
}

struct Key {
    name: String,
    key: LessSafeKey,
}

impl Sealer {
    /// Derives the keys from secrets, each with the name by which seals refer to it, the newest last. There is at least one.
    pub fn new(secrets: impl Iterator<Item = (String, [u8; 32])>) -> Self {
        let salt = Salt::new(HKDF_SHA256, &[]);
        let keys = secrets.map(|(name, secret)| {
            let derived = salt.extract(&secret);
            let purpose = [PURPOSE];
            let key = derived.expand(&purpose, &CHACHA20_POLY1305).expect("HKDF yields as many bytes as a key has");
            Key { name, key: LessSafeKey::new(UnboundKey::from(key)) }
        });
        Self { keys: keys.collect() }
    }

    /// Seals `text`, which belongs to the row of that id.
    pub fn seal(&self, mint: &Mint, row: &str, text: &str) -> Result<String> {
        let Key { name, key } = self.newest();
        let mut nonce = [0; NONCE_LEN];
        nonce.copy_from_slice(&mint.secret()[..NONCE_LEN]);
        let mut sealed = text.as_bytes().to_vec();
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(row.as_bytes()), &mut sealed)
            .map_err(|_| Error::internal(format!("seal a secret of {row}"), "it is too long"))?;
        Ok(format!("{MARK}{name}.{}", STANDARD.encode([&nonce[..], &sealed[..]].concat())))
    }

    /// What was sealed for the row of that id.
    pub fn open(&self, row: &str, sealed: &str) -> Result<String> {
        let failed = |why: &str| Error::internal(format!("open a secret of {row}"), why);
        let named = sealed.strip_prefix(MARK).and_then(|rest| rest.split_once('.'));
        let (name, content) = named.ok_or_else(|| failed("it is not sealed"))?;
        let key = self.keys.iter().find(|key| key.name == name);
        let Key { key, .. } = key.ok_or_else(|| failed("the signing key that it is sealed under is not there"))?;
        let opened = STANDARD.decode(content).ok().and_then(|bytes| {
            let (nonce, rest) = bytes.split_first_chunk::<NONCE_LEN>()?;
            let mut rest = rest.to_vec();
            let nonce = Nonce::assume_unique_for_key(*nonce);
            let text = key.open_in_place(nonce, Aad::from(row.as_bytes()), &mut rest).ok()?;
            String::from_utf8(text.to_vec()).ok()
        });
        opened.ok_or_else(|| failed("it was changed, or sealed for another row"))
    }

    /// What is sealed under the newest key begins so.
    pub fn prefix(&self) -> String {
        format!("{MARK}{}.", self.newest().name)
    }

    /// Seals what is not sealed yet, or under an older key. There is nothing to do where it begins with [`Self::prefix`].
    pub fn renew(&self, mint: &Mint, row: &str, kept: &str) -> Result<String> {
        if kept.starts_with(&self.prefix()) {
            return Ok(kept.to_owned());
        }
        let text = if kept.starts_with(MARK) { self.open(row, kept)? } else { kept.to_owned() };
        self.seal(mint, row, &text)
    }

    fn newest(&self) -> &Key {
        self.keys.last().expect("there is at least one key")
    }
}

#[cfg(test)]
mod tests {
    use muster_kernel::Instant;
    use proptest::prelude::*;

    use super::*;

    fn mint() -> Mint {
        Mint::seeded(1, Instant::from_micros(0))
    }

    fn sealer(secrets: &[u8]) -> Sealer {
        Sealer::new(secrets.iter().map(|secret| (format!("key{secret}"), [*secret; 32])))
    }

    proptest! {
        #[test]
        fn what_was_sealed_for_a_row_opens_in_it_alone_and_unchanged(text in any::<String>(), place in any::<usize>()) {
            let sealer = sealer(&[1]);
            let sealed = sealer.seal(&mint(), "webhook_1", &text).unwrap();
            prop_assert_eq!(sealer.open("webhook_1", &sealed).unwrap(), text);
            prop_assert!(sealer.open("webhook_2", &sealed).is_err());
            let mut bytes = STANDARD.decode(sealed.strip_prefix("sealed.1.key1.").unwrap()).unwrap();
            let place = place % bytes.len();
            bytes[place] ^= 1;
            let changed = format!("sealed.1.key1.{}", STANDARD.encode(bytes));
            prop_assert!(sealer.open("webhook_1", &changed).is_err());
        }
    }

    #[test]
    fn a_text_is_never_sealed_the_same_way_twice_and_cannot_be_read() {
        let (sealer, mint) = (sealer(&[1]), mint());
        let sealed = [0; 2].map(|_| sealer.seal(&mint, "row", "whsec_secret").unwrap());
        assert_ne!(sealed[0], sealed[1]);
        assert!(sealed.iter().all(|text| !text.contains("whsec") && !text.contains(&STANDARD.encode("whsec_secret"))));
    }

    #[test]
    fn after_a_rotation_the_new_key_seals_and_the_old_one_still_opens() {
        let old = sealer(&[1]).seal(&mint(), "row", "the secret").unwrap();
        let rotated = sealer(&[1, 2]);
        assert_eq!(rotated.open("row", &old).unwrap(), "the secret");
        let new = rotated.renew(&mint(), "row", &old).unwrap();
        assert!(new.starts_with("sealed.1.key2."));
        assert_eq!(rotated.renew(&mint(), "row", &new).unwrap(), new);
        assert_eq!(sealer(&[2]).open("row", &new).unwrap(), "the secret");
        assert!(sealer(&[2]).open("row", &old).is_err(), "another key opened it");
        assert!(rotated.open("row", "the secret").is_err(), "what is not sealed was taken");
        assert_eq!(rotated.open("row", &rotated.renew(&mint(), "row", "in clear").unwrap()).unwrap(), "in clear");
    }
}
