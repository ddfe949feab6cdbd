//! Bids: staffed, priced offers for a brief, sealed until its deadline, and the award.
//!
//! **Three origins.** Muster forms teams, and staffs each by invitations: whoever declines or lapses is replaced by a run
//! with the other seats locked, the least change; where nobody can take the seat the bid fails. Where the client lets
//! others bid too, a crew says who of it takes which seat, at which rate, for which share, and everybody signs off the very
//! revision; a change asks everybody again. And single members each offer to take a seat: of a brief with one seat that is
//! a bid, of one with more the best team that the offers allow is put together at the deadline.
//!
//! **Sealed.** Until the deadline nobody sees a bid but its own authors, who are those that took a seat in it: not the rest of
//! a crew, and of a formed team nobody who still thinks about their invitation, for they may bid beside it. Never does a
//! bidder see a rival, nor how many there are. A complete bid gets a seal, whose nonce is told at the opening, and equal
//! bids are put in order by a draw from all nonces: `docs/seals-and-draws.md`. Nothing is made or changed after the
//! deadline; any author may withdraw until the award.
//!
//! **Award.** The client compares up to five bids by price and where it goes, seats, points by term and track record, and
//! awards one: in one transaction the hours are booked, the terms are frozen and the engagement begins. A price above the
//! budget is no obstacle: its authors are told, and the client sees by how much. Who lost is told why, by their points and
//! the winner's, without a name. A bid can be awarded through the day on which its work begins; a brief for which nothing was
//! awarded by then lapses, and its bids end ([`lapse_brief`]).
//!
//! **Lost hours.** Once a member is booked, every other bid that counted on the same hours loses them, before or after the
//! deadline: a formed team's seat is filled again, a crew may change its bid while it can, any other bid ends. An award
//! that is quicker than that is refused, and has the same effect.
//!
//! Calls `formation`, `invitations`, `briefs`, `availability`, `crews`, `engagements`, `members`, `notices`, `identity`.
//! Called by `questions`.

mod answers;
mod award;
mod compare;
pub mod crew_bids;
mod hours;
mod lapsing;
mod letters;
mod lost_hours;
mod model;
pub mod offers;
mod open;
mod open_letters;
mod opening;
mod own;
pub mod personal;
pub mod plan;
pub mod routes;
mod seal;
pub mod service;
mod staffing;
mod standing_by;
mod store;
pub mod terms;

use muster_kernel::{Id, id::Kind};

pub use self::{
    answers::release_holds,
    award::award,
    compare::opened,
    lapsing::lapse as lapse_brief,
    lost_hours::look_through as lose_hours,
    model::{Event, OfferState, Origin, State},
    open::{bidders, call, live_bids_of, opened_ids, read as may_see},
    opening::close,
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

/// Names an offer to take one seat.
pub struct OfferKind;

impl Kind for OfferKind {
    const PREFIX: &'static str = "offer";
}

/// The id of an offer to take one seat.
pub type OfferId = Id<OfferKind>;
