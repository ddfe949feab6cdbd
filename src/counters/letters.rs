//! What is told about counters.

use muster_kernel::{Instant, Money};

use super::{model::Terms, store::Counter};
use crate::{
    briefs::Document,
    invitations::Invitation,
    notices::{Kind, Notice},
};

/// To the client: a member would take a seat for fewer hours.
pub fn asked(counter: &Counter, brief: &Document, invitation: &Invitation) -> Notice {
    let text = format!(
        "the member whom Muster asked to be {} for \"{}\" would take the seat for fewer hours a week than its {}. What that \
         is and what it would cost is here. Without an answer by {} your brief stands as it is.",
        role(brief, invitation),
        brief.title,
        invitation.hours,
        counter.expires_at
    );
    Notice::new(Kind::Brief, "counter.made", counter.id, format!("Fewer hours? {}", brief.title), text)
        .at(format!("/briefs/{}", counter.brief_id))
        .by(counter.expires_at)
}

/// To the member: the seat is theirs on the new terms.
pub fn held(counter: &Counter, brief: &Document, renewed: &Invitation) -> Notice {
    let money = |minor| Money::new(minor, renewed.currency);
    let text = format!(
        "what you asked for holds: the seat of {} for \"{}\" is yours at {} an hour, {} hours a week, {} in all. You keep {}.",
        role(brief, renewed),
        brief.title,
        money(renewed.rate_minor),
        renewed.hours,
        money(renewed.amount_minor()),
        money(renewed.keeps_minor)
    );
    Notice::new(Kind::Invitation, "counter.held", counter.id, format!("It holds: {}", brief.title), text)
        .at(format!("/invitations/{}", renewed.id))
}

/// To the member: not on these terms; the offer stands as it was until `until`.
pub fn refused(counter: &Counter, brief: &Document, until: Instant) -> Notice {
    let why = match counter.terms() {
        Terms::Rate(_) => "at that rate another team fits better by the published policy",
        Terms::Hours(_) => "the seat needs its hours as they are",
    };
    let text = format!(
        "thank you for saying what you would take for \"{}\": {why}. The offer as it was stands until {until}; whether \
         you take it or not costs you nothing.",
        brief.title
    );
    Notice::new(Kind::Invitation, "counter.refused", counter.id, format!("The offer stands: {}", brief.title), text)
        .at(format!("/invitations/{}", counter.invitation_id))
        .by(until)
}

fn role<'a>(brief: &'a Document, invitation: &Invitation) -> &'a str {
    brief.seat(&invitation.seat).map(|seat| seat.title.as_str()).unwrap_or_default()
}
