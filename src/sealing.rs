//! Secrets that have to be read again, sealed before they are kept.
//!
//! AES-256-GCM by keys that come out of the network's signing keys (HKDF-SHA-256, under a label of their own): what signs
//! does not seal, and there is no further file that servers share, backups hold and somebody could lose. The newest key
//! seals; all of them open, so a key that is taken out of the file closes what it sealed. What is sealed is bound to what
//! it belongs to, and does not open where it was moved elsewhere.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf::{HKDF_SHA256, Salt},
};

use crate::{
    clock::Mint,
    error::{Error, Result},
    signing::Signer,
};

/// Tells these keys from all others that may ever come out of the same secrets.
const LABEL: &[u8] = b"muster-sealing/1";

/// The keys that seal, the newest last.
pub struct Sealer {
    keys: Vec<LessSafeKey>,
}

impl Sealer {
    /// The keys that come out of those of `signer`.
    pub fn of(signer: &Signer) -> Self {
        Self { keys: signer.secrets().map(|secret| key(&secret)).collect() }
    }

    /// Seals `secret`, bound to what it belongs to.
    pub fn seal(&self, mint: &Mint, belongs_to: &str, secret: &[u8]) -> Result<String> {
        let key = self.keys.last().expect("there is at least one key");
        let mut nonce = [0; NONCE_LEN];
        nonce.copy_from_slice(&mint.secret()[..NONCE_LEN]);
        let mut content = secret.to_vec();
        // 96 random bits are enough for billions of secrets.
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(belongs_to), &mut content)
            .map_err(|_| Error::internal("seal a secret", "it is too long"))?;
        Ok(STANDARD.encode([&nonce[..], &content].concat()))
    }

    /// What was sealed, if one of the keys sealed it for what it belongs to.
    pub fn open(&self, belongs_to: &str, sealed: &str) -> Result<Vec<u8>> {
        let failed = |cause: &'static str| Error::internal("open what is sealed", cause);
        let bytes = STANDARD.decode(sealed).map_err(|_| failed("it is not base64"))?;
        let (nonce, content) = bytes.split_at_checked(NONCE_LEN).ok_or_else(|| failed("it is too short"))?;
        let opened = self.keys.iter().rev().find_map(|key| {
            let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
            let mut content = content.to_vec();
            let length = key.open_in_place(nonce, Aad::from(belongs_to), &mut content).ok()?.len();
            content.truncate(length);
            Some(content)
        });
        opened.ok_or_else(|| failed("no key of the network opens it there"))
    }
}

fn key(secret: &[u8]) -> LessSafeKey {
    let label = [LABEL];
    let drawn = Salt::new(HKDF_SHA256, &[]).extract(secret);
    let key = drawn.expand(&label, &AES_256_GCM).expect("HKDF gives as many bytes as a key has");
    LessSafeKey::new(UnboundKey::from(key))
}

#[cfg(test)]
mod tests {
    use muster_kernel::Instant;
    use tempfile::TempDir;

    use super::*;
    use crate::secrets;

    fn mint() -> Mint {
        Mint::seeded(1, Instant::from_micros(0))
    }

    /// The sealer of a network with these signing keys.
    fn sealer(keys: &[u8]) -> Sealer {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("signing.json");
        let texts: Vec<String> = keys.iter().map(|key| STANDARD.encode([*key; 32])).collect();
        secrets::write(&file, &texts).unwrap();
        Sealer::of(&Signer::open(&file, &mint()).unwrap())
    }

    #[test]
    fn what_was_sealed_opens_where_it_belongs_and_after_a_rotation_and_nowhere_else() {
        let sealed = sealer(&[1]).seal(&mint(), "ada", b"a secret").unwrap();
        assert_eq!(sealer(&[1]).open("ada", &sealed).unwrap(), b"a secret");
        assert_eq!(sealer(&[1, 2]).open("ada", &sealed).unwrap(), b"a secret");
        assert!(sealer(&[1]).open("bob", &sealed).is_err(), "it opened for somebody else");
        assert!(sealer(&[2]).open("ada", &sealed).is_err(), "another key opened it");
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let sealed = STANDARD.decode(sealer(&[1]).seal(&mint(), "ada", b"a secret").unwrap()).unwrap();
        for place in 0..sealed.len() {
            let mut other = sealed.clone();
            other[place] ^= 1;
            assert!(sealer(&[1]).open("ada", &STANDARD.encode(&other)).is_err(), "byte {place} does not count");
        }
        assert!(sealer(&[1]).open("ada", &STANDARD.encode(&sealed[..NONCE_LEN - 1])).is_err());
        assert!(sealer(&[1]).open("ada", "no base64").is_err());
    }

    #[test]
    fn the_same_secret_is_sealed_differently_each_time() {
        let (sealer, mint) = (sealer(&[1]), mint());
        assert_ne!(sealer.seal(&mint, "ada", b"a secret").unwrap(), sealer.seal(&mint, "ada", b"a secret").unwrap());
    }
}
