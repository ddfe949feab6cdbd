//! `/member/earnings`.

use actix_web::{HttpResponse, get, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::earnings::{self, Earnings};
use crate::{
    app::App,
    error::Result,
    http::{PageQuery, blocking},
    identity::{As, Member},
};

/// The routes of the book.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(my_earnings);
}

/// What you earned: what the book holds for you in each currency, and the lines it is made of, newest first.
#[utoipa::path(tag = "book", params(PageQuery), responses((status = 200, body = Earnings)), security(("hat" = ["member"])))]
#[get("/member/earnings")]
async fn my_earnings(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let earnings = blocking(move || earnings::earnings(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(earnings))
}
