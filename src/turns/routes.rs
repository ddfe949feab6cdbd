//! `/member/turns`, `/turns/distribution`

use actix_web::{HttpResponse, get, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, Distribution, OwnTurns};
use crate::{
    app::App,
    error::Result,
    http::{PageQuery, Problem, blocking},
    identity::{As, Member, Steward},
};

/// The routes of turns.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(own).service(distribution);
}

/// Your turns: what you are due, and what moved it, the newest first. A page may be shorter than asked for and yet go on.
#[utoipa::path(tag = "turns", params(PageQuery), responses((status = 200, body = OwnTurns), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/turns")]
async fn own(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let limit = query.limit()?;
    let before = query.cursor()?;
    let turns = blocking(move || {
        let now = app.now();
        app.db.snapshot(|conn| service::of_member(conn, who.0, now, before, limit))
    });
    Ok(HttpResponse::Ok().json(turns.await?))
}

/// How opportunity is spread among members: balances in fixed bins, and measures of evenness, also by kind of place. No
/// number stands for fewer than three.
#[utoipa::path(tag = "turns", responses((status = 200, body = Distribution)), security(("hat" = ["steward"])))]
#[get("/turns/distribution")]
async fn distribution(app: web::Data<App>, _who: As<Steward>) -> Result<HttpResponse> {
    let spread = blocking(move || app.db.snapshot(service::distribution)).await?;
    Ok(HttpResponse::Ok().json(spread))
}
