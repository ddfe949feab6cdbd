//! The rows of single-seat offers.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    bids::{BidId, OfferId, model::OfferState},
    briefs::BriefId,
    db::{Conn, Tx},
    error::{Error, Result},
    identity::MemberId,
    schema::offers,
};

/// A member's offer to take a seat.
#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = offers)]
pub struct Offer {
    /// Names it.
    pub id: OfferId,
    /// For which brief.
    pub brief_id: BriefId,
    /// Who offers.
    pub member_id: MemberId,
    /// Which seat.
    pub seat: String,
    /// Minor units an hour.
    pub rate_minor: i64,
    /// Whether it stands.
    pub state: OfferState,
    /// The bid that it is or became part of.
    pub bid_id: Option<BidId>,
    /// When it was first made.
    pub created_at: Instant,
}

pub(in crate::bids) fn insert_offer(tx: &mut Tx<'_>, offer: &Offer) -> Result<()> {
    diesel::insert_into(offers::table).values(offer).execute(&mut **tx)?;
    Ok(())
}

/// A member's open offer for a brief.
pub(in crate::bids) fn offer_of(conn: &mut Conn, member: MemberId, brief: BriefId) -> Result<Option<Offer>> {
    let open = offers::table
        .filter(offers::brief_id.eq(brief))
        .filter(offers::member_id.eq(member))
        .filter(offers::state.eq(OfferState::Open));
    Ok(open.select(Offer::as_select()).first(conn).optional()?)
}

/// The open offers for a brief, the oldest first.
pub(in crate::bids) fn offers_for(conn: &mut Conn, brief: BriefId) -> Result<Vec<Offer>> {
    let open = offers::table.filter(offers::brief_id.eq(brief)).filter(offers::state.eq(OfferState::Open));
    Ok(open.order(offers::id).select(Offer::as_select()).load(conn)?)
}

/// The open offers that a bid is made of.
pub(in crate::bids) fn offers_in(conn: &mut Conn, bid: BidId) -> Result<Vec<Offer>> {
    let open = offers::table.filter(offers::bid_id.eq(bid)).filter(offers::state.eq(OfferState::Open));
    Ok(open.order(offers::id).select(Offer::as_select()).load(conn)?)
}

/// A member's open offers that no bid is made of yet; one for each brief bounds them.
pub(in crate::bids) fn unplaced_offers_of(conn: &mut Conn, member: MemberId) -> Result<Vec<Offer>> {
    let open = offers::table
        .filter(offers::member_id.eq(member))
        .filter(offers::state.eq(OfferState::Open))
        .filter(offers::bid_id.is_null());
    Ok(open.order(offers::id).select(Offer::as_select()).load(conn)?)
}

/// Changes what an offer says.
pub(in crate::bids) fn set_offer(tx: &mut Tx<'_>, offer: &Offer) -> Result<()> {
    diesel::update(offers::table.find(offer.id))
        .set((offers::seat.eq(&offer.seat), offers::rate_minor.eq(offer.rate_minor), offers::bid_id.eq(offer.bid_id)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Moves an offer on from the state in which it was read; refuses where somebody else moved it meanwhile.
pub(in crate::bids) fn set_offer_state(tx: &mut Tx<'_>, offer: &Offer, state: OfferState) -> Result<()> {
    let unchanged = offers::table.find(offer.id).filter(offers::state.eq(offer.state));
    let moved = diesel::update(unchanged).set(offers::state.eq(state)).execute(&mut **tx)?;
    if moved == 1 { Ok(()) } else { Err(Error::conflict("offer-moved", "The offer changed meanwhile. Read it again.")) }
}
