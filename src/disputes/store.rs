//! The rows of disputes, of their parties, and of the stewards who were drawn for them.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use muster_kernel::{Currency, Instant, Money};

use super::{
    DisputeId,
    model::{Duty, DutyState, Outcome, Reason, Side, State},
};
use crate::{
    db::{Conn, Tx, insert_all},
    engagements::{EngagementId, MilestoneId},
    error::{Error, Result},
    identity::{ClientId, MemberId, PersonId},
    schema::{dispute_members, dispute_stewards, disputes},
};

#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = disputes, treat_none_as_default_value = false)]
pub(super) struct DisputeRow {
    pub(super) id: DisputeId,
    pub(super) milestone_id: MilestoneId,
    pub(super) engagement_id: EngagementId,
    pub(super) client_id: ClientId,
    pub(super) opened_by: Side,
    pub(super) opener_id: PersonId,
    pub(super) reason: Reason,
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    pub(super) state: State,
    pub(super) due_at: Option<Instant>,
    pub(super) round: i32,
    pub(super) draws: i32,
    pub(super) appealed_by: Option<Side>,
    pub(super) outcome: Option<Outcome>,
    pub(super) to_members_minor: Option<i64>,
    pub(super) chain_position: i64,
    pub(super) chain_hash: String,
    pub(super) created_at: Instant,
    pub(super) ended_at: Option<Instant>,
}

impl DisputeRow {
    /// What is disputed.
    pub(super) fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, dispute: &DisputeRow, team: &BTreeSet<MemberId>) -> Result<()> {
    diesel::insert_into(disputes::table).values(dispute).execute(&mut **tx)?;
    let rows: Vec<_> = team.iter().map(|member| MemberRow { dispute_id: dispute.id, member_id: *member }).collect();
    insert_all::<_, MemberRow>(tx, dispute_members::table, &rows)?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = dispute_members, treat_none_as_default_value = false)]
struct MemberRow {
    dispute_id: DisputeId,
    member_id: MemberId,
}

/// Counts one more draw, before anybody is drawn: rivals meet at this row.
pub(super) fn count_draw(tx: &mut Tx<'_>, dispute: &mut DisputeRow) -> Result<()> {
    let still = disputes::table.find(dispute.id).filter(disputes::draws.eq(dispute.draws));
    let moved = diesel::update(still).set(disputes::draws.eq(dispute.draws + 1)).execute(&mut **tx)?;
    dispute.draws += 1;
    if moved == 1 { Ok(()) } else { Err(moved_on()) }
}

fn moved_on() -> Error {
    Error::conflict("dispute-state", "Something happened to this dispute meanwhile. Read it again.")
}

/// Brings a dispute from `before` to `after`, if nothing happened to it meanwhile.
pub(super) fn advance(tx: &mut Tx<'_>, before: &DisputeRow, after: &DisputeRow) -> Result<()> {
    let still = disputes::table
        .find(before.id)
        .filter(disputes::state.eq(before.state))
        .filter(disputes::round.eq(before.round))
        .filter(disputes::draws.eq(after.draws));
    let change = (
        disputes::state.eq(after.state),
        disputes::due_at.eq(after.due_at),
        disputes::round.eq(after.round),
        disputes::appealed_by.eq(after.appealed_by),
        disputes::outcome.eq(after.outcome),
        disputes::to_members_minor.eq(after.to_members_minor),
        disputes::ended_at.eq(after.ended_at),
    );
    let moved = diesel::update(still).set(change).execute(&mut **tx)?;
    if moved == 1 { Ok(()) } else { Err(moved_on()) }
}

/// A dispute, whoever asks; for jobs.
pub(super) fn dispute(conn: &mut Conn, id: DisputeId) -> Result<DisputeRow> {
    let found = disputes::table.find(id).select(DisputeRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("dispute", id))
}

/// A dispute in which that client is a side; nobody else's.
pub(super) fn of_its_client(conn: &mut Conn, id: DisputeId, client: ClientId) -> Result<DisputeRow> {
    let own = disputes::table.find(id).filter(disputes::client_id.eq(client));
    let found = own.select(DisputeRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("dispute", id))
}

/// A dispute in which that member has a voice; nobody else's.
pub(super) fn of_its_member(conn: &mut Conn, id: DisputeId, member: MemberId) -> Result<DisputeRow> {
    let theirs = dispute_members::table.find((id, member)).select(dispute_members::dispute_id);
    let own = disputes::table.filter(disputes::id.eq_any(theirs));
    let found = own.select(DisputeRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("dispute", id))
}

/// A dispute for which that steward was drawn, unless they stepped back or were replaced, and their duty in it.
pub(super) fn of_its_steward(conn: &mut Conn, id: DisputeId, steward: PersonId) -> Result<(DisputeRow, StewardRow)> {
    let own = dispute_stewards::table
        .find((id, steward))
        .filter(dispute_stewards::state.eq_any([DutyState::Sitting, DutyState::Done]));
    let drawn: Option<StewardRow> = own.select(StewardRow::as_select()).first(conn).optional()?;
    let drawn = drawn.ok_or_else(|| Error::not_found("dispute", id))?;
    Ok((dispute(conn, id)?, drawn))
}

/// Whose disputes are listed.
pub(super) enum Whose {
    Client(ClientId),
    Member(MemberId),
    Steward(PersonId),
}

/// Somebody's disputes, newest first, from before `cursor` on.
pub(super) fn page(conn: &mut Conn, whose: &Whose, cursor: Option<DisputeId>, limit: i64) -> Result<Vec<DisputeRow>> {
    let mut own = disputes::table.into_boxed();
    own = match whose {
        Whose::Client(client) => own.filter(disputes::client_id.eq(*client)),
        Whose::Member(member) => {
            let theirs = dispute_members::table.filter(dispute_members::member_id.eq(*member));
            own.filter(disputes::id.eq_any(theirs.select(dispute_members::dispute_id)))
        }
        Whose::Steward(steward) => {
            let theirs = dispute_stewards::table
                .filter(dispute_stewards::person_id.eq(*steward))
                .filter(dispute_stewards::state.eq_any([DutyState::Sitting, DutyState::Done]));
            own.filter(disputes::id.eq_any(theirs.select(dispute_stewards::dispute_id)))
        }
    };
    if let Some(cursor) = cursor {
        own = own.filter(disputes::id.lt(cursor));
    }
    Ok(own.order(disputes::id.desc()).limit(limit).select(DisputeRow::as_select()).load(conn)?)
}

/// The disputes that are not over, and in which a steward has still to decide.
pub(super) fn running_of_steward(conn: &mut Conn, steward: PersonId) -> Result<Vec<DisputeId>> {
    let theirs = dispute_stewards::table
        .filter(dispute_stewards::person_id.eq(steward))
        .filter(dispute_stewards::state.eq(DutyState::Sitting));
    let running = disputes::table
        .filter(disputes::id.eq_any(theirs.select(dispute_stewards::dispute_id)))
        .filter(disputes::ended_at.is_null());
    Ok(running.order(disputes::id).select(disputes::id).load(conn)?)
}

/// Whether a milestone has a dispute that is not over.
pub(super) fn is_running(conn: &mut Conn, milestone: MilestoneId) -> Result<bool> {
    let running = disputes::table.filter(disputes::milestone_id.eq(milestone)).filter(disputes::ended_at.is_null());
    Ok(running.count().get_result::<i64>(conn)? > 0)
}

/// The members with a voice in a dispute.
pub(super) fn team(conn: &mut Conn, id: DisputeId) -> Result<BTreeSet<MemberId>> {
    let all = dispute_members::table.filter(dispute_members::dispute_id.eq(id));
    Ok(all.select(dispute_members::member_id).load(conn)?.into_iter().collect())
}

/// The same of many disputes.
pub(super) fn teams(conn: &mut Conn, ids: &[DisputeId]) -> Result<HashMap<DisputeId, BTreeSet<MemberId>>> {
    let all = dispute_members::table.filter(dispute_members::dispute_id.eq_any(ids));
    let rows: Vec<(DisputeId, MemberId)> =
        all.select((dispute_members::dispute_id, dispute_members::member_id)).load(conn)?;
    let mut teams: HashMap<DisputeId, BTreeSet<MemberId>> = HashMap::new();
    for (id, member) in rows {
        teams.entry(id).or_default().insert(member);
    }
    Ok(teams)
}

/// A steward who was drawn.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = dispute_stewards, treat_none_as_default_value = false)]
pub(super) struct StewardRow {
    pub(super) dispute_id: DisputeId,
    pub(super) person_id: PersonId,
    pub(super) duty: Duty,
    pub(super) state: DutyState,
    pub(super) vote_minor: Option<i64>,
    pub(super) words: Option<String>,
    pub(super) drawn_at: Instant,
}

/// Everybody who was ever drawn for a dispute.
pub(super) fn stewards(conn: &mut Conn, id: DisputeId) -> Result<Vec<StewardRow>> {
    Ok(dispute_stewards::table
        .filter(dispute_stewards::dispute_id.eq(id))
        .order(dispute_stewards::person_id)
        .select(StewardRow::as_select())
        .load(conn)?)
}

pub(super) fn insert_stewards(tx: &mut Tx<'_>, rows: &[StewardRow]) -> Result<()> {
    insert_all::<_, StewardRow>(tx, dispute_stewards::table, rows)?;
    Ok(())
}

/// Ends a steward's duty, if it is still theirs.
pub(super) fn end_duty(tx: &mut Tx<'_>, before: &StewardRow, after: &StewardRow) -> Result<()> {
    let still = dispute_stewards::table
        .find((before.dispute_id, before.person_id))
        .filter(dispute_stewards::state.eq(DutyState::Sitting));
    let change = (
        dispute_stewards::state.eq(after.state),
        dispute_stewards::vote_minor.eq(after.vote_minor),
        dispute_stewards::words.eq(&after.words),
    );
    let moved = diesel::update(still).set(change).execute(&mut **tx)?;
    let changed = || Error::conflict("duty-over", "This is not yours to decide any more.");
    if moved == 1 { Ok(()) } else { Err(changed()) }
}
