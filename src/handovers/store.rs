//! The rows of handovers, of the invitations that offer their seats, and of shares that a steward set.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::{
    HandoverId,
    model::{Asker, Event, Reason, State},
};
use crate::{
    db::{Conn, Tx, insert_all},
    engagements::{EngagementId, MilestoneId},
    error::{Error, Result},
    identity::{ClientId, MemberId, PersonId},
    invitations::InvitationId,
    schema::{engagements, handover_offers, handover_shares, handovers},
    states::Machine,
};

/// A seat that is handed over.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = handovers)]
pub(super) struct Handover {
    pub(super) id: HandoverId,
    pub(super) engagement_id: EngagementId,
    pub(super) position: i32,
    pub(super) outgoing_id: MemberId,
    pub(super) asked_by: Asker,
    pub(super) reason: Reason,
    pub(super) words: String,
    pub(super) state: State,
    pub(super) steward_id: Option<PersonId>,
    pub(super) from_monday: Option<Day>,
    pub(super) begins_monday: Option<Day>,
    pub(super) incoming_id: Option<MemberId>,
    pub(super) created_at: Instant,
    pub(super) moved_at: Instant,
}

impl Handover {
    /// The same after `event`, or why that cannot happen.
    pub(super) fn after(&self, event: Event) -> Result<Self> {
        let state = self.state.after(event).ok_or_else(|| {
            let sentence = format!("You cannot {event} a handover that is {}.", self.state);
            Error::conflict("handover-state", sentence)
        })?;
        Ok(Self { state, ..self.clone() })
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &Handover) -> Result<()> {
    diesel::insert_into(handovers::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Whether a seat is being handed over already.
pub(super) fn is_live(conn: &mut Conn, engagement: EngagementId, position: i32) -> Result<bool> {
    let live = State::before(Event::Withdraw);
    let same = handovers::table
        .filter(handovers::engagement_id.eq(engagement))
        .filter(handovers::position.eq(position))
        .filter(handovers::state.eq_any(live));
    Ok(same.count().get_result::<i64>(conn)? > 0)
}

pub(super) fn handover(conn: &mut Conn, id: HandoverId) -> Result<Handover> {
    let found = handovers::table.find(id).select(Handover::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("handover", id))
}

/// A handover in an engagement of that client; nobody else's.
pub(super) fn of_its_client(conn: &mut Conn, id: HandoverId, client: ClientId) -> Result<Handover> {
    let own = engagements::table.filter(engagements::client_id.eq(client)).select(engagements::id);
    let found = handovers::table.find(id).filter(handovers::engagement_id.eq_any(own));
    let found = found.select(Handover::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("handover", id))
}

/// A handover of a seat that is or was that member's; nobody else's.
pub(super) fn of_its_member(conn: &mut Conn, id: HandoverId, member: MemberId) -> Result<Handover> {
    let own = handovers::table.find(id).filter(handovers::outgoing_id.eq(member));
    let found = own.select(Handover::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("handover", id))
}

/// The states in which the other side knows of a handover.
fn confirmed() -> Vec<State> {
    State::ALL.iter().copied().filter(|state| state.is_confirmed()).collect()
}

/// The handovers of a client's engagements, the newest first: those it asked for, and those that were confirmed.
pub(super) fn of_client(
    conn: &mut Conn,
    client: ClientId,
    before: Option<HandoverId>,
    limit: i64,
) -> Result<Vec<Handover>> {
    let own = engagements::table.filter(engagements::client_id.eq(client)).select(engagements::id);
    let known = handovers::asked_by.eq(Asker::Client).or(handovers::state.eq_any(confirmed()));
    let mut all = handovers::table.filter(handovers::engagement_id.eq_any(own)).filter(known).into_boxed();
    if let Some(before) = before {
        all = all.filter(handovers::id.lt(before));
    }
    Ok(all.order(handovers::id.desc()).limit(limit).select(Handover::as_select()).load(conn)?)
}

/// The handovers of a member's seats, the newest first: those they asked for, and those that were confirmed.
pub(super) fn of_member(
    conn: &mut Conn,
    member: MemberId,
    before: Option<HandoverId>,
    limit: i64,
) -> Result<Vec<Handover>> {
    let known = handovers::asked_by.eq(Asker::Member).or(handovers::state.eq_any(confirmed()));
    let mut all = handovers::table.filter(handovers::outgoing_id.eq(member)).filter(known).into_boxed();
    if let Some(before) = before {
        all = all.filter(handovers::id.lt(before));
    }
    Ok(all.order(handovers::id.desc()).limit(limit).select(Handover::as_select()).load(conn)?)
}

/// What waits for a steward, and what `steward` took, the newest first.
pub(super) fn cases(
    conn: &mut Conn,
    steward: PersonId,
    before: Option<HandoverId>,
    limit: i64,
) -> Result<Vec<Handover>> {
    let own = handovers::steward_id.eq(steward).assume_not_null();
    let mut all = handovers::table.filter(handovers::state.eq(State::Asked).or(own)).into_boxed();
    if let Some(before) = before {
        all = all.filter(handovers::id.lt(before));
    }
    Ok(all.order(handovers::id.desc()).limit(limit).select(Handover::as_select()).load(conn)?)
}

/// The cases that a steward took and did not decide.
pub(super) fn taken_by(conn: &mut Conn, steward: PersonId) -> Result<Vec<Handover>> {
    Ok(handovers::table
        .filter(handovers::steward_id.eq(steward))
        .filter(handovers::state.eq(State::Taken))
        .order(handovers::id)
        .select(Handover::as_select())
        .load(conn)?)
}

/// The handovers of an engagement that are not over.
pub(super) fn live_of(conn: &mut Conn, engagement: EngagementId) -> Result<Vec<Handover>> {
    Ok(handovers::table
        .filter(handovers::engagement_id.eq(engagement))
        .filter(handovers::state.eq_any(State::before(Event::Lapse)))
        .order(handovers::id)
        .select(Handover::as_select())
        .load(conn)?)
}

/// Keeps a handover as it is `after` something happened to it; refuses where somebody else moved it meanwhile.
pub(super) fn move_on(tx: &mut Tx<'_>, before: &Handover, after: &Handover) -> Result<()> {
    let unchanged = handovers::table.find(before.id).filter(handovers::state.eq(before.state));
    let now = tx.now();
    let moved = diesel::update(unchanged)
        .set((
            handovers::state.eq(after.state),
            handovers::steward_id.eq(after.steward_id),
            handovers::from_monday.eq(after.from_monday),
            handovers::begins_monday.eq(after.begins_monday),
            handovers::incoming_id.eq(after.incoming_id),
            handovers::moved_at.eq(now),
        ))
        .execute(&mut **tx)?;
    let changed = || Error::conflict("handover-state", "The handover changed meanwhile. Read it again.");
    if moved == 1 { Ok(()) } else { Err(changed()) }
}

pub(super) fn insert_offer(tx: &mut Tx<'_>, id: HandoverId, invitation: InvitationId) -> Result<()> {
    let row = (handover_offers::invitation_id.eq(invitation), handover_offers::handover_id.eq(id));
    diesel::insert_into(handover_offers::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The handover whose seat an invitation offers, if any.
pub(super) fn offered_by(conn: &mut Conn, invitation: InvitationId) -> Result<Option<HandoverId>> {
    let its = handover_offers::table.find(invitation).select(handover_offers::handover_id);
    Ok(its.first(conn).optional()?)
}

/// The invitations that offered the seat of a handover. One at a time is open, and the pool bounds them.
pub(super) fn offers(conn: &mut Conn, id: HandoverId) -> Result<Vec<InvitationId>> {
    let its = handover_offers::table.filter(handover_offers::handover_id.eq(id));
    Ok(its.order(handover_offers::invitation_id).select(handover_offers::invitation_id).load(conn)?)
}

#[derive(Insertable)]
#[diesel(table_name = handover_shares, treat_none_as_default_value = false)]
struct ShareRow {
    handover_id: HandoverId,
    milestone_id: MilestoneId,
    outgoing_minor: i64,
}

pub(super) fn insert_shares(tx: &mut Tx<'_>, id: HandoverId, shares: &[(MilestoneId, i64)]) -> Result<()> {
    let row = |&(milestone_id, outgoing_minor): &(MilestoneId, i64)| ShareRow {
        handover_id: id,
        milestone_id,
        outgoing_minor,
    };
    let rows: Vec<ShareRow> = shares.iter().map(row).collect();
    insert_all::<_, ShareRow>(tx, handover_shares::table, &rows)?;
    Ok(())
}

pub(super) fn shares(conn: &mut Conn, id: HandoverId) -> Result<Vec<(MilestoneId, i64)>> {
    let its = handover_shares::table.filter(handover_shares::handover_id.eq(id)).order(handover_shares::milestone_id);
    Ok(its.select((handover_shares::milestone_id, handover_shares::outgoing_minor)).load(conn)?)
}
