//! `/skills`, `/categories`.

use actix_web::{HttpResponse, get, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    model::{Category, SkillId},
    service::{self, Skill, SkillPage, SkillQuery},
};
use crate::{
    app::App,
    error::Result,
    http::{Page, Problem, blocking},
};

/// The routes of skills.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(read).service(categories);
}

/// Look a skill up as one types, or list all of them. Open to everybody.
#[utoipa::path(tag = "skills", params(SkillQuery), responses((status = 200, body = Page<Skill>), (status = 422, body = Problem)))]
#[get("/skills")]
async fn list(app: web::Data<App>, query: web::Query<SkillQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::find(&app, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// A skill with its aliases, its broader and its related skills. Open to everybody.
#[utoipa::path(tag = "skills", responses((status = 200, body = SkillPage), (status = 404, body = Problem)))]
#[get("/skills/{skill}")]
async fn read(app: web::Data<App>, skill: web::Path<SkillId>) -> Result<HttpResponse> {
    let page = blocking(move || service::read(&app, &skill)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The categories of work. Open to everybody.
#[utoipa::path(tag = "skills", responses((status = 200, body = Page<Category>)))]
#[get("/categories")]
async fn categories() -> HttpResponse {
    HttpResponse::Ok().json(Page { items: service::categories().to_vec(), next: None })
}
