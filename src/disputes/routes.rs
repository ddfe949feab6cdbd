//! `/milestones/{id}/disputes`, `/disputes`.

use actix_web::{
    HttpResponse, get,
    http::header::{self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue},
    post, web,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    DisputeId, FileId, ProposalId, lots,
    rulings::{self, PreviewRequest, Ruling},
    service::{self, NewDispute},
    talks::{self, FileQuery, NewProposal, NewStatement},
    views::{Dispute, DisputeInFull, Preview},
};
use crate::{
    app::App,
    engagements::MilestoneId,
    error::{Error, Result},
    files::{LARGEST, Upload},
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{As, Involved, Party, Steward},
};

/// The routes of disputes.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(open)
        .service(list)
        .service(read)
        .service(withdraw)
        .service(state)
        .service(hand_in)
        .service(download)
        .service(propose)
        .service(agree)
        .service(preview)
        .service(decide)
        .service(step_back)
        .service(accept)
        .service(appeal)
        .service(vote);
}

/// What was made.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputePart)]
struct Made<I> {
    id: I,
}

/// Open a dispute about a milestone. Freezes the amount; the rest of the milestone goes on.
#[utoipa::path(tag = "disputes", params(("id" = MilestoneId, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NewDispute, responses((status = 201, body = inline(Made<DisputeId>)), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client", "member"])))]
#[post("/milestones/{id}/disputes")]
async fn open(
    app: web::Data<App>,
    who: As<Party>,
    id: web::Path<MilestoneId>,
    key: IdempotencyKey,
    body: Body<NewDispute>,
) -> Result<HttpResponse> {
    let id = blocking(move || service::open(&app, who.0, *id, &body.0, &key)).await?;
    Ok(HttpResponse::Created().json(Made { id }))
}

/// Your disputes, newest first: your organisation's, those about your work, or those you were drawn for.
#[utoipa::path(tag = "disputes", params(PageQuery), responses((status = 200, body = Page<Dispute>)), security(("hat" = ["client", "member", "steward"])))]
#[get("/disputes")]
async fn list(app: web::Data<App>, who: As<Involved>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || service::list(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// A dispute: statements, files, proposals, decision, as far as they are yours to see.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path)), responses((status = 200, body = DisputeInFull), (status = 404, body = Problem)), security(("hat" = ["client", "member", "steward"])))]
#[get("/disputes/{id}")]
async fn read(app: web::Data<App>, who: As<Involved>, id: web::Path<DisputeId>) -> Result<HttpResponse> {
    let dispute = blocking(move || service::read(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(dispute))
}

/// Take a dispute back that you opened, before there is a decision.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path)), responses((status = 204, description = "Taken back"), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client", "member"])))]
#[post("/disputes/{id}/withdraw")]
async fn withdraw(app: web::Data<App>, who: As<Party>, id: web::Path<DisputeId>) -> Result<HttpResponse> {
    blocking(move || service::withdraw(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Make a statement, before there is a decision; at most ten a side.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path)), request_body = NewStatement, responses((status = 204, description = "Kept"), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client", "member"])))]
#[post("/disputes/{id}/statements")]
async fn state(
    app: web::Data<App>,
    who: As<Party>,
    id: web::Path<DisputeId>,
    body: Body<NewStatement>,
) -> Result<HttpResponse> {
    blocking(move || talks::state(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Hand in a file as the request's body: PDF, PNG, JPEG, or text; at most 10 MiB each and ten a side.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path), FileQuery), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 201, body = inline(Made<FileId>)), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client", "member"])))]
#[post("/disputes/{id}/files")]
async fn hand_in(
    app: web::Data<App>,
    who: As<Party>,
    id: web::Path<DisputeId>,
    query: web::Query<FileQuery>,
    body: web::Payload,
) -> Result<HttpResponse> {
    // One byte more than fits, so that a file of the largest size is told from a larger one.
    let received = body.to_bytes_limited(LARGEST + 1).await;
    let too_large = || Error::field("body", "larger", format!("1 to {LARGEST} bytes"));
    let bytes = received
        .map_err(|_| too_large())?
        .map_err(|cause| Error::Malformed(format!("The body broke off: {cause}.")))?;
    let id = blocking(move || {
        let file = Upload::new(&query.name, bytes.to_vec())?;
        talks::hand_in(&app, who.0, *id, &file)
    });
    Ok(HttpResponse::Created().json(Made { id: id.await? }))
}

/// A file that a side handed in, as an attachment.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path), ("file" = FileId, Path)), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 404, body = Problem)), security(("hat" = ["client", "member", "steward"])))]
#[get("/disputes/{id}/files/{file}")]
async fn download(
    app: web::Data<App>,
    who: As<Involved>,
    path: web::Path<(DisputeId, FileId)>,
) -> Result<HttpResponse> {
    let (id, file) = path.into_inner();
    let (name, media_type, content) = blocking(move || talks::file(&app, who.0, id, file)).await?;
    // Never shown in a page of ours, whatever it holds.
    Ok(HttpResponse::Ok()
        .content_type(media_type.header())
        .insert_header(attachment(name))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'",
        ))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(content))
}

/// A file to be saved under that name, in letters of any language.
fn attachment(name: String) -> ContentDisposition {
    let value = name.into_bytes();
    let name = ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(name)],
    }
}

/// Propose a split. It takes the place of every earlier proposal; the steward does not see it.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NewProposal, responses((status = 201, body = inline(Made<ProposalId>)), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client", "member"])))]
#[post("/disputes/{id}/proposals")]
async fn propose(
    app: web::Data<App>,
    who: As<Party>,
    id: web::Path<DisputeId>,
    key: IdempotencyKey,
    body: Body<NewProposal>,
) -> Result<HttpResponse> {
    let id = blocking(move || talks::propose(&app, who.0, *id, &body.0, &key)).await?;
    Ok(HttpResponse::Created().json(Made { id }))
}

/// Accept the latest proposal. The dispute is settled so once the client and every member concerned said yes.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path), ("proposal" = ProposalId, Path)), responses((status = 200, body = DisputeInFull), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client", "member"])))]
#[post("/disputes/{id}/proposals/{proposal}/accept")]
async fn agree(app: web::Data<App>, who: As<Party>, path: web::Path<(DisputeId, ProposalId)>) -> Result<HttpResponse> {
    let (id, proposal) = path.into_inner();
    let dispute = blocking(move || {
        talks::agree(&app, who.0, id, proposal)?;
        service::read(&app, Involved::Party(who.0), id)
    });
    Ok(HttpResponse::Ok().json(dispute.await?))
}

/// What a division would post, to the cent. Nothing is kept.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path)), request_body = PreviewRequest, responses((status = 200, body = Preview), (status = 404, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client", "member", "steward"])))]
#[post("/disputes/{id}/preview")]
async fn preview(
    app: web::Data<App>,
    who: As<Involved>,
    id: web::Path<DisputeId>,
    body: Body<PreviewRequest>,
) -> Result<HttpResponse> {
    let preview = blocking(move || rulings::preview(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Ok().json(preview))
}

/// Decide a case that you were drawn for.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path)), request_body = Ruling, responses((status = 204, description = "Decided; both sides may appeal"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["steward"])))]
#[post("/disputes/{id}/decision")]
async fn decide(
    app: web::Data<App>,
    who: As<Steward>,
    id: web::Path<DisputeId>,
    body: Body<Ruling>,
) -> Result<HttpResponse> {
    blocking(move || rulings::decide(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Step back from a case or a panel that you were drawn for. Somebody else is drawn.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path)), responses((status = 204, description = "Somebody else is drawn"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["steward"])))]
#[post("/disputes/{id}/step-back")]
async fn step_back(app: web::Data<App>, who: As<Steward>, id: web::Path<DisputeId>) -> Result<HttpResponse> {
    blocking(move || lots::step_back(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Accept the steward's decision. It is carried out at once when the client and every member concerned accept it.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path)), responses((status = 200, body = DisputeInFull), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client", "member"])))]
#[post("/disputes/{id}/accept")]
async fn accept(app: web::Data<App>, who: As<Party>, id: web::Path<DisputeId>) -> Result<HttpResponse> {
    let dispute = blocking(move || {
        rulings::accept(&app, who.0, *id)?;
        service::read(&app, Involved::Party(who.0), *id)
    });
    Ok(HttpResponse::Ok().json(dispute.await?))
}

/// Appeal against the decision, once, within seven days, and say why. A panel is drawn.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path)), request_body = NewStatement, responses((status = 200, body = DisputeInFull), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client", "member"])))]
#[post("/disputes/{id}/appeal")]
async fn appeal(
    app: web::Data<App>,
    who: As<Party>,
    id: web::Path<DisputeId>,
    body: Body<NewStatement>,
) -> Result<HttpResponse> {
    let dispute = blocking(move || {
        rulings::appeal(&app, who.0, *id, &body.0)?;
        service::read(&app, Involved::Party(who.0), *id)
    });
    Ok(HttpResponse::Ok().json(dispute.await?))
}

/// Vote on an appeal that you were drawn for. The median of the votes is the outcome.
#[utoipa::path(tag = "disputes", params(("id" = DisputeId, Path)), request_body = Ruling, responses((status = 204, description = "Kept, and sealed until the panel is done"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["steward"])))]
#[post("/disputes/{id}/votes")]
async fn vote(
    app: web::Data<App>,
    who: As<Steward>,
    id: web::Path<DisputeId>,
    body: Body<Ruling>,
) -> Result<HttpResponse> {
    blocking(move || rulings::vote(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
