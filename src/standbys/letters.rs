//! What is told to members who stand by.

use muster_kernel::Money;

use super::store::Standby;
use crate::{
    briefs::Document,
    notices::{Kind, Notice},
};

/// Asks whether a member would take a seat if it falls free.
pub(super) fn asked(standby: &Standby, brief: &Document) -> Notice {
    let money = |minor| Money::new(minor, standby.currency);
    let text = format!(
        "the seat of {role} for \"{title}\" is taken, and you are the next best for it. Would you stand by, in case it falls \
         free? It is {hours} hours a week for {weeks} weeks from Monday, {from}, at {rate} an hour; of {amount} in all you \
         would keep {keeps}. Nothing is held for you, you stay free for other work, and you may step back at any time. If \
         the seat falls free, you are asked first. Please answer by {until}; a no costs nothing.",
        role = role(standby, brief),
        title = brief.title,
        hours = standby.hours,
        weeks = standby.weeks,
        from = standby.first_monday,
        rate = money(standby.rate_minor),
        amount = money(standby.amount_minor()),
        keeps = money(standby.keeps_minor),
        until = standby.expires_at,
    );
    notice(standby, "standby.asked", format!("Would you stand by? {}", brief.title), text).by(standby.expires_at)
}

/// The seat fell free, and its invitation is on its way.
pub(super) fn needed(standby: &Standby, brief: &Document) -> Notice {
    let text = format!(
        "the seat of {} for \"{}\" for which you stand by has fallen free, and you are the first to be asked. The invitation \
         is with you; it waits for a shorter time than usual, because a team is waiting.",
        role(standby, brief),
        brief.title
    );
    notice(standby, "standby.offered", format!("The seat is free: {}", brief.title), text)
}

/// Nobody needs to stand by any more.
pub(super) fn released(standby: &Standby, brief: &Document) -> Notice {
    let text = format!(
        "the seat of {} for \"{}\" needs nobody to stand by any more, so you are free of it. Thank you for being there; it \
         counts neither for nor against you.",
        role(standby, brief),
        brief.title
    );
    notice(standby, "standby.closed", format!("You need not stand by any more: {}", brief.title), text)
}

fn role<'a>(standby: &Standby, brief: &'a Document) -> &'a str {
    brief.seat(&standby.seat).map(|seat| seat.title.as_str()).unwrap_or_default()
}

fn notice(standby: &Standby, event: &'static str, subject: String, text: String) -> Notice {
    Notice::new(Kind::Invitation, event, standby.id, subject, text).at(format!("/standbys/{}", standby.id))
}
