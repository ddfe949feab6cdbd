//! `/member/calendars`, `/member/calendar-links` and `/calendars`.

use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::header::{self, ContentType},
    post, web,
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    CalendarId, links,
    model::{Calendar, CalendarLink, CalendarLinkMade, FileQuery, NewCalendar, NewCalendarLink},
    service,
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, Page, PageQuery, Problem, blocking},
    identity::{As, Member},
};

/// The routes of calendars.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_calendars)
        .service(add_calendar)
        .service(add_calendar_file)
        .service(refresh_calendar)
        .service(remove_calendar)
        .service(calendar_link)
        .service(make_calendar_link)
        .service(revoke_calendar_link)
        .service(bookings_calendar);
}

/// Your calendars, and how it is with each: when it was read, how much of it, and what was wrong.
#[utoipa::path(tag = "calendars", params(PageQuery), responses((status = 200, body = Page<Calendar>)), security(("hat" = ["member"])))]
#[get("/member/calendars")]
async fn list_calendars(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Add the address of a calendar. It is asked at once and every few hours; of what stands in it only hours a day are kept.
#[utoipa::path(tag = "calendars", request_body = NewCalendar, responses((status = 201, body = Calendar), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/calendars")]
async fn add_calendar(app: web::Data<App>, who: As<Member>, body: Body<NewCalendar>) -> Result<HttpResponse> {
    let calendar = blocking(move || service::add(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(calendar))
}

/// Send a calendar file (`text/calendar`, up to 1 MiB). It is read now by your clock, and not kept.
#[utoipa::path(tag = "calendars", params(FileQuery), request_body(content = String, content_type = "text/calendar"), responses((status = 201, body = Calendar), (status = 400, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/calendar-files")]
async fn add_calendar_file(
    app: web::Data<App>,
    who: As<Member>,
    query: web::Query<FileQuery>,
    request: HttpRequest,
    body: Option<web::Bytes>,
) -> Result<HttpResponse> {
    let is_calendar =
        request.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/calendar"));
    if !is_calendar {
        return Err(Error::Malformed("Send the file with Content-Type: text/calendar.".to_owned()));
    }
    let bytes = body.ok_or_else(|| Error::Malformed("A file is at most 1 MiB.".to_owned()))?;
    let calendar = blocking(move || service::add_file(&app, who.0, &query.name, &bytes)).await?;
    Ok(HttpResponse::Created().json(calendar))
}

/// Have a feed asked now; at most every five minutes.
#[utoipa::path(tag = "calendars", responses((status = 202, body = Calendar), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/calendars/{calendar}/refreshes")]
async fn refresh_calendar(
    app: web::Data<App>,
    who: As<Member>,
    calendar: web::Path<CalendarId>,
) -> Result<HttpResponse> {
    let calendar = blocking(move || service::refresh(&app, who.0, *calendar)).await?;
    Ok(HttpResponse::Accepted().json(calendar))
}

/// Remove a calendar. What it said no longer counts.
#[utoipa::path(tag = "calendars", responses((status = 204, description = "Removed"), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[delete("/member/calendars/{calendar}")]
async fn remove_calendar(
    app: web::Data<App>,
    who: As<Member>,
    calendar: web::Path<CalendarId>,
) -> Result<HttpResponse> {
    blocking(move || service::remove(&app, who.0, *calendar)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Whether there is an address at which calendars can subscribe to your bookings.
#[utoipa::path(tag = "calendars", responses((status = 200, body = CalendarLinkMade)), security(("hat" = ["member"])))]
#[get("/member/calendar-links/current")]
async fn calendar_link(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    let made = blocking(move || links::made(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(made))
}

/// Make an address at which calendars can subscribe to your bookings. An earlier one is no longer good.
#[utoipa::path(tag = "calendars", request_body = NewCalendarLink, responses((status = 201, body = CalendarLink), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/calendar-links")]
async fn make_calendar_link(app: web::Data<App>, who: As<Member>, body: Body<NewCalendarLink>) -> Result<HttpResponse> {
    let link = blocking(move || links::make(&app, who.0, body.0)).await?;
    Ok(HttpResponse::Created().json(link))
}

/// Revoke that address.
#[utoipa::path(tag = "calendars", responses((status = 204, description = "Revoked"), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[delete("/member/calendar-links/current")]
async fn revoke_calendar_link(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    blocking(move || links::revoke(&app, who.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The bookings of whoever made this address, as a calendar (RFC 5545). The secret in it is all that is asked for.
#[utoipa::path(tag = "calendars", responses((status = 200, content_type = "text/calendar", body = String), (status = 304, description = "As it was"), (status = 404, body = Problem)))]
#[get("/calendars/{link}")]
async fn bookings_calendar(app: web::Data<App>, link: web::Path<String>, request: HttpRequest) -> Result<HttpResponse> {
    let calendar = blocking(move || links::calendar(&app, &link)).await?;
    let tag = format!("\"{}\"", calendar.hash);
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut answer = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag));
    if is_known {
        return Ok(answer.finish());
    }
    answer.insert_header((header::CONTENT_DISPOSITION, "inline; filename=\"bookings.ics\""));
    Ok(answer
        .insert_header(ContentType("text/calendar; charset=utf-8".parse().expect("a media type")))
        .body(calendar.text))
}
