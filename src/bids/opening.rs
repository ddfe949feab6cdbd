//! The deadline: single offers are put together, bids that no run made are scored, what is not complete fails, the nonces
//! are revealed, and the bids are opened.
//!
//! The engine works between two transactions. From the deadline on no bid is made or changed; but whoever began in time may
//! still be writing when the engine reads. So what it read is compared with what there is when the bids are opened, and
//! where something came in or was taken back that matters, it looks again.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    BidId, lapsing, letters,
    model::{Event, OfferEvent, Origin, State},
    offers, open_letters,
    plan::{self, Part},
    seal::{self, Revealed},
    service,
    store::{self, Bid, Offer, Taken},
};
use crate::{
    app::App,
    audit::{self, By},
    briefs::{self, Brief, BriefId, Document, LapsedFor, Seat},
    db::{Conn, Tx},
    error::{Error, Result},
    formation::{self, Among, Ask, FormedTeam, Prepared, Purpose},
    identity::{self, PersonId},
    standbys,
};

/// How often the engine looks again because something changed meanwhile.
const TRIES: usize = 8;

/// The deadline of a brief has passed.
pub fn close(app: &App, id: BriefId) -> Result<()> {
    for _ in 0..TRIES {
        let Some(found) = find(app, id)? else { return Ok(()) };
        if app.db.write(|tx| open(tx, id, &found))? == Opened::Done {
            return Ok(());
        }
    }
    Err(Error::conflict("bids-changed", "Bids and offers changed again and again while they were looked at."))
}

#[derive(PartialEq, Eq)]
enum Opened {
    Done,
    Changed,
}

/// What the engine read and found out for an opening.
struct Found {
    /// The complete bids that no run made, each at the revision that was scored.
    bids: BTreeMap<BidId, i32>,
    offers: Vec<Offer>,
    scores: Vec<(BidId, Prepared)>,
    composed: Option<Composed>,
}

impl Found {
    /// Whether what was read still stands. A bid that was withdrawn meanwhile is simply gone; an offer that was is
    /// missed where the team counts on it.
    fn still_stands(&self, conn: &mut Conn, brief: BriefId) -> Result<bool> {
        let complete = complete(conn, brief)?;
        let others = complete.iter().filter(|bid| bid.origin != Origin::Formed);
        let standing = unplaced(conn, brief)?;
        let mut chosen = self.composed.iter().flat_map(|composed| &composed.offers);
        Ok(others.into_iter().all(|bid| self.bids.get(&bid.id) == Some(&bid.revision))
            && standing.iter().all(|offer| self.offers.contains(offer))
            && chosen.all(|offer| standing.contains(offer)))
    }
}

/// A team of single offers, and its points as a bid like others.
struct Composed {
    /// In the order of the brief's seats.
    offers: Vec<Offer>,
    parts: Vec<Part>,
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
        let mut bids = complete(conn, id)?;
        bids.retain(|bid| bid.origin != Origin::Formed);
        let seats = store::taken_of(conn, &bids)?;
        let people = identity::clients::people_of(conn, brief.client_id)?;
        Ok(Some((document, bids, seats, unplaced(conn, id)?, people)))
    })?;
    let Some((document, bids, seats, offers, people)) = read else { return Ok(None) };
    let mut scores = Vec::new();
    for (bid, seats) in &seats {
        let parts: Vec<Part> = seats.iter().map(Taken::part).collect();
        scores.extend(score(app, id, &document, &parts)?.map(|prepared| (*bid, prepared)));
    }
    let composed = compose(app, id, &document, &offers, people.into_iter().collect())?;
    let bids = bids.into_iter().map(|bid| (bid.id, bid.revision)).collect();
    Ok(Some(Found { bids, offers, scores, composed }))
}

fn is_due(brief: &Brief, now: muster_kernel::Instant) -> bool {
    brief.state == briefs::State::Posted && brief.deadline_at.is_some_and(|deadline| deadline <= now)
}

/// The open offers for a brief that no bid is made of, the oldest first.
pub(super) fn unplaced(conn: &mut Conn, id: BriefId) -> Result<Vec<Offer>> {
    Ok(store::offers_for(conn, id)?.into_iter().filter(|offer| offer.bid_id.is_none()).collect())
}

fn complete(conn: &mut Conn, id: BriefId) -> Result<Vec<Bid>> {
    store::for_brief(conn, id, &[State::Complete])
}

/// The points of a bid: a run over its own members with all seats locked, at the rates, hours and weeks that it says,
/// whatever the budget. `None` where the engine cannot have this team: a member is not in the pool, or lacks what a seat
/// must have.
fn score(app: &App, brief: BriefId, document: &Document, parts: &[Part]) -> Result<Option<Prepared>> {
    let as_bid = |asked: &Seat| {
        let taken = parts.iter().find(|taken| taken.seat == asked.id);
        let (hours, from) = taken.map_or((asked.hours, asked.from), |taken| (taken.hours, taken.first_monday));
        Seat { hours, from, ..asked.clone() }
    };
    let seats = document.seats.iter().map(as_bid).collect();
    prepared(
        app,
        Ask {
            locked: parts.iter().map(|taken| (taken.seat.clone(), taken.member)).collect(),
            rates: parts.iter().map(|taken| (taken.member, taken.rate_minor)).collect(),
            among: Among::These(parts.iter().map(|taken| taken.member).collect()),
            document: Some(Document { seats, budget: None, ..document.clone() }),
            ..Ask::new(brief, Purpose::Score)
        },
    )
}

/// A run that found a team; `None` where there is none, somebody is not in the pool, or the window has begun.
fn prepared(app: &App, ask: Ask) -> Result<Option<Prepared>> {
    match formation::service::prepare(app, ask) {
        Ok(prepared) => Ok(Some(prepared).filter(|prepared| !prepared.teams.is_empty())),
        Err(Error::Conflict { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The best team that the offers allow: a run over those who offered, each for their seat alone. One within the budget
/// comes before any other.
fn compose(
    app: &App,
    brief: BriefId,
    document: &Document,
    offers: &[Offer],
    people: HashSet<PersonId>,
) -> Result<Option<Composed>> {
    let offered: BTreeSet<&str> = offers.iter().map(|offer| offer.seat.as_str()).collect();
    if document.seats.iter().any(|seat| !offered.contains(seat.id.as_str())) {
        return Ok(None);
    }
    let within = Ask {
        excluded_people: people,
        rates: offers.iter().map(|offer| (offer.member_id, offer.rate_minor)).collect(),
        among: Among::Offering(offers.iter().map(|offer| (offer.member_id, offer.seat.clone())).collect()),
        ..Ask::new(brief, Purpose::Compose)
    };
    let above = Ask { document: Some(Document { budget: None, ..document.clone() }), ..within.clone() };
    let run = match prepared(app, within)? {
        None if document.budget.is_some() => prepared(app, above)?,
        run => run,
    };
    let Some(run) = run else { return Ok(None) };
    let taken = &run.teams[0].seats;
    let of = |seat: &Seat| {
        let member = taken.iter().find(|place| place.seat.id == seat.id)?.member;
        let offer = offers.iter().find(|offer| offer.member_id == member)?;
        Some((offer.clone(), offers::part_of(seat, member, offer.rate_minor)))
    };
    let (offers, parts): (Vec<Offer>, Vec<Part>) = document.seats.iter().filter_map(of).unzip();
    let score = score(app, brief, document, &parts)?;
    Ok(Some(Composed { offers, parts, run, score }))
}

fn open(tx: &mut Tx<'_>, id: BriefId, found: &Found) -> Result<Opened> {
    let (brief, document) = briefs::service::read(tx, id)?;
    if !is_due(&brief, tx.now()) {
        return Ok(Opened::Done);
    }
    if !found.still_stands(tx, id)? {
        return Ok(Opened::Changed);
    }
    if let Some(composed) = &found.composed {
        take_in(tx, &brief, &document, composed)?;
    }
    // A bid that was withdrawn meanwhile needs no points.
    let standing: BTreeSet<BidId> = complete(tx, id)?.iter().map(|bid| bid.id).collect();
    for (bid, prepared) in found.scores.iter().filter(|(bid, _)| standing.contains(bid)) {
        keep_score(tx, *bid, prepared)?;
    }
    for bid in store::for_brief(tx, id, &[State::Staffing])? {
        service::fail(tx, &bid, &brief, &document)?;
    }
    for offer in unplaced(tx, id)? {
        offers::move_on(tx, By::Muster, &offer, OfferEvent::End)?;
        service::tell_member(tx, offer.member_id, &open_letters::passed_over(&brief))?;
    }
    let complete = complete(tx, id)?;
    reveal(tx, id, &complete)?;
    let letter = if complete.is_empty() {
        standbys::service::close_all(tx, id)?;
        let why = why_none(tx, &brief, found)?;
        briefs::service::lapse(tx, &brief, why)?;
        letters::lapsed(&brief, why)
    } else {
        lapsing::plan(tx, id, &document, &complete)?;
        briefs::service::move_on(tx, By::Muster, &brief, briefs::Event::CloseWithBids)?;
        letters::opened(&brief, complete.len())
    };
    service::tell_client(tx, &brief, &letter)?;
    Ok(Opened::Done)
}

/// Why a brief has no complete bid at its deadline.
fn why_none(conn: &mut Conn, brief: &Brief, found: &Found) -> Result<LapsedFor> {
    let bids = store::for_brief(conn, brief.id, State::ALL)?;
    let were_bids = !found.offers.is_empty() || bids.iter().any(|bid| bid.state != State::Withdrawn);
    Ok(match brief.bidding {
        _ if were_bids => LapsedFor::Incomplete,
        Some(bidding) if bidding.forms() => LapsedFor::NoTeam,
        _ => LapsedFor::NoBid,
    })
}

/// Makes a bid of the composed team.
fn take_in(tx: &mut Tx<'_>, brief: &Brief, document: &Document, composed: &Composed) -> Result<()> {
    formation::service::keep(tx, &composed.run)?;
    let price = plan::price(&composed.parts, document.currency);
    let bid = Bid::begun(tx, brief.id, Origin::Offers, price);
    store::insert(tx, &bid, &[])?;
    store::insert_parts(tx, bid.id, &composed.parts)?;
    for offer in &composed.offers {
        store::set_offer(tx, &Offer { bid_id: Some(bid.id), ..offer.clone() })?;
        service::tell_member(tx, offer.member_id, &open_letters::composed(brief, &bid))?;
    }
    service::move_on(tx, By::Muster, &bid, Event::Complete)?;
    let seats = store::taken(tx, &bid)?;
    service::seal(tx, &bid, &seats)?;
    match &composed.score {
        Some(score) => keep_score(tx, bid.id, score),
        None => Ok(()),
    }
}

/// Notes the points of a bid.
fn keep_score(tx: &mut Tx<'_>, bid: BidId, prepared: &Prepared) -> Result<()> {
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
