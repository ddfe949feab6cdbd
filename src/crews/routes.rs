//! `/member/crews`

use actix_web::{HttpResponse, get, post, web};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    CrewId,
    model::{Asked, Crew, NewCrew},
    service,
};
use crate::{
    app::App,
    error::Result,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{As, Member},
};

/// The routes of crews.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(found).service(list).service(read).service(invite).service(join).service(leave);
}

/// A crew that was founded.
#[derive(Serialize, ToSchema)]
struct FoundedCrew {
    id: CrewId,
}

/// Found a crew, with which you can bid.
#[utoipa::path(tag = "crews", request_body = NewCrew, responses((status = 201, body = FoundedCrew), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/crews")]
async fn found(app: web::Data<App>, who: As<Member>, key: IdempotencyKey, body: Body<NewCrew>) -> Result<HttpResponse> {
    let id = blocking(move || service::found(&app, who.0, &key, &body.0)).await?;
    Ok(HttpResponse::Created().json(FoundedCrew { id }))
}

/// Crews that you are in or asked to join, the newest first.
#[utoipa::path(tag = "crews", params(PageQuery), responses((status = 200, body = Page<Crew>)), security(("hat" = ["member"])))]
#[get("/member/crews")]
async fn list(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One crew that you are in or asked to join.
#[utoipa::path(tag = "crews", responses((status = 200, body = Crew), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/crews/{id}")]
async fn read(app: web::Data<App>, who: As<Member>, id: web::Path<CrewId>) -> Result<HttpResponse> {
    let crew = blocking(move || service::read(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(crew))
}

/// Ask somebody to join, by their address or because there is a tie between you. By an address, you are not told whether
/// a member has it.
#[utoipa::path(tag = "crews", request_body = Asked, responses((status = 204, description = "Asked, where there is such a member"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/crews/{id}/invitations")]
async fn invite(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<CrewId>,
    body: Body<Asked>,
) -> Result<HttpResponse> {
    blocking(move || service::invite(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Join a crew that asked you.
#[utoipa::path(tag = "crews", responses((status = 204, description = "Joined"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/crews/{id}/join")]
async fn join(app: web::Data<App>, who: As<Member>, id: web::Path<CrewId>) -> Result<HttpResponse> {
    blocking(move || service::join(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Leave a crew, or say no to it. Bids that you signed off stay as they are; withdraw them if you want to.
#[utoipa::path(tag = "crews", responses((status = 204, description = "Left"), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/crews/{id}/leave")]
async fn leave(app: web::Data<App>, who: As<Member>, id: web::Path<CrewId>) -> Result<HttpResponse> {
    blocking(move || service::leave(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
