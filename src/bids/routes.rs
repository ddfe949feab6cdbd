//! `/briefs/{id}/bids`, `/bids/{id}/award`, `/member/bids`

use actix_web::{HttpResponse, get, post, web};
use muster_kernel::{Day, Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    BidId, award,
    model::State,
    service::{self, Mate, Opened, OwnBid},
    store::Bid,
};
use crate::{
    app::App,
    briefs::{self, BriefId, Document},
    engagements::{EngagementId, service::NewMilestone},
    error::{Error, Result},
    formation::Reason,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{As, Client, Member},
    invitations::{self, Invitation, InvitationId},
};

/// The routes of bids.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(bids).service(award_bid).service(own_bids);
}

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
}

/// A bid, opened.
#[derive(Serialize, ToSchema)]
struct BidView {
    id: BidId,
    state: State,
    price: Money,
    /// The points of the team by the policy.
    score: i64,
    /// When the first seat begins.
    from: Option<Day>,
    completed_at: Option<Instant>,
    seats: Vec<BidSeatView>,
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
    /// For the whole.
    amount: Money,
    /// Their points by term.
    reason: Reason,
}

/// A bid that you are or were part of.
#[derive(Serialize, ToSchema)]
struct OwnBidView {
    id: BidId,
    brief: BriefId,
    title: String,
    state: State,
    price: Money,
    invitation: InvitationId,
    answer: invitations::State,
    mates: Vec<Mate>,
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
    /// By when.
    due: Day,
    /// What it costs, in minor units.
    amount: i64,
}

/// A bid was awarded.
#[derive(Serialize, ToSchema)]
struct Awarded {
    engagement: EngagementId,
}

fn view(opened: Opened, document: &Document) -> Result<BidView> {
    let Opened { bid, seats } = opened;
    let Bid { id, state, price_minor, currency, score, completed_at, .. } = bid;
    let from = seats.iter().map(|(seat, _)| seat.first_monday).min();
    let seats = seats.into_iter().map(|(seat, first_name)| seat_view(&seat, first_name, document));
    let price = Money::new(price_minor, currency);
    Ok(BidView { id, state, price, score, from, completed_at, seats: seats.collect::<Result<_>>()? })
}

fn seat_view(seat: &Invitation, first_name: String, document: &Document) -> Result<BidSeatView> {
    let money = |minor| Money::new(minor, seat.currency);
    let asked = document.seats.iter().find(|asked| asked.id == seat.seat);
    Ok(BidSeatView {
        seat: seat.seat.clone(),
        title: asked.map(|asked| asked.title.clone()).unwrap_or_default(),
        first_name,
        hours: seat.hours,
        from: seat.first_monday,
        weeks: seat.weeks,
        rate: money(seat.rate_minor),
        amount: money(seat.amount_minor()),
        reason: serde_json::from_str(&seat.reason).map_err(|cause| Error::internal("read a reason", cause))?,
    })
}

fn own_view(own: OwnBid) -> OwnBidView {
    let OwnBid { bid, invitation, title, mates } = own;
    OwnBidView {
        id: bid.id,
        brief: bid.brief_id,
        title,
        state: bid.state,
        price: Money::new(bid.price_minor, bid.currency),
        invitation: invitation.id,
        answer: invitation.state,
        mates,
    }
}

fn new_milestone(planned: PlannedMilestone) -> NewMilestone {
    NewMilestone { title: planned.title, due_day: planned.due, amount_minor: planned.amount }
}

/// The bids for your brief: sealed until the deadline, then up to five side by side.
#[utoipa::path(tag = "bids", responses((status = 200, body = BidsView), (status = 404, body = Problem)), security(("hat" = ["client"])))]
#[get("/briefs/{id}/bids")]
async fn bids(app: web::Data<App>, who: As<Client>, id: web::Path<BriefId>) -> Result<HttpResponse> {
    let (brief, document, opened) = blocking(move || app.db.snapshot(|conn| service::opened(conn, who.0, *id))).await?;
    let sealed = opened.is_none();
    let bids = opened.unwrap_or_default().into_iter().map(|bid| view(bid, &document)).collect::<Result<_>>()?;
    let view = BidsView { brief: brief.id, state: brief.state, sealed, deadline_at: brief.deadline_at, bids };
    Ok(HttpResponse::Ok().json(view))
}

/// Award a bid: its hours are booked, the terms are frozen, and the engagement begins.
#[utoipa::path(tag = "bids", request_body = Award, responses((status = 201, body = Awarded), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[post("/bids/{id}/award")]
async fn award_bid(
    app: web::Data<App>,
    who: As<Client>,
    id: web::Path<BidId>,
    key: IdempotencyKey,
    body: Body<Award>,
) -> Result<HttpResponse> {
    let plan = body.0.milestones.map(|plan| plan.into_iter().map(new_milestone).collect::<Vec<_>>());
    let engagement = blocking(move || award(&app, who.0, *id, &key, plan.as_deref())).await?;
    Ok(HttpResponse::Created().json(Awarded { engagement }))
}

/// Bids that you are or were part of, the newest first.
#[utoipa::path(tag = "bids", params(PageQuery), responses((status = 200, body = Page<OwnBidView>)), security(("hat" = ["member"])))]
#[get("/member/bids")]
async fn own_bids(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let limit = query.limit()?;
    let before = query.cursor()?;
    let found = blocking(move || app.db.snapshot(|conn| service::of_member(conn, who.0, before, limit + 1))).await?;
    let page = Page::of(found, limit, |own| own.bid.id.to_string()).map(own_view);
    Ok(HttpResponse::Ok().json(page))
}
