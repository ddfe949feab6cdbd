//! `/client/provider`, `/providers`, `/provider-sign-ins`

use actix_web::{HttpResponse, delete, get, post, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    entering::{self, BegunSignIn, ProviderAnswer, ProviderSignIn},
    service::{self, ProviderLine, ProviderSettings, ProviderSetup},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, Origin, Page, PageQuery, Problem, blocking},
    identity::{
        actor::{Admin, As, Client},
        device::Device,
        door::let_in_by_provider,
        model::ProviderId,
        sessions::Session,
    },
};

/// The routes of providers.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read).service(set).service(remove);
    config.service(list).service(confirm_domain).service(take_domain_back);
    config.service(begin).service(finish);
}

/// How people of your organisation sign in at its own provider.
#[utoipa::path(tag = "providers", responses((status = 200, body = ProviderSetup)), security(("hat" = ["client"])))]
#[get("/client/provider")]
async fn read(app: web::Data<App>, who: As<Client>) -> Result<HttpResponse> {
    let setup = blocking(move || service::read(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(setup))
}

/// Register or change the provider of your organisation (OpenID Connect); finance does that. Its domains count once an admin
/// of the network has confirmed them. Whoever is signed in by it is signed out where issuer or client id change, it is switched
/// off, or it vouches for addresses no more.
#[utoipa::path(tag = "providers", request_body = ProviderSettings, responses((status = 200, body = ProviderSetup), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[put("/client/provider")]
async fn set(app: web::Data<App>, who: As<Client>, from: Origin, body: Body<ProviderSettings>) -> Result<HttpResponse> {
    let setup = let_in_by_provider(app, from, move |app| service::set(app, who.0, &body.0)).await?;
    Ok(HttpResponse::Ok().json(setup))
}

/// Take the provider of your organisation away; finance does that. Whoever is signed in by it is signed out.
#[utoipa::path(tag = "providers", responses((status = 204, description = "Taken away"), (status = 403, body = Problem), (status = 404, body = Problem)), security(("hat" = ["client"])))]
#[delete("/client/provider")]
async fn remove(app: web::Data<App>, who: As<Client>) -> Result<HttpResponse> {
    blocking(move || service::remove(&app, who.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The providers of all organisations, with the domains that wait to be confirmed.
#[utoipa::path(tag = "providers", params(PageQuery), responses((status = 200, body = Page<ProviderLine>)), security(("hat" = ["admin"])))]
#[get("/providers")]
async fn list(app: web::Data<App>, who: As<Admin>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Confirm that a domain belongs to an organisation: its people sign in by its provider from then on.
#[utoipa::path(tag = "providers", params(("id" = ProviderId, Path), ("domain" = String, Path)), responses((status = 204, description = "Confirmed"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["admin"])))]
#[put("/providers/{id}/domains/{domain}")]
async fn confirm_domain(
    app: web::Data<App>,
    who: As<Admin>,
    path: web::Path<(ProviderId, String)>,
) -> Result<HttpResponse> {
    let (id, domain) = path.into_inner();
    blocking(move || service::confirm_domain(&app, who.0, id, &domain)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take the confirmation of a domain back. Whoever is signed in by the provider is signed out.
#[utoipa::path(tag = "providers", params(("id" = ProviderId, Path), ("domain" = String, Path)), responses((status = 204, description = "Taken back"), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[delete("/providers/{id}/domains/{domain}")]
async fn take_domain_back(
    app: web::Data<App>,
    who: As<Admin>,
    path: web::Path<(ProviderId, String)>,
) -> Result<HttpResponse> {
    let (id, domain) = path.into_inner();
    blocking(move || service::take_domain_back(&app, who.0, id, &domain)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Begin to sign in at the provider of your organisation, which the domain of your address tells.
#[utoipa::path(tag = "providers", request_body = ProviderSignIn, responses((status = 201, body = BegunSignIn), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/provider-sign-ins")]
async fn begin(app: web::Data<App>, from: Origin, body: Body<ProviderSignIn>) -> Result<HttpResponse> {
    let begun = let_in_by_provider(app, from, move |app| entering::begin(app, &body.0)).await?;
    Ok(HttpResponse::Created().json(begun))
}

/// Sign in with what the provider sent you back with. It is used up by that, whatever comes of it. You are signed in under the
/// client hat, and can put on no other.
#[utoipa::path(tag = "providers", request_body = ProviderAnswer, responses((status = 201, body = Session), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/provider-sign-ins/answers")]
async fn finish(app: web::Data<App>, from: Origin, device: Device, body: Body<ProviderAnswer>) -> Result<HttpResponse> {
    let session = let_in_by_provider(app, from, move |app| entering::finish(app, &body.0, &device)).await?;
    Ok(HttpResponse::Created().json(session))
}
