//! Single-seat offers: a member offers to take one seat of a brief at a rate.
//!
//! Of a brief with one seat an offer is a bid, complete at once. Of a brief with more, the offers that stand at the
//! deadline are put together into the best team that they allow (`opening`), and that team is a bid like others.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    BidId, crew_bids, hours,
    model::{OfferEvent, OfferState, Origin},
    open,
    plan::{self, HIGHEST_RATE, Part},
    service,
    store::{self, Bid, Offer},
};
use crate::{
    app::App,
    audit::{self, By},
    availability::{self, Overlap},
    briefs::{Brief, BriefId, Document, Seat},
    db::{Conn, Tx},
    error::{Check, Error, Result},
    identity::{Member, MemberId},
    members,
    states::Machine,
};

/// What a member offers.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOffer {
    /// The seat of the brief, taken as it is asked for.
    pub seat: String,
    /// Minor units an hour, at most the seat's cap.
    pub rate: i64,
    /// Whether to hold hours that you hold for another brief already; whichever is awarded first takes them.
    #[serde(default)]
    pub overlapping: bool,
}

/// Offers to take a seat, or changes the offer that stands. The member's hours are held for it.
pub fn offer(app: &App, who: Member, id: BriefId, new: &NewOffer) -> Result<Offer> {
    app.db.write(|tx| {
        let (brief, document) = open::biddable(tx, who, id)?;
        let seat = check(&document, new)?;
        if document.seats.len() > 1 && !members::service::is_in_pool(tx, who.member)? {
            let sentence =
                "This brief has several seats, and offers are put together from the pool. Opt in to the pool first.";
            return Err(Error::conflict("not-in-pool", sentence));
        }
        let before = store::offer_of(tx, who.member, id)?;
        let part = part_of(seat, who.member, new.rate);
        let bid = if document.seats.len() == 1 {
            Some(bid(tx, who, &brief, &document, before.as_ref(), &part)?)
        } else {
            None
        };
        let offer = keep(tx, who, id, before, new, bid)?;
        let holder = bid.map_or_else(|| offer.id.to_string(), |bid| bid.to_string());
        availability::service::let_go(tx, &holder)?;
        let overlap = if new.overlapping { Overlap::Wanted } else { Overlap::Refused };
        hours::hold(tx, &brief, &holder, &part, overlap)?;
        if let Some(bid) = bid {
            let bid = store::bid(tx, bid)?;
            let seats = store::taken(tx, &bid)?;
            service::complete(tx, who.into(), &bid, &seats)?;
        }
        Ok(offer)
    })
}

/// A member's own offer for a brief.
pub fn own(conn: &mut Conn, who: Member, id: BriefId) -> Result<Offer> {
    store::offer_of(conn, who.member, id)?.ok_or_else(|| Error::not_found("offer for", id))
}

/// Takes an offer back, and the bid that it is part of, until that is awarded.
pub fn withdraw(app: &App, who: Member, id: BriefId) -> Result<()> {
    app.db.write(|tx| {
        let offer = own(tx, who, id)?;
        match offer.bid_id {
            Some(bid) => {
                let bid = store::bid(tx, bid)?;
                crew_bids::withdraw_in(tx, who, &bid)
            }
            None => move_on(tx, who.into(), &offer, OfferEvent::Withdraw),
        }
    })
}

/// An offer that stands is taken back or is over: the hours that it holds are free again.
pub(super) fn move_on(tx: &mut Tx<'_>, by: By, offer: &Offer, event: OfferEvent) -> Result<()> {
    let next = offer.state.after(event);
    let next = next.ok_or_else(|| Error::conflict("offer-state", format!("This offer is {} already.", offer.state)))?;
    store::set_offer_state(tx, offer, next)?;
    availability::service::let_go(tx, offer.id.as_str())?;
    audit::record(tx, by, &format!("offer.{next}"), offer.id, &())
}

fn check<'d>(document: &'d Document, new: &NewOffer) -> Result<&'d Seat> {
    let asked = document.seats.iter().find(|seat| seat.id == new.seat);
    let asked = asked.ok_or_else(|| Error::field("seat", &new.seat, "the id of a seat of the brief"))?;
    let cap = asked.rate_cap.unwrap_or(HIGHEST_RATE).min(HIGHEST_RATE);
    let mut check = Check::new();
    check.that((1..=cap).contains(&new.rate), "rate", new.rate, format!("1 to {cap} minor units an hour"));
    check.done()?;
    Ok(asked)
}

/// A seat as it is asked for, taken by `member` at that rate.
pub(super) fn part_of(seat: &Seat, member: MemberId, rate_minor: i64) -> Part {
    Part {
        seat: seat.id.clone(),
        member,
        rate_minor,
        hours: seat.hours,
        first_monday: seat.from,
        weeks: seat.weeks,
        share: None,
    }
}

/// The bid of an offer for a brief's only seat: a new one, or the next revision of the one that stands.
fn bid(
    tx: &mut Tx<'_>,
    who: Member,
    brief: &Brief,
    document: &Document,
    before: Option<&Offer>,
    part: &Part,
) -> Result<BidId> {
    let parts = std::slice::from_ref(part);
    if let Some(bid) = before.and_then(|offer| offer.bid_id) {
        let bid = store::bid(tx, bid)?;
        return Ok(crew_bids::next_revision(tx, who.into(), &bid, parts)?.id);
    }
    let bid = Bid::begun(tx, brief.id, Origin::Offers, plan::price(parts, document.currency));
    store::insert(tx, &bid, &[])?;
    store::insert_parts(tx, bid.id, parts)?;
    Ok(bid.id)
}

fn keep(
    tx: &mut Tx<'_>,
    who: Member,
    brief: BriefId,
    before: Option<Offer>,
    new: &NewOffer,
    bid_id: Option<BidId>,
) -> Result<Offer> {
    let offer = match before {
        Some(before) => {
            let offer = Offer { seat: new.seat.clone(), rate_minor: new.rate, bid_id, ..before };
            store::set_offer(tx, &offer)?;
            offer
        }
        None => {
            let offer = Offer {
                id: tx.id(),
                brief_id: brief,
                member_id: who.member,
                seat: new.seat.clone(),
                rate_minor: new.rate,
                state: OfferState::START,
                bid_id,
                created_at: tx.now(),
            };
            store::insert_offer(tx, &offer)?;
            offer
        }
    };
    // What is offered is sealed, and the log can be read before the deadline.
    audit::record(tx, who.into(), "offer.made", offer.id, &())?;
    Ok(offer)
}
