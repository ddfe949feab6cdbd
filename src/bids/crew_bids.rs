//! Bids of crews: made, changed, signed off by each of their members, withdrawn.

use std::collections::BTreeSet;

use muster_kernel::Money;

use super::{
    BidId, hours,
    model::{Event, OfferEvent, Origin, State},
    offers, open, open_letters,
    own::{self, OwnBid},
    plan::{self, Part, Plan},
    service,
    store::{self, Bid, Taken},
};
use crate::{
    app::App,
    audit::{self, By},
    availability::{self, Overlap},
    briefs::{self, Brief, BriefId, Document},
    crews::{self, CrewId},
    db::{Conn, Tx},
    error::{Error, Result},
    http::{IdempotencyKey, IfMatch},
    identity::{Member, MemberId},
};

/// A member bids for their crew and takes a seat in the bid. Everybody else who takes one is asked to sign it off.
pub fn propose(app: &App, who: Member, id: BriefId, key: &IdempotencyKey, crew: CrewId, plan: &Plan) -> Result<BidId> {
    app.db.write(|tx| {
        key.once(tx, who.person, &(crew, plan), |tx| {
            let (brief, document) = open::biddable(tx, who, id)?;
            if store::live_of_crew(tx, id, crew)?.is_some() {
                let sentence = "Your crew has a bid for this brief already. Change it: PUT /api/v1/member/bids/{id}.";
                return Err(Error::conflict("crew-has-bid", sentence));
            }
            let parts = checked(tx, who, &brief, &document, crew, plan)?;
            let price = plan::price(&parts, document.currency);
            let bid = Bid { crew_id: Some(crew), ..Bid::begun(tx, id, Origin::Crew, price) };
            store::insert(tx, &bid, &[])?;
            store::insert_parts(tx, bid.id, &parts)?;
            audit::record(tx, who.into(), "bid.proposed", bid.id, &())?;
            ask_all(tx, who, &brief, &document, &bid, &parts)?;
            Ok(bid.id)
        })
    })
}

/// An author of a crew's bid changes it: everybody is asked to sign it off again. Answers the bid as its authors see it.
pub fn revise(app: &App, who: Member, id: BidId, expected: IfMatch, plan: &Plan) -> Result<OwnBid> {
    app.db.write(|tx| {
        let bid = store::bid_of(tx, who.member, id)?;
        let crew = crew_of(&bid, id)?;
        let (brief, document) = briefs::service::read(tx, bid.brief_id)?;
        open::check_in_time(&brief, tx.now())?;
        expected.check(bid.revision)?;
        let parts = checked(tx, who, &brief, &document, crew, plan)?;
        let bid = next_revision(tx, who.into(), &bid, &parts)?;
        ask_all(tx, who, &brief, &document, &bid, &parts)?;
        let today = tx.now().day();
        own::read(tx, who, id, today)
    })
}

/// Puts other seats into a bid that its authors staff: a new revision, to which nobody has said yes and for which no
/// hours are held. Answers the bid as it is now.
pub(super) fn next_revision(tx: &mut Tx<'_>, by: By, bid: &Bid, parts: &[Part]) -> Result<Bid> {
    service::move_on(tx, by, bid, Event::Revise)?;
    availability::service::let_go(tx, bid.id.as_str())?;
    store::set_revision(tx, bid, plan::price(parts, bid.currency).minor())?;
    store::replace_parts(tx, bid.id, parts)?;
    store::bid(tx, bid.id)
}

/// A member signs off a revision of their crew's bid: their hours are held, and with the last one the bid is complete.
/// To sign off twice is fine.
pub fn sign_off(app: &App, who: Member, id: BidId, revision: i32, overlap: Overlap) -> Result<()> {
    app.db.write(|tx| {
        let bid = store::bid_of(tx, who.member, id)?;
        crew_of(&bid, id)?;
        let (brief, _) = briefs::service::read(tx, bid.brief_id)?;
        open::check_in_time(&brief, tx.now())?;
        if revision != bid.revision {
            let sentence =
                format!("The bid was changed: it is at revision {} now. Read it, and sign that off.", bid.revision);
            return Err(Error::conflict("bid-changed", sentence));
        }
        let seats = store::taken(tx, &bid)?;
        let (own, others): (Vec<&Taken>, Vec<&Taken>) = seats.iter().partition(|seat| seat.member == who.member);
        if own.iter().any(|seat| seat.said_yes) {
            return Ok(());
        }
        if bid.state != State::Staffing {
            return Err(Error::conflict("bid-state", format!("This bid is {}; it cannot be signed off.", bid.state)));
        }
        for seat in own {
            hours::hold(tx, &brief, id.as_str(), &seat.part(), overlap)?;
        }
        store::sign(tx, &bid, who.member)?;
        audit::record(tx, who.into(), "bid.signed-off", id, &revision)?;
        if others.iter().all(|seat| seat.said_yes) {
            service::complete(tx, who.into(), &bid, &seats)?;
        }
        Ok(())
    })
}

/// One of its authors withdraws a bid that no invitation staffs, until it is awarded. The others are told, and the
/// client too where it has seen the bid.
pub fn withdraw(app: &App, who: Member, id: BidId) -> Result<()> {
    app.db.write(|tx| {
        let bid = store::bid_of(tx, who.member, id)?;
        if bid.origin == Origin::Formed {
            let sentence = "You were invited to this bid's team; what you can do is told at your invitation.";
            return Err(Error::conflict("formed-bid", sentence));
        }
        withdraw_in(tx, who, &bid)
    })
}

/// Withdraws a bid in the transaction of its cause.
pub(super) fn withdraw_in(tx: &mut Tx<'_>, who: Member, bid: &Bid) -> Result<()> {
    let (brief, _) = briefs::service::read(tx, bid.brief_id)?;
    service::move_on(tx, who.into(), bid, Event::Withdraw)?;
    availability::service::let_go(tx, bid.id.as_str())?;
    for offer in store::offers_in(tx, bid.id)? {
        let event = if offer.member_id == who.member { OfferEvent::Withdraw } else { OfferEvent::End };
        offers::move_on(tx, who.into(), &offer, event)?;
    }
    let notice = open_letters::withdrawn_by_a_mate(&brief, bid).act_of(who.into());
    for seat in store::taken(tx, bid)? {
        service::tell_member(tx, seat.member, &notice)?;
    }
    if brief.state == briefs::State::Decided && bid.state == State::Complete {
        service::tell_client(tx, &brief, &open_letters::withdrawn(&brief, bid))?;
    }
    Ok(())
}

/// The crew of a bid that a crew made.
fn crew_of(bid: &Bid, id: BidId) -> Result<CrewId> {
    bid.crew_id.ok_or_else(|| Error::conflict("no-crew", format!("{id} is not the bid of a crew.")))
}

/// The seats of a plan, where it fits the brief and its members may take part.
fn checked(
    conn: &mut Conn,
    who: Member,
    brief: &Brief,
    document: &Document,
    crew: CrewId,
    plan: &Plan,
) -> Result<Vec<Part>> {
    let (_, joined) = crews::service::joined_by(conn, who, crew)?;
    let soonest = brief.deadline_at.expect("a posted brief has a deadline").day().plus_days(7).monday();
    let crew: BTreeSet<MemberId> = joined.into_iter().collect();
    let parts = plan.check(document, &crew, soonest)?;
    if !parts.iter().any(|part| part.member == who.member) {
        let right = "a seat for yourself too: nobody but those who take a seat sees a bid";
        return Err(Error::field("seats", plan.seats.len(), right));
    }
    for (place, taken) in plan.seats.iter().enumerate() {
        if open::is_own(conn, taken.member, brief)? {
            let right = "somebody who does not act for the client";
            return Err(Error::field(format!("seats[{place}].member"), taken.member, right));
        }
    }
    Ok(parts)
}

/// Tells everybody else who takes a seat that there is something to sign off.
fn ask_all(tx: &mut Tx<'_>, who: Member, brief: &Brief, document: &Document, bid: &Bid, parts: &[Part]) -> Result<()> {
    let above = plan::above_budget(bid.price(), document);
    for part in parts {
        let cost = Money::new(part.cost_minor(), bid.currency);
        let notice = open_letters::sign_off(brief, bid, cost, above).act_of(who.into());
        service::tell_member(tx, part.member, &notice)?;
    }
    Ok(())
}
