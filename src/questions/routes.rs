//! `/briefs/{id}/questions`, `/member/briefs/{id}/questions`, `/questions/{id}/answer`

use actix_web::{HttpResponse, get, post, put, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    QuestionId,
    model::{Question, Words},
    service,
};
use crate::{
    app::App,
    bids::BidId,
    briefs::BriefId,
    error::Result,
    http::{Body, Page, PageQuery, Problem, blocking},
    identity::{
        Allowed, As, Member,
        scope::{BriefsRead, BriefsWrite},
    },
};

/// The routes of questions.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(of_brief).service(ask_all).service(answer).service(list).service(ask).service(reply);
}

/// A question that was asked.
#[derive(Serialize, ToSchema)]
struct AskedQuestion {
    id: QuestionId,
}

/// A reply to a client's question, within a bid.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReply {
    /// A bid of yours for the brief.
    bid: BidId,
    /// 1 to 2000 characters.
    words: String,
}

/// The questions about your brief, the newest first; nobody's name. Replies to your own questions are within the bids,
/// and told once these are opened.
#[utoipa::path(tag = "questions", params(PageQuery), responses((status = 200, body = Page<Question>), (status = 404, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:read"])))]
#[get("/briefs/{id}/questions")]
async fn of_brief(
    app: web::Data<App>,
    who: Allowed<BriefsRead>,
    id: web::Path<BriefId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || service::of_client(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Ask all bidders. What they reply stays within their bids.
#[utoipa::path(tag = "questions", request_body = Words, responses((status = 201, body = AskedQuestion), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:write"])))]
#[post("/briefs/{id}/questions")]
async fn ask_all(
    app: web::Data<App>,
    who: Allowed<BriefsWrite>,
    id: web::Path<BriefId>,
    body: Body<Words>,
) -> Result<HttpResponse> {
    let id = blocking(move || service::ask_all(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Created().json(AskedQuestion { id }))
}

/// Answer a question. Everybody who may see the brief sees both.
#[utoipa::path(tag = "questions", request_body = Words, responses((status = 204, description = "Answered"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:write"])))]
#[put("/questions/{id}/answer")]
async fn answer(
    app: web::Data<App>,
    who: Allowed<BriefsWrite>,
    id: web::Path<QuestionId>,
    body: Body<Words>,
) -> Result<HttpResponse> {
    blocking(move || service::answer(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Questions about a brief on which you may bid: your own, those that were answered, and those that the client asks.
#[utoipa::path(tag = "questions", params(PageQuery), responses((status = 200, body = Page<Question>), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/briefs/{id}/questions")]
async fn list(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<BriefId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || service::of_member(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Ask the client, without a name.
#[utoipa::path(tag = "questions", request_body = Words, responses((status = 201, body = AskedQuestion), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/briefs/{id}/questions")]
async fn ask(app: web::Data<App>, who: As<Member>, id: web::Path<BriefId>, body: Body<Words>) -> Result<HttpResponse> {
    let id = blocking(move || service::ask(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Created().json(AskedQuestion { id }))
}

/// Reply to a client's question, within a bid of yours; or change the reply.
#[utoipa::path(tag = "questions", request_body = NewReply, responses((status = 204, description = "Replied"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/questions/{id}/reply")]
async fn reply(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<QuestionId>,
    body: Body<NewReply>,
) -> Result<HttpResponse> {
    let NewReply { bid, words } = body.0;
    blocking(move || service::reply(&app, who.0, *id, bid, &Words { words })).await?;
    Ok(HttpResponse::NoContent().finish())
}
