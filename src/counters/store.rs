//! The rows of counters.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{
    CounterId,
    model::{State, Terms},
};
use crate::{
    availability::Overlap,
    briefs::BriefId,
    db::{Conn, Tx},
    error::{Error, Result},
    identity::ClientId,
    invitations::InvitationId,
    schema::{briefs, counters},
};

/// What an invitee would take instead.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = counters)]
pub struct Counter {
    /// Names it.
    pub id: CounterId,
    /// What it counters.
    pub invitation_id: InvitationId,
    /// For which brief.
    pub brief_id: BriefId,
    /// Another rate, in minor units an hour.
    pub rate_minor: Option<i64>,
    /// Fewer hours a week.
    pub hours: Option<i32>,
    /// Whether its hours may be held although they are held for another brief.
    pub overlapping: bool,
    /// Where it stands.
    pub state: State,
    /// The invitation that took the place of what it countered, where it held.
    pub renewed_id: Option<InvitationId>,
    /// Until when the client can answer.
    pub expires_at: Instant,
    /// When it was made.
    pub created_at: Instant,
    /// When it was decided.
    pub decided_at: Option<Instant>,
}

impl Counter {
    /// What it asks for.
    pub fn terms(&self) -> Terms {
        match (self.rate_minor, self.hours) {
            (Some(rate), _) => Terms::Rate(rate),
            (None, hours) => Terms::Hours(hours.expect("the table holds one of the two")),
        }
    }

    /// Whether its hours may be held although they are held for another brief.
    pub fn overlap(&self) -> Overlap {
        if self.overlapping { Overlap::Wanted } else { Overlap::Refused }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, counter: &Counter) -> Result<()> {
    diesel::insert_into(counters::table).values(counter).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn counter(conn: &mut Conn, id: CounterId) -> Result<Counter> {
    let found = counters::table.find(id).select(Counter::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("counter", id))
}

/// A counter for a client's own brief. Another client's is not found.
pub(super) fn counter_of(conn: &mut Conn, client: ClientId, id: CounterId) -> Result<Counter> {
    let own = counters::table
        .inner_join(briefs::table.on(briefs::id.eq(counters::brief_id)))
        .filter(counters::id.eq(id))
        .filter(briefs::client_id.eq(client));
    let found = own.select(Counter::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("counter", id))
}

/// The counter to an invitation, if there was one.
pub(super) fn to_invitation(conn: &mut Conn, invitation: InvitationId) -> Result<Option<Counter>> {
    let one = counters::table.filter(counters::invitation_id.eq(invitation));
    Ok(one.select(Counter::as_select()).first(conn).optional()?)
}

/// The counters to those invitations.
pub(super) fn to_invitations(conn: &mut Conn, invitations: &[InvitationId]) -> Result<Vec<Counter>> {
    let some = counters::table.filter(counters::invitation_id.eq_any(invitations));
    Ok(some.select(Counter::as_select()).load(conn)?)
}

/// The counters about hours for a brief, the newest first.
pub(super) fn for_brief(
    conn: &mut Conn,
    brief: BriefId,
    before: Option<CounterId>,
    limit: i64,
) -> Result<Vec<Counter>> {
    let about_hours = counters::table.filter(counters::brief_id.eq(brief)).filter(counters::hours.is_not_null());
    let mut query = about_hours.into_boxed();
    if let Some(before) = before {
        query = query.filter(counters::id.lt(before));
    }
    Ok(query.order(counters::id.desc()).limit(limit).select(Counter::as_select()).load(conn)?)
}

/// Moves a counter on from the state in which it was read; refuses where somebody else moved it meanwhile.
pub(super) fn set_state(tx: &mut Tx<'_>, counter: &Counter, state: State, renewed: Option<InvitationId>) -> Result<()> {
    let unchanged = counters::table.find(counter.id).filter(counters::state.eq(counter.state));
    let now = tx.now();
    let moved = diesel::update(unchanged)
        .set((counters::state.eq(state), counters::renewed_id.eq(renewed), counters::decided_at.eq(now)))
        .execute(&mut **tx)?;
    if moved == 1 {
        Ok(())
    } else {
        Err(Error::conflict("counter-moved", "The counter changed meanwhile. Read it again."))
    }
}
