//! Standbys: members who were asked in advance whether they would take a seat if it falls free.
//!
//! A client may ask for one or two of them for each seat when it posts its brief. Once a seat is taken, Muster asks the
//! next best member: a run with the other seats locked and the seat's own member left out. Whoever stands by sees what an
//! invitee sees but the mates, and may step back at any time. Nothing is held for them and no turn is posted: a standby is
//! a promise to answer soon, not an offer. When the seat falls free, it is offered to them before anybody else, if they
//! are still eligible and free; from then on it is an invitation like any other, with a short time to answer and a turn of
//! its own. Where that offer is taken back before they answered, they stand by as before.
//!
//! **How long.** Standbys outlast the award: whoever takes over a seat of a running engagement is looked for among them
//! first. Nobody new is asked after it. Whoever stands by is released, and told so, when their seat has been taken over or
//! has ended, when the engagement is over, and when the brief ends without an award.
//!
//! The words and rows are here; runs and offers are for `bids` and `handovers`, which call this slice. Calls `briefs`,
//! `invitations` (how an offered seat looks), `spaces` (what the member would keep), `notices`.

mod letters;
mod model;
pub mod personal;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::{
    model::{Event, State},
    service::NewStandby,
    store::Standby,
};

/// Names a standby.
pub struct StandbyKind;

impl Kind for StandbyKind {
    const PREFIX: &'static str = "standby";
}

/// The id of a standby.
pub type StandbyId = Id<StandbyKind>;
