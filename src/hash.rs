//! Hashes: SHA-256, told in hexadecimal.

use std::io::Read;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The SHA-256 of all that can be read from there, in hexadecimal.
pub fn of_reader(mut from: impl Read) -> std::io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            many => hasher.update(&buffer[..many]),
        }
    }
}

/// The SHA-256 of a value's JSON. Fields stand in the order of the type, so the same value has the same hash.
pub fn of_json(value: &impl Serialize) -> String {
    // With room for most of what is hashed here, so that it does not move while it grows.
    let mut bytes = Vec::with_capacity(8 * 1024);
    serde_json::to_writer(&mut bytes, value).expect("what is hashed here has only texts for keys, which JSON can hold");
    sha256(&bytes)
}
