//! What clients and members are told as an engagement goes on.

use std::collections::BTreeMap;

use muster_kernel::Money;

use super::{
    store::{EngagementRow, MilestoneRow, SeatRow},
    successions,
};
use crate::{
    book::{Taxed, member_part},
    db::Tx,
    error::Result,
    identity::MemberId,
    notices::{self, Kind, Notice},
};

/// The contract exists: everybody is told what was agreed.
pub(super) fn awarded(
    tx: &mut Tx<'_>,
    engagement: &EngagementRow,
    seats: &[SeatRow],
    plan: &[MilestoneRow],
) -> Result<()> {
    for seat in seats {
        tell_of_seat(tx, engagement, seat)?;
    }
    let title = &engagement.title;
    let price = Money::new(engagement.price_minor, engagement.currency);
    let tax = match engagement.tax_bp.points() {
        0 => String::new(),
        points => format!(", and {}.{:02} % of tax on top", points / 100, points % 100),
    };
    let mut text = format!(
        "your team for \"{title}\" is set: {} seats, {price} altogether{tax}.\n\nThe milestones:\n",
        seats.len()
    );
    for milestone in plan {
        let line = format!("\n- {}: {}, due on {}", milestone.title, milestone.amount(engagement), milestone.due_day);
        text.push_str(&line);
    }
    text.push_str(
        "\n\nFund the first one, and the members can begin. What you fund is held until you accept the work.",
    );
    notices::service::tell_client(
        tx,
        engagement.client_id,
        &notice(engagement, "engagement.awarded", &format!("Your team is set: {title}"), &text),
    )
}

fn tell_of_seat(tx: &mut Tx<'_>, engagement: &EngagementRow, seat: &SeatRow) -> Result<()> {
    let title = &engagement.title;
    let amount = Money::new(seat.amount_minor, engagement.currency);
    let text = format!(
        "the client chose your team for \"{title}\". Your hours are booked.\n\nYour seat is \"{}\": {} hours a week for \
         {} weeks, from {} on. It comes to {amount}, of which you keep {}.\n\nWork begins when the client has funded the \
         first milestone. You get a mail then.",
        seat.title,
        seat.hours,
        seat.weeks,
        seat.first_monday,
        member_part(amount, &seat.terms()?),
    );
    notices::service::tell_member(
        tx,
        seat.member_id,
        &notice(engagement, "engagement.awarded", &format!("You won: {title}"), &text),
    )
}

/// What each member keeps of a milestone.
pub(super) type Kept = BTreeMap<MemberId, Money>;

/// A milestone is paid for: the members can begin.
pub(super) fn funded(tx: &mut Tx<'_>, engagement: &EngagementRow, milestone: &MilestoneRow, kept: &Kept) -> Result<()> {
    for (member, amount) in kept {
        let text = format!(
            "the client has funded \"{}\" of \"{}\", due on {}. The money is held; your part of it, after the split, is \
             {amount}. Submit the milestone when it is done.",
            milestone.title, engagement.title, milestone.due_day,
        );
        notices::service::tell_member(
            tx,
            *member,
            &notice(engagement, "milestone.funded", &format!("Funded: {}", milestone.title), &text),
        )?;
    }
    Ok(())
}

/// The members say that a milestone is done: the client has a look.
pub(super) fn submitted(tx: &mut Tx<'_>, engagement: &EngagementRow, milestone: &MilestoneRow) -> Result<()> {
    let text = format!(
        "the members say that \"{}\" of \"{}\" is done. Have a look; when you accept it, the {} that you funded are \
         paid out.",
        milestone.title,
        engagement.title,
        milestone.amount(engagement),
    );
    notices::service::tell_client(
        tx,
        engagement.client_id,
        &notice(engagement, "milestone.submitted", &format!("Submitted: {}", milestone.title), &text),
    )
}

/// A milestone was accepted, or what of it is not disputed: the client has a receipt, and each member is told what they
/// got of it.
pub(super) fn released(
    tx: &mut Tx<'_>,
    engagement: &EngagementRow,
    milestone: &MilestoneRow,
    amount: Money,
    kept: &Kept,
) -> Result<()> {
    let subject = format!("Released: {}", milestone.title);
    for (member, amount) in kept {
        let text = format!(
            "the client accepted \"{}\" of \"{}\". Your part of it, after the split, is {amount}; it stands in your \
             earnings now.",
            milestone.title, engagement.title,
        );
        notices::service::tell_member(tx, *member, &notice(engagement, "milestone.released", &subject, &text))?;
    }
    let text = format!(
        "\"{}\" of \"{}\" is accepted, and {amount} that were held for it are paid out.",
        milestone.title, engagement.title,
    );
    notices::service::tell_client(tx, engagement.client_id, &notice(engagement, "milestone.released", &subject, &text))
}

/// Money that was paid out goes back: the client is told the whole, each member their part.
pub(super) fn refunded(
    tx: &mut Tx<'_>,
    engagement: &EngagementRow,
    milestone: &MilestoneRow,
    amount: Taxed,
    reason: &str,
    parts: &BTreeMap<MemberId, Money>,
) -> Result<()> {
    let subject = format!("Refunded: {}", milestone.title);
    let about = format!("\"{}\" of \"{}\"", milestone.title, engagement.title);
    for (member, part) in parts {
        let text = format!(
            "of what was paid for {about}, {part} of your part goes back to the client: {reason}\n\nIt is taken off your \
             balance. Where that falls below zero, what you earn next makes up for it.",
        );
        notices::service::tell_member(tx, *member, &notice(engagement, "milestone.refunded", &subject, &text))?;
    }
    let text = format!("of what you paid for {about}, {amount} goes back to you: {reason}");
    notices::service::tell_client(tx, engagement.client_id, &notice(engagement, "milestone.refunded", &subject, &text))
}

/// The client ended the engagement: everybody is told what is left of it.
pub(super) fn ended(tx: &mut Tx<'_>, engagement: &EngagementRow, saved: Taxed, goes_on: bool) -> Result<()> {
    let title = &engagement.title;
    let rest = if goes_on {
        "What is held stays held: those milestones are submitted, and accepted or disputed, as agreed."
    } else {
        "No money is held, so it is over now."
    };
    let subject = format!("The engagement ends: {title}");
    let text = format!(
        "the client ends \"{title}\". The milestones that were not funded are left out, and nothing is due for them. {rest} \
         Your booked hours after that are free again."
    );
    for member in successions::everybody(tx, engagement.id)? {
        notices::service::tell_member(tx, member, &notice(engagement, "engagement.ended", &subject, &text))?;
    }
    let text = format!(
        "\"{title}\" ends. The milestones that were not funded are left out, and you pay {saved} less than was agreed. {rest}"
    );
    notices::service::tell_client(tx, engagement.client_id, &notice(engagement, "engagement.ended", &subject, &text))
}

/// Everything was released: both sides may say how it was.
pub(super) fn completed(tx: &mut Tx<'_>, engagement: &EngagementRow, members: &[MemberId]) -> Result<()> {
    let text = format!(
        "\"{}\" is completed: nothing is left to pay. You have two weeks to say how it was; nobody reads it before both \
         sides have spoken or the time is over.",
        engagement.title
    );
    let subject = format!("Completed: {}", engagement.title);
    for member in members {
        notices::service::tell_member(tx, *member, &notice(engagement, "engagement.completed", &subject, &text))?;
    }
    notices::service::tell_client(
        tx,
        engagement.client_id,
        &notice(engagement, "engagement.completed", &subject, &text),
    )
}

fn notice(engagement: &EngagementRow, event: &'static str, subject: &str, text: &str) -> Notice {
    Notice::new(Kind::Engagement, event, engagement.id, subject.to_owned(), text.to_owned())
        .at(format!("/engagements/{}", engagement.id))
}
