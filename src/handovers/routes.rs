//! `/engagements/{id}/handovers`, `/handovers` for clients, `/member/handovers`, `/steward/handovers`.

use actix_web::{HttpResponse, get, post, web};
use muster_kernel::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    HandoverId,
    asking::Seen,
    cases::{Case, PartOfMilestone, Refusal},
    model::{Confirmation, NewHandover},
    service,
};
use crate::{
    app::App,
    engagements::EngagementId,
    error::Result,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{As, Client, Member, Steward},
};

/// The routes of handovers.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(ask_as_client)
        .service(list_of_client)
        .service(withdraw_as_client)
        .service(wait)
        .service(cut)
        .service(ask_as_member)
        .service(list_of_member)
        .service(withdraw_as_member)
        .service(cases)
        .service(read)
        .service(take)
        .service(step_back)
        .service(refuse)
        .service(preview)
        .service(confirm);
}

/// A handover that was asked for.
#[derive(Serialize, ToSchema)]
struct Asked {
    id: HandoverId,
}

/// How long the client waits.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Waiting {
    /// The Monday on which the next member begins.
    begins: Day,
}

/// How milestones are divided between the two members of a seat.
#[derive(Serialize, ToSchema)]
struct Division {
    /// The milestones that are not paid out yet, in their order.
    milestones: Vec<PartOfMilestone>,
}

/// Ask for a seat of an engagement to be handed over. Takes the role of approver or finance; a neutral steward decides,
/// and only stewards read why.
#[utoipa::path(tag = "handovers", params(("Idempotency-Key" = Option<String>, Header)), request_body = NewHandover, responses((status = 201, body = Asked), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[post("/engagements/{id}/handovers")]
async fn ask_as_client(
    app: web::Data<App>,
    who: As<Client>,
    id: web::Path<EngagementId>,
    body: Body<NewHandover>,
    key: IdempotencyKey,
) -> Result<HttpResponse> {
    let id = blocking(move || service::ask_as_client(&app, who.0, *id, &body.0, &key)).await?;
    Ok(HttpResponse::Created().json(Asked { id }))
}

/// The handovers of your organisation's engagements, the newest first: those it asked for, and those that a steward has
/// confirmed.
#[utoipa::path(tag = "handovers", params(PageQuery), responses((status = 200, body = Page<Seen>)), security(("hat" = ["client"])))]
#[get("/handovers")]
async fn list_of_client(app: web::Data<App>, who: As<Client>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::of_client(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Take back what your organisation asked for, until somebody has taken over.
#[utoipa::path(tag = "handovers", responses((status = 204, description = "Taken back"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[post("/handovers/{id}/withdraw")]
async fn withdraw_as_client(app: web::Data<App>, who: As<Client>, id: web::Path<HandoverId>) -> Result<HttpResponse> {
    blocking(move || service::withdraw_as_client(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Where nobody was found: have the seat offered again from a later week on, for as many weeks.
#[utoipa::path(tag = "handovers", request_body = Waiting, responses((status = 204, description = "The seat is offered again"), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[post("/handovers/{id}/wait")]
async fn wait(
    app: web::Data<App>,
    who: As<Client>,
    id: web::Path<HandoverId>,
    body: Body<Waiting>,
) -> Result<HttpResponse> {
    blocking(move || service::wait(&app, who.0, *id, body.0.begins)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Where nobody was found: let the seat end. What is left of it is taken out of the milestones that are not funded yet, and
/// what you funded of it goes back to you; refused while a part of that is disputed.
#[utoipa::path(tag = "handovers", responses((status = 204, description = "The seat ends"), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[post("/handovers/{id}/cut")]
async fn cut(app: web::Data<App>, who: As<Client>, id: web::Path<HandoverId>) -> Result<HttpResponse> {
    blocking(move || service::cut(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask for your seat to be handed over. A neutral steward decides; only stewards read why, and your space learns nothing.
#[utoipa::path(tag = "handovers", params(("Idempotency-Key" = Option<String>, Header)), request_body = NewHandover, responses((status = 201, body = Asked), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/engagements/{id}/handovers")]
async fn ask_as_member(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<EngagementId>,
    body: Body<NewHandover>,
    key: IdempotencyKey,
) -> Result<HttpResponse> {
    let id = blocking(move || service::ask_as_member(&app, who.0, *id, &body.0, &key)).await?;
    Ok(HttpResponse::Created().json(Asked { id }))
}

/// The handovers of your seats, the newest first: those you asked for, and those that a steward has confirmed.
#[utoipa::path(tag = "handovers", params(PageQuery), responses((status = 200, body = Page<Seen>)), security(("hat" = ["member"])))]
#[get("/member/handovers")]
async fn list_of_member(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::of_member(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Take back what you asked for, until somebody has taken over.
#[utoipa::path(tag = "handovers", responses((status = 204, description = "Taken back"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/handovers/{id}/withdraw")]
async fn withdraw_as_member(app: web::Data<App>, who: As<Member>, id: web::Path<HandoverId>) -> Result<HttpResponse> {
    blocking(move || service::withdraw_as_member(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The cases that wait for a steward, and yours, the newest first. None in which you have to do with either side.
#[utoipa::path(tag = "handovers", params(PageQuery), responses((status = 200, body = Page<Case>)), security(("hat" = ["steward"])))]
#[get("/steward/handovers")]
async fn cases(app: web::Data<App>, who: As<Steward>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::cases(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One case.
#[utoipa::path(tag = "handovers", responses((status = 200, body = Case), (status = 404, body = Problem)), security(("hat" = ["steward"])))]
#[get("/steward/handovers/{id}")]
async fn read(app: web::Data<App>, who: As<Steward>, id: web::Path<HandoverId>) -> Result<HttpResponse> {
    let case = blocking(move || service::read(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(case))
}

/// Take a case; from then on no other steward sees it.
#[utoipa::path(tag = "handovers", responses((status = 204, description = "The case is yours"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["steward"])))]
#[post("/steward/handovers/{id}/take")]
async fn take(app: web::Data<App>, who: As<Steward>, id: web::Path<HandoverId>) -> Result<HttpResponse> {
    blocking(move || service::take(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Give a case back; it waits for another steward.
#[utoipa::path(tag = "handovers", responses((status = 204, description = "The case waits again"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["steward"])))]
#[post("/steward/handovers/{id}/step-back")]
async fn step_back(app: web::Data<App>, who: As<Steward>, id: web::Path<HandoverId>) -> Result<HttpResponse> {
    blocking(move || service::step_back(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Refuse a handover: the seat stays as it is, and whoever asked is told why.
#[utoipa::path(tag = "handovers", request_body = Refusal, responses((status = 204, description = "Refused"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["steward"])))]
#[post("/steward/handovers/{id}/refuse")]
async fn refuse(
    app: web::Data<App>,
    who: As<Steward>,
    id: web::Path<HandoverId>,
    body: Body<Refusal>,
) -> Result<HttpResponse> {
    blocking(move || service::refuse(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How the milestones that are not paid out yet would be divided between the two members. Nothing is kept.
#[utoipa::path(tag = "handovers", request_body = Confirmation, responses((status = 200, body = Division), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["steward"])))]
#[post("/steward/handovers/{id}/preview")]
async fn preview(
    app: web::Data<App>,
    who: As<Steward>,
    id: web::Path<HandoverId>,
    body: Body<Confirmation>,
) -> Result<HttpResponse> {
    let milestones = blocking(move || service::preview(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Ok().json(Division { milestones }))
}

/// Confirm a handover from a week on: somebody is sought for the seat, and told to nobody why.
#[utoipa::path(tag = "handovers", request_body = Confirmation, responses((status = 200, body = Division), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["steward"])))]
#[post("/steward/handovers/{id}/confirm")]
async fn confirm(
    app: web::Data<App>,
    who: As<Steward>,
    id: web::Path<HandoverId>,
    body: Body<Confirmation>,
) -> Result<HttpResponse> {
    let milestones = blocking(move || service::confirm(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Ok().json(Division { milestones }))
}
