//! `/anchors`.

use actix_web::{HttpResponse, get, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::Anchor;
use crate::{
    app::App,
    error::Result,
    http::{Page, PageQuery, Problem, blocking},
    signing::Signed,
};

/// The routes of anchors.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(anchors);
}

/// Where the chains of the audit log, of the book and of the turn ledger ended each night, signed by the network, the newest
/// first. Keep one, and nobody can cut off what was written before it without being found out.
#[utoipa::path(tag = "audit", params(PageQuery), responses((status = 200, body = Page<Signed<Anchor>>), (status = 422, body = Problem)))]
#[get("/anchors")]
async fn anchors(app: web::Data<App>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || app.db.read(|conn| super::list(conn, &query))).await?;
    Ok(HttpResponse::Ok().json(page))
}
