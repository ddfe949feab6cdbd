//! `/spaces/{id}/report`, `/spaces/{id}/overview`, `/spaces/{id}/statements/{statement}`, `/spaces/{id}/shared-lines`,
//! `/member/sharing`.

use actix_web::{HttpResponse, delete, get, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    report::Report,
    service::{self, Overview, ReportQuery},
    sharing::{self, SharedLine, Sharing},
    statement::{self, StatementOfSpace},
};
use crate::{
    app::App,
    book::statements::StatementId,
    error::Result,
    http::{Page, PageQuery, Problem, blocking},
    identity::{As, Member, Operator},
    papers::PaperQuery,
    spaces::SpaceId,
};

/// The routes of reports.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(commission_report)
        .service(space_overview)
        .service(read_statement)
        .service(shared_lines)
        .service(read_sharing)
        .service(begin_sharing)
        .service(end_sharing);
}

/// What your space earned in closed months, by month, quarter, place, category of work or source, beside the year before; of
/// all work, or of that of one place or category. No row stands for fewer than three members, and neither does what is left
/// of any two reports.
#[utoipa::path(tag = "reports", params(("id" = SpaceId, Path), ReportQuery), responses((status = 200, body = Report), (status = 404, body = Problem), (status = 422, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/report")]
async fn commission_report(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    query: web::Query<ReportQuery>,
) -> Result<HttpResponse> {
    let told = blocking(move || service::report(&app, who.0, *id, &query)).await?;
    Ok(told.answer())
}

/// What there is of your space's money: now, paid out, in the next statement and in the last ones.
#[utoipa::path(tag = "reports", params(("id" = SpaceId, Path)), responses((status = 200, body = Overview), (status = 404, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/overview")]
async fn space_overview(app: web::Data<App>, who: As<Operator>, id: web::Path<SpaceId>) -> Result<HttpResponse> {
    let overview = blocking(move || service::overview(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(overview))
}

/// A statement of your space: its sums, commissions by category of work, and payouts. No row stands for fewer than three
/// members.
#[utoipa::path(tag = "reports", params(("id" = SpaceId, Path), ("statement" = StatementId, Path), PaperQuery), responses((status = 200, body = StatementOfSpace), (status = 404, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/statements/{statement}")]
async fn read_statement(
    app: web::Data<App>,
    who: As<Operator>,
    path: web::Path<(SpaceId, StatementId)>,
    query: web::Query<PaperQuery>,
) -> Result<HttpResponse> {
    let (space, id) = path.into_inner();
    let told = blocking(move || statement::read(&app, who.0, space, id, &query));
    Ok(told.await?.answer())
}

/// The lines that members of your space show you, the newest first; a page may hold fewer than its limit.
#[utoipa::path(tag = "reports", params(("id" = SpaceId, Path), PageQuery), responses((status = 200, body = Page<SharedLine>), (status = 404, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/shared-lines")]
async fn shared_lines(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || sharing::lines(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Whether you show your own lines to your space.
#[utoipa::path(tag = "reports", responses((status = 200, body = Sharing)), security(("hat" = ["member"])))]
#[get("/member/sharing")]
async fn read_sharing(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    let sharing = blocking(move || sharing::read(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(sharing))
}

/// Show your space what it is paid for your work, from now on. What came before stays hidden in sums.
#[utoipa::path(tag = "reports", responses((status = 200, body = Sharing), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/sharing")]
async fn begin_sharing(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    let sharing = blocking(move || sharing::begin(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(sharing))
}

/// Show your lines no more. From now on nobody at your space sees them, the earlier ones either.
#[utoipa::path(tag = "reports", responses((status = 204, description = "Nobody sees them")), security(("hat" = ["member"])))]
#[delete("/member/sharing")]
async fn end_sharing(app: web::Data<App>, who: As<Member>) -> Result<HttpResponse> {
    blocking(move || sharing::end(&app, who.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
