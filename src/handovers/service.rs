//! What the use cases of handovers share, and what other slices ask of them.

use std::collections::BTreeSet;

use muster_kernel::Day;
use serde_json::json;

use super::{
    HandoverId,
    model::{Event, State},
    seeking,
    store::{self, Handover},
};
pub use super::{
    asking::{ask_as_client, ask_as_member, cut, of_client, of_member, wait, withdraw_as_client, withdraw_as_member},
    cases::{cases, confirm, hand_on, preview, read, refuse, step_back, take},
    seeking::{seek, seek_after, take_over},
};
use crate::{
    app::App,
    audit::{self, By},
    briefs,
    db::{Conn, Tx},
    engagements::{
        EngagementId, EngagementState,
        successions::{self, HeldSeat},
    },
    error::{Error, Result},
    identity::PersonId,
    invitations, standbys,
    stewards::{self, service::Matter},
};

/// A milestone of an engagement was paid out. What is offered of its seats is what is left; and where that was the last
/// milestone, nothing is handed over any more, and nobody stands by for its seats.
pub fn revise(app: &App, engagement: EngagementId) -> Result<()> {
    app.db.write(|tx| {
        if let Some(seat) = successions::held_seats(tx, engagement)?.first()
            && seat.state != EngagementState::Active
        {
            standbys::service::close_all(tx, seat.brief)?;
        }
        for handover in store::live_of(tx, engagement)? {
            let seat = successions::held_seat(tx, engagement, handover.position)?;
            if seat.state == EngagementState::Active {
                seeking::revise(tx, &handover, &seat)?;
            } else {
                move_on(tx, By::Muster, &handover, handover.after(Event::Lapse)?)?;
                take_offer_back(tx, &handover, &seat)?;
            }
        }
        Ok(())
    })
}

/// Keeps what a handover has become, and notes who did it. The log holds neither reason nor words.
pub(super) fn move_on(tx: &mut Tx<'_>, by: By, before: &Handover, after: Handover) -> Result<Handover> {
    store::move_on(tx, before, &after)?;
    let told = |row: &Handover| json!({ "state": row.state, "from": row.from_monday, "begins": row.begins_monday });
    audit::record_change(tx, by, &format!("handover.{}", after.state), after.id, &told(before), &told(&after))?;
    Ok(after)
}

/// The open offer of a handover's seat is not needed any more; whoever had it is told.
pub(super) fn take_offer_back(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat) -> Result<()> {
    for id in store::offers(tx, handover.id)? {
        let invitation = invitations::service::read(tx, id)?;
        if invitation.state == invitations::State::Pending {
            let (_, document) = briefs::service::read(tx, seat.brief)?;
            invitations::service::close(tx, &invitation, &document)?;
            standbys::service::taken_back(tx, seat.brief, &invitation.seat, invitation.member_id)?;
        }
    }
    Ok(())
}

/// The stewards who have nothing to do with a case. What stands in the way of the others is not told to anybody.
pub(super) fn neutral(conn: &mut Conn, handover: &Handover, today: Day) -> Result<Vec<PersonId>> {
    let seat = successions::held_seat(conn, handover.engagement_id, handover.position)?;
    stewards::service::neutral(conn, matter(handover, &seat), today)
}

/// What a steward of a case must have nothing to do with.
fn matter(handover: &Handover, seat: &HeldSeat) -> Matter {
    Matter {
        client: seat.client,
        team: BTreeSet::from([handover.outgoing_id]),
        peers: seat.team.clone(),
        spaces: seat.space.into_iter().collect(),
    }
}

/// A case that a steward may see, and its seat.
pub(super) fn case_of(conn: &mut Conn, steward: PersonId, id: HandoverId, today: Day) -> Result<(Handover, HeldSeat)> {
    let handover = store::handover(conn, id)?;
    seen_by(conn, steward, vec![handover], today)?.pop().ok_or_else(|| Error::not_found("handover", id))
}

/// The cases among `handovers` that a steward may see, each with its seat: those that wait for a steward, and their own.
/// Nobody else's, and none that they are not neutral in.
pub(super) fn seen_by(
    conn: &mut Conn,
    steward: PersonId,
    mut handovers: Vec<Handover>,
    today: Day,
) -> Result<Vec<(Handover, HeldSeat)>> {
    handovers.retain(|handover| handover.state == State::Asked || handover.steward_id == Some(steward));
    let places: Vec<_> = handovers.iter().map(|handover| (handover.engagement_id, handover.position)).collect();
    let seats = successions::held_at(conn, &places)?;
    let matters: Vec<Matter> = handovers.iter().zip(&seats).map(|(handover, seat)| matter(handover, seat)).collect();
    let neutral = stewards::service::is_neutral_in(conn, steward, &matters, today)?;
    let cases = handovers.into_iter().zip(seats).zip(neutral);
    Ok(cases.filter(|(_, is_neutral)| *is_neutral).map(|(case, _)| case).collect())
}
