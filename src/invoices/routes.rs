//! `/client/billing`, `/client/invoices`, `/invoices`.

use actix_web::{HttpResponse, get, http::StatusCode, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    InvoiceId,
    billing::{self, Billing, BillingDetails},
    paper::{InvoiceFormat, InvoiceQuery},
    service,
    views::{InvoiceHead, InvoiceInFull, ListedInvoice},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, IfMatch, Page, PageQuery, Problem, blocking, versioned},
    identity::{Admin, Allowed, As, Client, scope::InvoicesRead},
};

/// The routes of invoices.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read_billing).service(give_billing).service(list_mine).service(read).service(list);
}

/// Who stands on your organisation's invoices, and how many wait for that. Takes the role of approver or finance.
#[utoipa::path(tag = "invoices", responses((status = 200, body = Billing), (status = 403, body = Problem)), security(("hat" = ["client"])))]
#[get("/client/billing")]
async fn read_billing(app: web::Data<App>, who: As<Client>) -> Result<HttpResponse> {
    let (version, billing) = blocking(move || app.db.read(|conn| billing::read(conn, who.0))).await?;
    Ok(versioned(StatusCode::OK, version, &billing))
}

/// Say who stands on your organisation's invoices. Takes the role of finance. What was issued stays as it is; what waited
/// is issued.
#[utoipa::path(tag = "invoices", request_body = BillingDetails, params(("If-Match" = String, Header)), responses((status = 200, body = Billing), (status = 403, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[put("/client/billing")]
async fn give_billing(
    app: web::Data<App>,
    who: As<Client>,
    expected: IfMatch,
    body: Body<BillingDetails>,
) -> Result<HttpResponse> {
    let (version, billing) = blocking(move || billing::give(&app, who.0, expected, &body.0)).await?;
    Ok(versioned(StatusCode::OK, version, &billing))
}

/// Your organisation's invoices and credit notes, the newest first. Takes the role of approver or finance.
#[utoipa::path(tag = "invoices", params(PageQuery), responses((status = 200, body = Page<InvoiceHead>), (status = 403, body = Problem)), security(("hat" = ["client"]), ("key" = ["invoices:read"])))]
#[get("/client/invoices")]
async fn list_mine(
    app: web::Data<App>,
    who: Allowed<InvoicesRead>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || service::of_client(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// An invoice or credit note of your organisation: as JSON, as a PDF with the machine-readable invoice inside (Factur-X), as
/// HTML, or in either syntax of EN 16931. Takes the role of approver or finance.
#[utoipa::path(tag = "invoices", params(("id" = InvoiceId, Path), InvoiceQuery), responses((status = 200, body = InvoiceInFull), (status = 403, body = Problem), (status = 404, body = Problem)), security(("hat" = ["client"]), ("key" = ["invoices:read"])))]
#[get("/client/invoices/{id}")]
async fn read(
    app: web::Data<App>,
    who: Allowed<InvoicesRead>,
    id: web::Path<InvoiceId>,
    query: web::Query<InvoiceQuery>,
) -> Result<HttpResponse> {
    let told = blocking(move || service::read(&app, who.0, *id, query.format.unwrap_or(InvoiceFormat::Json))).await?;
    Ok(told.answer())
}

/// All invoices and credit notes, the newest first.
#[utoipa::path(tag = "invoices", params(PageQuery), responses((status = 200, body = Page<ListedInvoice>)), security(("hat" = ["admin"])))]
#[get("/invoices")]
async fn list(app: web::Data<App>, _: As<Admin>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}
