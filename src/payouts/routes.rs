//! `/member/bank-details`, `/member/payouts`, `/client/bank-details`, `/client/payouts`, `/client/balance`, `/payout-batches`,
//! `/payouts`, `/bank-files`, `/bank-credits`.

use actix_web::{HttpResponse, get, http::header, post, put, web};
use muster_bank::MOST_BYTES;
use muster_kernel::Money;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    BankFileId, BatchId, CreditId, PayoutId,
    bank_files::{
        closing, sending_back, service as bank_files,
        views::{self as bank_views, BankCredit, BankFile, BankFileInFull, CreditsQuery, LinesQuery, UnclaimedCredits},
    },
    batches::{self, FileQuery, FileVersion, NewBatch},
    decisions::{self, NewDecision},
    details::{self, BankDetails, NewBankDetails},
    views::{self, Batch, BatchInFull, BatchPayout, LeftOut, Payout},
};
use crate::{
    app::App,
    error::{Error, Result},
    fundings::Closing,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{Admin, As, Client, Member, Operator},
    spaces::SpaceId,
};

/// The routes of payouts.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(my_bank_details)
        .service(set_my_bank_details)
        .service(bank_details_of_space)
        .service(set_bank_details_of_space)
        .service(bank_details_of_client)
        .service(set_bank_details_of_client)
        .service(my_payouts)
        .service(payouts_of_space)
        .service(payouts_of_client)
        .service(balance_of_client)
        .service(make_batch)
        .service(list_batches)
        .service(read_batch)
        .service(list_batch_payouts)
        .service(list_left_out)
        .service(batch_file)
        .service(decide)
        .service(receive_bank_file)
        .service(list_bank_files)
        .service(read_bank_file)
        .service(bank_file_content)
        .service(list_bank_credits)
        .service(unclaimed_bank_credits)
        .service(send_back)
        .service(close_credit);
}

/// A batch that was made.
#[derive(Serialize, ToSchema)]
#[schema(as = MadePayoutBatch)]
struct Made {
    id: BatchId,
}

/// What goes back to a client organisation and has not left yet, in each currency.
#[derive(Serialize, ToSchema)]
struct ClientBalance {
    balances: Vec<Money>,
}

/// Your bank details, the newest first: the first ones count.
#[utoipa::path(tag = "payouts", params(PageQuery), responses((status = 200, body = Page<BankDetails>)), security(("hat" = ["member"])))]
#[get("/member/bank-details")]
async fn my_bank_details(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || details::of_member(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Say where you want to be paid, from the next batch on. You are told by mail, whatever you chose to be told.
#[utoipa::path(tag = "payouts", request_body = NewBankDetails, responses((status = 200, body = BankDetails), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/bank-details")]
async fn set_my_bank_details(app: web::Data<App>, who: As<Member>, body: Body<NewBankDetails>) -> Result<HttpResponse> {
    let set = blocking(move || details::set_of_member(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Ok().json(set))
}

/// The bank details of your space, the newest first: the first ones count.
#[utoipa::path(tag = "payouts", params(("id" = SpaceId, Path), PageQuery), responses((status = 200, body = Page<BankDetails>), (status = 404, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/bank-details")]
async fn bank_details_of_space(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || details::of_space(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Say where your space wants to be paid, from the next batch on. All who run it are told by mail.
#[utoipa::path(tag = "payouts", params(("id" = SpaceId, Path)), request_body = NewBankDetails, responses((status = 200, body = BankDetails), (status = 404, body = Problem), (status = 422, body = Problem)), security(("hat" = ["operator"])))]
#[put("/spaces/{id}/bank-details")]
async fn set_bank_details_of_space(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    body: Body<NewBankDetails>,
) -> Result<HttpResponse> {
    let set = blocking(move || details::set_of_space(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Ok().json(set))
}

/// The bank details of your organisation, to which refunds go, the newest first: the first ones count. Takes the role of
/// approver or finance.
#[utoipa::path(tag = "payouts", params(PageQuery), responses((status = 200, body = Page<BankDetails>), (status = 403, body = Problem)), security(("hat" = ["client"])))]
#[get("/client/bank-details")]
async fn bank_details_of_client(
    app: web::Data<App>,
    who: As<Client>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || details::of_client(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Say where refunds to your organisation go, from the next batch on. Takes the role of finance; all who have it are told by
/// mail.
#[utoipa::path(tag = "payouts", request_body = NewBankDetails, responses((status = 200, body = BankDetails), (status = 403, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[put("/client/bank-details")]
async fn set_bank_details_of_client(
    app: web::Data<App>,
    who: As<Client>,
    body: Body<NewBankDetails>,
) -> Result<HttpResponse> {
    let set = blocking(move || details::set_of_client(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Ok().json(set))
}

/// What was paid out to you, and what became of it, the newest first.
#[utoipa::path(tag = "payouts", params(PageQuery), responses((status = 200, body = Page<Payout>)), security(("hat" = ["member"])))]
#[get("/member/payouts")]
async fn my_payouts(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || views::of_member(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// What was paid out to your space, and what became of it, the newest first.
#[utoipa::path(tag = "payouts", params(("id" = SpaceId, Path), PageQuery), responses((status = 200, body = Page<Payout>), (status = 404, body = Problem)), security(("hat" = ["operator"])))]
#[get("/spaces/{id}/payouts")]
async fn payouts_of_space(
    app: web::Data<App>,
    who: As<Operator>,
    id: web::Path<SpaceId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || views::of_space(&app, who.0, *id, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// What was paid back to your organisation, and what became of it, the newest first. Takes the role of approver or finance.
#[utoipa::path(tag = "payouts", params(PageQuery), responses((status = 200, body = Page<Payout>), (status = 403, body = Problem)), security(("hat" = ["client"])))]
#[get("/client/payouts")]
async fn payouts_of_client(app: web::Data<App>, who: As<Client>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || views::of_client(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// What goes back to your organisation and has not left yet. Takes the role of approver or finance.
#[utoipa::path(tag = "payouts", responses((status = 200, body = ClientBalance), (status = 403, body = Problem)), security(("hat" = ["client"])))]
#[get("/client/balance")]
async fn balance_of_client(app: web::Data<App>, who: As<Client>) -> Result<HttpResponse> {
    let balances = blocking(move || views::balance_of_client(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(ClientBalance { balances }))
}

/// Have everybody paid who is owed at least so much, has bank details, and has no payout under way. The money leaves what
/// they are owed at once; who is left out is listed with the reason.
#[utoipa::path(tag = "payouts", params(("Idempotency-Key" = Option<String>, Header)), request_body = NewBatch, responses((status = 201, body = Made), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/payout-batches")]
async fn make_batch(
    app: web::Data<App>,
    who: As<Admin>,
    key: IdempotencyKey,
    body: Body<NewBatch>,
) -> Result<HttpResponse> {
    let id = blocking(move || batches::make(&app, who.0, &body.0, &key)).await?;
    Ok(HttpResponse::Created().json(Made { id }))
}

/// The batches, the newest first.
#[utoipa::path(tag = "payouts", params(PageQuery), responses((status = 200, body = Page<Batch>)), security(("hat" = ["admin"])))]
#[get("/payout-batches")]
async fn list_batches(app: web::Data<App>, _: As<Admin>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || app.db.read(|conn| views::batches(conn, &query))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// A batch, and how many of its payouts stand where.
#[utoipa::path(tag = "payouts", params(("id" = BatchId, Path)), responses((status = 200, body = BatchInFull), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[get("/payout-batches/{id}")]
async fn read_batch(app: web::Data<App>, _: As<Admin>, id: web::Path<BatchId>) -> Result<HttpResponse> {
    let batch = blocking(move || app.db.read(|conn| views::batch(conn, *id))).await?;
    Ok(HttpResponse::Ok().json(batch))
}

/// The payouts of a batch.
#[utoipa::path(tag = "payouts", params(("id" = BatchId, Path), PageQuery), responses((status = 200, body = Page<BatchPayout>), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[get("/payout-batches/{id}/payouts")]
async fn list_batch_payouts(
    app: web::Data<App>,
    _: As<Admin>,
    id: web::Path<BatchId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || app.db.read(|conn| views::of_batch(conn, *id, &query))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Who was owed money and got none in a batch, and why.
#[utoipa::path(tag = "payouts", params(("id" = BatchId, Path), PageQuery), responses((status = 200, body = Page<LeftOut>), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[get("/payout-batches/{id}/left-out")]
async fn list_left_out(
    app: web::Data<App>,
    _: As<Admin>,
    id: web::Path<BatchId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let page = blocking(move || app.db.read(|conn| views::left_out(conn, *id, &query))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The file of a batch for the bank (pain.001): the same bytes each time.
#[utoipa::path(tag = "payouts", params(("id" = BatchId, Path), FileQuery), responses((status = 200, content_type = "application/xml", body = String), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[get("/payout-batches/{id}/file")]
async fn batch_file(
    app: web::Data<App>,
    _: As<Admin>,
    id: web::Path<BatchId>,
    query: web::Query<FileQuery>,
) -> Result<HttpResponse> {
    let version = query.version.unwrap_or(FileVersion::V09);
    let file = blocking(move || app.db.read(|conn| batches::file(conn, *id, version))).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/xml; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)))
        .insert_header((header::ETAG, format!("\"{}\"", file.sha256)))
        .body(file.xml))
}

/// Decide where a payout stands of which the bank told nothing, or what cannot be.
#[utoipa::path(tag = "payouts", params(("id" = PayoutId, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NewDecision, responses((status = 200, body = BatchPayout), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/payouts/{id}/decisions")]
async fn decide(
    app: web::Data<App>,
    who: As<Admin>,
    id: web::Path<PayoutId>,
    key: IdempotencyKey,
    body: Body<NewDecision>,
) -> Result<HttpResponse> {
    let payout = blocking(move || decisions::decide(&app, who.0, *id, &body.0, &key)).await?;
    Ok(payout.sent(HttpResponse::Ok()))
}

/// Hand in a file from the bank: pain.002, camt.052, camt.053 or camt.054, up to 32 MiB. Answers what each part of it did.
/// The same file again is answered as the first time and moves nothing.
#[utoipa::path(tag = "payouts", request_body(content = String, content_type = "application/xml"), responses((status = 201, body = BankFileInFull), (status = 400, body = Problem)), security(("hat" = ["admin"])))]
#[post("/bank-files")]
async fn receive_bank_file(app: web::Data<App>, who: As<Admin>, body: web::Payload) -> Result<HttpResponse> {
    let too_large =
        || Error::Malformed(format!("A file is at most {MOST_BYTES} bytes: ask the bank for one file a day."));
    let unread = |_| Error::Malformed("The file broke off before its end. Send it again.".to_owned());
    let bytes = body.to_bytes_limited(MOST_BYTES).await.map_err(|_| too_large())?.map_err(unread)?;
    let file = blocking(move || bank_files::receive(&app, who.0, &bytes)).await?;
    Ok(HttpResponse::Created().json(file))
}

/// The files from the bank, the newest first.
#[utoipa::path(tag = "payouts", params(PageQuery), responses((status = 200, body = Page<BankFile>)), security(("hat" = ["admin"])))]
#[get("/bank-files")]
async fn list_bank_files(app: web::Data<App>, _: As<Admin>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || app.db.read(|conn| bank_views::files(conn, &query))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// A file from the bank, and what each part of it did.
#[utoipa::path(tag = "payouts", params(("id" = BankFileId, Path), LinesQuery), responses((status = 200, body = BankFileInFull), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[get("/bank-files/{id}")]
async fn read_bank_file(
    app: web::Data<App>,
    _: As<Admin>,
    id: web::Path<BankFileId>,
    query: web::Query<LinesQuery>,
) -> Result<HttpResponse> {
    let file = blocking(move || app.db.read(|conn| bank_views::in_full(conn, *id, &query))).await?;
    Ok(HttpResponse::Ok().json(file))
}

/// A file from the bank as it was handed in.
#[utoipa::path(tag = "payouts", params(("id" = BankFileId, Path)), responses((status = 200, content_type = "application/xml", body = String), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[get("/bank-files/{id}/content")]
async fn bank_file_content(app: web::Data<App>, _: As<Admin>, id: web::Path<BankFileId>) -> Result<HttpResponse> {
    let name = format!("attachment; filename=\"{}.xml\"", *id);
    let content = blocking(move || app.db.read(|conn| bank_files::content(conn, *id))).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/xml")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(content))
}

/// Money that came in from others, the newest first.
#[utoipa::path(tag = "payouts", params(CreditsQuery), responses((status = 200, body = Page<BankCredit>)), security(("hat" = ["admin"])))]
#[get("/bank-credits")]
async fn list_bank_credits(app: web::Data<App>, _: As<Admin>, query: web::Query<CreditsQuery>) -> Result<HttpResponse> {
    let page = blocking(move || app.db.read(|conn| bank_views::credits(conn, &query))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Money that nobody has claimed or closed: how many bookings, and how much, in each currency.
#[utoipa::path(tag = "payouts", responses((status = 200, body = Vec<UnclaimedCredits>)), security(("hat" = ["admin"])))]
#[get("/bank-credits/unclaimed")]
async fn unclaimed_bank_credits(app: web::Data<App>, _: As<Admin>) -> Result<HttpResponse> {
    let unclaimed = blocking(move || app.db.read(bank_views::unclaimed)).await?;
    Ok(HttpResponse::Ok().json(unclaimed))
}

/// Send money that nobody has claimed back to the account that it came from: it is owed to whoever paid it from then on, and
/// leaves with the next batch of payouts.
#[utoipa::path(tag = "payouts", params(("id" = CreditId, Path), ("Idempotency-Key" = Option<String>, Header)), responses((status = 200, body = BankCredit), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["admin"])))]
#[post("/bank-credits/{id}/send-back")]
async fn send_back(
    app: web::Data<App>,
    who: As<Admin>,
    id: web::Path<CreditId>,
    key: IdempotencyKey,
) -> Result<HttpResponse> {
    let credit = blocking(move || sending_back::send_back(&app, who.0, *id, &key)).await?;
    Ok(credit.sent(HttpResponse::Ok()))
}

/// Note what was done about money that nobody has claimed and that cannot be sent back from here, or that the bank refused to
/// send back, such as sending it back at the bank. It is not used for a funding or sent back any more.
#[utoipa::path(tag = "payouts", params(("id" = CreditId, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = Closing, responses((status = 200, body = BankCredit), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/bank-credits/{id}/close")]
async fn close_credit(
    app: web::Data<App>,
    who: As<Admin>,
    id: web::Path<CreditId>,
    key: IdempotencyKey,
    body: Body<Closing>,
) -> Result<HttpResponse> {
    let credit = blocking(move || closing::close(&app, who.0, *id, &body.0, &key)).await?;
    Ok(credit.sent(HttpResponse::Ok()))
}
