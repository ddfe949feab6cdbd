//! `/jobs`

use actix_web::{HttpResponse, delete, get, post, web};
use muster_kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    JobId, Lane, State,
    service::{self, JobQuery},
    store::JobRow,
};
use crate::{
    app::App,
    error::Result,
    http::{Page, Problem, blocking},
    identity::{Admin, As},
};

/// The routes of jobs.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(retry).service(discard);
}

/// Work that is done later. What it is about stays with Muster.
#[derive(Serialize, ToSchema)]
#[schema(as = Job)]
struct JobView {
    id: JobId,
    /// What kind of work, such as `mail`.
    kind: String,
    lane: Lane,
    state: State,
    /// How often it was tried.
    attempts: i32,
    /// When it is tried, or was last.
    due_at: Instant,
    /// What went wrong the last time.
    last_error: Option<String>,
    created_at: Instant,
    /// When it was done or given up.
    finished_at: Option<Instant>,
}

impl From<JobRow> for JobView {
    fn from(row: JobRow) -> Self {
        let JobRow { id, kind, lane, state, due_at, attempts, last_error, created_at, finished_at } = row;
        Self { id, kind, lane, state, attempts, due_at, last_error, created_at, finished_at }
    }
}

/// Work that waits, was done or was given up, the newest first.
#[utoipa::path(tag = "jobs", params(JobQuery), responses((status = 200, body = Page<JobView>), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[get("/jobs")]
async fn list(app: web::Data<App>, who: As<Admin>, query: web::Query<JobQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, who.0, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page.map(JobView::from)))
}

/// Have work that was given up tried again.
#[utoipa::path(tag = "jobs", responses((status = 204, description = "It is tried again"), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[post("/jobs/{id}/retries")]
async fn retry(app: web::Data<App>, who: As<Admin>, id: web::Path<JobId>) -> Result<HttpResponse> {
    blocking(move || service::retry(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Discard work that was given up, for good.
#[utoipa::path(tag = "jobs", responses((status = 204, description = "It is discarded"), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[delete("/jobs/{id}")]
async fn discard(app: web::Data<App>, who: As<Admin>, id: web::Path<JobId>) -> Result<HttpResponse> {
    blocking(move || service::discard(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
