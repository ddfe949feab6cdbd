//! What clients and members are told as an engagement goes on.

use std::collections::BTreeMap;

use muster_kernel::Money;

use super::{
    billing,
    model::milestone_called,
    store::{EngagementRow, MilestoneRow, SeatRow},
    successions,
};
use crate::{
    audit::By,
    book::{Taxed, member_part},
    db::Tx,
    error::Result,
    identity::MemberId,
    letters::Letter,
    notices::{
        Kind, Notice,
        service::{tell_client, tell_member, tell_members},
    },
};

/// The contract exists: everybody is told what was agreed, whoever awarded it as well, who has it in writing so.
pub(super) fn awarded(
    tx: &mut Tx<'_>,
    engagement: &EngagementRow,
    seats: &[SeatRow],
    plan: &[MilestoneRow],
) -> Result<()> {
    for seat in seats {
        tell_of_seat(tx, engagement, seat)?;
    }
    let planned = |milestone: &MilestoneRow| {
        Letter::new("planned")
            .with("milestone", milestone_called(&milestone.title))
            .with("amount", milestone.amount(engagement))
            .with("due", milestone.due_day)
    };
    let letter = about("engagement-awarded", engagement)
        .with("seats", seats.len())
        .with("price", Money::new(engagement.price_minor, engagement.currency))
        .with("taxed", if engagement.tax_bp.points() == 0 { "no" } else { "yes" })
        .with("rate", engagement.tax_bp)
        .with("plan", plan.iter().map(planned).collect::<Vec<_>>());
    tell_client(tx, engagement.client_id, &notice(engagement, "engagement.awarded", letter))
}

fn tell_of_seat(tx: &mut Tx<'_>, engagement: &EngagementRow, seat: &SeatRow) -> Result<()> {
    let amount = Money::new(seat.amount_minor, engagement.currency);
    let letter = about("seat-won", engagement)
        .with("role", &seat.title)
        .with("hours", seat.hours)
        .with("weeks", seat.weeks)
        .with("from", seat.first_monday)
        .with("amount", amount)
        .with("keeps", member_part(amount, &seat.terms()?));
    tell_member(tx, seat.member_id, &notice(engagement, "engagement.awarded", letter))
}

/// What each member keeps of a milestone.
pub(super) type Kept = BTreeMap<MemberId, Money>;

/// A milestone is paid for: the members can begin.
pub(super) fn funded(tx: &mut Tx<'_>, engagement: &EngagementRow, milestone: &MilestoneRow, kept: &Kept) -> Result<()> {
    for (member, part) in kept {
        let letter =
            about_piece("milestone-funded", engagement, milestone).with("due", milestone.due_day).with("part", *part);
        tell_member(tx, *member, &notice(engagement, "milestone.funded", letter))?;
    }
    Ok(())
}

/// The members say that a milestone is done: the client has a look.
pub(super) fn submitted(tx: &mut Tx<'_>, engagement: &EngagementRow, milestone: &MilestoneRow) -> Result<()> {
    let held = billing::more(milestone.released_minor, milestone.open_minor(), engagement);
    let letter = about_piece("milestone-submitted", engagement, milestone).with("amount", held);
    tell_client(tx, engagement.client_id, &notice(engagement, "milestone.submitted", letter))
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
    for (member, part) in kept {
        let letter = about_piece("milestone-released-to-you", engagement, milestone).with("part", *part);
        tell_member(tx, *member, &notice(engagement, "milestone.released", letter))?;
    }
    let before = milestone.released_minor - amount.minor();
    let released = billing::more(before, amount.minor(), engagement);
    let letter = about_piece("milestone-released", engagement, milestone).with("amount", released);
    tell_client(tx, engagement.client_id, &notice(engagement, "milestone.released", letter))
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
    let letter = |name: &str| about_piece(name, engagement, milestone).with("reason", reason);
    for (member, part) in parts {
        let letter = letter("milestone-refunded-by-you").with("part", *part);
        tell_member(tx, *member, &notice(engagement, "milestone.refunded", letter))?;
    }
    let letter = letter("milestone-refunded").with("amount", amount);
    tell_client(tx, engagement.client_id, &notice(engagement, "milestone.refunded", letter))
}

/// The client ended the engagement: everybody is told what is left of it.
pub(super) fn ended(tx: &mut Tx<'_>, engagement: &EngagementRow, saved: Taxed, goes_on: bool, by: By) -> Result<()> {
    let letter = |name: &str| about(name, engagement).with("rest", if goes_on { "held" } else { "nothing" });
    let members = successions::everybody(tx, engagement.id)?;
    tell_members(tx, members, &notice(engagement, "engagement.ended", letter("engagement-ended-for-you")))?;
    let letter = letter("engagement-ended").with("saved", saved);
    tell_client(tx, engagement.client_id, &notice(engagement, "engagement.ended", letter).act_of(by))
}

/// Everything was released: both sides may say how it was.
pub(super) fn completed(tx: &mut Tx<'_>, engagement: &EngagementRow, members: &[MemberId]) -> Result<()> {
    let notice = notice(engagement, "engagement.completed", about("engagement-completed", engagement));
    tell_members(tx, members.iter().copied(), &notice)?;
    tell_client(tx, engagement.client_id, &notice)
}

/// A letter about the engagement.
fn about(letter: &str, engagement: &EngagementRow) -> Letter {
    Letter::new(letter).with("title", &engagement.title)
}

/// A letter about a milestone of it.
fn about_piece(letter: &str, engagement: &EngagementRow, milestone: &MilestoneRow) -> Letter {
    about(letter, engagement).with("milestone", milestone_called(&milestone.title))
}

fn notice(engagement: &EngagementRow, event: &'static str, letter: Letter) -> Notice {
    Notice::new(Kind::Engagement, event, engagement.id, letter).at(format!("/engagements/{}", engagement.id))
}
