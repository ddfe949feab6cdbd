//! Briefs: what clients ask for.
//!
//! A brief is a draft until it is posted. Every save makes a new revision, and a revision is never changed; posting
//! fixes which one counts. A posted brief ends at its deadline: with bids it is decided upon, without any it lapses.
//! Until it is awarded its client may withdraw it; where nobody decides by the day on which the work begins, it lapses too.
//! A brief that lapses says for what.
//!
//! Calls `skills` and `places` to check what a brief names, and `jobs`; its routes ask `bids` and `engagements` for what
//! follows; called by `formation` and `bids`.

mod document;
mod model;
pub mod personal;
pub mod postings;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::{
    document::{Document, HORIZON_WEEKS, Near, Need, Seat},
    model::{Bidding, Event, LapsedFor, State},
    store::{Brief, OpenFor},
};

/// Names a brief.
pub struct BriefKind;

impl Kind for BriefKind {
    const PREFIX: &'static str = "brief";
}

/// The id of a brief.
pub type BriefId = Id<BriefKind>;
