//! `/engagements`, `/milestones`, `/member/engagements`.

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    EngagementId, MilestoneId,
    refunds::{self, NewRefund},
    service,
    views::{Engagement, EngagementInFull, Milestone, MyEngagement},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{
        Admin, Allowed, As, Client, Member,
        scope::{EngagementsRead, MilestonesWrite},
    },
};

/// The routes of engagements.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(read).service(end).service(accept).service(refund).service(list_mine).service(submit);
}

/// The engagements of your organisation, newest first.
#[utoipa::path(tag = "engagements", params(PageQuery), responses((status = 200, body = Page<Engagement>)), security(("hat" = ["client"]), ("key" = ["engagements:read"])))]
#[get("/engagements")]
async fn list(
    app: web::Data<App>,
    who: Allowed<EngagementsRead>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || service::of_client(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One engagement of your organisation: seats and milestones.
#[utoipa::path(tag = "engagements", params(("id" = EngagementId, Path)), responses((status = 200, body = EngagementInFull), (status = 404, body = Problem)), security(("hat" = ["client"]), ("key" = ["engagements:read"])))]
#[get("/engagements/{id}")]
async fn read(app: web::Data<App>, who: Allowed<EngagementsRead>, id: web::Path<EngagementId>) -> Result<HttpResponse> {
    let engagement = blocking(move || service::in_full(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(engagement))
}

/// End an engagement before its plan is worked off. Takes the role of approver or finance. The milestones that you have not
/// funded are left out; what is held stays held, to be accepted or disputed.
#[utoipa::path(tag = "engagements", params(("id" = EngagementId, Path)), responses((status = 204, description = "It ends"), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[post("/engagements/{id}/end")]
async fn end(app: web::Data<App>, who: As<Client>, id: web::Path<EngagementId>) -> Result<HttpResponse> {
    blocking(move || service::end(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Accept a milestone. Takes the role of approver or finance; the money is released at once.
#[utoipa::path(tag = "engagements", params(("id" = MilestoneId, Path), ("Idempotency-Key" = Option<String>, Header)), responses((status = 200, body = Milestone), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"]), ("key" = ["milestones:write"])))]
#[post("/milestones/{id}/accept")]
async fn accept(
    app: web::Data<App>,
    who: Allowed<MilestonesWrite>,
    id: web::Path<MilestoneId>,
    key: IdempotencyKey,
) -> Result<HttpResponse> {
    let milestone = blocking(move || service::accept(&app, who.0, *id, &key)).await?;
    Ok(milestone.sent(HttpResponse::Ok()))
}

/// Give back, or note that the client's bank took back, a part of what was paid out for a milestone: in proportion from
/// everybody who got a part of it. Whoever was paid already owes it from then on.
#[utoipa::path(tag = "engagements", params(("id" = MilestoneId, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NewRefund, responses((status = 200, body = Milestone), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/milestones/{id}/refunds")]
async fn refund(
    app: web::Data<App>,
    who: As<Admin>,
    id: web::Path<MilestoneId>,
    key: IdempotencyKey,
    body: Body<NewRefund>,
) -> Result<HttpResponse> {
    let milestone = blocking(move || refunds::refund(&app, who.0, *id, &body.0, &key)).await?;
    Ok(milestone.sent(HttpResponse::Ok()))
}

/// The engagements in which you have a seat, newest first.
#[utoipa::path(tag = "engagements", params(PageQuery), responses((status = 200, body = Page<MyEngagement>)), security(("hat" = ["member"])))]
#[get("/member/engagements")]
async fn list_mine(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::of_member(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Say that a milestone is done.
#[utoipa::path(tag = "engagements", params(("id" = MilestoneId, Path)), responses((status = 204, description = "The client is told"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/milestones/{id}/submit")]
async fn submit(app: web::Data<App>, who: As<Member>, id: web::Path<MilestoneId>) -> Result<HttpResponse> {
    blocking(move || service::submit(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
