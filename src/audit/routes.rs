//! `/audit`.

use actix_web::{HttpResponse, get, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    AuditQuery, Audited,
    nightly::{self, AuditCheck},
};
use crate::{
    app::App,
    error::Result,
    http::{Page, Problem, blocking},
    identity::{As, Neutral},
};

/// The routes of the audit log.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(check);
}

/// What stewards and admins did, and what was done to hats, policies, terms, spaces and months, the newest first.
#[utoipa::path(tag = "audit", params(AuditQuery), responses((status = 200, body = Page<Audited>), (status = 422, body = Problem)), security(("hat" = ["steward", "admin"])))]
#[get("/audit")]
async fn list(app: web::Data<App>, _: As<Neutral>, query: web::Query<AuditQuery>) -> Result<HttpResponse> {
    let page = blocking(move || app.db.read(|conn| super::list(conn, query.into_inner()))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Whether every entry is as it was written, and in its place: what the last night's look through the whole log found, and a
/// look at what was written since.
#[utoipa::path(tag = "audit", responses((status = 200, body = AuditCheck)), security(("hat" = ["steward", "admin"])))]
#[get("/audit/check")]
async fn check(app: web::Data<App>, _: As<Neutral>) -> Result<HttpResponse> {
    let found = blocking(move || nightly::check(&app.db)).await?;
    Ok(HttpResponse::Ok().json(found))
}
