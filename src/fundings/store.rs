//! The rows of fundings, and of the money that came and did not fit.

use diesel::prelude::*;
use muster_kernel::{Currency, Day, Instant, Money};

use super::{
    FundingId, Reference, StrayId,
    model::{Misfit, State, StrayState, VoidReason},
};
use crate::{
    db::{Conn, Tx},
    engagements::{EngagementId, MilestoneId},
    error::{Error, Result},
    identity::ClientId,
    schema::{fundings, strays},
};

/// So many open strays of one engagement, or of one page of fundings, are told; hardly ever is there more than one of each.
const MOST_STRAYS: i64 = 100;

#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = fundings, treat_none_as_default_value = false)]
pub(super) struct FundingRow {
    pub(super) id: FundingId,
    pub(super) milestone_id: MilestoneId,
    pub(super) engagement_id: EngagementId,
    pub(super) client_id: ClientId,
    pub(super) reference: Reference,
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    pub(super) last_day: Day,
    pub(super) state: State,
    pub(super) bank_reference: Option<String>,
    pub(super) void_reason: Option<VoidReason>,
    pub(super) asked_at: Instant,
    pub(super) decided_at: Option<Instant>,
}

impl FundingRow {
    /// What is to be transferred.
    pub(super) fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &FundingRow) -> Result<()> {
    diesel::insert_into(fundings::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// A funding, whoever asks.
pub(super) fn funding(conn: &mut Conn, id: FundingId) -> Result<FundingRow> {
    let found = fundings::table.find(id).select(FundingRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("funding", id))
}

/// A funding that was asked of that client; nobody else's.
pub(super) fn of_client(conn: &mut Conn, id: FundingId, client: ClientId) -> Result<FundingRow> {
    let own = fundings::table.find(id).filter(fundings::client_id.eq(client));
    let found = own.select(FundingRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("funding", id))
}

/// The pending funding of a milestone, if there is one.
pub(super) fn pending(conn: &mut Conn, milestone: MilestoneId) -> Result<Option<FundingRow>> {
    let pending =
        fundings::table.filter(fundings::milestone_id.eq(milestone)).filter(fundings::state.eq(State::Pending));
    Ok(pending.select(FundingRow::as_select()).first(conn).optional()?)
}

/// The pending fundings of an engagement's milestones.
pub(super) fn pending_of(conn: &mut Conn, engagement: EngagementId) -> Result<Vec<FundingRow>> {
    let its = fundings::table.filter(fundings::engagement_id.eq(engagement)).filter(fundings::state.eq(State::Pending));
    Ok(its.select(FundingRow::as_select()).load(conn)?)
}

/// The fundings of a milestone, newest first, from before `cursor` on.
pub(super) fn of_milestone(
    conn: &mut Conn,
    milestone: MilestoneId,
    cursor: Option<FundingId>,
    limit: i64,
) -> Result<Vec<FundingRow>> {
    let mut its = fundings::table.filter(fundings::milestone_id.eq(milestone)).into_boxed();
    if let Some(cursor) = cursor {
        its = its.filter(fundings::id.lt(cursor));
    }
    Ok(its.order(fundings::id.desc()).limit(limit).select(FundingRow::as_select()).load(conn)?)
}

/// The fundings in a state, newest first, from before `cursor` on.
pub(super) fn in_state(
    conn: &mut Conn,
    state: State,
    cursor: Option<FundingId>,
    limit: i64,
) -> Result<Vec<FundingRow>> {
    let mut some = fundings::table.filter(fundings::state.eq(state)).into_boxed();
    if let Some(cursor) = cursor {
        some = some.filter(fundings::id.lt(cursor));
    }
    Ok(some.order(fundings::id.desc()).limit(limit).select(FundingRow::as_select()).load(conn)?)
}

/// The fundings with those references, newest first.
pub(super) fn by_references(conn: &mut Conn, references: &[Reference]) -> Result<Vec<FundingRow>> {
    let named = fundings::table.filter(fundings::reference.eq_any(references));
    Ok(named.order(fundings::id.desc()).select(FundingRow::as_select()).load(conn)?)
}

/// Whether a reference was given already.
pub(super) fn is_given(conn: &mut Conn, reference: &Reference) -> Result<bool> {
    let same = fundings::table.filter(fundings::reference.eq(reference)).select(fundings::id);
    Ok(same.first::<FundingId>(conn).optional()?.is_some())
}

/// The funding that was posted under a reference of the bank, if any.
pub(super) fn posted_by(conn: &mut Conn, bank_reference: &str) -> Result<Option<FundingRow>> {
    let posted = fundings::table.filter(fundings::bank_reference.eq(bank_reference));
    Ok(posted.select(FundingRow::as_select()).first(conn).optional()?)
}

/// Brings a funding from `before` to `after`, if nobody moved it meanwhile.
pub(super) fn move_funding(tx: &mut Tx<'_>, before: &FundingRow, after: &FundingRow) -> Result<()> {
    let still = fundings::table.find(before.id).filter(fundings::state.eq(before.state));
    let change = (
        fundings::state.eq(after.state),
        fundings::bank_reference.eq(&after.bank_reference),
        fundings::void_reason.eq(after.void_reason),
        fundings::decided_at.eq(after.decided_at),
    );
    let moved = diesel::update(still).set(change).execute(&mut **tx)?;
    let changed = || Error::conflict("funding-state", format!("The funding is not {} any more.", before.state));
    if moved == 1 { Ok(()) } else { Err(changed()) }
}

#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = strays, treat_none_as_default_value = false)]
pub(super) struct StrayRow {
    pub(super) id: StrayId,
    pub(super) funding_id: FundingId,
    pub(super) misfit: Misfit,
    pub(super) state: StrayState,
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    pub(super) bank_reference: String,
    pub(super) remittance: String,
    pub(super) note: Option<String>,
    pub(super) came_at: Instant,
    pub(super) decided_at: Option<Instant>,
}

impl StrayRow {
    /// What came.
    pub(super) fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }
}

pub(super) fn insert_stray(tx: &mut Tx<'_>, row: &StrayRow) -> Result<()> {
    diesel::insert_into(strays::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn stray(conn: &mut Conn, id: StrayId) -> Result<StrayRow> {
    let found = strays::table.find(id).select(StrayRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("stray", id))
}

/// The stray that came under a reference of the bank, if any.
pub(super) fn stray_by(conn: &mut Conn, bank_reference: &str) -> Result<Option<StrayRow>> {
    let came = strays::table.filter(strays::bank_reference.eq(bank_reference));
    Ok(came.select(StrayRow::as_select()).first(conn).optional()?)
}

/// The open strays that name a funding of an engagement, the oldest first, each with that funding.
pub(super) fn open_strays(conn: &mut Conn, engagement: EngagementId) -> Result<Vec<(StrayRow, FundingRow)>> {
    let open = strays::table
        .inner_join(fundings::table.on(fundings::id.eq(strays::funding_id)))
        .filter(fundings::engagement_id.eq(engagement))
        .filter(strays::state.eq(StrayState::Open));
    let both = (StrayRow::as_select(), FundingRow::as_select());
    Ok(open.order(strays::id).limit(MOST_STRAYS).select(both).load(conn)?)
}

/// The open strays that name one of those fundings, the oldest first.
pub(super) fn open_strays_of(conn: &mut Conn, named: &[FundingId]) -> Result<Vec<StrayRow>> {
    let open = strays::table.filter(strays::funding_id.eq_any(named)).filter(strays::state.eq(StrayState::Open));
    Ok(open.order(strays::id).limit(MOST_STRAYS).select(StrayRow::as_select()).load(conn)?)
}

/// The strays in a state, newest first, from before `cursor` on, each with the funding that it names.
pub(super) fn strays_in(
    conn: &mut Conn,
    state: StrayState,
    cursor: Option<StrayId>,
    limit: i64,
) -> Result<Vec<(StrayRow, FundingRow)>> {
    let mut some = strays::table
        .inner_join(fundings::table.on(fundings::id.eq(strays::funding_id)))
        .filter(strays::state.eq(state))
        .into_boxed();
    if let Some(cursor) = cursor {
        some = some.filter(strays::id.lt(cursor));
    }
    let both = (StrayRow::as_select(), FundingRow::as_select());
    Ok(some.order(strays::id.desc()).limit(limit).select(both).load(conn)?)
}

/// Brings a stray from `before` to `after`, if nobody moved it meanwhile.
pub(super) fn move_stray(tx: &mut Tx<'_>, before: &StrayRow, after: &StrayRow) -> Result<()> {
    let still = strays::table.find(before.id).filter(strays::state.eq(before.state));
    let change = (strays::state.eq(after.state), strays::note.eq(&after.note), strays::decided_at.eq(after.decided_at));
    let moved = diesel::update(still).set(change).execute(&mut **tx)?;
    let changed = || Error::conflict("stray-state", format!("The stray is not {} any more.", before.state));
    if moved == 1 { Ok(()) } else { Err(changed()) }
}
