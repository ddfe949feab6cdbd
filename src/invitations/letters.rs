//! What invitees are told.

use muster_kernel::Money;

use super::store::Invitation;
use crate::{
    briefs::{Document, Seat},
    formation::Reason,
    notices::{Kind, Notice},
};

/// What offers a seat.
pub(super) fn offer(brief: &Document, seat: &Seat, invitation: &Invitation, reason: Reason) -> Notice {
    let money = |minor| Money::new(minor, invitation.currency);
    let text = format!(
        "there is a seat for you in a team: {seat}, for \"{title}\".\n\n\
         {description}\n\n\
         When:      {hours} hours a week for {weeks} weeks, from Monday, {from}\n\
         Rate:      {rate} an hour, {amount} in all\n\
         You keep:  {keeps}\n\n\
         Why you: {eligible} members could take this seat, and the team with you in it is the best by our published \
         policy. Your points, of 1000 each: fit {fit}, evidence {proof}, turn {turn}.\n\n\
         Please answer by {until}. Saying no needs no reason, costs you nothing, and is shown to nobody.",
        seat = seat.title,
        title = brief.title,
        description = brief.description,
        hours = invitation.hours,
        weeks = invitation.weeks,
        from = invitation.first_monday,
        rate = money(invitation.rate_minor),
        amount = money(invitation.amount_minor()),
        keeps = money(invitation.keeps_minor),
        eligible = reason.eligible,
        fit = reason.fit,
        proof = reason.proof,
        turn = reason.turn,
        until = invitation.expires_at,
    );
    notice(invitation, "invitation.offered", format!("A seat for you: {}", seat.title), text).by(invitation.expires_at)
}

/// What takes an unanswered offer back.
pub(super) fn taken_back(invitation: &Invitation, brief: &Document) -> Notice {
    let text = format!(
        "the seat that you were offered for \"{}\" is not needed any more. You need not do anything, and it counts as if \
         it had never been offered.",
        brief.title
    );
    notice(invitation, "invitation.closed", format!("No longer needed: {}", brief.title), text)
}

/// What reminds of an offer that waits for an answer.
pub(super) fn reminder(invitation: &Invitation, brief: &Document) -> Notice {
    let role = brief.seat(&invitation.seat).map(|seat| seat.title.as_str()).unwrap_or_default();
    let text = format!(
        "the seat of {role} for \"{}\" waits for your answer until {}. Without one it goes to somebody else; that \
         costs you nothing, and neither does a no.",
        brief.title, invitation.expires_at
    );
    notice(invitation, "invitation.reminded", format!("Until {}: {}", invitation.expires_at.day(), brief.title), text)
        .by(invitation.expires_at)
}

fn notice(invitation: &Invitation, event: &'static str, subject: String, text: String) -> Notice {
    Notice::new(Kind::Invitation, event, invitation.id, subject, text).at(format!("/invitations/{}", invitation.id))
}
