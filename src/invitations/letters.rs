//! What invitees are told.

use muster_kernel::Money;

use super::store::Invitation;
use crate::{
    briefs::{Document, Seat},
    formation::Reason,
    letters::{Fact, Letter},
    notices::{Kind, Notice},
};

/// What offers a seat.
pub(super) fn offer(brief: &Document, seat: &Seat, invitation: &Invitation, reason: Reason) -> Notice {
    let money = |minor| Money::new(minor, invitation.currency);
    let letter = Letter::new("invitation-offered")
        .with("role", &seat.title)
        .with("title", &brief.title)
        .with("description", &brief.description)
        .with("hours", invitation.hours)
        .with("weeks", invitation.weeks)
        .with("from", invitation.first_monday)
        .with("rate", money(invitation.rate_minor))
        .with("amount", money(invitation.amount_minor()))
        .with("keeps", money(invitation.keeps_minor))
        .with("eligible", reason.eligible)
        .with("fit", reason.fit)
        .with("proof", reason.proof)
        .with("turn", reason.turn)
        .with("until", invitation.expires_at);
    notice(invitation, "invitation.offered", letter).by(invitation.expires_at)
}

/// What takes an unanswered offer back.
pub(super) fn taken_back(invitation: &Invitation, brief: &Document) -> Notice {
    notice(invitation, "invitation.closed", Letter::new("invitation-closed").with("title", &brief.title))
}

/// What reminds of an offer that waits for an answer.
pub(super) fn reminder(invitation: &Invitation, brief: &Document) -> Notice {
    let role = brief.seat(&invitation.seat).map(|seat| seat.title.as_str()).unwrap_or_default();
    let letter = Letter::new("invitation-reminded")
        .with("role", role)
        .with("title", &brief.title)
        .with("day", Fact::DayOf(invitation.expires_at))
        .with("until", invitation.expires_at);
    notice(invitation, "invitation.reminded", letter).by(invitation.expires_at)
}

fn notice(invitation: &Invitation, event: &'static str, letter: Letter) -> Notice {
    Notice::new(Kind::Invitation, event, invitation.id, letter).at(format!("/invitations/{}", invitation.id))
}
