//! Book.

use muster_kernel::{Id, id::Kind};

/// Names an entry of the book.
pub struct EntryKind;

impl Kind for EntryKind {
    const PREFIX: &'static str = "entry";
}

/// The id of an entry of the book.
pub type EntryId = Id<EntryKind>;
