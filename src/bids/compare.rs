//! What a client compares: opened bids side by side.

use std::collections::{BTreeSet, HashMap};

use muster_kernel::{Currency, Day, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    model::State,
    seal::{self, Revealed},
    service,
    store::{self, Bid, Taken},
};
use crate::{
    briefs::{self, Brief, BriefId, Document},
    db::Conn,
    engagements::service::{Delivered, TrackRecord, Waterfall, Waterfalls},
    error::Result,
    formation::{self, RunId},
    identity::{Client, MemberId},
    members,
    policies::Policy,
};

/// Bids that a client compares side by side.
const COMPARED: usize = 5;

/// The points of a team by term, each in the weights of the policy under which it was scored; they add up to the score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct TermPoints {
    /// Knowing what is needed.
    pub fit: i64,
    /// Evidence of it.
    pub proof: i64,
    /// Being due for an opportunity.
    pub turn: i64,
    /// Costing less than the cap.
    pub thrift: i64,
    /// Living close by.
    pub near: i64,
    /// Knowing each other.
    pub cohesion: i64,
}

/// A bid with everything that its client may see after the deadline.
pub struct Opened {
    /// The bid.
    pub bid: Bid,
    /// Its seats, in the brief's order, each with the first name of its member.
    pub seats: Vec<(Taken, String)>,
    /// Its points by term, where it is scored.
    pub points: Option<TermPoints>,
    /// Where its price goes, by the terms of today.
    pub waterfall: Waterfall,
    /// What its members have delivered.
    pub record: TrackRecord,
    /// Its lot in the draw.
    pub lot: String,
}

/// The bids for a brief, opened.
pub struct Opening {
    /// The best complete bids, the best first; equal ones in the order of their lots.
    pub bids: Vec<Opened>,
    /// The seed of the draw.
    pub seed: String,
    /// The nonces that it was made of.
    pub revealed: Vec<Revealed>,
}

/// The bids for a client's own brief, or `None` while they are sealed.
pub fn opened(conn: &mut Conn, who: Client, id: BriefId, now: Instant) -> Result<(Brief, Document, Option<Opening>)> {
    let (brief, document) = briefs::service::own(conn, who, id)?;
    let is_open = matches!(brief.state, briefs::State::Decided | briefs::State::Awarded);
    let Some((seed, revealed)) = store::opening(conn, id)?.filter(|_| is_open) else {
        return Ok((brief, document, None));
    };
    let mut shown = in_order(store::for_brief(conn, id, State::SHOWN)?, &seed);
    shown.truncate(COMPARED);
    let bids = open(conn, shown, document.currency, now.day())?;
    Ok((brief, document, Some(Opening { bids, seed, revealed })))
}

/// The best first: more points, then a lower price, then the smaller lot; whoever is not scored comes last.
fn in_order(bids: Vec<Bid>, seed: &str) -> Vec<(Bid, String)> {
    let mut drawn: Vec<(Bid, String)> = bids
        .into_iter()
        .map(|bid| {
            let lot = seal::lot(seed, bid.id);
            (bid, lot)
        })
        .collect();
    drawn.sort_by(|(a, lot_a), (b, lot_b)| {
        b.score.cmp(&a.score).then(a.price_minor.cmp(&b.price_minor)).then_with(|| lot_a.cmp(lot_b))
    });
    drawn
}

/// Reads at once what is told of all of them; each has its price in the currency of the brief.
fn open(conn: &mut Conn, shown: Vec<(Bid, String)>, currency: Currency, today: Day) -> Result<Vec<Opened>> {
    let mut taken = store::taken_of(conn, shown.iter().map(|(bid, _)| bid))?;
    let members: BTreeSet<MemberId> = taken.values().flatten().map(|seat| seat.member).collect();
    let members: Vec<MemberId> = members.into_iter().collect();
    let first_names = members::service::first_names(conn, members.iter().copied())?;
    let delivered = Delivered::by(conn, &members)?;
    let waterfalls = Waterfalls::read(conn, &members, currency, today)?;
    let runs: Vec<RunId> = shown.iter().filter_map(|(bid, _)| bid.run_id).collect();
    let policies = formation::service::policies_of(conn, &runs)?;
    let opened = |(bid, lot): (Bid, String)| {
        let taken = taken.remove(&bid.id).unwrap_or_default();
        let paid: Vec<(MemberId, i64)> = taken.iter().map(|seat| (seat.member, seat.paid_minor)).collect();
        let waterfall = waterfalls.of(&paid)?;
        let record = delivered.record(&taken.iter().map(|seat| seat.member).collect());
        let points = points(&bid, &taken, &policies);
        let seats = service::named(taken, &first_names);
        Ok(Opened { bid, seats, points, waterfall, record, lot })
    };
    shown.into_iter().map(opened).collect()
}

/// The points of a bid by term, where it is scored: by the policy of its run, one of `policies`.
pub(super) fn points(bid: &Bid, taken: &[Taken], policies: &HashMap<RunId, Policy>) -> Option<TermPoints> {
    let (run, score) = bid.run_id.zip(bid.score)?;
    let weights = &policies[&run].weights;
    // As often as the engine counts a seat's points, so that seats and pairs are on one scale.
    let scale = i64::try_from(taken.len()).unwrap_or(i64::MAX).saturating_sub(1).max(1);
    let mut points = TermPoints::default();
    for reason in taken.iter().filter_map(|seat| seat.reason) {
        points.fit += scale * weights.fit * reason.fit;
        points.proof += scale * weights.proof * reason.proof;
        points.turn += scale * weights.turn * reason.turn;
        points.thrift += scale * weights.thrift * reason.thrift;
        points.near += scale * weights.near * reason.near;
    }
    points.cohesion = score - points.fit - points.proof - points.turn - points.thrift - points.near;
    Some(points)
}
