//! The rows of engagements, their seats and milestones.

use std::collections::HashMap;

use diesel::{dsl, prelude::*};
use muster_kernel::{BasisPoints, Currency, Day, Instant, Money};

use super::{
    EngagementId, MilestoneId,
    model::{EngagementState, MilestoneState, SeatTitles},
    shares::Seat,
};
use crate::{
    bids::BidId,
    book::SeatTerms,
    briefs::BriefId,
    db::{Conn, Tx, insert_all},
    error::{Error, Result},
    identity::{ClientId, MemberId},
    places::PlaceId,
    schema::{engagement_seats, engagements, milestone_parts, milestones},
    skills::SkillId,
    spaces::SpaceId,
};

#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = engagements)]
pub(super) struct EngagementRow {
    pub(super) id: EngagementId,
    pub(super) brief_id: BriefId,
    pub(super) bid_id: BidId,
    pub(super) client_id: ClientId,
    pub(super) title: String,
    pub(super) category: String,
    pub(super) price_minor: i64,
    pub(super) currency: Currency,
    pub(super) tax_bp: BasisPoints,
    pub(super) state: EngagementState,
    pub(super) created_at: Instant,
}

#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = engagement_seats, treat_none_as_default_value = false)]
pub(super) struct SeatRow {
    pub(super) engagement_id: EngagementId,
    pub(super) position: i32,
    pub(super) holder: i32,
    pub(super) seat: String,
    pub(super) title: String,
    pub(super) member_id: MemberId,
    pub(super) rate_minor: i64,
    pub(super) hours: i32,
    pub(super) first_monday: Day,
    pub(super) weeks: i32,
    pub(super) seat_weeks: i32,
    pub(super) amount_minor: i64,
    pub(super) work_place_id: Option<PlaceId>,
    pub(super) space_id: Option<SpaceId>,
    pub(super) terms: String,
    pub(super) skills: String,
}

impl SeatRow {
    /// The terms that were frozen at award.
    pub(super) fn terms(&self) -> Result<SeatTerms> {
        serde_json::from_str(&self.terms).map_err(|cause| Error::internal("read the terms of a seat", cause))
    }

    /// Terms as they are frozen in a seat.
    pub(super) fn frozen(terms: &SeatTerms) -> Result<String> {
        serde_json::to_string(terms).map_err(|cause| Error::internal("write the terms of a seat", cause))
    }

    /// The skills that it needed.
    pub(super) fn skills(&self) -> Result<Vec<SkillId>> {
        serde_json::from_str(&self.skills).map_err(|cause| Error::internal("read the skills of a seat", cause))
    }

    /// The seat, for arithmetic.
    pub(super) fn seat(&self) -> Result<Seat> {
        Ok(Seat {
            position: self.position,
            holder: self.holder,
            seat: self.seat.clone(),
            title: self.title.clone(),
            member: self.member_id,
            first_monday: self.first_monday,
            weeks: self.weeks,
            seat_weeks: self.seat_weeks,
            amount_minor: self.amount_minor,
            work_place: self.work_place_id,
            terms: self.terms()?,
        })
    }
}

#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = milestones, treat_none_as_default_value = false)]
pub(super) struct MilestoneRow {
    pub(super) id: MilestoneId,
    pub(super) engagement_id: EngagementId,
    pub(super) position: i32,
    pub(super) title: String,
    pub(super) amount_minor: i64,
    pub(super) due_day: Day,
    pub(super) state: MilestoneState,
    pub(super) released_minor: i64,
    pub(super) refunded_minor: i64,
    pub(super) disputed_minor: i64,
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    engagement: &EngagementRow,
    seats: &[SeatRow],
    plan: &[MilestoneRow],
) -> Result<()> {
    diesel::insert_into(engagements::table).values(engagement).execute(&mut **tx)?;
    insert_all::<_, SeatRow>(tx, engagement_seats::table, seats)?;
    insert_all::<_, MilestoneRow>(tx, milestones::table, plan)?;
    Ok(())
}

/// An engagement of that client; nobody else's.
pub(super) fn of_its_client(conn: &mut Conn, id: EngagementId, client: ClientId) -> Result<EngagementRow> {
    let own = engagements::table.find(id).filter(engagements::client_id.eq(client));
    let found = own.select(EngagementRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("engagement", id))
}

/// An engagement in which `member` has a seat; nobody else's.
pub(super) fn with_member(conn: &mut Conn, id: EngagementId, member: MemberId) -> Result<EngagementRow> {
    let own = engagements::table.find(id).filter(engagements::id.eq_any(with_seat_of(member)));
    let found = own.select(EngagementRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("engagement", id))
}

/// What followed an award for a brief, and when that was.
pub(super) fn of_brief(conn: &mut Conn, brief: BriefId) -> Result<Option<(EngagementId, Instant)>> {
    let own = engagements::table.filter(engagements::brief_id.eq(brief));
    Ok(own.select((engagements::id, engagements::created_at)).first(conn).optional()?)
}

/// The engagements of a client, newest first, from before `cursor` on.
pub(super) fn of_client(
    conn: &mut Conn,
    client: ClientId,
    cursor: Option<EngagementId>,
    limit: i64,
) -> Result<Vec<EngagementRow>> {
    let mut own = engagements::table.filter(engagements::client_id.eq(client)).into_boxed();
    if let Some(cursor) = cursor {
        own = own.filter(engagements::id.lt(cursor));
    }
    Ok(own.order(engagements::id.desc()).limit(limit).select(EngagementRow::as_select()).load(conn)?)
}

/// The engagements in which a member has a seat, by id.
#[diesel::dsl::auto_type(no_type_alias)]
fn with_seat_of(member: MemberId) -> _ {
    let theirs: dsl::Eq<engagement_seats::member_id, MemberId> = engagement_seats::member_id.eq(member);
    engagement_seats::table.filter(theirs).select(engagement_seats::engagement_id)
}

/// The engagements in which a member has a seat, newest first, from before `cursor` on.
pub(super) fn of_member(
    conn: &mut Conn,
    member: MemberId,
    cursor: Option<EngagementId>,
    limit: i64,
) -> Result<Vec<EngagementRow>> {
    let theirs =
        engagement_seats::table.filter(engagement_seats::member_id.eq(member)).select(engagement_seats::engagement_id);
    let mut own = engagements::table.filter(engagements::id.eq_any(theirs)).into_boxed();
    if let Some(cursor) = cursor {
        own = own.filter(engagements::id.lt(cursor));
    }
    Ok(own.order(engagements::id.desc()).limit(limit).select(EngagementRow::as_select()).load(conn)?)
}

/// Every member's time in every seat: seat by seat, in the order in which they had it.
pub(super) fn seats(conn: &mut Conn, engagement: EngagementId) -> Result<Vec<SeatRow>> {
    Ok(engagement_seats::table
        .filter(engagement_seats::engagement_id.eq(engagement))
        .order((engagement_seats::position, engagement_seats::holder))
        .select(SeatRow::as_select())
        .load(conn)?)
}

/// The same of many engagements, one after the other.
pub(super) fn seats_of(conn: &mut Conn, engagements: &[EngagementId]) -> Result<Vec<SeatRow>> {
    Ok(engagement_seats::table
        .filter(engagement_seats::engagement_id.eq_any(engagements))
        .order((engagement_seats::engagement_id, engagement_seats::position, engagement_seats::holder))
        .select(SeatRow::as_select())
        .load(conn)?)
}

pub(super) fn plan(conn: &mut Conn, engagement: EngagementId) -> Result<Vec<MilestoneRow>> {
    Ok(milestones::table
        .filter(milestones::engagement_id.eq(engagement))
        .order(milestones::position)
        .select(MilestoneRow::as_select())
        .load(conn)?)
}

/// The milestones of many engagements, one after the other.
pub(super) fn plans(conn: &mut Conn, engagements: &[EngagementId]) -> Result<Vec<MilestoneRow>> {
    Ok(milestones::table
        .filter(milestones::engagement_id.eq_any(engagements))
        .order((milestones::engagement_id, milestones::position))
        .select(MilestoneRow::as_select())
        .load(conn)?)
}

/// A milestone and its engagement.
pub(super) type Piece = (MilestoneRow, EngagementRow);

/// The seats that those members had in completed engagements.
pub(super) fn delivered_by(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<(EngagementId, MemberId)>> {
    Ok(engagement_seats::table
        .inner_join(engagements::table.on(engagements::id.eq(engagement_seats::engagement_id)))
        .filter(engagements::state.eq(EngagementState::Completed))
        .filter(engagement_seats::member_id.eq_any(members))
        .select((engagement_seats::engagement_id, engagement_seats::member_id))
        .load(conn)?)
}

/// A milestone that `client` pays for, and its engagement; nobody else's.
pub(super) fn piece_of_client(conn: &mut Conn, id: MilestoneId, client: ClientId) -> Result<Piece> {
    let milestone = milestone(conn, id)?;
    let engagement = of_its_client(conn, milestone.engagement_id, client);
    engagement.map(|engagement| (milestone, engagement)).map_err(|error| as_milestone(error, id))
}

/// A milestone of an engagement in which `member` has a seat, and the engagement; nobody else's.
pub(super) fn piece_of_member(conn: &mut Conn, id: MilestoneId, member: MemberId) -> Result<Piece> {
    let milestone = milestone(conn, id)?;
    let engagement = with_member(conn, milestone.engagement_id, member);
    engagement.map(|engagement| (milestone, engagement)).map_err(|error| as_milestone(error, id))
}

/// A milestone and its engagement, whoever asks.
pub(super) fn piece(conn: &mut Conn, id: MilestoneId) -> Result<Piece> {
    let milestone = milestone(conn, id)?;
    let whole = engagements::table.find(milestone.engagement_id).select(EngagementRow::as_select()).first(conn)?;
    Ok((milestone, whole))
}

/// The same of many milestones, in the order in which they are asked for.
pub(super) fn pieces(conn: &mut Conn, ids: &[MilestoneId]) -> Result<Vec<Piece>> {
    let found: Vec<Piece> = milestones::table
        .inner_join(engagements::table.on(engagements::id.eq(milestones::engagement_id)))
        .filter(milestones::id.eq_any(ids))
        .select((MilestoneRow::as_select(), EngagementRow::as_select()))
        .load(conn)?;
    let pieces: HashMap<MilestoneId, Piece> = found.into_iter().map(|piece| (piece.0.id, piece)).collect();
    let piece = |id: &MilestoneId| pieces.get(id).cloned().ok_or_else(|| Error::not_found("milestone", id));
    ids.iter().map(piece).collect()
}

/// What those milestones and their engagements are called.
pub(super) fn milestone_titles(conn: &mut Conn, ids: &[MilestoneId]) -> Result<Vec<(MilestoneId, String, String)>> {
    let both = milestones::table.inner_join(engagements::table.on(engagements::id.eq(milestones::engagement_id)));
    let named = both.filter(milestones::id.eq_any(ids));
    Ok(named.select((milestones::id, milestones::title, engagements::title)).load(conn)?)
}

fn milestone(conn: &mut Conn, id: MilestoneId) -> Result<MilestoneRow> {
    let found = milestones::table.find(id).select(MilestoneRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("milestone", id))
}

/// What was paid out of each of those milestones and is not back, in minor units.
pub(super) fn paid_out(conn: &mut Conn, ids: &[MilestoneId]) -> Result<HashMap<MilestoneId, i64>> {
    let those = milestones::table.filter(milestones::id.eq_any(ids));
    let rows: Vec<(MilestoneId, i64)> = those.select((milestones::id, milestones::released_minor)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Whoever asks for somebody else's milestone learns no more than that there is none of theirs.
fn as_milestone(error: Error, id: MilestoneId) -> Error {
    match error {
        Error::NotFound { .. } => Error::not_found("milestone", id),
        other => other,
    }
}

/// Brings a milestone's state and money from `before` to `after`, if nobody moved either meanwhile.
pub(super) fn move_milestone(tx: &mut Tx<'_>, before: &MilestoneRow, after: &MilestoneRow) -> Result<()> {
    let still = milestones::table
        .find(before.id)
        .filter(milestones::state.eq(before.state))
        .filter(milestones::released_minor.eq(before.released_minor))
        .filter(milestones::refunded_minor.eq(before.refunded_minor))
        .filter(milestones::disputed_minor.eq(before.disputed_minor));
    let change = (
        milestones::state.eq(after.state),
        milestones::released_minor.eq(after.released_minor),
        milestones::refunded_minor.eq(after.refunded_minor),
        milestones::disputed_minor.eq(after.disputed_minor),
    );
    let moved = diesel::update(still).set(change).execute(&mut **tx)?;
    let changed = || Error::conflict("milestone-state", format!("The milestone is not {} any more.", before.state));
    if moved == 1 { Ok(()) } else { Err(changed()) }
}

pub(super) fn complete(tx: &mut Tx<'_>, id: EngagementId) -> Result<()> {
    let active = engagements::table.find(id).filter(engagements::state.eq(EngagementState::Active));
    diesel::update(active).set(engagements::state.eq(EngagementState::Completed)).execute(&mut **tx)?;
    Ok(())
}

/// What a holder of a seat gets of a milestone whose parts do not follow from seats and weeks.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = milestone_parts, treat_none_as_default_value = false)]
pub(super) struct PartRow {
    pub(super) milestone_id: MilestoneId,
    pub(super) position: i32,
    pub(super) holder: i32,
    pub(super) amount_minor: i64,
    /// What they have of its disputed money, where the seat was handed over since that was frozen.
    pub(super) disputed_minor: Option<i64>,
}

/// Sets what a milestone costs.
pub(super) fn set_amount(tx: &mut Tx<'_>, id: MilestoneId, minor: i64) -> Result<()> {
    diesel::update(milestones::table.find(id)).set(milestones::amount_minor.eq(minor)).execute(&mut **tx)?;
    Ok(())
}

/// Sets what an engagement costs.
pub(super) fn set_price(tx: &mut Tx<'_>, id: EngagementId, minor: i64) -> Result<()> {
    diesel::update(engagements::table.find(id)).set(engagements::price_minor.eq(minor)).execute(&mut **tx)?;
    Ok(())
}

/// Those engagements, whoever asks.
pub(super) fn engagements(conn: &mut Conn, ids: &[EngagementId]) -> Result<Vec<EngagementRow>> {
    Ok(engagements::table.filter(engagements::id.eq_any(ids)).select(EngagementRow::as_select()).load(conn)?)
}

/// An engagement, for whoever was found to have to do with it.
pub(super) fn engagement(conn: &mut Conn, id: EngagementId) -> Result<EngagementRow> {
    let found = engagements::table.find(id).select(EngagementRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("engagement", id))
}

/// Ends a member's time in a seat, and begins the next one's.
pub(super) fn succeed(tx: &mut Tx<'_>, outgoing: &SeatRow, incoming: &SeatRow) -> Result<()> {
    set_time(tx, outgoing)?;
    diesel::insert_into(engagement_seats::table).values(incoming).execute(&mut **tx)?;
    Ok(())
}

/// Sets how many weeks a member's time in a seat has, and what it costs.
pub(super) fn set_time(tx: &mut Tx<'_>, row: &SeatRow) -> Result<()> {
    let its = engagement_seats::table.find((row.engagement_id, row.position, row.holder));
    diesel::update(its)
        .set((engagement_seats::weeks.eq(row.weeks), engagement_seats::amount_minor.eq(row.amount_minor)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Replaces the parts of an engagement's milestones that do not follow from seats and weeks.
pub(super) fn set_own_parts(tx: &mut Tx<'_>, engagement: EngagementId, rows: &[PartRow]) -> Result<()> {
    let its = milestones::table.filter(milestones::engagement_id.eq(engagement)).select(milestones::id);
    diesel::delete(milestone_parts::table.filter(milestone_parts::milestone_id.eq_any(its))).execute(&mut **tx)?;
    insert_all::<_, PartRow>(tx, milestone_parts::table, rows)?;
    Ok(())
}

/// The parts of those engagements' milestones that do not follow from seats and weeks.
pub(super) fn own_parts(conn: &mut Conn, engagements: &[EngagementId]) -> Result<Vec<PartRow>> {
    let theirs = milestones::table.filter(milestones::engagement_id.eq_any(engagements)).select(milestones::id);
    let rows = milestone_parts::table.filter(milestone_parts::milestone_id.eq_any(theirs));
    Ok(rows.select(PartRow::as_select()).load(conn)?)
}

/// Money of a milestone is frozen anew: who had what of it before does not count any more.
pub(super) fn forget_disputed_parts(tx: &mut Tx<'_>, milestone: MilestoneId) -> Result<()> {
    let its = milestone_parts::table.filter(milestone_parts::milestone_id.eq(milestone));
    diesel::update(its).set(milestone_parts::disputed_minor.eq(None::<i64>)).execute(&mut **tx)?;
    Ok(())
}

impl MilestoneRow {
    /// What it costs.
    pub(super) fn amount(&self, engagement: &EngagementRow) -> Money {
        Money::new(self.amount_minor, engagement.currency)
    }

    /// What of it is neither paid out, nor sent back, nor disputed.
    pub(super) const fn open_minor(&self) -> i64 {
        self.amount_minor - self.released_minor - self.refunded_minor - self.disputed_minor
    }
}

/// What a milestone's row says of its money: plain texts and numbers, so that also rows can be looked at that somebody tampered
/// with.
#[derive(Queryable, Selectable)]
#[diesel(table_name = milestones)]
pub(super) struct MoneyRow {
    pub(super) id: String,
    pub(super) engagement_id: String,
    #[diesel(select_expression = engagements::currency)]
    pub(super) currency: String,
    pub(super) state: String,
    pub(super) amount_minor: i64,
    pub(super) released_minor: i64,
    pub(super) refunded_minor: i64,
}

/// What the rows of milestones after one id say of their money, in the order of their ids.
pub(super) fn money_after(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<MoneyRow>> {
    Ok(milestones::table
        .inner_join(engagements::table.on(engagements::id.eq(milestones::engagement_id)))
        .filter(milestones::id.gt(after))
        .order(milestones::id)
        .limit(limit)
        .select(MoneyRow::as_select())
        .load(conn)?)
}

/// What the rows of milestones that are open, with money that is held, say of it.
pub(super) fn money_held(conn: &mut Conn) -> Result<Vec<MoneyRow>> {
    let open: Vec<MilestoneState> = MilestoneState::ALL.iter().copied().filter(|state| state.is_held()).collect();
    Ok(milestones::table
        .inner_join(engagements::table.on(engagements::id.eq(milestones::engagement_id)))
        .filter(milestones::state.eq_any(open))
        .select(MoneyRow::as_select())
        .load(conn)?)
}

/// What those engagements are called.
pub(super) fn seat_titles(conn: &mut Conn, ids: &[EngagementId]) -> Result<SeatTitles> {
    let rows: Vec<(EngagementId, String, String)> = engagement_seats::table
        .filter(engagement_seats::engagement_id.eq_any(ids))
        .select((engagement_seats::engagement_id, engagement_seats::seat, engagement_seats::title))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

pub(super) fn titles(conn: &mut Conn, ids: &[EngagementId]) -> Result<Vec<(EngagementId, String)>> {
    Ok(engagements::table
        .filter(engagements::id.eq_any(ids))
        .select((engagements::id, engagements::title))
        .load(conn)?)
}
