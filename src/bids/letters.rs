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
pub(super) fn complete(brief: &Brief, bid: &Bid, above_budget: Option<Money>) -> Notice {
    to_team(
        bid,
        "bid.completed",
        format!("Your team is complete: {}", brief.title),
        format!(
            "everybody in your team for \"{}\" has said yes. The bid of {} is sealed until the deadline; then the client \
             chooses, and you hear from us either way.{}\n\nThe seal of your bid:\n\n{}\n\nKeep it if you like: after the \
             deadline we tell you the nonce, with which anybody can see that nobody changed the bid.",
            brief.title,
            bid.price(),
            above(above_budget),
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
            bid.price()
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

/// A sentence for whoever bids more than the budget.
pub(super) fn above(budget: Option<Money>) -> String {
    budget.map_or_else(String::new, |by| {
        format!(" That is {by} above the budget of the brief, which the client will see beside the price.")
    })
}

/// To a member who was booked elsewhere, so that they cannot keep a seat that they had accepted.
pub(super) fn seat_lost(brief: &Brief) -> Notice {
    let subject = format!("Your seat falls free: {}", brief.title);
    let text = format!(
        "you were booked by another engagement, and have not enough hours left for the seat that you had accepted in \
         \"{}\". The seat is offered to somebody else.",
        brief.title
    );
    Notice::new(Kind::Bid, "invitation.closed", brief.id, subject, text).at("/bids".to_owned())
}

/// To the client: a team that it has seen lost a member to another engagement.
pub(super) fn reopened(brief: &Brief, bid: &Bid) -> Notice {
    to_client(
        brief,
        "bid.reopened",
        format!("A seat is being filled again: {}", brief.title),
        format!(
            "a member of the team that bids {} for \"{}\" was booked by another engagement. Muster is asking the member who \
             changes the team least, and you hear from us whether the bid is complete again.",
            bid.price(),
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
            bid.price()
        ),
    )
}

/// To the client: the bid that lost a member cannot be completed again.
pub(super) fn unfilled(brief: &Brief, bid: &Bid) -> Notice {
    to_client(
        brief,
        "bid.failed",
        format!("A bid has ended: {}", brief.title),
        format!(
            "nobody could be found for the seat that fell free in the team that bid {} for \"{}\". The other bids stand.",
            bid.price(),
            brief.title
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
