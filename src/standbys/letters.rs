//! What is told to members who stand by.

use muster_kernel::Money;

use super::store::Standby;
use crate::{
    briefs::Document,
    letters::Letter,
    notices::{Kind, Notice},
};

/// Asks whether a member would take a seat if it falls free.
pub(super) fn asked(standby: &Standby, brief: &Document) -> Notice {
    let money = |minor| Money::new(minor, standby.currency);
    let letter = about("standby-asked", standby, brief)
        .with("hours", standby.hours)
        .with("weeks", standby.weeks)
        .with("from", standby.first_monday)
        .with("rate", money(standby.rate_minor))
        .with("amount", money(standby.amount_minor()))
        .with("keeps", money(standby.keeps_minor))
        .with("until", standby.expires_at);
    notice(standby, "standby.asked", letter).by(standby.expires_at)
}

/// The seat fell free, and its invitation is on its way.
pub(super) fn needed(standby: &Standby, brief: &Document) -> Notice {
    notice(standby, "standby.offered", about("standby-needed", standby, brief))
}

/// Nobody needs to stand by any more.
pub(super) fn released(standby: &Standby, brief: &Document) -> Notice {
    notice(standby, "standby.closed", about("standby-released", standby, brief))
}

fn about(letter: &str, standby: &Standby, brief: &Document) -> Letter {
    let role = brief.seat(&standby.seat).map(|seat| seat.title.as_str()).unwrap_or_default();
    Letter::new(letter).with("role", role).with("title", &brief.title)
}

fn notice(standby: &Standby, event: &'static str, letter: Letter) -> Notice {
    Notice::new(Kind::Invitation, event, standby.id, letter).at(format!("/standbys/{}", standby.id))
}
