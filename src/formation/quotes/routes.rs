//! `/quotes`, `/briefs/{id}/quote`

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{service, told::Told};
use crate::{
    app::App,
    briefs::{BriefId, Document},
    error::Result,
    http::{Body, Origin, Problem, blocking},
    identity::{Allowed, Caller, scope::BriefsRead},
};

/// The routes of quotes.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(quote).service(quote_brief);
}

/// What a brief would get, before it is saved or even before you sign up. Nothing is kept. Signed in as a client, your own
/// organisation's people are left out.
#[utoipa::path(tag = "formation", request_body = Document, responses((status = 200, body = Told), (status = 422, body = Problem), (status = 429, body = Problem, headers(("Retry-After" = u64, description = "After so many seconds"))), (status = 503, body = Problem, headers(("Retry-After" = u64, description = "After so many seconds")))))]
#[post("/quotes")]
async fn quote(app: web::Data<App>, who: Caller, origin: Origin, body: Body<Document>) -> Result<HttpResponse> {
    app.quotes.check_rate(&who, origin)?;
    let inside = app.quotes.gate().enter().await?;
    let told = blocking(move || {
        let _inside = inside;
        service::quote(&app, who.client, &body.0)
    });
    Ok(HttpResponse::Ok().json(told.await?))
}

/// What your saved brief would get now.
#[utoipa::path(tag = "formation", responses((status = 200, body = Told), (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:read"])))]
#[get("/briefs/{id}/quote")]
async fn quote_brief(
    app: web::Data<App>,
    who: Allowed<BriefsRead>,
    origin: Origin,
    id: web::Path<BriefId>,
) -> Result<HttpResponse> {
    app.quotes.check_rate(&who.0.into(), origin)?;
    let inside = app.quotes.gate().enter().await?;
    let told = blocking(move || {
        let _inside = inside;
        service::quote_brief(&app, who.0, *id)
    });
    Ok(HttpResponse::Ok().json(told.await?))
}
