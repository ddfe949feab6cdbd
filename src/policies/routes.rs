//! `/policy`, `/policies`

use actix_web::{HttpResponse, get, http::header, post, web};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    PolicyReport, ProposalId,
    model::Policy,
    service::{self, Adoption, NewPolicy, Published},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{As, Caller, Steward},
};

/// The routes of policies.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(in_force)
        .service(list)
        .service(propose)
        .service(read)
        .service(report)
        .service(adopt)
        .service(withdraw);
}

/// The policy in force.
#[derive(Serialize, ToSchema)]
struct PolicyView {
    version: i32,
    policy: Policy,
}

/// A proposal that was kept.
#[derive(Serialize, ToSchema)]
struct Proposed {
    id: ProposalId,
}

/// The version that a proposal became.
#[derive(Serialize, ToSchema)]
struct Adopted {
    version: i32,
}

/// The policy in force: what counts how much when teams are formed, and how turns are kept. Open to everybody.
#[utoipa::path(tag = "policies", responses((status = 200, body = PolicyView)))]
#[get("/policy")]
async fn in_force(app: web::Data<App>) -> Result<HttpResponse> {
    let (version, policy) = blocking(move || app.db.read(|conn| service::in_force(conn, app.now()))).await?;
    Ok(HttpResponse::Ok().json(PolicyView { version, policy }))
}

/// Every policy that was ever proposed, the newest first, with its dates; those that were taken back as well. Open to
/// everybody.
#[utoipa::path(tag = "policies", params(PageQuery), responses((status = 200, body = Page<Published>), (status = 422, body = Problem)))]
#[get("/policies")]
async fn list(app: web::Data<App>, who: Caller, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let limit = query.limit()?;
    let before = query.cursor()?;
    let found = blocking(move || app.db.read(|conn| service::list(conn, who.person, before, limit + 1))).await?;
    let page = Page::of(found, limit, |policy| policy.id.map(|id| id.to_string()).unwrap_or_default());
    Ok(HttpResponse::Ok().json(page))
}

/// Propose a policy, with the reason. Another steward can adopt it.
#[utoipa::path(tag = "policies", params(("Idempotency-Key" = Option<String>, Header)), request_body = NewPolicy, responses((status = 201, body = Proposed), (status = 422, body = Problem)), security(("hat" = ["steward"])))]
#[post("/policies")]
async fn propose(
    app: web::Data<App>,
    who: As<Steward>,
    key: IdempotencyKey,
    body: Body<NewPolicy>,
) -> Result<HttpResponse> {
    let id = blocking(move || service::propose(&app, who.0, &key, &body.0)).await?;
    Ok(HttpResponse::Created().json(Proposed { id }))
}

/// A policy that was proposed. Open to everybody.
#[utoipa::path(tag = "policies", params(("id" = ProposalId, Path)), responses((status = 200, body = Published), (status = 404, body = Problem)))]
#[get("/policies/{id}")]
async fn read(app: web::Data<App>, who: Caller, id: web::Path<ProposalId>) -> Result<HttpResponse> {
    let policy = blocking(move || app.db.read(|conn| service::read(conn, who.person, *id))).await?;
    Ok(HttpResponse::Ok().json(policy))
}

/// The simulation's report that was handed in with a policy, to the byte: its SHA-256 is what the policy names as its
/// `report`. Open to everybody.
#[utoipa::path(tag = "policies", params(("id" = ProposalId, Path)), responses((status = 200, body = PolicyReport), (status = 404, body = Problem)))]
#[get("/policies/{id}/report")]
async fn report(app: web::Data<App>, id: web::Path<ProposalId>) -> Result<HttpResponse> {
    let document = blocking(move || app.db.read(|conn| service::report(conn, *id))).await?;
    Ok(HttpResponse::Ok().content_type(header::ContentType::json()).body(document))
}

/// Adopt what another steward proposed, from a day at least a week ahead on.
#[utoipa::path(tag = "policies", params(("id" = ProposalId, Path)), request_body = Adoption, responses((status = 200, body = Adopted), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["steward"])))]
#[post("/policies/{id}/adopt")]
async fn adopt(
    app: web::Data<App>,
    who: As<Steward>,
    id: web::Path<ProposalId>,
    body: Body<Adoption>,
) -> Result<HttpResponse> {
    let version = blocking(move || service::adopt(&app, who.0, *id, body.0)).await?;
    Ok(HttpResponse::Ok().json(Adopted { version }))
}

/// Take a proposal back. It stays on the public page.
#[utoipa::path(tag = "policies", params(("id" = ProposalId, Path)), responses((status = 204, description = "It is taken back"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["steward"])))]
#[post("/policies/{id}/withdraw")]
async fn withdraw(app: web::Data<App>, who: As<Steward>, id: web::Path<ProposalId>) -> Result<HttpResponse> {
    blocking(move || service::withdraw(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
