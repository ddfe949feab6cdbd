//! The network's signature under what others check: Ed25519, by keys of its own.
//!
//! Access tokens are signed with secrets that only the network knows; a receipt is to be checked by anybody. The newest key
//! of the file signs; all of them are published, so that what an older one signed can still be checked.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    clock::Mint,
    error::{Error, Result},
    hash, secrets,
};

/// The keys that sign, the newest last.
pub struct Signer {
    keys: Vec<SigningKey>,
}

impl Signer {
    /// Reads the keys from `file`, a JSON list of secrets in base64; where there is none, makes one key and the file,
    /// readable by its owner alone. A longer list with a new secret at its end is a rotation.
    pub fn open(file: &Path, mint: &Mint) -> Result<Self> {
        if !file.exists() {
            secrets::write_first(file, &[STANDARD.encode(mint.secret())])?;
        }
        let failed = |cause: &str| Error::internal(format!("use {}", file.display()), cause);
        let texts: Vec<String> = secrets::read(file)?;
        let key = |text: &String| {
            let bytes = STANDARD.decode(text).ok()?;
            Some(SigningKey::from_bytes(&bytes.try_into().ok()?))
        };
        let keys: Option<Vec<SigningKey>> = texts.iter().map(key).collect();
        let keys = keys.ok_or_else(|| failed("a key of it is not 32 bytes in base64"))?;
        if keys.is_empty() { Err(failed("it holds no key")) } else { Ok(Self { keys }) }
    }

    /// Signs the JSON of `content` with the newest key.
    pub fn sign<T: Serialize>(&self, content: T) -> Signed<T> {
        let key = self.keys.last().expect("there is at least one key");
        let signature = key.sign(&bytes(&content));
        Signed { content, key: hash::hex(key.verifying_key().as_bytes()), signature: hash::hex(&signature.to_bytes()) }
    }

    /// The secrets of the keys, the newest last, for what other keys come out of.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = [u8; 32]> {
        self.keys.iter().map(SigningKey::to_bytes)
    }

    /// The public keys, the newest first, in hexadecimal.
    pub fn public(&self) -> Vec<String> {
        self.keys.iter().rev().map(|key| hash::hex(key.verifying_key().as_bytes())).collect()
    }
}

/// Something with the signature of whoever says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Signed<T> {
    /// What is signed: its JSON, without spaces, is what the signature covers.
    pub content: T,
    /// The public key, in hexadecimal.
    pub key: String,
    /// The Ed25519 signature, in hexadecimal.
    pub signature: String,
}

impl<T: Serialize> Signed<T> {
    /// Whether the signature is this key's under this content.
    pub fn is_genuine(&self) -> bool {
        self.check().is_some()
    }

    fn check(&self) -> Option<()> {
        let key = VerifyingKey::from_bytes(&unhex(&self.key)?.try_into().ok()?).ok()?;
        let signature = Signature::from_bytes(&unhex(&self.signature)?.try_into().ok()?);
        key.verify_strict(&bytes(&self.content), &signature).ok()
    }
}

fn bytes(content: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(content).expect("what is signed has only texts for keys, which JSON can hold")
}

/// Only what [`hash::hex`] writes: one signature has one spelling.
fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pair = |pair: &[u8]| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?);
    text.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use muster_kernel::Instant;
    use tempfile::TempDir;

    use super::*;

    fn signer(folder: &TempDir) -> Signer {
        Signer::open(&folder.path().join("signing.json"), &Mint::seeded(1, Instant::from_micros(0))).unwrap()
    }

    #[test]
    fn what_was_signed_is_genuine_until_a_letter_of_it_changes() {
        let folder = TempDir::new().unwrap();
        let signed = signer(&folder).sign("the content".to_owned());
        assert!(signed.is_genuine());
        assert!(!Signed { content: "the contents".to_owned(), ..signed.clone() }.is_genuine());
        for (place, _) in signed.signature.char_indices() {
            let mut other = signed.signature.clone();
            let digit = if other.as_bytes()[place] == b'0' { "1" } else { "0" };
            other.replace_range(place..=place, digit);
            assert!(!Signed { signature: other, ..signed.clone() }.is_genuine(), "digit {place} does not count");
        }
        assert!(!Signed { key: signed.key.to_uppercase(), ..signed }.is_genuine());
    }

    #[test]
    fn after_a_rotation_the_new_key_signs_and_both_are_published() {
        let folder = TempDir::new().unwrap();
        let old = signer(&folder).public();
        let file = folder.path().join("signing.json");
        let mut secrets: Vec<String> = secrets::read(&file).unwrap();
        secrets.push(STANDARD.encode([7; 32]));
        secrets::write(&file, &secrets).unwrap();
        let rotated = signer(&folder);
        assert_eq!(rotated.public()[1], old[0]);
        assert_eq!(rotated.sign(1).key, rotated.public()[0]);
    }
}
