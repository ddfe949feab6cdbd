//! The words of passkeys.

use muster_kernel::{Id, id::Kind};

/// Names a passkey.
pub struct PasskeyKind;

impl Kind for PasskeyKind {
    const PREFIX: &'static str = "passkey";
}

/// The id of a passkey.
pub type PasskeyId = Id<PasskeyKind>;

crate::words! {
    /// What a browser is asked to do with a passkey. An answer is good for what was asked alone.
    pub enum Errand {
        /// Make one for somebody who is signed in.
        Add = "add",
        /// Show one, so that somebody who is signed in shows who they are again.
        Prove = "prove",
        /// Show one, whoever it is.
        SignIn = "sign-in",
    }
}
