//! `/places`.

use actix_web::{HttpResponse, get, post, web};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    model::{NewPlace, Place, PlaceId},
    service,
};
use crate::{
    app::App,
    error::Result,
    http::{Body, Page, PageQuery, Problem, blocking},
    identity::{Admin, As},
};

/// The routes of places.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create);
}

/// A place that was added.
#[derive(Serialize, ToSchema)]
struct AddedPlace {
    id: PlaceId,
}

/// All places, the oldest first. Open to everybody.
#[utoipa::path(tag = "places", params(PageQuery), responses((status = 200, body = Page<Place>), (status = 422, body = Problem)))]
#[get("/places")]
async fn list(app: web::Data<App>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Add a place. How far it lies from all others is measured now, once.
#[utoipa::path(tag = "places", request_body = NewPlace, responses((status = 201, body = AddedPlace), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/places")]
async fn create(app: web::Data<App>, who: As<Admin>, body: Body<NewPlace>) -> Result<HttpResponse> {
    let id = blocking(move || service::create(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(AddedPlace { id }))
}
