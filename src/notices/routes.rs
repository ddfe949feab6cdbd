//! `/notices`, `/notice-settings`

use actix_web::{
    HttpResponse, get,
    http::{StatusCode, header},
    post, put, web,
};
use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    Kind, NoticeId,
    service::{self, NoticeQuery, Settings, Shown},
    store::NoticeRow,
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, IfMatch, Page, PageQuery, Problem, blocking, versioned},
    identity::{As, SignedIn},
    letters::Said,
};

/// The routes of notices.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(count).service(mark).service(rules).service(change).service(events);
}

/// Something that you are told.
#[derive(Serialize, ToSchema)]
struct NoticeView {
    id: NoticeId,
    kind: Kind,
    /// What happened, such as `milestone.funded`.
    event: String,
    /// The id of what it happened to.
    about: String,
    /// One line, in the language that was asked for.
    subject: String,
    /// A few sentences, likewise; the first begins in lower case.
    text: String,
    /// The path of the page where more is seen.
    link: String,
    created_at: Instant,
    read_at: Option<Instant>,
}

fn view(shown: Shown) -> NoticeView {
    let Said { subject, text } = shown.said;
    let NoticeRow { id, kind, event, about, link, created_at, read_at, .. } = shown.row;
    NoticeView { id, kind, event, about, subject, text, link, created_at, read_at }
}

/// How many notices you have not read.
#[derive(Serialize, ToSchema)]
struct Unread {
    unread: i64,
}

/// Up to where you have read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReadUpTo {
    /// The newest notice that you have read.
    last: NoticeId,
}

/// What you are told under the hat that you wear, the newest first.
#[utoipa::path(tag = "notices", params(NoticeQuery), responses((status = 200, body = Page<NoticeView>)), security(("hat" = ["any"])))]
#[get("/notices")]
async fn list(app: web::Data<App>, who: As<SignedIn>, query: web::Query<NoticeQuery>) -> Result<HttpResponse> {
    let query = query.into_inner();
    let page = PageQuery { after: query.after.clone(), limit: query.limit };
    let (limit, before) = (page.limit()?, page.cursor()?);
    let found = blocking(move || app.db.read(|conn| service::shown(conn, who.0, &query, before, limit + 1))).await?;
    Ok(HttpResponse::Ok().json(Page::of(found, limit, |notice| notice.row.id.to_string()).map(view)))
}

/// How many of them you have not read.
#[utoipa::path(tag = "notices", responses((status = 200, body = Unread)), security(("hat" = ["any"])))]
#[get("/notices/unread")]
async fn count(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let unread = blocking(move || app.db.read(|conn| service::unread(conn, who.0))).await?;
    Ok(HttpResponse::Ok().json(Unread { unread }))
}

/// Say up to where you have read.
#[utoipa::path(tag = "notices", request_body = ReadUpTo, responses((status = 204, description = "Noted")), security(("hat" = ["any"])))]
#[post("/notices/read")]
async fn mark(app: web::Data<App>, who: As<SignedIn>, body: Body<ReadUpTo>) -> Result<HttpResponse> {
    blocking(move || service::read_up_to(&app, who.0, body.0.last)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How you want to be told: each kind in the app and by mail, your quiet hours, your digest.
#[utoipa::path(tag = "notices", responses((status = 200, body = Settings)), security(("hat" = ["any"])))]
#[get("/notice-settings")]
async fn rules(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let (version, settings) = blocking(move || app.db.read(|conn| service::settings(conn, who.0))).await?;
    Ok(versioned(StatusCode::OK, version, &settings))
}

/// Change how you want to be told.
#[utoipa::path(tag = "notices", request_body = Settings, responses((status = 200, body = Settings), (status = 412, body = Problem), (status = 422, body = Problem)), security(("hat" = ["any"])))]
#[put("/notice-settings")]
async fn change(
    app: web::Data<App>,
    who: As<SignedIn>,
    version: IfMatch,
    body: Body<Settings>,
) -> Result<HttpResponse> {
    let (version, settings) = blocking(move || service::change(&app, who.0, version, &body.0)).await?;
    Ok(versioned(StatusCode::OK, version, &settings))
}

/// What you are told from now on under the hat that you wear, as server-sent events: `told` names what happened and to what,
/// `missed` says that more happened than could be told. The stream ends after ten minutes; open the next one then.
#[utoipa::path(tag = "notices", responses((status = 200, content_type = "text/event-stream", body = String)), security(("hat" = ["any"])))]
#[get("/events")]
async fn events(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let hat = who.0.hat.ok_or_else(|| Error::forbidden("Put on a hat first."))?;
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // A packed stream would wait until a block is full.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .streaming(app.live.stream(who.0, hat, app.ended.clone())))
}
