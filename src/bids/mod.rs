//! Bids.

use muster_kernel::{Id, id::Kind};

pub mod routes;
pub mod service;

/// Names a bid.
pub struct BidKind;

impl Kind for BidKind {
    const PREFIX: &'static str = "bid";
}

/// The id of a bid.
pub type BidId = Id<BidKind>;
