//! What clients and members are told by mail as an engagement goes on.

use muster_kernel::Money;

use super::store::{EngagementRow, MilestoneRow, SeatRow};
use crate::{
    book::{Payee, split},
    db::Tx,
    error::Result,
    identity::{self, MemberId, PersonId},
    jobs::{self, Job},
    mail::Mail,
    members,
};

/// The contract exists: everybody is told what was agreed.
pub(super) fn awarded(
    tx: &mut Tx<'_>,
    engagement: &EngagementRow,
    seats: &[SeatRow],
    plan: &[MilestoneRow],
) -> Result<()> {
    let title = &engagement.title;
    for seat in seats {
        let amount = Money::new(seat.amount_minor, engagement.currency);
        let keeps = split(amount, &seat.terms()?).into_iter().find(|part| part.payee == Payee::Member);
        let keeps = keeps.map_or(amount, |part| part.amount);
        let text = format!(
            "the bid you are part of was awarded: {title:?}.\n\nYour seat is {:?}: {} hours a week for {} weeks, from {} \
             on. It comes to {amount}, of which you keep {keeps}.\n\nWork begins when the client has funded the first \
             milestone. You get a mail then.",
            seat.seat, seat.hours, seat.weeks, seat.first_monday,
        );
        let person = members::service::person_of(tx, seat.member_id)?;
        tell(tx, person, &format!("Awarded: {title}"), &text)?;
    }
    let price = Money::new(engagement.price_minor, engagement.currency);
    let mut text =
        format!("your team for {title:?} is set: {} seats, {price} altogether.\n\nThe milestones:\n", seats.len());
    for milestone in plan {
        let line = format!("\n- {}: {}, due on {}", milestone.title, milestone.amount(engagement), milestone.due_day);
        text.push_str(&line);
    }
    text.push_str(
        "\n\nFund the first one, and the members can begin. What you fund is held until you accept the work.",
    );
    tell_client(tx, engagement, &format!("Your team is set: {title}"), &text)
}

/// A milestone is paid for: the members can begin.
pub(super) fn funded(tx: &mut Tx<'_>, engagement: &EngagementRow, milestone: &MilestoneRow) -> Result<()> {
    let text = format!(
        "the client has funded {:?} of {:?}: {} is held for it, due on {}. Submit it when it is done.",
        milestone.title,
        engagement.title,
        milestone.amount(engagement),
        milestone.due_day,
    );
    tell_members(tx, engagement, &format!("Funded: {}", milestone.title), &text)
}

/// The members say that a milestone is done: the client has a look.
pub(super) fn submitted(tx: &mut Tx<'_>, engagement: &EngagementRow, milestone: &MilestoneRow) -> Result<()> {
    let text = format!(
        "the members say that {:?} of {:?} is done. Have a look; when you accept it, the {} that you funded are paid out.",
        milestone.title,
        engagement.title,
        milestone.amount(engagement),
    );
    tell_client(tx, engagement, &format!("Submitted: {}", milestone.title), &text)
}

/// A milestone was accepted: each member is told what they got of it.
pub(super) fn released(
    tx: &mut Tx<'_>,
    engagement: &EngagementRow,
    milestone: &MilestoneRow,
    got: &[(MemberId, Money)],
) -> Result<()> {
    for (member, amount) in got {
        let text = format!(
            "the client accepted {:?} of {:?}. Your part of it, after the split, is {amount}; it stands in your earnings \
             now.",
            milestone.title, engagement.title,
        );
        let person = members::service::person_of(tx, *member)?;
        tell(tx, person, &format!("Released: {}", milestone.title), &text)?;
    }
    Ok(())
}

/// Everything was released: both sides may say how it was.
pub(super) fn completed(tx: &mut Tx<'_>, engagement: &EngagementRow) -> Result<()> {
    let text = format!("{:?} is completed: every milestone was accepted. You may say how it was.", engagement.title);
    let subject = format!("Completed: {}", engagement.title);
    tell_members(tx, engagement, &subject, &text)?;
    tell_client(tx, engagement, &subject, &text)
}

fn tell_client(tx: &mut Tx<'_>, engagement: &EngagementRow, subject: &str, text: &str) -> Result<()> {
    for person in identity::clients::people_of(tx, engagement.client_id)? {
        tell(tx, person, subject, text)?;
    }
    Ok(())
}

/// Each member once, however many seats they have.
fn tell_members(tx: &mut Tx<'_>, engagement: &EngagementRow, subject: &str, text: &str) -> Result<()> {
    let mut members: Vec<_> = super::store::seats(tx, engagement.id)?.iter().map(|seat| seat.member_id).collect();
    members.sort();
    members.dedup();
    for member in members {
        let person = members::service::person_of(tx, member)?;
        tell(tx, person, subject, text)?;
    }
    Ok(())
}

fn tell(tx: &mut Tx<'_>, person: PersonId, subject: &str, text: &str) -> Result<()> {
    let (to, name) = identity::service::reach(tx, person)?;
    jobs::soon(tx, &Job::Mail(Mail { to, subject: subject.to_owned(), text: format!("Hello {name},\n\n{text}\n") }))
}
