//! Hours that are gone: once a member is booked by another engagement, every bid that counted on these hours loses the
//! member, so that a client does not compare what cannot be had.
//!
//! A seat that Muster staffs is filled again with the least change. A bid that its authors staffed is theirs to change
//! until the deadline, for which it is a new revision that nobody has signed; after it, the bid ends. An offer is over.
//! Hours that are held for several briefs because their member wanted that are lost in the same way.

use super::{
    BidId, crew_bids, letters,
    model::{Event, OfferEvent, Origin, State},
    offers, open, open_letters, plan, service,
    store::{self, Bid, Taken},
};
use crate::{
    app::App,
    audit::By,
    availability,
    briefs::{self, BriefId},
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
    invitations::{self, InvitationId},
    jobs::{self, Job},
};

/// A member was booked: looks through all bids and offers that count on them.
pub fn look_through(app: &App, member: MemberId) -> Result<()> {
    let (bids, offers) = app
        .db
        .snapshot(|conn| Ok((store::live_with_member(conn, member)?, store::unplaced_offers_of(conn, member)?)))?;
    bids.into_iter().try_for_each(|bid| app.db.write(|tx| check(tx, bid)))?;
    offers.iter().try_for_each(|offer| app.db.write(|tx| check_offer(tx, member, offer.brief_id)))
}

/// Looks whether everybody who said yes to a bid still has the hours.
pub(super) fn check(tx: &mut Tx<'_>, id: BidId) -> Result<()> {
    let bid = store::bid(tx, id)?;
    if !bid.state.is_live() {
        return Ok(());
    }
    let seats = store::taken(tx, &bid)?;
    for seat in seats.iter().filter(|seat| seat.said_yes) {
        if has_hours(tx, seat)? {
            continue;
        }
        match seat.invitation {
            Some(invitation) => lose_member(tx, &bid, invitation)?,
            None => return lose_bid(tx, &bid, &seats),
        }
    }
    Ok(())
}

fn has_hours(conn: &mut Conn, seat: &Taken) -> Result<bool> {
    let hours = u8::try_from(seat.hours).expect("a seat has at most 80 hours");
    availability::service::has(conn, seat.member, seat.first_monday, seat.weeks.unsigned_abs(), hours)
}

/// An offer that no bid is made of yet is over where its member's hours are gone.
fn check_offer(tx: &mut Tx<'_>, member: MemberId, brief: BriefId) -> Result<()> {
    let Some(offer) = store::offer_of(tx, member, brief)?.filter(|offer| offer.bid_id.is_none()) else { return Ok(()) };
    let (brief, document) = briefs::service::read(tx, brief)?;
    let Some(seat) = document.seat(&offer.seat) else { return Ok(()) };
    let part = offers::part_of(seat, member, offer.rate_minor);
    let hours = u8::try_from(part.hours).expect("a seat has at most 80 hours");
    if availability::service::has(tx, member, part.first_monday, part.weeks.unsigned_abs(), hours)? {
        return Ok(());
    }
    offers::move_on(tx, By::Muster, &offer, OfferEvent::End)?;
    service::tell_member(tx, member, &open_letters::offer_lost(&brief))
}

/// A seat that Muster staffs falls free, in every bid that it belongs to.
fn lose_member(tx: &mut Tx<'_>, bid: &Bid, seat: InvitationId) -> Result<()> {
    let (brief, document) = briefs::service::read(tx, bid.brief_id)?;
    for other in store::with_invitation(tx, seat)?.iter().filter(|other| other.state == State::Complete) {
        service::move_on(tx, By::Muster, other, Event::LoseMember)?;
    }
    let invitation = invitations::service::read(tx, seat)?;
    invitations::service::close(tx, &invitation, &document)?;
    service::tell_member(tx, invitation.member_id, &letters::seat_lost(&brief))?;
    if brief.state == briefs::State::Decided {
        service::tell_client(tx, &brief, &letters::reopened(&brief, bid))?;
    }
    jobs::soon(tx, &Job::RepairBids { invitation: seat })
}

/// A bid that its authors staffed: nobody can take a seat in it for them.
fn lose_bid(tx: &mut Tx<'_>, bid: &Bid, seats: &[Taken]) -> Result<()> {
    let (brief, _) = briefs::service::read(tx, bid.brief_id)?;
    let until = brief.deadline_at.filter(|_| open::check_in_time(&brief, tx.now()).is_ok());
    if let Some(until) = until.filter(|_| bid.origin == Origin::Crew) {
        let parts: Vec<plan::Part> = seats.iter().map(Taken::part).collect();
        let bid = crew_bids::next_revision(tx, By::Muster, bid, &parts)?;
        return service::tell_team(tx, seats, &open_letters::to_change(&brief, &bid, until));
    }
    let mut state = bid.state;
    if state == State::Complete {
        state = service::move_on(tx, By::Muster, bid, Event::LoseMember)?;
    }
    service::move_on(tx, By::Muster, &Bid { state, ..bid.clone() }, Event::Fail)?;
    availability::service::let_go(tx, bid.id.as_str())?;
    for offer in store::offers_in(tx, bid.id)? {
        offers::move_on(tx, By::Muster, &offer, OfferEvent::End)?;
    }
    service::tell_team(tx, seats, &open_letters::hours_gone(&brief, bid))?;
    if brief.state == briefs::State::Decided {
        service::tell_client(tx, &brief, &open_letters::ended(&brief, bid))?;
    }
    Ok(())
}
