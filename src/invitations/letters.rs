//! What invitees are told by mail.

use muster_kernel::Money;

use super::store::Invitation;
use crate::{
    briefs::{Document, Seat},
    formation::Reason,
    mail::Mail,
};

/// The mail that offers a seat.
pub(super) fn offer(
    to: String,
    name: &str,
    public_url: &str,
    brief: &Document,
    seat: &Seat,
    invitation: &Invitation,
    reason: Reason,
) -> Mail {
    let money = |minor| Money::new(minor, invitation.currency);
    let text = format!(
        "Hello {name},\n\n\
         there is a seat for you in a team: {seat}, for \"{title}\".\n\n\
         {description}\n\n\
         When:      {hours} hours a week for {weeks} weeks, from Monday, {from}\n\
         Rate:      {rate} an hour, {amount} in all\n\
         You keep:  {keeps}\n\n\
         Why you: {eligible} members could take this seat, and the team with you in it is the best by our published \
         policy. Your points, of 1000 each: fit {fit}, evidence {proof}, turn {turn}.\n\n\
         Please answer by {until} (UTC):\n\n{public_url}/invitations/{id}\n\n\
         Saying no needs no reason, costs you nothing, and is shown to nobody.\n",
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
        id = invitation.id,
    );
    Mail { to, subject: format!("A seat for you: {}", seat.title), text }
}

/// The mail that takes an unanswered offer back.
pub(super) fn taken_back(to: String, name: &str, brief: &Document) -> Mail {
    let text = format!(
        "Hello {name},\n\nthe seat that you were offered for \"{}\" is not needed any more. You need not do anything, and \
         it counts as if it had never been offered.\n",
        brief.title
    );
    Mail { to, subject: format!("No longer needed: {}", brief.title), text }
}
