//! What clients and bidders are told.

use muster_kernel::Money;

use super::{compare::TermPoints, store::Bid};
use crate::{
    briefs::Brief,
    notices::{Kind, Notice},
};

/// A notice to everybody who acts for the client of a brief.
pub(super) fn to_client(brief: &Brief, event: &'static str, subject: String, text: String) -> Notice {
    Notice::new(Kind::Brief, event, brief.id, subject, text).at(format!("/briefs/{}", brief.id))
}

/// A notice to a member of a bid.
pub(super) fn to_team(bid: &Bid, event: &'static str, subject: String, text: String) -> Notice {
    Notice::new(Kind::Bid, event, bid.id, subject, text).at(format!("/bids/{}", bid.id))
}

/// To the client: no team exists.
pub(super) fn no_team(brief: &Brief) -> Notice {
    to_client(
        brief,
        "brief.no_team",
        format!("No team yet: {}", brief.title),
        format!(
            "no team of our members meets everything that \"{}\" asks for. What is missing, seat by seat, is told on the page of the brief. Often one wish makes the difference: a level, an hour, a later start.",
            brief.title
        ),
    )
}

/// To the client: the deadline has passed, and here are the bids.
pub(super) fn opened(brief: &Brief, complete: usize) -> Notice {
    let teams = if complete == 1 { "one team is".to_owned() } else { format!("{complete} teams are") };
    to_client(
        brief,
        "brief.opened",
        format!("Your bids are open: {}", brief.title),
        format!("the deadline of \"{}\" has passed, and {teams} ready to begin. Compare and choose here.", brief.title),
    )
}

/// To the client: the deadline has passed without a bid.
pub(super) fn lapsed(brief: &Brief) -> Notice {
    to_client(
        brief,
        "brief.lapsed",
        format!("No bid: {}", brief.title),
        format!(
            "the deadline of \"{}\" has passed, and no team was complete in time. You can begin a new brief from this \
             one here.",
            brief.title
        ),
    )
}

/// To the team: everybody has said yes.
pub(super) fn complete(brief: &Brief, bid: &Bid) -> Notice {
    to_team(
        bid,
        "bid.completed",
        format!("Your team is complete: {}", brief.title),
        format!(
            "everybody in your team for \"{}\" has said yes. The bid of {} is sealed until the deadline; then the client \
             chooses, and you hear from us either way.\n\nThe seal of your bid:\n\n{}\n\nKeep it if you like: after the \
             deadline we tell you the nonce, with which anybody can see that nobody changed the bid.",
            brief.title,
            price(bid),
            bid.seal.as_deref().unwrap_or_default()
        ),
    )
}

/// To the team: the client chose another one. `points` are theirs and the winner's, where both are scored.
pub(super) fn lost(brief: &Brief, bid: &Bid, points: Option<(TermPoints, TermPoints)>) -> Notice {
    let why = points.map(|(ours, theirs)| compared(ours, theirs)).unwrap_or_default();
    to_team(
        bid,
        "bid.lost",
        format!("Not this time: {}", brief.title),
        format!(
            "the client chose another team for \"{}\". Yours, at {}, was complete and ready, which is more than most \
             get to.{why}\n\nYour hours are free again for other seats, and what you are entitled to in the turn ledger stays \
             as it is. Nobody but your own team sees this.",
            brief.title,
            price(bid)
        ),
    )
}

/// The points of two teams side by side, and the term that made the largest difference.
fn compared(ours: TermPoints, theirs: TermPoints) -> String {
    let terms = [
        ("knowing what is needed", ours.fit, theirs.fit),
        ("evidence of it", ours.proof, theirs.proof),
        ("being due for a turn", ours.turn, theirs.turn),
        ("costing less than the cap", ours.thrift, theirs.thrift),
        ("living close by", ours.near, theirs.near),
        ("knowing each other", ours.cohesion, theirs.cohesion),
    ];
    let lines: String =
        terms.iter().map(|(term, ours, theirs)| format!("  {term}: {} and {}\n", ours / 1000, theirs / 1000)).collect();
    let widest = terms.iter().max_by_key(|(_, ours, theirs)| theirs - ours).filter(|(_, ours, theirs)| theirs > ours);
    let change = match widest {
        Some((term, ours, theirs)) => {
            format!("What would have changed most: {} more points for {term}.", (theirs - ours + 999) / 1000)
        }
        None => "By points yours was ahead in everything; the client weighed something else.".to_owned(),
    };
    format!(
        "\n\nYour team's points by the published policy, and those of the team that was chosen:\n\n{lines}\n{change}"
    )
}

/// What a bid costs.
pub(super) fn price(bid: &Bid) -> Money {
    Money::new(bid.price_minor, bid.currency)
}

/// To the client: the team that it wanted lost a member to another award.
pub(super) fn clash(brief: &Brief, _: &Bid) -> Notice {
    to_client(
        brief,
        "bid.reopened",
        format!("A seat is being filled again: {}", brief.title),
        format!(
            "a member of the team that you chose for \"{}\" was booked by another engagement a moment before. Muster is \
             asking the member who changes the team least, and you hear from us once the bid is complete again.",
            brief.title
        ),
    )
}

/// To the client: the bid that lost a member is complete again.
pub(super) fn whole_again(brief: &Brief, bid: &Bid) -> Notice {
    to_client(
        brief,
        "bid.completed",
        format!("Complete again: {}", brief.title),
        format!(
            "the team for \"{}\" whose seat had to be filled again is complete, at {}. You can award it now.",
            brief.title,
            price(bid)
        ),
    )
}

/// To whoever holds hours for a brief that is not decided long after its deadline: they are free again.
pub(super) fn hours_released(brief: &Brief) -> Notice {
    let subject = format!("Your hours are free again: {}", brief.title);
    let text = format!(
        "the client of \"{}\" has not decided yet, and your hours have been held long enough. They are free for other work \
         from now on. The bid stands: if it is awarded while you still have the hours, the seat is yours.",
        brief.title
    );
    Notice::new(Kind::Bid, "hours.released", brief.id, subject, text).at("/bids".to_owned())
}
