//! Crews: members who choose to bid together.
//!
//! A member founds a crew and invites others, by address or because there is a tie between them; each joins or not, and
//! may leave at any time. Whoever invites by address is not told whether somebody with that address is a member, and an
//! invitation between two of whom one blocks the other arrives nowhere. Only those who joined are shown.
//!
//! What a crew bids is for `bids`, which asks this slice who is in it. A bid that a member signed off stands on its own:
//! leaving the crew does not touch it, and whoever wants out of it withdraws it there. Calls `members`, `ties`,
//! `identity`; called by `bids`.

mod letters;
mod model;
pub mod personal;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::model::{Asked, Membership, MembershipEvent, NewCrew};

/// Names a crew.
pub struct CrewKind;

impl Kind for CrewKind {
    const PREFIX: &'static str = "crew";
}

/// The id of a crew.
pub type CrewId = Id<CrewKind>;
