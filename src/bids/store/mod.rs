//! The rows of bids and their seats. A formed bid's seats are invitations; those of other bids are in [`parts`].

mod calls;
mod offers;
mod parts;

use std::collections::BTreeMap;

use diesel::prelude::*;
use muster_kernel::{Currency, Instant, Money};

use super::{
    BidId,
    model::{Origin, State},
};
use crate::{
    briefs::BriefId,
    crews::CrewId,
    db::{Backend, Conn, Tx},
    error::{Error, Result},
    formation::RunId,
    identity::MemberId,
    invitations::{Invitation, InvitationId},
    schema::{bid_parts, bid_seats, bids, invitations},
};

pub(super) use self::{
    calls::{note_call, note_opening, opening, was_called},
    offers::{insert_offer, offer_of, offers_for, offers_in, set_offer, set_offer_state, unplaced_offers_of},
    parts::{authors, has_part, insert_parts, replace_parts, set_points, sign, taken, taken_of},
};
pub use self::{offers::Offer, parts::Taken};

/// A bid without its seats.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = bids)]
pub struct Bid {
    /// Names it.
    pub id: BidId,
    /// For which brief.
    pub brief_id: BriefId,
    /// The run that formed it, that staffed it last, or that scored it.
    pub run_id: Option<RunId>,
    /// Where it stands.
    pub state: State,
    /// What the team costs, in minor units.
    pub price_minor: i64,
    /// The currency of the price.
    pub currency: Currency,
    /// The points of the team; none where it is not scored.
    pub score: Option<i64>,
    /// When its team was formed.
    pub created_at: Instant,
    /// When its last seat was taken.
    pub completed_at: Option<Instant>,
    /// How it came to be.
    pub origin: Origin,
    /// The crew that made it.
    pub crew_id: Option<CrewId>,
    /// Counts its changes, from 1.
    pub revision: i32,
    /// What was sealed when it was complete.
    pub document: Option<String>,
    /// What keeps the seal from being guessed.
    pub nonce: Option<String>,
    /// The hash of both.
    pub seal: Option<String>,
}

impl Bid {
    /// What it costs.
    pub fn price(&self) -> Money {
        Money::new(self.price_minor, self.currency)
    }

    /// A bid that begins to be staffed, with a price and no run yet.
    pub(super) fn begun(tx: &Tx<'_>, brief: BriefId, origin: Origin, price: Money) -> Self {
        Self {
            id: tx.id(),
            brief_id: brief,
            run_id: None,
            state: State::Staffing,
            price_minor: price.minor(),
            currency: price.currency(),
            score: None,
            created_at: tx.now(),
            completed_at: None,
            origin,
            crew_id: None,
            revision: 1,
            document: None,
            nonce: None,
            seal: None,
        }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, bid: &Bid, seats: &[(String, InvitationId)]) -> Result<()> {
    diesel::insert_into(bids::table).values(bid).execute(&mut **tx)?;
    for (position, (seat, invitation)) in (0..).zip(seats) {
        let row = (
            bid_seats::bid_id.eq(bid.id),
            bid_seats::position.eq(position),
            bid_seats::seat.eq(seat),
            bid_seats::invitation_id.eq(*invitation),
        );
        diesel::insert_into(bid_seats::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

pub(super) fn bid(conn: &mut Conn, id: BidId) -> Result<Bid> {
    let found = bids::table.find(id).select(Bid::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("bid", id))
}

/// The bids for a brief that stand in one of those states, the oldest first. Of those that may still be awarded, a run's
/// teams, crews and members have one each, which bounds them.
pub(super) fn for_brief(conn: &mut Conn, brief: BriefId, states: &[State]) -> Result<Vec<Bid>> {
    let found = bids::table.filter(bids::brief_id.eq(brief)).filter(bids::state.eq_any(states.iter().copied()));
    Ok(found.order(bids::id).select(Bid::as_select()).load(conn)?)
}

/// The live bid of a crew for a brief.
pub(super) fn live_of_crew(conn: &mut Conn, brief: BriefId, crew: CrewId) -> Result<Option<BidId>> {
    let live = bids::table
        .filter(bids::brief_id.eq(brief))
        .filter(bids::crew_id.eq(crew))
        .filter(bids::state.eq_any(State::LIVE));
    Ok(live.select(bids::id).first(conn).optional()?)
}

/// The invitations of a formed bid's seats, in the brief's order.
pub(super) fn seats(conn: &mut Conn, bid: BidId) -> Result<Vec<Invitation>> {
    Ok(seats_of(conn, &[bid])?.remove(&bid).unwrap_or_default())
}

/// The same of many bids. A bid that no run formed has none.
pub(super) fn seats_of(conn: &mut Conn, ids: &[BidId]) -> Result<BTreeMap<BidId, Vec<Invitation>>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let seats: Vec<(BidId, Invitation)> = bid_seats::table
        .inner_join(invitations::table.on(invitations::id.eq(bid_seats::invitation_id)))
        .filter(bid_seats::bid_id.eq_any(ids))
        .order(bid_seats::position)
        .select((bid_seats::bid_id, Invitation::as_select()))
        .load(conn)?;
    Ok(by_bid(seats))
}

fn by_bid<Row>(rows: impl IntoIterator<Item = (BidId, Row)>) -> BTreeMap<BidId, Vec<Row>> {
    let mut by_bid: BTreeMap<BidId, Vec<Row>> = BTreeMap::new();
    for (bid, row) in rows {
        by_bid.entry(bid).or_default().push(row);
    }
    by_bid
}

/// For each of those invitations the seats of the bids that it belongs to, its own among them: by the oldest bid first,
/// in the brief's order.
pub(super) fn beside(conn: &mut Conn, ids: &[InvitationId]) -> Result<Vec<(InvitationId, Invitation)>> {
    let belongs: Vec<(BidId, InvitationId)> = bid_seats::table
        .filter(bid_seats::invitation_id.eq_any(ids))
        .order(bid_seats::bid_id)
        .select((bid_seats::bid_id, bid_seats::invitation_id))
        .load(conn)?;
    let bids: Vec<BidId> = belongs.iter().map(|(bid, _)| *bid).collect();
    let seats = seats_of(conn, &bids)?;
    let of = |(bid, own): (BidId, InvitationId)| seats[&bid].iter().map(move |seat| (own, seat.clone()));
    Ok(belongs.into_iter().flat_map(of).collect())
}

/// The bids that an invitation belongs to.
pub(super) fn with_invitation(conn: &mut Conn, invitation: InvitationId) -> Result<Vec<Bid>> {
    Ok(with_invitations(conn, &[invitation])?.into_iter().map(|(_, bid)| bid).collect())
}

/// The bids that each of those invitations belongs to, the oldest first.
pub(super) fn with_invitations(conn: &mut Conn, ids: &[InvitationId]) -> Result<Vec<(InvitationId, Bid)>> {
    Ok(bid_seats::table
        .inner_join(bids::table.on(bids::id.eq(bid_seats::bid_id)))
        .filter(bid_seats::invitation_id.eq_any(ids))
        .order(bids::id)
        .select((bid_seats::invitation_id, Bid::as_select()))
        .load(conn)?)
}

/// The bids in which a member has a seat or was offered one.
fn with(member: MemberId) -> bids::BoxedQuery<'static, Backend> {
    let invited = bid_seats::table
        .inner_join(invitations::table.on(invitations::id.eq(bid_seats::invitation_id)))
        .filter(invitations::member_id.eq(member))
        .select(bid_seats::bid_id);
    let taking = bid_parts::table.filter(bid_parts::member_id.eq(member)).select(bid_parts::bid_id);
    bids::table.filter(bids::id.eq_any(invited).or(bids::id.eq_any(taking))).into_boxed()
}

/// The bids in which a member has a seat or was offered one, the newest first.
pub(super) fn with_member(conn: &mut Conn, member: MemberId, before: Option<BidId>, limit: i64) -> Result<Vec<Bid>> {
    let mut query = with(member);
    if let Some(before) = before {
        query = query.filter(bids::id.lt(before));
    }
    Ok(query.order(bids::id.desc()).limit(limit).select(Bid::as_select()).load(conn)?)
}

/// Those of them that may still be awarded, the oldest first. One for each brief and crew bounds them.
pub(super) fn live_with_member(conn: &mut Conn, member: MemberId) -> Result<Vec<BidId>> {
    let live = with(member).filter(bids::state.eq_any(State::LIVE));
    Ok(live.order(bids::id).select(bids::id).load(conn)?)
}

/// A bid in which a member has a seat or was offered one. Any other is not found.
pub(super) fn bid_of(conn: &mut Conn, member: MemberId, id: BidId) -> Result<Bid> {
    let found = with(member).filter(bids::id.eq(id)).select(Bid::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("bid", id))
}

/// Moves a bid on from the state in which it was read; refuses where somebody else moved it meanwhile.
pub(super) fn set_state(tx: &mut Tx<'_>, bid: &Bid, state: State) -> Result<()> {
    let now = tx.now();
    let completed_at = if state == State::Complete { Some(now) } else { bid.completed_at };
    let unchanged = bids::table.find(bid.id).filter(bids::state.eq(bid.state));
    let moved = diesel::update(unchanged)
        .set((bids::state.eq(state), bids::completed_at.eq(completed_at)))
        .execute(&mut **tx)?;
    if moved == 1 { Ok(()) } else { Err(Error::conflict("bid-moved", "The bid changed meanwhile. Read it again.")) }
}

/// Puts another invitation at a seat of a bid.
pub(super) fn set_seat(tx: &mut Tx<'_>, bid: BidId, seat: &str, invitation: InvitationId) -> Result<()> {
    let row = bid_seats::table.filter(bid_seats::bid_id.eq(bid)).filter(bid_seats::seat.eq(seat));
    diesel::update(row).set(bid_seats::invitation_id.eq(invitation)).execute(&mut **tx)?;
    Ok(())
}

/// Notes what the team of a bid is after a seat was filled again.
pub(super) fn set_team(tx: &mut Tx<'_>, bid: BidId, run: RunId, price_minor: i64, score: i64) -> Result<()> {
    diesel::update(bids::table.find(bid))
        .set((bids::run_id.eq(run), bids::price_minor.eq(price_minor), bids::score.eq(score)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes the next revision of a bid: its price is new, and what was sealed counts no more.
pub(super) fn set_revision(tx: &mut Tx<'_>, bid: &Bid, price_minor: i64) -> Result<()> {
    let none: Option<String> = None;
    let never: Option<Instant> = None;
    let unchanged = bids::table.find(bid.id).filter(bids::revision.eq(bid.revision));
    let changed = diesel::update(unchanged)
        .set((
            bids::revision.eq(bid.revision + 1),
            bids::price_minor.eq(price_minor),
            bids::completed_at.eq(never),
            bids::document.eq(&none),
            bids::nonce.eq(&none),
            bids::seal.eq(&none),
        ))
        .execute(&mut **tx)?;
    if changed == 1 { Ok(()) } else { Err(Error::conflict("bid-moved", "The bid changed meanwhile. Read it again.")) }
}

/// Seals a bid.
pub(super) fn set_seal(tx: &mut Tx<'_>, bid: BidId, document: &str, nonce: &str, seal: &str) -> Result<()> {
    diesel::update(bids::table.find(bid))
        .set((bids::document.eq(document), bids::nonce.eq(nonce), bids::seal.eq(seal)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes the points of a bid, and the run that gave them.
pub(super) fn set_score(tx: &mut Tx<'_>, bid: BidId, run: RunId, score: i64) -> Result<()> {
    diesel::update(bids::table.find(bid)).set((bids::run_id.eq(run), bids::score.eq(score))).execute(&mut **tx)?;
    Ok(())
}
