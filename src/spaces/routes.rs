//! `/spaces`, `/operator/spaces`, `/terms`, `/member/home-space`.

use actix_web::{HttpResponse, delete, get, post, put, web};
use muster_kernel::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    SpaceId, TermsId, finders,
    model::{Home, NewSpace, Space, SpaceMember, SpaceOperator, Terms},
    service::{self, Move},
    terms::{self, NewCommission, NewNetworkTerms},
};
use crate::{
    app::App,
    book::statements::Statement,
    error::Result,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{Admin, As, Member, Operator, PersonId, SignedIn},
};

/// The routes of spaces.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create)
        .service(list)
        .service(list_mine)
        .service(add_operator)
        .service(list_operators)
        .service(remove_operator)
        .service(list_members)
        .service(balance)
        .service(list_statements)
        .service(list_terms)
        .service(announce)
        .service(list_network_terms)
        .service(announce_for_network)
        .service(read_homes)
        .service(move_home)
        .configure(finders::routes::routes);
}

/// A space that was founded.
#[derive(Serialize, ToSchema)]
#[schema(as = FoundedSpace)]
struct Founded {
    id: SpaceId,
}

/// A rate that was announced.
#[derive(Serialize, ToSchema)]
struct Announced {
    id: TermsId,
}

/// Who is to run a space.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOperator {
    email: String,
}

/// What the book holds for a space, in each currency.
#[derive(Serialize, ToSchema)]
struct Balance {
    balances: Vec<Money>,
}

/// Found a space, with its first commission.
#[utoipa::path(tag = "spaces", params(("Idempotency-Key" = Option<String>, Header)), request_body = NewSpace, responses((status = 201, body = Founded), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/spaces")]
async fn create(
    app: web::Data<App>,
    who: As<Admin>,
    key: IdempotencyKey,
    body: Body<NewSpace>,
) -> Result<HttpResponse> {
    let id = blocking(move || service::create(&app, who.0, &body.0, &key)).await?;
    Ok(HttpResponse::Created().json(Founded { id }))
}

/// The spaces of the network.
#[utoipa::path(tag = "spaces", params(PageQuery), responses((status = 200, body = Page<Space>)), security(("hat" = ["any"])))]
#[get("/spaces")]
async fn list(app: web::Data<App>, _: As<SignedIn>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The spaces that you run.
#[utoipa::path(tag = "spaces", params(PageQuery), responses((status = 200, body = Page<Space>)), security(("hat" = ["operator"])))]
#[get("/operator/spaces")]
async fn list_mine(app: web::Data<App>, who: As<Operator>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list_run_by(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Make somebody an operator of a space.
#[utoipa::path(tag = "spaces", params(("id" = SpaceId, Path)), request_body = NewOperator, responses((status = 204, description = "They run it"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/spaces/{id}/operators")]
async fn add_operator(
    app: web::Data<App>,
    who: As<Admin>,
    id: web::Path<SpaceId>,
    body: Body<NewOperator>,
) -> Result<HttpResponse> {
    blocking(move || service::add_operator(&app, who.0, *id, &body.0.email)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Who runs a space.
#[utoipa::path(tag = "spaces", params(("id" = SpaceId, Path), PageQuery), responses((status = 200, body = Page<SpaceOperator>), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[get("/spaces/{id}/operators")]
async fn list_operators(
    app: web::Data<App>,
    who: As<Admin>,
    id: web::Path<SpaceId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || service::operators(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Somebody does not run a space any more. Whoever runs no space loses the operator hat, and is signed out at once.
#[utoipa::path(tag = "spaces", params(("id" = SpaceId, Path), ("person" = PersonId, Path)), responses((status = 204, description = "They do not run it any more"), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[delete("/spaces/{id}/operators/{person}")]
async fn remove_operator(
    app: web::Data<App>,
    who: As<Admin>,
    path: web::Path<(SpaceId, PersonId)>,
) -> Result<HttpResponse> {
    let (space, person) = path.into_inner();
    blocking(move || service::remove_operator(&app, who.0, space, person)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The names of those who belong to your space today.
#[utoipa::path(tag = "spaces", params(("id" = SpaceId, Path), PageQuery), responses((status = 200, body = Page<SpaceMember>), (status = 404, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/members")]
async fn list_members(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || service::members(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// What the book holds for your space.
#[utoipa::path(tag = "spaces", params(("id" = SpaceId, Path)), responses((status = 200, body = Balance), (status = 404, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/balance")]
async fn balance(app: web::Data<App>, who: As<Operator>, id: web::Path<SpaceId>) -> Result<HttpResponse> {
    let balances = blocking(move || service::balance(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(Balance { balances }))
}

/// The statements of your space, the newest first: one for each month, closed for good.
#[utoipa::path(tag = "spaces", params(("id" = SpaceId, Path), PageQuery), responses((status = 200, body = Page<Statement>), (status = 404, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/statements")]
async fn list_statements(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || service::statements(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The commissions of a space, each with the day on which it begins.
#[utoipa::path(tag = "spaces", params(("id" = SpaceId, Path), PageQuery), responses((status = 200, body = Page<Terms>), (status = 404, body = Problem)), security(("hat" = ["any"])))]
#[get("/spaces/{id}/terms")]
async fn list_terms(
    app: web::Data<App>,
    _: As<SignedIn>,
    id: web::Path<SpaceId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || terms::list(&app, Some(*id), &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Announce the next commission of your space, thirty days ahead or more. Its members are told.
#[utoipa::path(tag = "spaces", params(("id" = SpaceId, Path)), request_body = NewCommission, responses((status = 201, body = Announced), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["operator"])))]
#[post("/spaces/{id}/terms")]
async fn announce(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    body: Body<NewCommission>,
) -> Result<HttpResponse> {
    let id = blocking(move || terms::announce(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Created().json(Announced { id }))
}

/// The network's own rates, each with the day on which it begins. Open to everybody.
#[utoipa::path(tag = "spaces", params(PageQuery), responses((status = 200, body = Page<Terms>), (status = 422, body = Problem)))]
#[get("/terms")]
async fn list_network_terms(app: web::Data<App>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || terms::list(&app, None, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Announce the network's next fee or contribution to the fund. Every member is told.
#[utoipa::path(tag = "spaces", request_body = NewNetworkTerms, responses((status = 201, body = Announced), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/terms")]
async fn announce_for_network(
    app: web::Data<App>,
    who: As<Admin>,
    body: Body<NewNetworkTerms>,
) -> Result<HttpResponse> {
    let id = blocking(move || terms::announce_for_network(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(Announced { id }))
}

/// Where you belong now, and where you will.
#[utoipa::path(tag = "spaces", responses((status = 200, body = Vec<Home>)), security(("hat" = ["member"])))]
#[get("/member/home-space")]
async fn read_homes(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    let homes = blocking(move || service::homes(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(homes))
}

/// Move to another home space, or to none, from a day on.
#[utoipa::path(tag = "spaces", request_body = Move, responses((status = 200, body = Vec<Home>), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/home-space")]
async fn move_home(app: web::Data<App>, who: As<Member>, body: Body<Move>) -> Result<HttpResponse> {
    let homes = blocking(move || service::move_home(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Ok().json(homes))
}
