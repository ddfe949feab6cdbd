//! Passkeys (WebAuthn): keys on people's own devices, with which they sign in instead of a password.
//!
//! A device makes a pair of keys for this network's address and shows who holds it by a signature, once its owner unlocked
//! it by a finger, a face or a PIN. That is something they have and something they are or know: a passkey counts as both
//! factors, and no code is asked for after it. A device is found by nothing that somebody types, so nobody learns who is
//! here; and it signs for one address alone, so nobody gives a passkey away to a page that only looks like this one.
//!
//! Adding one takes what signing in takes: the password, with a code where somebody has a second factor, or another
//! passkey. So does removing one, which ends every other session: the device may be in other hands. Both are told by mail. So
//! does [closing an account](crate::privacy).
//!
//! A browser is asked with a challenge that is good once, for five minutes, and for one errand. It lies in the database, so
//! that any server hears the answer. A device may count its signatures: one that counts back was copied, so it is refused,
//! noted in the audit log, and told by mail. Whether an answer is good is for a library to say ([`relying_party`]).

mod model;
mod relying_party;
pub mod routes;
pub mod service;
mod store;

pub use self::model::{PasskeyId, PasskeyKind};
