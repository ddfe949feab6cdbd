//! What members and clients are told about open bidding.

use muster_kernel::{Instant, Money};

use super::{
    letters::{above, to_client, to_team},
    store::Bid,
};
use crate::{
    briefs::{Brief, Document},
    notices::{Kind, Notice},
};

/// A notice to a member who may bid on a brief, or offered to take a seat of it.
fn to_member(brief: &Brief, event: &'static str, subject: String, text: String) -> Notice {
    let notice = Notice::new(Kind::Opportunity, event, brief.id, subject, text);
    notice.at(format!("/member/briefs/{}", brief.id))
}

/// To members who opted in: a brief is open for bids.
pub(super) fn open(brief: &Brief, document: &Document) -> Notice {
    let seats: Vec<&str> = document.seats.iter().map(|seat| seat.title.as_str()).collect();
    let deadline = brief.deadline_at.expect("a posted brief has a deadline");
    let text = format!(
        "a brief in a category that you chose is open for bids: \"{}\". Its seats: {}.\n\nYou can offer to take a seat, or \
         bid with a crew, until {deadline}. Bids are sealed until then.",
        brief.title,
        seats.join(", ")
    );
    let subject = format!("Open for bids: {}", brief.title);
    to_member(brief, "brief.open_for_bids", subject, text).by(deadline)
}

/// To a member of a crew: a revision of its bid waits for them.
pub(super) fn sign_off(brief: &Brief, bid: &Bid, cost: Money, above_budget: Option<Money>) -> Notice {
    to_team(
        bid,
        "bid.revised",
        format!("To sign off: {}", brief.title),
        format!(
            "your crew bids {} for \"{}\", with a seat of {cost} for you.{} This is revision {}. Please look at your seat, \
             your hours and your share, and sign it off before the deadline, or say in your crew what should change.\n\n\
             Nothing is bid in your name unless you sign it off.",
            bid.price(),
            brief.title,
            above(above_budget),
            bid.revision
        ),
    )
}

/// To the authors of a bid for which not everybody said yes in time.
pub(super) fn not_complete(brief: &Brief, bid: &Bid) -> Notice {
    to_team(
        bid,
        "bid.failed",
        format!("Not complete in time: {}", brief.title),
        format!(
            "your team's bid of {} for \"{}\" has ended: not everybody whom it needs said yes in time. Your hours are free \
             again, and what you are entitled to in the turn ledger stays as it is.",
            bid.price(),
            brief.title
        ),
    )
}

/// To a member whose offer found no place in a bid.
pub(super) fn passed_over(brief: &Brief) -> Notice {
    to_member(
        brief,
        "offer.over",
        format!("Not this time: {}", brief.title),
        format!(
            "the deadline of \"{}\" has passed, and your offer is not part of a bid: either a seat beside yours was not \
             offered, or the best team that all offers allow was another one. Your hours are free again. Nobody but you \
             was told what you offered.",
            brief.title
        ),
    )
}

/// To a member whose offer cannot stand, because they were booked.
pub(super) fn offer_lost(brief: &Brief) -> Notice {
    to_member(
        brief,
        "offer.over",
        format!("Your offer is over: {}", brief.title),
        format!(
            "you were booked by another engagement, and have not enough hours left for the seat that you offered to take in \
             \"{}\". Your offer is over; until the deadline you can make another one.",
            brief.title
        ),
    )
}

/// To members whose offers were put together.
pub(super) fn composed(brief: &Brief, bid: &Bid) -> Notice {
    to_team(
        bid,
        "bid.composed",
        format!("Your offer is part of a bid: {}", brief.title),
        format!(
            "the deadline of \"{}\" has passed, and your offer is part of the best team that the offers allow. It bids {}. \
             Its page says with whom.\n\nThe client chooses now, and you hear from us either way.",
            brief.title,
            bid.price()
        ),
    )
}

/// To the other authors: one of them withdrew the bid.
pub(super) fn withdrawn_by_a_mate(brief: &Brief, bid: &Bid) -> Notice {
    to_team(
        bid,
        "bid.withdrawn",
        format!("Withdrawn: {}", brief.title),
        format!(
            "somebody in your team has withdrawn the bid of {} for \"{}\". Your hours are free again.",
            bid.price(),
            brief.title
        ),
    )
}

/// To the client: a bid that it has seen was withdrawn.
pub(super) fn withdrawn(brief: &Brief, bid: &Bid) -> Notice {
    to_client(
        brief,
        "bid.withdrawn",
        format!("A bid was withdrawn: {}", brief.title),
        format!("the team that bid {} for \"{}\" has withdrawn its bid. The others stand.", bid.price(), brief.title),
    )
}

/// To the authors of a bid whose brief the client took back.
pub(super) fn brief_withdrawn(brief: &Brief, bid: &Bid) -> Notice {
    to_team(
        bid,
        "bid.withdrawn",
        format!("Taken back: {}", brief.title),
        format!(
            "the client has taken \"{}\" back, and your bid of {} ends with it. Nobody has seen it, or chosen another one. \
             Your hours are free again.",
            brief.title,
            bid.price()
        ),
    )
}

/// To the authors of a crew's bid, while it can be changed: one of them has not the hours any more.
pub(super) fn to_change(brief: &Brief, bid: &Bid, until: Instant) -> Notice {
    to_team(
        bid,
        "bid.revised",
        format!("To change: {}", brief.title),
        format!(
            "one of you was booked by another engagement, and has not enough hours left for your bid of {} for \"{}\". As it \
             is it cannot be awarded, so it is revision {} now, which nobody has signed off. Until {until} any of you \
             can change who takes which seat, and everybody signs that off.",
            bid.price(),
            brief.title,
            bid.revision
        ),
    )
}

/// To the authors of a bid that ends because the hours of one of them are gone.
pub(super) fn hours_gone(brief: &Brief, bid: &Bid) -> Notice {
    to_team(
        bid,
        "bid.failed",
        format!("Not possible any more: {}", brief.title),
        format!(
            "one of you was booked by another engagement, so that your bid of {} for \"{}\" cannot be awarded any more. It \
             has ended, and the hours of the others are free again.",
            bid.price(),
            brief.title
        ),
    )
}

/// To the client: a bid that it has seen cannot be awarded any more.
pub(super) fn ended(brief: &Brief, bid: &Bid) -> Notice {
    to_client(
        brief,
        "bid.failed",
        format!("A bid has ended: {}", brief.title),
        format!(
            "a member of the team that bid {} for \"{}\" was booked by another engagement, and only its authors could have \
             said who is in that team. The other bids stand.",
            bid.price(),
            brief.title
        ),
    )
}
