//! Fundings: money that a client was asked for, until it is there.
//!
//! **Two phases.** A client's money comes by bank transfer, days later or never. So funding a milestone begins with a
//! request: an amount, a reference to write on the transfer, the account to pay to and a last day. It is `pending` until
//! the bank has the money (`posted`), somebody takes it back (`void`) or the last day is over (`expired`). Nothing of it
//! stands in the book before it is posted: money that is awaited is nobody's.
//!
//! **One at a time.** A milestone has at most one pending funding, and at most one that was posted. Whoever wants another
//! last day takes the request back and asks again.
//!
//! **It goes with its milestone.** Where a milestone is left out (the client ends the engagement, or its only seat ends),
//! the request is void in the same transaction; where a seat that ends makes it cost less, too, since the amount would be
//! wrong. A handover changes neither, and the request stands.
//!
//! **The state decides.** As long as a funding is pending, its money is taken, also in the minutes between its last day and
//! the job that lets it expire. Posting, taking back and expiring each move the row from `pending`, so one of them wins, and
//! the entry in the book and the milestone's state are in the winner's transaction.
//!
//! **References.** A [`Reference`] is a creditor reference of ISO 11649 over eight letters, in a form that is found in
//! whatever a bank makes of the text of a transfer.
//!
//! **Strays.** Money that names a funding and does not fit it (another amount, another currency, or too late) is kept as a
//! stray and shown to admins: one of them uses it for a funding that it fits, or closes it with a note of what was done,
//! such as sending it back. What comes later under the same reference and makes it exactly what was asked for uses it. It
//! does not stand in the book before it is used. The client's finance is told that it came, and what is missing; as long as
//! it is open the client sees it, and the reminder asks for the rest alone: whoever paid a cent too little would otherwise
//! pay the whole once more.
//!
//! **Who.** The client's finance role asks and takes back; an admin takes back, and posts what came another way. Members
//! see that payment is awaited, and nothing else of it.
//!
//! Calls engagements (what is to be paid; what follows when it is), identity, notices, payouts (what came in is used by
//! hand). Called by engagements, and by whoever reads what the bank booked ([`service::received`]).

mod arriving;
mod deadlines;
mod letters;
mod model;
mod reference;
pub mod routes;
pub mod service;
mod store;
mod strays;
mod views;

use muster_kernel::{Id, id::Kind};

pub use self::{
    model::{State, StrayState, VoidReason},
    reference::Reference,
    strays::Closing,
    views::{Funding, NewFunding, OpenStray, PayTo},
};

/// Names a funding.
pub struct FundingKind;

impl Kind for FundingKind {
    const PREFIX: &'static str = "funding";
}

/// The id of a funding.
pub type FundingId = Id<FundingKind>;

/// Names money that came and did not fit.
pub struct StrayKind;

impl Kind for StrayKind {
    const PREFIX: &'static str = "stray";
}

/// The id of money that came and did not fit.
pub type StrayId = Id<StrayKind>;
