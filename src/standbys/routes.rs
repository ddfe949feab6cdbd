//! `/member/standbys`

use actix_web::{HttpResponse, get, post, web};
use muster_kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    StandbyId,
    model::State,
    service::{self, Seen},
};
use crate::{
    app::App,
    error::Result,
    http::{Page, PageQuery, Problem, blocking},
    identity::{As, Member},
    invitations::OfferedSeat,
};

/// The routes of standbys.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(read).service(accept).service(decline);
}

/// A seat that you are asked to stand by for.
#[derive(Serialize, ToSchema)]
struct StandbyView {
    id: StandbyId,
    state: State,
    #[serde(flatten)]
    offered: OfferedSeat,
    expires_at: Instant,
    created_at: Instant,
    answered_at: Option<Instant>,
}

impl From<Seen> for StandbyView {
    fn from(seen: Seen) -> Self {
        let Seen { standby, brief, reason } = seen;
        Self {
            id: standby.id,
            state: standby.state,
            offered: standby.offer().seen(brief, reason),
            expires_at: standby.expires_at,
            created_at: standby.created_at,
            answered_at: standby.answered_at,
        }
    }
}

/// Seats that you were asked to stand by for, the newest first.
#[utoipa::path(tag = "standbys", params(PageQuery), responses((status = 200, body = Page<StandbyView>)), security(("hat" = ["member"])))]
#[get("/member/standbys")]
async fn list(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    let found = blocking(move || app.db.snapshot(|conn| service::list(conn, who.0, before, limit + 1))).await?;
    let page = Page::of(found, limit, |seen| seen.standby.id.to_string()).map(StandbyView::from);
    Ok(HttpResponse::Ok().json(page))
}

/// One seat that you were asked to stand by for.
#[utoipa::path(tag = "standbys", responses((status = 200, body = StandbyView), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/standbys/{id}")]
async fn read(app: web::Data<App>, who: As<Member>, id: web::Path<StandbyId>) -> Result<HttpResponse> {
    let seen = blocking(move || app.db.snapshot(|conn| service::see(conn, who.0, *id))).await?;
    Ok(HttpResponse::Ok().json(StandbyView::from(seen)))
}

/// Stand by: if the seat falls free, you are asked first. Nothing is held for you.
#[utoipa::path(tag = "standbys", responses((status = 204, description = "You stand by"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/standbys/{id}/accept")]
async fn accept(app: web::Data<App>, who: As<Member>, id: web::Path<StandbyId>) -> Result<HttpResponse> {
    blocking(move || service::accept(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Do not stand by, or no longer. It costs nothing and is shown to nobody.
#[utoipa::path(tag = "standbys", responses((status = 204, description = "You do not stand by"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/standbys/{id}/decline")]
async fn decline(app: web::Data<App>, who: As<Member>, id: web::Path<StandbyId>) -> Result<HttpResponse> {
    blocking(move || service::decline(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
