//! `/briefs`

use actix_web::{HttpResponse, get, http::StatusCode, post, put, web};
use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    BriefId, Document,
    model::{Bidding, LapsedFor, State},
    service,
    store::Brief,
};
use crate::{
    app::App,
    bids,
    engagements::{self, EngagementId},
    error::Result,
    http::{Body, IdempotencyKey, IfMatch, Page, PageQuery, Problem, blocking, versioned},
    identity::{
        Allowed,
        scope::{BriefsRead, BriefsWrite},
    },
};

/// The routes of briefs.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create).service(list).service(read).service(save).service(post_brief).service(withdraw);
}

/// A brief in a list.
#[derive(Serialize, ToSchema)]
struct BriefLine {
    id: BriefId,
    title: String,
    category: String,
    state: State,
    revision: i32,
    /// How many seats it has.
    seats: usize,
    deadline_at: Option<Instant>,
    created_at: Instant,
    posted_at: Option<Instant>,
}

/// A brief.
#[derive(Serialize, ToSchema)]
struct BriefView {
    id: BriefId,
    state: State,
    revision: i32,
    bidding: Option<Bidding>,
    deadline_at: Option<Instant>,
    created_at: Instant,
    posted_at: Option<Instant>,
    /// How many members are to stand by for each seat.
    standby: i32,
    /// Why it lapsed, if it did.
    lapsed_for: Option<LapsedFor>,
    /// The award, once there was one.
    award: Option<BriefAward>,
    document: Document,
}

/// The award of a bid for a brief.
#[derive(Serialize, ToSchema)]
struct BriefAward {
    /// What it began.
    engagement: EngagementId,
    /// When it was.
    at: Instant,
}

/// A brief that was begun.
#[derive(Serialize, ToSchema)]
struct Created {
    id: BriefId,
}

/// How a brief is posted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Posting {
    /// Who may bid.
    bidding: Bidding,
    /// Until when: an hour to half a year ahead.
    deadline: Instant,
    /// How many members are to stand by for each seat, 0 to 2: whoever is asked first if the seat falls free.
    #[serde(default)]
    standby: i32,
}

/// A brief before its award.
fn view((brief, document): (Brief, Document)) -> BriefView {
    let Brief { id, state, revision, bidding, deadline_at, created_at, posted_at, standby, lapsed_for, .. } = brief;
    let award = None;
    BriefView { id, state, revision, bidding, deadline_at, created_at, posted_at, standby, lapsed_for, award, document }
}

fn line((brief, document): (Brief, Document)) -> BriefLine {
    let Brief { id, title, category, state, revision, deadline_at, created_at, posted_at, .. } = brief;
    BriefLine { id, title, category, state, revision, seats: document.seats.len(), deadline_at, created_at, posted_at }
}

/// Begin a draft.
#[utoipa::path(tag = "briefs", request_body = Document, responses((status = 201, body = Created), (status = 422, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:write"])))]
#[post("/briefs")]
async fn create(
    app: web::Data<App>,
    who: Allowed<BriefsWrite>,
    key: IdempotencyKey,
    body: Body<Document>,
) -> Result<HttpResponse> {
    let id = blocking(move || service::create(&app, who.0, &key, &body.0)).await?;
    Ok(HttpResponse::Created().json(Created { id }))
}

/// Your organisation's briefs, the newest first.
#[utoipa::path(tag = "briefs", params(PageQuery), responses((status = 200, body = Page<BriefLine>)), security(("hat" = ["client"]), ("key" = ["briefs:read"])))]
#[get("/briefs")]
async fn list(app: web::Data<App>, who: Allowed<BriefsRead>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let limit = query.limit()?;
    let before = query.cursor()?;
    let found = blocking(move || app.db.read(|conn| service::list(conn, who.0, before, limit + 1))).await?;
    let page = Page::of(found, limit, |(brief, _)| brief.id.to_string()).map(line);
    Ok(HttpResponse::Ok().json(page))
}

/// One brief.
#[utoipa::path(tag = "briefs", responses((status = 200, body = BriefView), (status = 404, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:read"])))]
#[get("/briefs/{id}")]
async fn read(app: web::Data<App>, who: Allowed<BriefsRead>, id: web::Path<BriefId>) -> Result<HttpResponse> {
    let found = blocking(move || {
        app.db.read(|conn| {
            let own = view(service::own(conn, who.0, *id)?);
            let began = match own.state {
                State::Awarded => engagements::service::of_brief(conn, *id)?,
                _ => None,
            };
            Ok(BriefView { award: began.map(|(engagement, at)| BriefAward { engagement, at }), ..own })
        })
    });
    let found = found.await?;
    Ok(versioned(StatusCode::OK, found.revision, &found))
}

/// Save a draft.
#[utoipa::path(tag = "briefs", request_body = Document, params(("If-Match" = String, Header)), responses((status = 200, body = BriefView), (status = 412, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:write"])))]
#[put("/briefs/{id}")]
async fn save(
    app: web::Data<App>,
    who: Allowed<BriefsWrite>,
    id: web::Path<BriefId>,
    expected: IfMatch,
    body: Body<Document>,
) -> Result<HttpResponse> {
    let saved = blocking(move || {
        let brief = service::save(&app, who.0, *id, expected, &body.0)?;
        Ok((brief, body.0))
    });
    let saved = saved.await?;
    Ok(versioned(StatusCode::OK, saved.0.revision, &view(saved)))
}

/// Post a draft. Its revision is fixed, and teams are formed.
#[utoipa::path(tag = "briefs", request_body = Posting, responses((status = 200, body = BriefView), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:write"])))]
#[post("/briefs/{id}/post")]
async fn post_brief(
    app: web::Data<App>,
    who: Allowed<BriefsWrite>,
    id: web::Path<BriefId>,
    body: Body<Posting>,
) -> Result<HttpResponse> {
    let posted = blocking(move || {
        let Posting { bidding, deadline, standby } = body.0;
        service::post(&app, who.0, *id, service::Posting { bidding, deadline, standby })
    });
    let posted = posted.await?;
    Ok(versioned(StatusCode::OK, posted.0.revision, &view(posted)))
}

/// Take a brief back. Whoever was invited is told; nobody loses a turn.
#[utoipa::path(tag = "briefs", responses((status = 204, description = "Withdrawn"), (status = 409, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:write"])))]
#[post("/briefs/{id}/withdraw")]
async fn withdraw(app: web::Data<App>, who: Allowed<BriefsWrite>, id: web::Path<BriefId>) -> Result<HttpResponse> {
    blocking(move || bids::service::withdraw(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
