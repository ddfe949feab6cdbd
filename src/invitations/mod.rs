//! Invitations: a seat of a team, offered to a member.
//!
//! Whoever is invited sees the brief, the seat, the rate, what they keep and why they were chosen, and accepts, declines
//! or lets it lapse. A decline costs nothing and is shown to nobody: its turn is given back whole. A seat is offered to a
//! member once, however many teams of the brief they are in. Whoever has not answered is reminded at half time and again
//! before the end, which is never in their night, unless the bids close before the morning; whoever accepts has the hours
//! held until the brief is decided, and sees their mates from then on.
//!
//! The words and rows of an invitation are here; what an answer means for the bids it belongs to is for `bids`, which
//! calls this slice. Calls `turns`, `availability`, `counters`, `spaces` (what the member keeps), `briefs`, `notices`.

mod hours;
mod letters;
mod model;
mod offer;
pub mod personal;
mod reminders;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::{
    model::{Event, State},
    offer::{OfferedSeat, SeatOffer},
    reminders::remind,
    service::{NewInvitation, Seen},
    store::Invitation,
};

/// Names an invitation.
pub struct InvitationKind;

impl Kind for InvitationKind {
    const PREFIX: &'static str = "invitation";
}

/// The id of an invitation.
pub type InvitationId = Id<InvitationKind>;
