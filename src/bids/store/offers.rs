//! The rows of single-seat offers.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    bids::{BidId, OfferId, model::OfferState},
    briefs::BriefId,
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
    schema::offers,
};

/// A member's offer to take a seat.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
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

/// Changes what an offer says.
pub(in crate::bids) fn set_offer(tx: &mut Tx<'_>, offer: &Offer) -> Result<()> {
    diesel::update(offers::table.find(offer.id))
        .set((offers::seat.eq(&offer.seat), offers::rate_minor.eq(offer.rate_minor), offers::bid_id.eq(offer.bid_id)))
        .execute(&mut **tx)?;
    Ok(())
}

pub(in crate::bids) fn set_offer_state(tx: &mut Tx<'_>, offer: OfferId, state: OfferState) -> Result<()> {
    diesel::update(offers::table.find(offer)).set(offers::state.eq(state)).execute(&mut **tx)?;
    Ok(())
}
