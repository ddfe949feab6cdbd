//! `/members`, `/member`, `/member/bidding`, `/talent`.

use actix_web::{HttpResponse, get, http::StatusCode, post, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    bidding::{self as categories, BiddingCategories},
    model::Profile,
    service::{self, OwnProfile},
    talent::{self, Talent},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, IfMatch, Problem, blocking, versioned},
    identity::{As, Member, SignedIn},
};

/// The routes of members.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(join).service(read).service(change).service(bidding).service(change_bidding).service(network_talent);
}

/// Become a member, and gain the member hat.
#[utoipa::path(tag = "members", request_body = Profile, responses((status = 201, body = OwnProfile), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["any"])))]
#[post("/members")]
async fn join(app: web::Data<App>, who: As<SignedIn>, body: Body<Profile>) -> Result<HttpResponse> {
    let own = blocking(move || service::join(&app, who.0, &body.0)).await?;
    Ok(versioned(StatusCode::CREATED, own.version, &own))
}

/// Your profile.
#[utoipa::path(tag = "members", responses((status = 200, body = OwnProfile)), security(("hat" = ["member"])))]
#[get("/member")]
async fn read(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    let own = blocking(move || service::read(&app, who.0)).await?;
    Ok(versioned(StatusCode::OK, own.version, &own))
}

/// Replace your profile: send all of it, with the ETag that you read as If-Match.
#[utoipa::path(tag = "members", request_body = Profile, responses((status = 200, body = OwnProfile), (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)), security(("hat" = ["member"])))]
#[put("/member")]
async fn change(app: web::Data<App>, who: As<Member>, version: IfMatch, body: Body<Profile>) -> Result<HttpResponse> {
    let own = blocking(move || service::change(&app, who.0, version, &body.0)).await?;
    Ok(versioned(StatusCode::OK, own.version, &own))
}

/// The categories in which you are told of briefs that are open for bids.
#[utoipa::path(tag = "members", responses((status = 200, body = BiddingCategories)), security(("hat" = ["member"])))]
#[get("/member/bidding")]
async fn bidding(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    let own = blocking(move || categories::read(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(own))
}

/// Choose the categories in which you take part in open bidding; they count while your profile says `takes_bids`.
#[utoipa::path(tag = "members", request_body = BiddingCategories, responses((status = 204, description = "Chosen"), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/bidding")]
async fn change_bidding(app: web::Data<App>, who: As<Member>, body: Body<BiddingCategories>) -> Result<HttpResponse> {
    blocking(move || categories::change(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What the network can do: how many members have which skill, and where; no names, and no count below three. Up to ten
/// minutes old. Open to everybody.
#[utoipa::path(tag = "members", responses((status = 200, body = Talent)))]
#[get("/talent")]
async fn network_talent(app: web::Data<App>) -> Result<HttpResponse> {
    let found = blocking(move || talent::read(&app)).await?;
    Ok(HttpResponse::Ok().json(&*found))
}
