//! `/audit`.

use actix_web::{HttpResponse, get, web};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{AuditQuery, Audited};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Page, Problem, blocking},
    identity::{As, Hat, SignedIn},
};

/// The routes of the audit log.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(check);
}

/// What a look through the log found.
#[derive(Serialize, ToSchema)]
struct AuditCheck {
    /// How many entries are linked and as they were written.
    intact: usize,
    /// How many are as they were written and wait for their link.
    pending: usize,
    /// What is wrong, a sentence each; the first hundred.
    faults: Vec<String>,
}

/// What stewards and admins did, and what was done to hats, policies, terms, spaces and months, the newest first.
#[utoipa::path(tag = "audit", params(AuditQuery), responses((status = 200, body = Page<Audited>), (status = 422, body = Problem)), security(("hat" = ["steward", "admin"])))]
#[get("/audit")]
async fn list(app: web::Data<App>, who: As<SignedIn>, query: web::Query<AuditQuery>) -> Result<HttpResponse> {
    neutral(&who.0)?;
    let page = blocking(move || app.db.read(|conn| super::list(conn, query.into_inner()))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Look through the whole log: whether every entry is as it was written, and in its place.
#[utoipa::path(tag = "audit", responses((status = 200, body = AuditCheck)), security(("hat" = ["steward", "admin"])))]
#[get("/audit/check")]
async fn check(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    neutral(&who.0)?;
    let found = blocking(move || super::verify(&app.db)).await?;
    Ok(HttpResponse::Ok().json(AuditCheck { intact: found.intact, pending: found.pending, faults: found.faults }))
}

fn neutral(who: &SignedIn) -> Result<()> {
    match who.hat {
        Some(Hat::Steward | Hat::Admin) => Ok(()),
        _ => Err(Error::forbidden("This is for the steward and admin hats.")),
    }
}
