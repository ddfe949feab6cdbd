//! What clients ask: the bids for their brief, and the award.

use actix_web::{HttpResponse, get, post, web};
use muster_kernel::{Currency, Day, Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    bids::{
        BidId, award,
        compare::{self, Opened, TermPoints},
        model::{Origin, State},
        plan,
        seal::Revealed,
        store::{Bid, Taken},
    },
    briefs::{self, BriefId, Document},
    engagements::{
        EngagementId,
        service::{NewMilestone, TrackRecord, Waterfall},
    },
    error::Result,
    formation::Reason,
    http::{Body, IdempotencyKey, Problem, blocking},
    identity::{
        Allowed,
        scope::{AwardsWrite, BidsRead},
    },
};

/// The bids for a brief: sealed until its deadline, then up to five, the best first.
#[derive(Serialize, ToSchema)]
struct BidsView {
    brief: BriefId,
    state: briefs::State,
    /// Whether the bids are sealed still.
    sealed: bool,
    /// Until when.
    deadline_at: Option<Instant>,
    bids: Vec<BidView>,
    /// How equal bids were put in order; once the bids are opened.
    draw: Option<DrawView>,
}

/// What it takes to recompute the draw: the seed is the SHA-256 of all nonces one after the other, in the order of the
/// bids' ids; a bid's lot is the SHA-256 of the seed and its id; of equal bids the smaller lot comes first.
#[derive(Serialize, ToSchema)]
struct DrawView {
    seed: String,
    nonces: Vec<Revealed>,
}

/// A bid, opened.
#[derive(Serialize, ToSchema)]
struct BidView {
    id: BidId,
    state: State,
    origin: Origin,
    price: Money,
    /// How much more it costs than the brief's budget, if so.
    above_budget: Option<Money>,
    /// Where the price goes, and the tax on top.
    waterfall: Waterfall,
    /// The points of the team by the policy; absent where a member is not in the pool, so that it is not scored.
    score: Option<i64>,
    /// The points by term; they add up to the score.
    points: Option<TermPoints>,
    /// When the first seat begins: the last day, in UTC, on which the bid can be awarded.
    from: Option<Day>,
    /// The Monday after the last week of the last seat.
    until: Option<Day>,
    completed_at: Option<Instant>,
    seats: Vec<BidSeatView>,
    /// What its members have delivered: counts.
    record: TrackRecord,
    seal: SealView,
}

/// What shows that nobody changed a bid after it was complete: the SHA-256 of document, line feed and nonce is the seal
/// that its authors were told.
#[derive(Serialize, ToSchema)]
struct SealView {
    document: Option<String>,
    nonce: Option<String>,
    seal: Option<String>,
    /// Its lot in the draw.
    lot: String,
}

/// A seat of a bid.
#[derive(Serialize, ToSchema)]
struct BidSeatView {
    /// The seat.
    seat: String,
    /// The role.
    title: String,
    /// Who takes it.
    first_name: String,
    hours: i32,
    from: Day,
    weeks: i32,
    /// For an hour.
    rate: Money,
    /// For the whole: hours times rate, or the share that the team agreed on.
    amount: Money,
    /// Their points by term, where the bid is scored.
    reason: Option<Reason>,
}

/// How a bid is awarded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Award {
    /// The plan of payment, whose amounts add up to the price; where absent, one milestone for every four weeks.
    milestones: Option<Vec<PlannedMilestone>>,
}

/// A piece of an engagement, as its client plans it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlannedMilestone {
    /// What is delivered.
    title: String,
    /// By when: today or later.
    due: Day,
    /// What it costs, in minor units.
    amount: i64,
}

/// A bid was awarded.
#[derive(Serialize, ToSchema)]
struct Awarded {
    engagement: EngagementId,
}

fn view(opened: Opened, document: &Document) -> BidView {
    let Opened { bid, seats, points, waterfall, record, lot } = opened;
    let price = bid.price();
    let Bid { id, state, origin, currency, score, completed_at, .. } = bid;
    BidView {
        id,
        state,
        origin,
        price,
        above_budget: plan::above_budget(price, document),
        waterfall,
        score,
        points,
        from: seats.iter().map(|(seat, _)| seat.first_monday).min(),
        until: seats.iter().map(|(seat, _)| seat.end()).max(),
        completed_at,
        seats: seats.into_iter().map(|(seat, name)| seat_view(seat, name, currency, document)).collect(),
        record,
        seal: SealView { document: bid.document, nonce: bid.nonce, seal: bid.seal, lot },
    }
}

fn seat_view(seat: Taken, first_name: String, currency: Currency, document: &Document) -> BidSeatView {
    let asked = document.seats.iter().find(|asked| asked.id == seat.seat);
    BidSeatView {
        title: asked.map(|asked| asked.title.clone()).unwrap_or_default(),
        first_name,
        hours: seat.hours,
        from: seat.first_monday,
        weeks: seat.weeks,
        rate: Money::new(seat.rate_minor, currency),
        amount: Money::new(seat.paid_minor, currency),
        reason: seat.reason,
        seat: seat.seat,
    }
}

fn new_milestone(planned: PlannedMilestone) -> NewMilestone {
    NewMilestone { title: planned.title, due_day: planned.due, amount_minor: planned.amount }
}

/// The bids for your brief: sealed until the deadline, then up to five side by side.
#[utoipa::path(tag = "bids", responses((status = 200, body = BidsView), (status = 404, body = Problem)), security(("hat" = ["client"]), ("key" = ["bids:read"])))]
#[get("/briefs/{id}/bids")]
pub(super) async fn bids(app: web::Data<App>, who: Allowed<BidsRead>, id: web::Path<BriefId>) -> Result<HttpResponse> {
    let read = blocking(move || {
        let now = app.now();
        app.db.snapshot(|conn| compare::opened(conn, who.0, *id, now))
    });
    let (brief, document, opening) = read.await?;
    let mut shown = BidsView {
        brief: brief.id,
        state: brief.state,
        sealed: true,
        deadline_at: brief.deadline_at,
        bids: Vec::new(),
        draw: None,
    };
    if let Some(opening) = opening {
        shown.sealed = false;
        shown.bids = opening.bids.into_iter().map(|bid| view(bid, &document)).collect();
        shown.draw = Some(DrawView { seed: opening.seed, nonces: opening.revealed });
    }
    Ok(HttpResponse::Ok().json(shown))
}

/// Award a bid: its hours are booked, the terms are frozen, and the engagement begins.
#[utoipa::path(tag = "bids", request_body = Award, responses((status = 201, body = Awarded), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"]), ("key" = ["awards:write"])))]
#[post("/bids/{id}/award")]
pub(super) async fn award_bid(
    app: web::Data<App>,
    who: Allowed<AwardsWrite>,
    id: web::Path<BidId>,
    key: IdempotencyKey,
    body: Body<Award>,
) -> Result<HttpResponse> {
    let plan = body.0.milestones.map(|plan| plan.into_iter().map(new_milestone).collect::<Vec<_>>());
    let engagement = blocking(move || award(&app, who.0, *id, &key, plan.as_deref())).await?;
    Ok(HttpResponse::Created().json(Awarded { engagement }))
}
