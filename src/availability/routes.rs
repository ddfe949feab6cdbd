//! `/member/availability`.

use actix_web::{HttpResponse, delete, get, http::StatusCode, post, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    model::{Clock, ExceptionId, HoursException, NewException, WeekOfHours, WeeklyPattern},
    plan::{self, WeeksQuery},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, IfMatch, Page, PageQuery, Problem, blocking, versioned},
    identity::{As, Member},
};

/// The routes of availability.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(read_pattern)
        .service(set_pattern)
        .service(read_clock)
        .service(set_clock)
        .service(weeks)
        .service(exceptions)
        .service(except)
        .service(unexcept);
}

/// The hours you are free in a usual week.
#[utoipa::path(tag = "availability", responses((status = 200, body = WeeklyPattern)), security(("hat" = ["member"])))]
#[get("/member/availability")]
async fn read_pattern(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    let (version, pattern) = blocking(move || plan::pattern(&app, who.0)).await?;
    Ok(versioned(StatusCode::OK, version, &pattern))
}

/// Your time zone, and the hours of the day between which you work: what your calendars are read by.
#[utoipa::path(tag = "availability", responses((status = 200, body = Clock)), security(("hat" = ["member"])))]
#[get("/member/availability/clock")]
async fn read_clock(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    let (version, clock) = blocking(move || plan::clock(&app, who.0)).await?;
    Ok(versioned(StatusCode::OK, version, &clock))
}

/// Set your time zone and working day, with the ETag that you read as If-Match. Your calendars are read again by it; a
/// file that you sent was read by the clock of that time.
#[utoipa::path(tag = "availability", request_body = Clock, responses((status = 200, body = Clock), (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/availability/clock")]
async fn set_clock(app: web::Data<App>, who: As<Member>, version: IfMatch, body: Body<Clock>) -> Result<HttpResponse> {
    let clock = body.0;
    let told = clock.clone();
    let version = blocking(move || plan::set_clock(&app, who.0, version, &clock)).await?;
    Ok(versioned(StatusCode::OK, version, &told))
}

/// Replace your usual week, with the ETag that you read as If-Match.
#[utoipa::path(tag = "availability", request_body = WeeklyPattern, responses((status = 200, body = WeeklyPattern), (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/availability")]
async fn set_pattern(
    app: web::Data<App>,
    who: As<Member>,
    version: IfMatch,
    body: Body<WeeklyPattern>,
) -> Result<HttpResponse> {
    let pattern = body.0;
    let version = blocking(move || plan::set_pattern(&app, who.0, version, pattern)).await?;
    Ok(versioned(StatusCode::OK, version, &pattern))
}

/// Your free and booked hours, week by week.
#[utoipa::path(tag = "availability", params(WeeksQuery), responses((status = 200, body = Page<WeekOfHours>), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/availability/weeks")]
async fn weeks(app: web::Data<App>, who: As<Member>, query: web::Query<WeeksQuery>) -> Result<HttpResponse> {
    let items = blocking(move || plan::weeks(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(Page { items, next: None }))
}

/// Spans of days on which you have other hours than usual, the first made first.
#[utoipa::path(tag = "availability", params(PageQuery), responses((status = 200, body = Page<HoursException>)), security(("hat" = ["member"])))]
#[get("/member/availability/exceptions")]
async fn exceptions(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || plan::exceptions(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Say that you have other hours than usual for a span of days. Of two for one day, the later made counts.
#[utoipa::path(tag = "availability", request_body = NewException, responses((status = 201, body = HoursException), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/availability/exceptions")]
async fn except(app: web::Data<App>, who: As<Member>, body: Body<NewException>) -> Result<HttpResponse> {
    let made = blocking(move || plan::except(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Take an exception back.
#[utoipa::path(tag = "availability", responses((status = 204, description = "Taken back"), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[delete("/member/availability/exceptions/{exception}")]
async fn unexcept(app: web::Data<App>, who: As<Member>, exception: web::Path<ExceptionId>) -> Result<HttpResponse> {
    blocking(move || plan::unexcept(&app, who.0, *exception)).await?;
    Ok(HttpResponse::NoContent().finish())
}
