//! Bids: teams that are being staffed, teams that said yes, and the award.
//!
//! When a brief is posted a run forms teams, and each team becomes a bid that is staffed by invitations. Once every seat
//! is taken the bid is complete. Whoever declines or lapses is replaced by a run with the other seats locked, the least
//! change; where nobody can take the seat the bid fails. Bids are sealed until the brief's deadline for everybody but
//! their own members, the client included. After the deadline the client awards one: in one transaction the hours are
//! booked, the terms are frozen and the engagement begins. Hours that were booked by somebody else meanwhile refuse the
//! award, and the bid is staffed again.
//!
//! Calls `formation`, `invitations`, `briefs`, `availability`, `engagements`, `members`, `identity`.

mod answers;
mod award;
mod letters;
mod model;
pub mod routes;
pub mod service;
mod staffing;
mod standing_by;
mod store;
pub mod terms;

use muster_kernel::{Id, id::Kind};

pub use self::{
    answers::release_holds,
    award::award,
    model::{Event, State},
    service::Mate,
    staffing::{form, repair},
    standing_by::ask as ask_standbys,
    store::Bid,
};

/// Names a bid.
pub struct BidKind;

impl Kind for BidKind {
    const PREFIX: &'static str = "bid";
}

/// The id of a bid.
pub type BidId = Id<BidKind>;
