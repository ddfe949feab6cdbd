//! Turns.

use muster_kernel::{Id, id::Kind};

/// Names an entry of the turn ledger.
pub struct TurnEntryKind;

impl Kind for TurnEntryKind {
    const PREFIX: &'static str = "turn";
}

/// The id of an entry of the turn ledger.
pub type TurnEntryId = Id<TurnEntryKind>;
