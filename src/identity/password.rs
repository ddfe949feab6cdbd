//! Passwords: kept as argon2id hashes.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use crate::error::{Error, Result};

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
