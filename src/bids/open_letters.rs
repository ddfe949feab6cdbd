//! What members and clients are told about open bidding.

use muster_kernel::Money;

use super::{
    letters::{price, to_client, to_team},
    store::Bid,
};
use crate::{
    briefs::{Brief, Document},
    notices::{Kind, Notice},
};

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
    let notice = Notice::new(Kind::Opportunity, "brief.open_for_bids", brief.id, subject, text);
    notice.at(format!("/member/briefs/{}", brief.id)).by(deadline)
}

/// To a member of a crew: a revision of its bid waits for them.
pub(super) fn sign_off(brief: &Brief, bid: &Bid, cost: Money) -> Notice {
    to_team(
        bid,
        "bid.revised",
        format!("To sign off: {}", brief.title),
        format!(
            "your crew bids {} for \"{}\", with a seat of {cost} for you. This is revision {}. Please look at your seat, \
             your hours and your share, and sign it off before the deadline, or say in your crew what should change.\n\n\
             Nothing is bid in your name unless you sign it off.",
            price(bid),
            brief.title,
            bid.revision
        ),
    )
}

/// To the authors of a bid that not everybody signed off in time.
pub(super) fn not_signed(brief: &Brief, bid: &Bid) -> Notice {
    to_team(
        bid,
        "bid.failed",
        format!("Not complete in time: {}", brief.title),
        format!(
            "the deadline of \"{}\" has passed, and not everybody had signed off your crew's bid of {}. It was not shown \
             to the client, and your hours are free again.",
            brief.title,
            price(bid)
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
            price(bid)
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
            price(bid),
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
        format!("the team that bid {} for \"{}\" has withdrawn its bid. The others stand.", price(bid), brief.title),
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
            price(bid)
        ),
    )
}

/// To the authors of a bid that the client wanted, when the hours of one of them were gone.
pub(super) fn hours_gone(brief: &Brief, bid: &Bid) -> Notice {
    to_team(
        bid,
        "bid.failed",
        format!("Not possible any more: {}", brief.title),
        format!(
            "the client chose your bid of {} for \"{}\", but one of you had been booked by another engagement a moment \
             before, so that the bid could not be awarded.",
            price(bid),
            brief.title
        ),
    )
}

/// To the client: the bid that it wanted cannot be awarded.
pub(super) fn clash_for_good(brief: &Brief) -> Notice {
    to_client(
        brief,
        "bid.failed",
        format!("This bid cannot be awarded: {}", brief.title),
        format!(
            "a member of the team that you chose for \"{}\" was booked by another engagement a moment before, and only its \
             authors can say who is in that team. The other bids stand.",
            brief.title
        ),
    )
}
