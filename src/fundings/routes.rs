//! `/milestones/{id}/fundings`, `/fundings`, `/strays`.

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    FundingId, StrayId,
    service::{self, FundingQuery, NewPosting},
    strays::{self, Closing, StrayQuery},
    views::{Funding, ListedFunding, NewFunding, Stray},
};
use crate::{
    app::App,
    engagements::MilestoneId,
    error::Result,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{
        Admin, Allowed, As, Custodian,
        scope::{EngagementsRead, MilestonesWrite},
    },
};

/// The routes of fundings.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(ask)
        .service(of_milestone)
        .service(list)
        .service(void)
        .service(post_by_hand)
        .service(list_strays)
        .service(close_stray);
}

/// Ask how to pay for a milestone. Takes the role of finance; the answer says what to transfer where, with which reference
/// and by when. The milestone is funded when the bank has the money.
#[utoipa::path(tag = "fundings", params(("id" = MilestoneId, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NewFunding, responses((status = 201, body = Funding), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"]), ("key" = ["milestones:write"])))]
#[post("/milestones/{id}/fundings")]
async fn ask(
    app: web::Data<App>,
    who: Allowed<MilestonesWrite>,
    id: web::Path<MilestoneId>,
    key: IdempotencyKey,
    body: Body<NewFunding>,
) -> Result<HttpResponse> {
    let funding = blocking(move || service::ask(&app, who.0, *id, &body.0, &key)).await?;
    Ok(funding.sent(HttpResponse::Created()))
}

/// What was asked for a milestone, newest first, and what became of it.
#[utoipa::path(tag = "fundings", params(("id" = MilestoneId, Path), PageQuery), responses((status = 200, body = Page<Funding>), (status = 404, body = Problem)), security(("hat" = ["client"]), ("key" = ["engagements:read"])))]
#[get("/milestones/{id}/fundings")]
async fn of_milestone(
    app: web::Data<App>,
    who: Allowed<EngagementsRead>,
    id: web::Path<MilestoneId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || service::of_milestone(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The fundings of all clients in one state, newest first; those that are pending where no state is given.
#[utoipa::path(tag = "fundings", params(FundingQuery), responses((status = 200, body = Page<ListedFunding>), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[get("/fundings")]
async fn list(app: web::Data<App>, _who: As<Admin>, query: web::Query<FundingQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Take a pending funding back, so that nothing is to be paid any more. Takes the role of finance of the client that was
/// asked, or an admin.
#[utoipa::path(tag = "fundings", params(("id" = FundingId, Path)), responses((status = 200, body = Funding), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client", "admin"])))]
#[post("/fundings/{id}/void")]
async fn void(app: web::Data<App>, who: As<Custodian>, id: web::Path<FundingId>) -> Result<HttpResponse> {
    let funding = blocking(move || service::void(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(funding))
}

/// Post a pending funding by hand, because the whole amount is there, whichever way it came. Where the bank reference is
/// that of an open stray, the stray is used for it, if it fits.
#[utoipa::path(tag = "fundings", params(("id" = FundingId, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NewPosting, responses((status = 200, body = Funding), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/fundings/{id}/post")]
async fn post_by_hand(
    app: web::Data<App>,
    who: As<Admin>,
    id: web::Path<FundingId>,
    key: IdempotencyKey,
    body: Body<NewPosting>,
) -> Result<HttpResponse> {
    let funding = blocking(move || service::post(&app, who.0, *id, &body.0, &key)).await?;
    Ok(funding.sent(HttpResponse::Ok()))
}

/// Money that came with the reference of a funding and did not fit it, newest first; what is open where no state is given.
#[utoipa::path(tag = "fundings", params(StrayQuery), responses((status = 200, body = Page<Stray>), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[get("/strays")]
async fn list_strays(app: web::Data<App>, _who: As<Admin>, query: web::Query<StrayQuery>) -> Result<HttpResponse> {
    let page = blocking(move || strays::list(&app, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Note what was done about money that fits no funding, such as sending it back. To use it for a funding instead, post that
/// one with the same bank reference.
#[utoipa::path(tag = "fundings", params(("id" = StrayId, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = Closing, responses((status = 200, body = Stray), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/strays/{id}/close")]
async fn close_stray(
    app: web::Data<App>,
    who: As<Admin>,
    id: web::Path<StrayId>,
    key: IdempotencyKey,
    body: Body<Closing>,
) -> Result<HttpResponse> {
    let stray = blocking(move || strays::close(&app, who.0, *id, &body.0, &key)).await?;
    Ok(stray.sent(HttpResponse::Ok()))
}
