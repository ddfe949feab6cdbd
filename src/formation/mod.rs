//! Formation: the pool, the policy, runs and their receipts.
//!
//! A run takes a snapshot of the pool, hands it with the brief to the engine (`muster-formation`), and keeps a receipt:
//! the hashes of brief, pool and policy, the engine's version and the result. Same brief, pool and policy give the same
//! bytes. In the pool of a run members go by pseudonyms of that run, so that a receipt can be shown without saying who is in
//! it, and two receipts cannot be joined by a name. Whoever could have taken a seat can see why they were chosen or not
//! (`why`); a client has its receipts once bids are sealed no more (`certificates` hands them out).
//!
//! The pool of a run is kept for as long as its policy says, and until its brief has ended; then it is emptied, and the hashes stay.
//!
//! **Separation.** What is formed depends on members, skills, availability, ties, turns and briefs alone. This slice may
//! not use `spaces`, `book` or `engagements`: `tests/api/formation.rs` reads its sources and fails on such an import, and
//! changes spaces and the book at random to see that pool and teams stay the same to the byte.
//!
//! Called by `bids`; calls `policies`, `members`, `availability`, `ties`, `turns`, `skills`, `places`, `briefs`.

pub mod past;
pub mod personal;
mod pool;
pub mod quotes;
mod receipt;
pub mod routes;
mod run;
pub mod service;
mod store;
mod why;

use muster_kernel::{Id, id::Kind};

pub use self::{
    receipt::{FullReceipt, ReceiptFormat},
    run::{Among, Ask, FormedSeat, FormedTeam, OwnHours, Prepared, Purpose, Reason},
};

/// Names a run of formation.
pub struct RunKind;

impl Kind for RunKind {
    const PREFIX: &'static str = "run";
}

/// The id of a run of formation.
pub type RunId = Id<RunKind>;
