//! Turns: opportunity, kept like money.
//!
//! When a seat is offered, one entry is posted: everybody in the pool who was eligible for that seat is credited an
//! equal share of the offer, and whoever is invited is debited the whole. What does not divide goes to the network's
//! own account, so the postings of an entry, and with them all balances, always sum to zero. An offer counts by the
//! seat's hours × weeks. A decline, a lapse or a seat taken back reverses its entry whole: saying no costs nothing.
//!
//! Called by `invitations` and `formation`; calls none.

mod model;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::model::{Offer, points};

/// Names an entry of the turn ledger.
pub struct TurnEntryKind;

impl Kind for TurnEntryKind {
    const PREFIX: &'static str = "turn";
}

/// The id of an entry of the turn ledger.
pub type TurnEntryId = Id<TurnEntryKind>;
