//! What members and clients are told about open bidding.

use muster_kernel::{Instant, Money};

use super::{
    letters::{about, about_bid, above, to_client, to_team},
    store::Bid,
};
use crate::{
    briefs::{Brief, Document},
    letters::Letter,
    notices::{Kind, Notice},
};

/// A notice to a member who may bid on a brief, or offered to take a seat of it.
fn to_member(brief: &Brief, event: &'static str, letter: Letter) -> Notice {
    Notice::new(Kind::Opportunity, event, brief.id, letter).at(format!("/member/briefs/{}", brief.id))
}

/// To members who opted in: a brief is open for bids.
pub(super) fn open(brief: &Brief, document: &Document) -> Notice {
    let seats: Vec<&str> = document.seats.iter().map(|seat| seat.title.as_str()).collect();
    let deadline = brief.deadline_at.expect("a posted brief has a deadline");
    let letter = about("open-for-bids", brief).with("seats", seats.join(", ")).with("until", deadline);
    to_member(brief, "brief.open_for_bids", letter).by(deadline)
}

/// To a member of a crew: a revision of its bid waits for them.
pub(super) fn sign_off(brief: &Brief, bid: &Bid, cost: Money, above_budget: Option<Money>) -> Notice {
    let letter = about_bid("bid-to-sign", brief, bid)
        .with("cost", cost)
        .with("above", above(above_budget))
        .with("revision", bid.revision);
    to_team(bid, "bid.revised", letter)
}

/// To the authors of a bid for which not everybody said yes in time.
pub(super) fn not_complete(brief: &Brief, bid: &Bid) -> Notice {
    to_team(bid, "bid.failed", about_bid("bid-incomplete", brief, bid))
}

/// To a member whose offer found no place in a bid.
pub(super) fn passed_over(brief: &Brief) -> Notice {
    to_member(brief, "offer.over", about("offer-passed-over", brief))
}

/// To a member whose offer cannot stand, because they were booked.
pub(super) fn offer_lost(brief: &Brief) -> Notice {
    to_member(brief, "offer.over", about("offer-lost", brief))
}

/// To members whose offers were put together.
pub(super) fn composed(brief: &Brief, bid: &Bid) -> Notice {
    to_team(bid, "bid.composed", about_bid("offer-composed", brief, bid))
}

/// To the other authors: one of them withdrew the bid.
pub(super) fn withdrawn_by_a_mate(brief: &Brief, bid: &Bid) -> Notice {
    to_team(bid, "bid.withdrawn", about_bid("bid-withdrawn-by-a-mate", brief, bid))
}

/// To the client: a bid that it has seen was withdrawn.
pub(super) fn withdrawn(brief: &Brief, bid: &Bid) -> Notice {
    to_client(brief, "bid.withdrawn", about_bid("bid-withdrawn", brief, bid))
}

/// To the authors of a bid whose brief the client took back.
pub(super) fn brief_withdrawn(brief: &Brief, bid: &Bid) -> Notice {
    to_team(bid, "bid.withdrawn", about_bid("brief-withdrawn", brief, bid))
}

/// To a member whose offer was no part of a bid yet when the client took the brief back.
pub(super) fn brief_withdrawn_from_offer(brief: &Brief) -> Notice {
    to_member(brief, "offer.over", about("offer-brief-withdrawn", brief))
}

/// To the authors of a bid that nobody chose or turned down before its work was over.
pub(super) fn run_out(brief: &Brief, bid: &Bid) -> Notice {
    to_team(bid, "bid.lost", about_bid("bid-run-out", brief, bid))
}

/// To the authors of a crew's bid, while it can be changed: one of them has not the hours any more.
pub(super) fn to_change(brief: &Brief, bid: &Bid, until: Instant) -> Notice {
    let letter = about_bid("bid-to-change", brief, bid).with("revision", bid.revision).with("until", until);
    to_team(bid, "bid.revised", letter)
}

/// To the authors of a bid that ends because the hours of one of them are gone.
pub(super) fn hours_gone(brief: &Brief, bid: &Bid) -> Notice {
    to_team(bid, "bid.failed", about_bid("bid-hours-gone", brief, bid))
}

/// To the client: a bid that it has seen cannot be awarded any more.
pub(super) fn ended(brief: &Brief, bid: &Bid) -> Notice {
    to_client(brief, "bid.failed", about_bid("bid-ended", brief, bid))
}
