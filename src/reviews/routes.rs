//! `/engagements/{id}/reviews`, `/member/engagements/{id}/reviews`, `/member/reviews`, `/reviews`,
//! `/steward/engagements/{id}/reviews`.

use actix_web::{HttpResponse, get, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    model::{NewReviews, Said},
    service::{self, OpenReviews, OwnCounts, Reviews, Sharing},
};
use crate::{
    app::App,
    engagements::EngagementId,
    error::Result,
    http::{Body, Page, PageQuery, Problem, blocking},
    identity::{As, Client, Member, Party, Steward},
};

/// The routes of reviews.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(of_client)
        .service(review_team)
        .service(of_member)
        .service(review_client)
        .service(counts)
        .service(share)
        .service(waiting)
        .service(of_steward);
}

/// What was said after an engagement of your organisation: until it is revealed, what you wrote.
#[utoipa::path(tag = "reviews", responses((status = 200, body = Reviews), (status = 404, body = Problem)), security(("hat" = ["client"])))]
#[get("/engagements/{id}/reviews")]
async fn of_client(app: web::Data<App>, who: As<Client>, id: web::Path<EngagementId>) -> Result<HttpResponse> {
    let reviews = blocking(move || service::of_client(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(reviews))
}

/// Say how the team was, and, if you like, each seat. You can change it until it is revealed: once you and every member
/// have spoken, or 14 days after completion.
#[utoipa::path(tag = "reviews", request_body = NewReviews, responses((status = 204, description = "Kept"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[put("/engagements/{id}/reviews")]
async fn review_team(
    app: web::Data<App>,
    who: As<Client>,
    id: web::Path<EngagementId>,
    body: Body<NewReviews>,
) -> Result<HttpResponse> {
    blocking(move || service::review_team(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What was said after an engagement of yours: what you wrote, and, once it is revealed, what concerns you.
#[utoipa::path(tag = "reviews", responses((status = 200, body = Reviews), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/engagements/{id}/reviews")]
async fn of_member(app: web::Data<App>, who: As<Member>, id: web::Path<EngagementId>) -> Result<HttpResponse> {
    let reviews = blocking(move || service::of_member(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(reviews))
}

/// Say how the client was. You can change it until it is revealed: once everybody has spoken, or 14 days after
/// completion.
#[utoipa::path(tag = "reviews", request_body = Said, responses((status = 204, description = "Kept"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/engagements/{id}/reviews")]
async fn review_client(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<EngagementId>,
    body: Body<Said>,
) -> Result<HttpResponse> {
    blocking(move || service::review_client(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How often your seats were given which score, and whether clients see that.
#[utoipa::path(tag = "reviews", responses((status = 200, body = OwnCounts)), security(("hat" = ["member"])))]
#[get("/member/reviews")]
async fn counts(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    let counts = blocking(move || service::own_counts(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(counts))
}

/// Let clients see your counts beside a bid, or no longer. No words, and nobody else's.
#[utoipa::path(tag = "reviews", request_body = Sharing, responses((status = 204, description = "Set"), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/reviews/sharing")]
async fn share(app: web::Data<App>, who: As<Member>, body: Body<Sharing>) -> Result<HttpResponse> {
    blocking(move || service::share(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The reviews that wait for your word, of the newest engagement first: your organisation's, or your own of a client.
#[utoipa::path(tag = "reviews", params(PageQuery), responses((status = 200, body = Page<OpenReviews>)), security(("hat" = ["client", "member"])))]
#[get("/reviews")]
async fn waiting(app: web::Data<App>, who: As<Party>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::waiting(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// What was said after an engagement, once it is revealed. None in which you have to do with either side.
#[utoipa::path(tag = "reviews", responses((status = 200, body = Reviews), (status = 404, body = Problem)), security(("hat" = ["steward"])))]
#[get("/steward/engagements/{id}/reviews")]
async fn of_steward(app: web::Data<App>, who: As<Steward>, id: web::Path<EngagementId>) -> Result<HttpResponse> {
    let reviews = blocking(move || service::of_steward(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(reviews))
}
