//! What both sides are told of reviews.

use muster_kernel::Instant;

use super::service::Side;
use crate::{
    db::Tx,
    engagements::service::Parties,
    error::Result,
    letters::Letter,
    notices::{self, Kind, Notice},
};

fn notice(parties: &Parties, event: &'static str, letter: Letter) -> Notice {
    Notice::new(Kind::Review, event, parties.engagement, letter.with("title", &parties.title))
        .at(format!("/engagements/{}/reviews", parties.engagement))
}

/// To somebody who has not spoken: there are three days left.
pub(super) fn reminder(tx: &mut Tx<'_>, side: Side, parties: &Parties, closes_at: Instant) -> Result<()> {
    let whom = match side {
        Side::Client => "team",
        Side::Member(_) => "client",
    };
    let letter = Letter::new("reviews-reminder").with("whom", whom).with("until", closes_at);
    let notice = notice(parties, "reviews.reminder", letter).by(closes_at);
    match side {
        Side::Client => notices::service::tell_client(tx, parties.client, &notice),
        Side::Member(member) => notices::service::tell_member(tx, member, &notice),
    }
}

/// To everybody who took part: what was said can be read.
pub(super) fn revealed(tx: &mut Tx<'_>, parties: &Parties) -> Result<()> {
    let notice = notice(parties, "reviews.revealed", Letter::new("reviews-revealed"));
    notices::service::tell_client(tx, parties.client, &notice)?;
    notices::service::tell_members(tx, parties.members.iter().copied(), &notice)
}
