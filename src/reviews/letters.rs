//! What both sides are told of reviews.

use muster_kernel::Instant;

use super::service::Side;
use crate::{
    db::Tx,
    engagements::service::Parties,
    error::Result,
    notices::{self, Kind, Notice},
};

fn notice(parties: &Parties, event: &'static str, subject: String, text: String) -> Notice {
    Notice::new(Kind::Review, event, parties.engagement, subject, text)
        .at(format!("/engagements/{}/reviews", parties.engagement))
}

/// To somebody who has not spoken: there are three days left.
pub(super) fn reminder(tx: &mut Tx<'_>, side: Side, parties: &Parties, closes_at: Instant) -> Result<()> {
    let title = &parties.title;
    let whom = match side {
        Side::Client => "the team and its members were",
        Side::Member(_) => "the client was",
    };
    let text = format!(
        "until {closes_at} you can say how {whom} in \"{title}\". Nobody reads it before both sides have spoken or \
         the time is over; then each side reads the other."
    );
    let notice = notice(parties, "reviews.reminder", format!("How was it: {title}"), text).by(closes_at);
    match side {
        Side::Client => notices::service::tell_client(tx, parties.client, &notice),
        Side::Member(member) => notices::service::tell_member(tx, member, &notice),
    }
}

/// To everybody who took part: what was said can be read.
pub(super) fn revealed(tx: &mut Tx<'_>, parties: &Parties) -> Result<()> {
    let title = &parties.title;
    let text = format!("what both sides said of \"{title}\" is open to them now. It stays as it is, for three years.");
    let notice = notice(parties, "reviews.revealed", format!("Reviews: {title}"), text);
    notices::service::tell_client(tx, parties.client, &notice)?;
    parties.members.iter().try_for_each(|member| notices::service::tell_member(tx, *member, &notice))
}
