//! Is it up, and can it serve?

use actix_web::{HttpResponse, get, web};
use serde::Serialize;

use crate::{
    app::App,
    error::{Error, Result},
    http::blocking,
};

#[derive(Serialize)]
struct Health {
    status: &'static str,
}

#[derive(Serialize)]
struct Readiness {
    status: &'static str,
    pending_migrations: Vec<String>,
}

/// The process runs. Asks nothing of anything else.
#[get("/health")]
pub(super) async fn health() -> HttpResponse {
    HttpResponse::Ok().json(Health { status: "up" })
}

/// Requests can be served: the database answers, its schema is this program's, and its clock is this server's.
#[get("/ready")]
pub(super) async fn ready(app: web::Data<App>) -> Result<HttpResponse> {
    let clocks_agree = app.clocks.agree();
    let pending_migrations = blocking(move || app.db.pending_migrations()).await?;
    let (mut answer, status) = match (pending_migrations.is_empty(), clocks_agree) {
        (false, _) => (HttpResponse::ServiceUnavailable(), "migrate first"),
        (true, false) => (HttpResponse::ServiceUnavailable(), "set the clock of this machine"),
        (true, true) => (HttpResponse::Ok(), "ready"),
    };
    Ok(answer.json(Readiness { status, pending_migrations }))
}

/// Metrics are read at a listener of their own ([`crate::metrics`]). Without this, the page would be answered here as for any
/// other path, and whoever tries would take it for numbers.
#[get("/metrics")]
pub(super) async fn no_metrics() -> Result<HttpResponse> {
    Err(Error::not_found("page", "/metrics"))
}
