//! `/me/data`, `/me/closure`, `/me/consents`, `/legal`.

use actix_web::{HttpResponse, get, http::header, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    Legal,
    consents::ConsentLine,
    service::{self, AcceptedConditions, Closure, OwnData},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, Origin, Problem, blocking},
    identity::{As, SignedIn, let_in, passkeys::service::ShownAgain},
};

/// The routes of privacy.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(own_data).service(closure).service(close).service(consents).service(accept).service(legal);
}

/// Everything that is kept of you, under whichever hat, as a file: rows of tables, in sections. Nobody else's name, address
/// or id is in it, and neither are passwords and tokens.
#[utoipa::path(tag = "privacy", responses((status = 200, body = OwnData), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[get("/me/data")]
async fn own_data(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let told = blocking(move || service::own_data(&app, who.0)).await?;
    let name = "attachment; filename=\"muster-my-data.json\"";
    Ok(HttpResponse::Ok().insert_header((header::CONTENT_DISPOSITION, name)).json(told))
}

/// What keeps you from closing your account now.
#[utoipa::path(tag = "privacy", responses((status = 200, body = Closure)), security(("hat" = ["any"])))]
#[get("/me/closure")]
async fn closure(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let told = blocking(move || service::closure(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(told))
}

/// Close your account, for good: what says who you are is deleted, and you are signed out everywhere.
#[utoipa::path(tag = "privacy", request_body = ShownAgain, responses((status = 204, description = "Closed"), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[post("/me/closure")]
async fn close(app: web::Data<App>, who: As<SignedIn>, from: Origin, body: Body<ShownAgain>) -> Result<HttpResponse> {
    let_in(app, from, move |app| service::close(app, who.0, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What you agreed to: in which version, when, and until when.
#[utoipa::path(tag = "privacy", responses((status = 200, body = Vec<ConsentLine>)), security(("hat" = ["any"])))]
#[get("/me/consents")]
async fn consents(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let told = blocking(move || service::consents(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(told))
}

/// Accept the conditions of the network as they are now.
#[utoipa::path(tag = "privacy", request_body = AcceptedConditions, responses((status = 204, description = "Accepted"), (status = 422, body = Problem)), security(("hat" = ["any"])))]
#[post("/me/consents")]
async fn accept(app: web::Data<App>, who: As<SignedIn>, body: Body<AcceptedConditions>) -> Result<HttpResponse> {
    blocking(move || service::accept(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The imprint, the privacy notice and the conditions of the network, those that it has. Open to everybody.
#[utoipa::path(tag = "privacy", responses((status = 200, body = Legal)))]
#[get("/legal")]
async fn legal(app: web::Data<App>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(&app.legal))
}
