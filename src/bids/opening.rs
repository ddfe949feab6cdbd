//! The deadline: single offers are put together, bids that no run made are scored, what is not complete fails, the nonces
//! are revealed, and the bids are opened.
//!
//! The engine works between two transactions. From the deadline on no bid is made or changed, so that what it read still
//! holds afterwards, but for what was withdrawn meanwhile.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    BidId, hours, letters,
    model::{Event, Origin, State},
    offers, open_letters, plan,
    seal::{self, Revealed},
    service,
    store::{self, Bid, Offer, Taken},
};
use crate::{
    app::App,
    audit::{self, By},
    briefs::{self, Brief, BriefId, Document, Seat},
    db::{Conn, Tx},
    error::{Error, Result},
    formation::{self, Among, Ask, FormedTeam, Prepared, Purpose},
    identity::{self, MemberId, PersonId},
    standbys,
};

/// How often offers are put together again because one of them was withdrawn meanwhile.
const TRIES: usize = 8;

/// The deadline of a brief has passed.
pub fn close(app: &App, id: BriefId) -> Result<()> {
    for _ in 0..TRIES {
        let Some(found) = find(app, id)? else { return Ok(()) };
        if app.db.write(|tx| open(tx, id, &found))? == Opened::Done {
            return Ok(());
        }
    }
    Err(Error::conflict("offers-changed", "Offers were withdrawn again and again while they were put together."))
}

#[derive(PartialEq, Eq)]
enum Opened {
    Done,
    OffersChanged,
}

/// What the engine found out for an opening.
struct Found {
    scores: Vec<(BidId, Prepared)>,
    composed: Option<Composed>,
}

/// A team of single offers, and its points as a bid like others.
struct Composed {
    offers: Vec<Offer>,
    run: Prepared,
    score: Option<Prepared>,
}

/// Reads what there is at the deadline and has the engine look at it; `None` where there is nothing to open.
fn find(app: &App, id: BriefId) -> Result<Option<Found>> {
    let now = app.now();
    let read = app.db.snapshot(|conn| {
        let (brief, document) = briefs::service::read(conn, id)?;
        if !is_due(&brief, now) {
            return Ok(None);
        }
        let mut bids = Vec::new();
        for bid in store::for_brief(conn, id)? {
            if bid.state == State::Complete && bid.origin != Origin::Formed {
                bids.push((bid.id, store::taken(conn, &bid)?));
            }
        }
        let people = identity::clients::people_of(conn, brief.client_id)?;
        Ok(Some((document, bids, open_seats(conn, id)?, people)))
    })?;
    let Some((document, bids, offers, people)) = read else { return Ok(None) };
    if bids.is_empty() && offers.is_empty() {
        return Ok(Some(Found { scores: Vec::new(), composed: None }));
    }
    let mut scores = Vec::new();
    for (bid, seats) in bids {
        scores.extend(score(app, id, &document, &seats)?.map(|prepared| (bid, prepared)));
    }
    let composed = compose(app, id, &document, offers, people.into_iter().collect())?;
    Ok(Some(Found { scores, composed }))
}

fn is_due(brief: &Brief, now: muster_kernel::Instant) -> bool {
    brief.state == briefs::State::Posted && brief.deadline_at.is_some_and(|deadline| deadline <= now)
}

/// The offers that are not bids by themselves.
fn open_seats(conn: &mut Conn, id: BriefId) -> Result<Vec<Offer>> {
    Ok(store::offers_for(conn, id)?.into_iter().filter(|offer| offer.bid_id.is_none()).collect())
}

/// The points of a bid: a run over its own members with all seats locked, at the rates, hours and weeks that it says.
/// `None` where the engine cannot have this team: a member is not in the pool, or lacks what a seat must have.
fn score(app: &App, brief: BriefId, document: &Document, seats: &[Taken]) -> Result<Option<Prepared>> {
    let as_bid = |asked: &Seat| {
        let taken = seats.iter().find(|taken| taken.seat == asked.id);
        let (hours, from) = taken.map_or((asked.hours, asked.from), |taken| (taken.hours, taken.first_monday));
        Seat { hours, from, ..asked.clone() }
    };
    let ask = Ask {
        locked: seats.iter().map(|taken| (taken.seat.clone(), taken.member)).collect(),
        rates: seats.iter().map(|taken| (taken.member, taken.rate_minor)).collect(),
        among: Among::These(seats.iter().map(|taken| taken.member).collect()),
        document: Some(Document { seats: document.seats.iter().map(as_bid).collect(), ..document.clone() }),
        ..Ask::new(brief, Purpose::Score)
    };
    match formation::service::prepare(app, ask) {
        Ok(prepared) => Ok(Some(prepared).filter(|prepared| !prepared.teams.is_empty())),
        // Somebody is not in the pool, or the window has begun.
        Err(Error::Conflict { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The best team that the offers allow: a run over those who offered, each for their seat alone.
fn compose(
    app: &App,
    brief: BriefId,
    document: &Document,
    offers: Vec<Offer>,
    people: HashSet<PersonId>,
) -> Result<Option<Composed>> {
    let offered: BTreeSet<&str> = offers.iter().map(|offer| offer.seat.as_str()).collect();
    if document.seats.iter().any(|seat| !offered.contains(seat.id.as_str())) {
        return Ok(None);
    }
    let ask = Ask {
        excluded_people: people,
        rates: offers.iter().map(|offer| (offer.member_id, offer.rate_minor)).collect(),
        among: Among::Offering(offers.iter().map(|offer| (offer.member_id, offer.seat.clone())).collect()),
        ..Ask::new(brief, Purpose::Compose)
    };
    let run = match formation::service::prepare(app, ask) {
        Ok(run) => run,
        Err(Error::Conflict { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let Some(team) = run.teams.first() else { return Ok(None) };
    let chosen: BTreeMap<MemberId, &str> = team.seats.iter().map(|seat| (seat.member, seat.seat.id.as_str())).collect();
    let offers: Vec<Offer> =
        offers.into_iter().filter(|offer| chosen.get(&offer.member_id) == Some(&offer.seat.as_str())).collect();
    let ask = Ask {
        locked: team.seats.iter().map(|seat| (seat.seat.id.clone(), seat.member)).collect(),
        rates: offers.iter().map(|offer| (offer.member_id, offer.rate_minor)).collect(),
        among: Among::These(team.seats.iter().map(|seat| seat.member).collect()),
        ..Ask::new(brief, Purpose::Score)
    };
    let score = Some(formation::service::prepare(app, ask)?).filter(|score| !score.teams.is_empty());
    Ok(Some(Composed { offers, run, score }))
}

fn open(tx: &mut Tx<'_>, id: BriefId, found: &Found) -> Result<Opened> {
    let (brief, document) = briefs::service::read(tx, id)?;
    if !is_due(&brief, tx.now()) {
        return Ok(Opened::Done);
    }
    if let Some(composed) = &found.composed
        && !take_in(tx, &brief, &document, composed)?
    {
        return Ok(Opened::OffersChanged);
    }
    for (bid, prepared) in &found.scores {
        keep_score(tx, *bid, prepared)?;
    }
    for bid in store::for_brief(tx, id)?.iter().filter(|bid| bid.state == State::Staffing) {
        service::fail(tx, bid)?;
    }
    // Offers that found no place in a bid are over.
    for offer in open_seats(tx, id)? {
        hours::let_go(tx, &offer.id.to_string())?;
    }
    let complete = complete(tx, id)?;
    reveal(tx, id, &complete)?;
    if complete.is_empty() {
        standbys::service::close_all(tx, id)?;
    }
    let event = if complete.is_empty() { briefs::Event::CloseWithout } else { briefs::Event::CloseWithBids };
    briefs::service::move_on(tx, By::Muster, &brief, event)?;
    let letter = match complete.len() {
        0 => letters::lapsed(&brief),
        several => letters::opened(&brief, several),
    };
    service::tell_client(tx, &brief, &letter)?;
    Ok(Opened::Done)
}

fn complete(conn: &mut Conn, id: BriefId) -> Result<Vec<Bid>> {
    Ok(store::for_brief(conn, id)?.into_iter().filter(|bid| bid.state == State::Complete).collect())
}

/// Makes a bid of the composed team, where each of its offers still stands; answers whether they do.
fn take_in(tx: &mut Tx<'_>, brief: &Brief, document: &Document, composed: &Composed) -> Result<bool> {
    let standing: BTreeSet<_> = open_seats(tx, brief.id)?.into_iter().map(|offer| offer.id).collect();
    if !composed.offers.iter().all(|offer| standing.contains(&offer.id)) {
        return Ok(false);
    }
    let part = |seat: &Seat| {
        let offer = composed.offers.iter().find(|offer| offer.seat == seat.id)?;
        Some(offers::part_of(seat, offer.member_id, offer.rate_minor))
    };
    let parts: Vec<plan::Part> = document.seats.iter().filter_map(part).collect();
    formation::service::keep(tx, &composed.run)?;
    let bid = Bid::begun(tx, brief.id, Origin::Offers, plan::price(&parts, document.currency));
    store::insert(tx, &bid, &[])?;
    store::insert_parts(tx, bid.id, &parts)?;
    for offer in &composed.offers {
        store::set_offer(tx, &Offer { bid_id: Some(bid.id), ..offer.clone() })?;
        service::tell_member(tx, offer.member_id, &open_letters::composed(brief, &bid))?;
    }
    service::move_on(tx, By::Muster, &bid, Event::Complete)?;
    service::seal(tx, &bid)?;
    if let Some(score) = &composed.score {
        keep_score(tx, bid.id, score)?;
    }
    Ok(true)
}

/// Notes the points of a bid, unless it was withdrawn meanwhile.
fn keep_score(tx: &mut Tx<'_>, bid: BidId, prepared: &Prepared) -> Result<()> {
    if store::bid(tx, bid)?.state != State::Complete {
        return Ok(());
    }
    let team: &FormedTeam = &prepared.teams[0];
    let run = formation::service::keep(tx, prepared)?;
    store::set_score(tx, bid, run, team.score)?;
    let points: Vec<_> = team.seats.iter().map(|seat| seat.reason).collect();
    store::set_points(tx, bid, &points)
}

/// Notes the nonces of the complete bids, and the seed that they make.
fn reveal(tx: &mut Tx<'_>, id: BriefId, complete: &[Bid]) -> Result<()> {
    let revealed = complete.iter().filter_map(|bid| Some(Revealed { bid: bid.id, nonce: bid.nonce.clone()? }));
    let revealed: Vec<Revealed> = revealed.collect();
    let seed = seal::seed(&revealed);
    store::note_opening(tx, id, &seed, &revealed)?;
    audit::record(tx, By::Muster, "brief.bids-opened", id, &seed)
}
