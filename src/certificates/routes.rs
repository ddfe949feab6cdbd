//! `/runs/{id}`, `/runs/{id}/receipt`, `/runs/{id}/certificate`, `/certificates/key`

use actix_web::{HttpResponse, get, http::header, web};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    model::{Certificate, ReceiptFile},
    service,
};
use crate::{
    app::App,
    error::Result,
    formation::{RunId, service::RunDocuments},
    http::{Problem, blocking},
    identity::{As, Examiner, Steward},
    signing::Signed,
};

/// The routes of certificates and receipts.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(run).service(receipt).service(certificate).service(key);
}

/// The network's public keys.
#[derive(Serialize, ToSchema)]
struct PublicKeys {
    /// The one that signs now: Ed25519, in hexadecimal.
    key: String,
    /// Those that signed before.
    earlier: Vec<String>,
}

/// A run with everything that it read and answered, by aliases: enough to do it again and compare the bytes. For a steward who
/// has nothing to do with whom it concerns, once its brief is open no more.
#[utoipa::path(tag = "formation", responses((status = 200, body = RunDocuments), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["steward"])))]
#[get("/runs/{id}")]
async fn run(app: web::Data<App>, who: As<Steward>, id: web::Path<RunId>) -> Result<HttpResponse> {
    let documents = blocking(move || service::examine(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(documents))
}

/// Everything that a run read and answered, as one file that `muster verify` checks without a network. The client is given it
/// once its brief is open no more, and so is a steward who has nothing to do with whom the run concerns.
#[utoipa::path(tag = "certificates", responses((status = 200, body = Signed<ReceiptFile>), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client", "steward"])))]
#[get("/runs/{id}/receipt")]
async fn receipt(app: web::Data<App>, who: As<Examiner>, id: web::Path<RunId>) -> Result<HttpResponse> {
    let id = *id;
    let inside = app.quotes.gate().enter().await?;
    let file = blocking(move || {
        let _inside = inside;
        service::receipt(&app, who.0, id)
    });
    let file = file.await?;
    let name = format!("attachment; filename=\"{id}.receipt.json\"");
    Ok(HttpResponse::Ok()
        .content_type(header::ContentType::json())
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(file))
}

/// That permuting spaces changed nothing for a run, signed by the network.
#[utoipa::path(tag = "certificates", responses((status = 200, body = Signed<Certificate>), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client", "steward"])))]
#[get("/runs/{id}/certificate")]
async fn certificate(app: web::Data<App>, who: As<Examiner>, id: web::Path<RunId>) -> Result<HttpResponse> {
    let found = blocking(move || app.db.read(|conn| service::read(conn, who.0, *id))).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// The keys under which receipts and certificates are signed.
#[utoipa::path(tag = "certificates", responses((status = 200, body = PublicKeys)))]
#[get("/certificates/key")]
async fn key(app: web::Data<App>) -> Result<HttpResponse> {
    let mut keys = app.signer.public().into_iter();
    let key = keys.next().unwrap_or_default();
    Ok(HttpResponse::Ok().json(PublicKeys { key, earlier: keys.collect() }))
}
