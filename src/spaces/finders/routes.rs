//! `/client/finder`, `/clients/{id}/finders`.

use actix_web::{HttpResponse, get, post, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{BroughtBy, FinderFrom, KnownFinders, NewFinder};
use crate::{
    app::App,
    error::Result,
    http::{Body, Problem, blocking},
    identity::{Admin, As, Client, ClientId},
};

/// The routes of finders.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read_finder).service(say_finder).service(list_finders).service(set_finder);
}

/// Who brought your organisation, each from a day on; or until when you may say so.
#[utoipa::path(tag = "spaces", responses((status = 200, body = KnownFinders)), security(("hat" = ["client"])))]
#[get("/client/finder")]
async fn read_finder(app: web::Data<App>, who: As<Client>) -> Result<HttpResponse> {
    let found = blocking(move || super::said(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// Say who brought your organisation: once, within thirty days of its founding. Takes the role of finance. They get a share
/// of the network's fee; what you pay stays the same.
#[utoipa::path(tag = "spaces", request_body = NewFinder, responses((status = 200, body = KnownFinders), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[put("/client/finder")]
async fn say_finder(app: web::Data<App>, who: As<Client>, body: Body<NewFinder>) -> Result<HttpResponse> {
    let found = blocking(move || super::say(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// Who brought a client organisation, each from a day on.
#[utoipa::path(tag = "spaces", params(("id" = ClientId, Path)), responses((status = 200, body = Vec<BroughtBy>), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[get("/clients/{id}/finders")]
async fn list_finders(app: web::Data<App>, who: As<Admin>, id: web::Path<ClientId>) -> Result<HttpResponse> {
    let found = blocking(move || super::list(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// Say who brought a client organisation, from a day on. What was awarded before stays as it is.
#[utoipa::path(tag = "spaces", params(("id" = ClientId, Path)), request_body = FinderFrom, responses((status = 201, body = Vec<BroughtBy>), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/clients/{id}/finders")]
async fn set_finder(
    app: web::Data<App>,
    who: As<Admin>,
    id: web::Path<ClientId>,
    body: Body<FinderFrom>,
) -> Result<HttpResponse> {
    let found = blocking(move || super::set(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Created().json(found))
}
