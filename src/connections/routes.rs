//! `/member/connections`, `/member/ties`, `/spaces/{id}/connections`, `/connections`.

use actix_web::{HttpResponse, get, http::header, post, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    ConnectionId, hosts,
    map::{self, MapLanguage},
    model::{Connection, HostedConnection, NewConnection, NewHostedConnection},
    own_ties::{self, OwnTie},
    report::{Eyes, LinkReport},
    service::{self, ConnectionQuery, LinkQuery},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, Page, PageQuery, Problem, blocking},
    identity::{As, Member, Neutral, Operator},
    spaces::SpaceId,
};

/// The routes of connections.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_connections)
        .service(log_connection)
        .service(confirm_connection)
        .service(decline_connection)
        .service(take_back_connection)
        .service(list_own_ties)
        .service(list_hosted_connections)
        .service(host_connection)
        .service(link_report)
        .service(link_summary)
        .service(link_map);
}

/// Your connections: introductions, advice, support and paid work, the newest first.
#[utoipa::path(tag = "connections", params(ConnectionQuery), responses((status = 200, body = Page<Connection>)), security(("hat" = ["member"])))]
#[get("/member/connections")]
async fn list_connections(
    app: web::Data<App>,
    who: As<Member>,
    query: web::Query<ConnectionQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, who.0, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Log what happened between you and another member. It counts once they have confirmed it.
#[utoipa::path(tag = "connections", request_body = NewConnection, responses((status = 201, body = Connection), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/connections")]
async fn log_connection(app: web::Data<App>, who: As<Member>, body: Body<NewConnection>) -> Result<HttpResponse> {
    let made = blocking(move || service::log(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Confirm that it was so.
#[utoipa::path(tag = "connections", responses((status = 200, body = Connection), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/connections/{connection}/confirm")]
async fn confirm_connection(
    app: web::Data<App>,
    who: As<Member>,
    connection: web::Path<ConnectionId>,
) -> Result<HttpResponse> {
    let confirmed = blocking(move || service::confirm(&app, who.0, *connection)).await?;
    Ok(HttpResponse::Ok().json(confirmed))
}

/// Say that it was not so.
#[utoipa::path(tag = "connections", responses((status = 204, description = "Declined"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/connections/{connection}/decline")]
async fn decline_connection(
    app: web::Data<App>,
    who: As<Member>,
    connection: web::Path<ConnectionId>,
) -> Result<HttpResponse> {
    blocking(move || service::decline(&app, who.0, *connection)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take it back, confirmed or not: it no longer counts, for neither of the two.
#[utoipa::path(tag = "connections", responses((status = 204, description = "Taken back"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/connections/{connection}/take-back")]
async fn take_back_connection(
    app: web::Data<App>,
    who: As<Member>,
    connection: web::Path<ConnectionId>,
) -> Result<HttpResponse> {
    blocking(move || service::take_back(&app, who.0, *connection)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Your ties: with whom, how strong, and where each came from. The other end of each sees the same of you.
#[utoipa::path(tag = "ties", params(PageQuery), responses((status = 200, body = Page<OwnTie>)), security(("hat" = ["member"])))]
#[get("/member/ties")]
async fn list_own_ties(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || own_ties::list(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// What the hosts of your space logged between its members, and whether it was confirmed.
#[utoipa::path(tag = "connections", params(("id" = SpaceId, Path), PageQuery), responses((status = 200, body = Page<HostedConnection>), (status = 404, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/connections")]
async fn list_hosted_connections(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || hosts::list(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Log what happened between two members of your space. It counts once both have confirmed it.
#[utoipa::path(tag = "connections", params(("id" = SpaceId, Path)), request_body = NewHostedConnection, responses((status = 201, body = HostedConnection), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["operator"])))]
#[post("/spaces/{id}/connections")]
async fn host_connection(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    body: Body<NewHostedConnection>,
) -> Result<HttpResponse> {
    let made = blocking(move || hosts::log(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Created().json(made))
}

/// How people and places are linked: counts by kind, month, places and exchange, as small as they are.
#[utoipa::path(tag = "connections", params(LinkQuery), responses((status = 200, body = LinkReport), (status = 422, body = Problem)), security(("hat" = ["steward", "admin"])))]
#[get("/connections/report")]
async fn link_report(app: web::Data<App>, _: As<Neutral>, query: web::Query<LinkQuery>) -> Result<HttpResponse> {
    let report = blocking(move || service::report(&app, &query, Eyes::Neutral)).await?;
    Ok(HttpResponse::Ok().json(report))
}

/// The same for everybody: what stands for fewer than three members is folded, and what was folded is left out.
#[utoipa::path(tag = "connections", params(LinkQuery), responses((status = 200, body = LinkReport), (status = 422, body = Problem)))]
#[get("/connections/summary")]
async fn link_summary(app: web::Data<App>, query: web::Query<LinkQuery>) -> Result<HttpResponse> {
    let report = blocking(move || service::report(&app, &query, Eyes::Public)).await?;
    Ok(HttpResponse::Ok().json(report))
}

/// In which language the picture is asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct MapQuery {
    /// The language of its words; `en` where absent.
    #[param(inline)]
    lang: Option<MapLanguage>,
}

/// A picture of the exchange between places over the last year. Open to everybody.
#[utoipa::path(tag = "connections", params(MapQuery), responses((status = 200, content_type = "image/svg+xml", body = String), (status = 422, body = Problem)))]
#[get("/connections/map.svg")]
async fn link_map(app: web::Data<App>, query: web::Query<MapQuery>) -> Result<HttpResponse> {
    let language = query.lang.unwrap_or(MapLanguage::English);
    let svg = blocking(move || {
        let (report, places) = service::last_year(&app)?;
        Ok(map::drawn(&places, &report.places, language))
    })
    .await?;
    Ok(HttpResponse::Ok()
        .content_type("image/svg+xml; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ))
        // Spaces show it on pages of their own.
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .body(svg))
}
