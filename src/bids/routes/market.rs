//! What members who opted in to bidding ask: which briefs are open, and to bid on them.

use actix_web::{HttpResponse, delete, get, post, put, web};
use muster_kernel::{Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    bids::{
        BidId, OfferId, crew_bids,
        offers::{self, NewOffer},
        open,
        plan::Plan,
        store::Offer,
    },
    briefs::{self, Brief, BriefId, Document},
    crews::CrewId,
    error::Result,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{As, Member},
};

/// A brief on which you may bid, or on which you did.
#[derive(Serialize, ToSchema)]
struct OpenBrief {
    id: BriefId,
    state: briefs::State,
    /// Until when bids can be made and changed.
    deadline_at: Option<Instant>,
    posted_at: Option<Instant>,
    /// What is asked for.
    document: Document,
}

fn view((brief, document): (Brief, Document)) -> OpenBrief {
    let Brief { id, state, deadline_at, posted_at, .. } = brief;
    OpenBrief { id, state, deadline_at, posted_at, document }
}

/// A crew's bid to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewBid {
    /// A crew that you joined.
    crew: CrewId,
    /// What it bids.
    plan: Plan,
}

/// A bid that was made.
#[derive(Serialize, ToSchema)]
struct MadeBid {
    id: BidId,
}

/// Your offer to take a seat.
#[derive(Serialize, ToSchema)]
struct OfferView {
    id: OfferId,
    brief: BriefId,
    seat: String,
    /// For an hour.
    rate: Money,
    /// The bid that it is part of: at once where the brief has one seat, else once the deadline has passed and it was
    /// put together with others.
    bid: Option<BidId>,
    created_at: Instant,
}

fn offer_view(own: Offer, document: &Document) -> OfferView {
    OfferView {
        id: own.id,
        brief: own.brief_id,
        seat: own.seat,
        rate: Money::new(own.rate_minor, document.currency),
        bid: own.bid_id,
        created_at: own.created_at,
    }
}

/// Briefs on which you may bid, in the categories that you chose, the newest first.
#[utoipa::path(tag = "bids", params(PageQuery), responses((status = 200, body = Page<OpenBrief>)), security(("hat" = ["member"])))]
#[get("/member/briefs")]
pub(super) async fn open_briefs(
    app: web::Data<App>,
    who: As<Member>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    let found = blocking(move || {
        let now = app.now();
        app.db.snapshot(|conn| open::list(conn, who.0, now, before, limit + 1))
    });
    let page = Page::of(found.await?, limit, |(brief, _)| brief.id.to_string()).map(view);
    Ok(HttpResponse::Ok().json(page))
}

/// One brief on which you may bid, on which you did, or to whose seats you were invited.
#[utoipa::path(tag = "bids", responses((status = 200, body = OpenBrief), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/briefs/{id}")]
pub(super) async fn open_brief(app: web::Data<App>, who: As<Member>, id: web::Path<BriefId>) -> Result<HttpResponse> {
    let found = blocking(move || app.db.snapshot(|conn| open::read(conn, who.0, *id))).await?;
    Ok(HttpResponse::Ok().json(view(found)))
}

/// Bid with a crew. Everybody who takes a seat signs the bid off, and only then it is complete.
#[utoipa::path(tag = "bids", request_body = NewBid, responses((status = 201, body = MadeBid), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/briefs/{id}/bids")]
pub(super) async fn propose(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<BriefId>,
    key: IdempotencyKey,
    body: Body<NewBid>,
) -> Result<HttpResponse> {
    let id = blocking(move || crew_bids::propose(&app, who.0, *id, &key, body.0.crew, &body.0.plan)).await?;
    Ok(HttpResponse::Created().json(MadeBid { id }))
}

/// Offer to take one seat, or change your offer. Where the brief has one seat, it is a bid at once; where it has more,
/// the best team that all offers allow is put together at the deadline.
#[utoipa::path(tag = "bids", request_body = NewOffer, responses((status = 200, body = OfferView), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/briefs/{id}/offer")]
pub(super) async fn offer(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<BriefId>,
    body: Body<NewOffer>,
) -> Result<HttpResponse> {
    let made = blocking(move || {
        let made = offers::offer(&app, who.0, *id, &body.0)?;
        let (_, document) = app.db.read(|conn| briefs::service::read(conn, *id))?;
        Ok(offer_view(made, &document))
    });
    Ok(HttpResponse::Ok().json(made.await?))
}

/// Your offer for a brief.
#[utoipa::path(tag = "bids", responses((status = 200, body = OfferView), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/briefs/{id}/offer")]
pub(super) async fn own_offer(app: web::Data<App>, who: As<Member>, id: web::Path<BriefId>) -> Result<HttpResponse> {
    let found = blocking(move || {
        app.db.snapshot(|conn| {
            let own = offers::own(conn, who.0, *id)?;
            let (_, document) = briefs::service::read(conn, *id)?;
            Ok(offer_view(own, &document))
        })
    });
    Ok(HttpResponse::Ok().json(found.await?))
}

/// Take your offer back. Once it is part of a bid, that bid is withdrawn.
#[utoipa::path(tag = "bids", responses((status = 204, description = "Taken back"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[delete("/member/briefs/{id}/offer")]
pub(super) async fn withdraw_offer(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<BriefId>,
) -> Result<HttpResponse> {
    blocking(move || offers::withdraw(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
