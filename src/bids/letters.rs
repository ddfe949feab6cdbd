//! What clients and bidders are told.

use muster_kernel::Money;

use super::{compare::TermPoints, store::Bid};
use crate::{
    briefs::{Brief, LapsedFor},
    letters::Letter,
    notices::{Kind, Notice},
};

/// A letter about a brief.
pub(super) fn about(letter: &str, brief: &Brief) -> Letter {
    Letter::new(letter).with("title", &brief.title)
}

/// A letter about a bid for a brief.
pub(super) fn about_bid(letter: &str, brief: &Brief, bid: &Bid) -> Letter {
    about(letter, brief).with("price", bid.price())
}

/// A notice to everybody who acts for the client of a brief.
pub(super) fn to_client(brief: &Brief, event: &'static str, letter: Letter) -> Notice {
    Notice::new(Kind::Brief, event, brief.id, letter).at(format!("/briefs/{}", brief.id))
}

/// A notice to a member of a bid.
pub(super) fn to_team(bid: &Bid, event: &'static str, letter: Letter) -> Notice {
    Notice::new(Kind::Bid, event, bid.id, letter).at(format!("/bids/{}", bid.id))
}

/// To the client: no team exists.
pub(super) fn no_team(brief: &Brief) -> Notice {
    to_client(brief, "brief.no_team", about("no-team", brief))
}

/// To the client: the deadline has passed, and here are the bids.
pub(super) fn opened(brief: &Brief, complete: usize) -> Notice {
    to_client(brief, "brief.opened", about("bids-opened", brief).with("count", complete))
}

/// To the client: the brief has lapsed, and why.
pub(super) fn lapsed(brief: &Brief, why: LapsedFor) -> Notice {
    let letter = match why {
        LapsedFor::NoTeam => "brief-without-team",
        LapsedFor::NoBid => "brief-without-bid",
        LapsedFor::Incomplete => "brief-lapsed",
        LapsedFor::NotAwarded => "brief-run-out",
    };
    to_client(brief, "brief.lapsed", about(letter, brief))
}

/// To the team: everybody has said yes.
pub(super) fn complete(brief: &Brief, bid: &Bid, above_budget: Option<Money>) -> Notice {
    let letter = about_bid("team-complete", brief, bid)
        .with("above", above(above_budget))
        .with("seal", bid.seal.as_deref().unwrap_or_default());
    to_team(bid, "bid.completed", letter)
}

/// To the team: the client chose another one. `points` are theirs and the winner's, where both are scored.
pub(super) fn lost(brief: &Brief, bid: &Bid, points: Option<(TermPoints, TermPoints)>) -> Notice {
    let why: Vec<Letter> = points.map(|(ours, theirs)| compared(ours, theirs)).into_iter().collect();
    to_team(bid, "bid.lost", about_bid("bid-lost", brief, bid).with("why", why))
}

/// The points of two teams side by side, and the term that made the largest difference.
fn compared(ours: TermPoints, theirs: TermPoints) -> Letter {
    let terms = [
        ("fit", ours.fit, theirs.fit),
        ("proof", ours.proof, theirs.proof),
        ("turn", ours.turn, theirs.turn),
        ("thrift", ours.thrift, theirs.thrift),
        ("near", ours.near, theirs.near),
        ("cohesion", ours.cohesion, theirs.cohesion),
    ];
    let line = |&(term, ours, theirs): &(&str, i64, i64)| {
        Letter::new("term-points").with("term", term).with("ours", ours / 1000).with("theirs", theirs / 1000)
    };
    let widest = terms.iter().max_by_key(|(_, ours, theirs)| theirs - ours).filter(|(_, ours, theirs)| theirs > ours);
    let (term, more) = widest.map_or(("none", 0), |(term, ours, theirs)| (*term, (theirs - ours + 999) / 1000));
    let lines: Vec<Letter> = terms.iter().map(line).collect();
    Letter::new("bid-compared").with("points", lines).with("term", term).with("more", more)
}

/// A sentence for whoever bids more than the budget.
pub(super) fn above(budget: Option<Money>) -> Vec<Letter> {
    budget.map(|by| Letter::new("above-budget").with("by", by)).into_iter().collect()
}

/// To a member who was booked elsewhere, so that they cannot keep a seat that they had accepted.
pub(super) fn seat_lost(brief: &Brief) -> Notice {
    Notice::new(Kind::Bid, "invitation.closed", brief.id, about("seat-lost", brief)).at("/bids".to_owned())
}

/// To the client: a team that it has seen lost a member to another engagement.
pub(super) fn reopened(brief: &Brief, bid: &Bid) -> Notice {
    to_client(brief, "bid.reopened", about_bid("bid-reopened", brief, bid))
}

/// To the client: the bid that lost a member is complete again.
pub(super) fn whole_again(brief: &Brief, bid: &Bid) -> Notice {
    to_client(brief, "bid.completed", about_bid("bid-whole-again", brief, bid))
}

/// To the client: the bid that lost a member cannot be completed again.
pub(super) fn unfilled(brief: &Brief, bid: &Bid) -> Notice {
    to_client(brief, "bid.failed", about_bid("bid-unfilled", brief, bid))
}

/// To whoever holds hours for a brief that is not decided long after its deadline: they are free again.
pub(super) fn hours_released(brief: &Brief) -> Notice {
    Notice::new(Kind::Bid, "hours.released", brief.id, about("hours-released", brief)).at("/bids".to_owned())
}
