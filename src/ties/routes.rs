//! `/member/blocks`.

use actix_web::{HttpResponse, delete, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    model::{Block, NewBlock},
    service,
};
use crate::{
    app::App,
    error::Result,
    http::{Body, Page, PageQuery, Problem, blocking},
    identity::{As, Member, MemberId},
};

/// The routes of blocks.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(blocks).service(block).service(unblock);
}

/// Whom you are never to be in one team with. Nobody else is shown this.
#[utoipa::path(tag = "ties", params(PageQuery), responses((status = 200, body = Page<Block>)), security(("hat" = ["member"])))]
#[get("/member/blocks")]
async fn blocks(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::blocks_of(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Say that you are never to be in one team with another member. They do not learn of it. To say it twice is fine.
#[utoipa::path(tag = "ties", request_body = NewBlock, responses((status = 201, body = Block), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/blocks")]
async fn block(app: web::Data<App>, who: As<Member>, body: Body<NewBlock>) -> Result<HttpResponse> {
    let block = blocking(move || service::block(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(block))
}

/// Take a block back.
#[utoipa::path(tag = "ties", responses((status = 204, description = "Taken back"), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[delete("/member/blocks/{member}")]
async fn unblock(app: web::Data<App>, who: As<Member>, member: web::Path<MemberId>) -> Result<HttpResponse> {
    blocking(move || service::unblock(&app, who.0, *member)).await?;
    Ok(HttpResponse::NoContent().finish())
}
