//! The rows of bids and their seats.

use diesel::prelude::*;
use muster_kernel::{Currency, Instant};

use super::{BidId, model::State};
use crate::{
    briefs::BriefId,
    db::{Conn, Tx},
    error::{Error, Result},
    formation::RunId,
    identity::MemberId,
    invitations::{Invitation, InvitationId},
    schema::{bid_seats, bids, invitations},
};

/// A bid without its seats.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = bids)]
pub struct Bid {
    /// Names it.
    pub id: BidId,
    /// For which brief.
    pub brief_id: BriefId,
    /// The run that formed it, or that staffed it last.
    pub run_id: RunId,
    /// Where it stands.
    pub state: State,
    /// What the team costs, in minor units.
    pub price_minor: i64,
    /// The currency of the price.
    pub currency: Currency,
    /// The points of the team.
    pub score: i64,
    /// When its team was formed.
    pub created_at: Instant,
    /// When its last seat was taken.
    pub completed_at: Option<Instant>,
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

/// The bids for a brief, the best first. A run's teams bound them.
pub(super) fn for_brief(conn: &mut Conn, brief: BriefId) -> Result<Vec<Bid>> {
    let best_first = (bids::score.desc(), bids::id);
    Ok(bids::table.filter(bids::brief_id.eq(brief)).order(best_first).select(Bid::as_select()).load(conn)?)
}

/// The seats of a bid, in the brief's order.
pub(super) fn seats(conn: &mut Conn, bid: BidId) -> Result<Vec<Invitation>> {
    Ok(bid_seats::table
        .inner_join(invitations::table.on(invitations::id.eq(bid_seats::invitation_id)))
        .filter(bid_seats::bid_id.eq(bid))
        .order(bid_seats::position)
        .select(Invitation::as_select())
        .load(conn)?)
}

/// The bids that an invitation belongs to.
pub(super) fn with_invitation(conn: &mut Conn, invitation: InvitationId) -> Result<Vec<Bid>> {
    Ok(bid_seats::table
        .inner_join(bids::table.on(bids::id.eq(bid_seats::bid_id)))
        .filter(bid_seats::invitation_id.eq(invitation))
        .order(bids::id)
        .select(Bid::as_select())
        .load(conn)?)
}

/// The bids in which a member was offered a seat, the newest first, each with their invitation.
pub(super) fn with_member(
    conn: &mut Conn,
    member: MemberId,
    before: Option<BidId>,
    limit: i64,
) -> Result<Vec<(Bid, Invitation)>> {
    let mut query = bid_seats::table
        .inner_join(bids::table.on(bids::id.eq(bid_seats::bid_id)))
        .inner_join(invitations::table.on(invitations::id.eq(bid_seats::invitation_id)))
        .filter(invitations::member_id.eq(member))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(bids::id.lt(before));
    }
    Ok(query.order(bids::id.desc()).limit(limit).select((Bid::as_select(), Invitation::as_select())).load(conn)?)
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
