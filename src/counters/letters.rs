//! What is told about counters.

use muster_kernel::{Instant, Money};

use super::{model::Terms, store::Counter};
use crate::{
    briefs::Document,
    invitations::Invitation,
    letters::Letter,
    notices::{Kind, Notice},
};

/// To the client: a member would take a seat for fewer hours.
pub fn asked(counter: &Counter, brief: &Document, invitation: &Invitation) -> Notice {
    let letter = Letter::new("counter-asked")
        .with("role", role(brief, invitation))
        .with("title", &brief.title)
        .with("hours", invitation.hours)
        .with("until", counter.expires_at);
    Notice::new(Kind::Brief, "counter.made", counter.id, letter)
        .at(format!("/briefs/{}", counter.brief_id))
        .by(counter.expires_at)
}

/// To the member: the seat is theirs on the new terms.
pub fn held(counter: &Counter, brief: &Document, renewed: &Invitation) -> Notice {
    let money = |minor| Money::new(minor, renewed.currency);
    let letter = Letter::new("counter-held")
        .with("role", role(brief, renewed))
        .with("title", &brief.title)
        .with("rate", money(renewed.rate_minor))
        .with("hours", renewed.hours)
        .with("amount", money(renewed.amount_minor()))
        .with("keeps", money(renewed.keeps_minor));
    Notice::new(Kind::Invitation, "counter.held", counter.id, letter).at(format!("/invitations/{}", renewed.id))
}

/// To the member: not on these terms; the offer stands as it was until `until`.
pub fn refused(counter: &Counter, brief: &Document, until: Instant) -> Notice {
    let wish = match counter.terms() {
        Terms::Rate(_) => "rate",
        Terms::Hours(_) => "hours",
    };
    let letter = Letter::new("counter-refused").with("title", &brief.title).with("wish", wish).with("until", until);
    Notice::new(Kind::Invitation, "counter.refused", counter.id, letter)
        .at(format!("/invitations/{}", counter.invitation_id))
        .by(until)
}

fn role<'a>(brief: &'a Document, invitation: &Invitation) -> &'a str {
    brief.seat(&invitation.seat).map(|seat| seat.title.as_str()).unwrap_or_default()
}
