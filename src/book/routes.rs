//! `/member/earnings`, `/member/statements`, `/periods`, `/book`.

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    Account, EntryId,
    earnings::{self, Earnings},
    exchanges::{self, Correction, Exchange, NewCorrection, NewExchange},
    listing::{self, BookEntry, EntryQuery},
    nightly::{self, BookCheck},
    statements::{self, Parties, Period, Proof, Statement, StatementId, StatementOfMember},
    trial::{self, TrialBalance},
    why::{self, ExplainedPart},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, IdempotencyKey, Page, PageQuery, Problem, blocking},
    identity::{self, Admin, As, Member, SignedIn},
    papers::{PaperQuery, Told},
};

/// The routes of the book.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(my_earnings)
        .service(my_parts)
        .service(my_proofs)
        .service(my_statements)
        .service(my_statement)
        .service(closed_periods)
        .service(book_checks)
        .service(book_balances)
        .service(book_entries)
        .service(record_exchange)
        .service(correct_entry);
}

/// What you earned: what the book holds for you in each currency, and the lines it is made of, newest first.
#[utoipa::path(tag = "book", params(PageQuery), responses((status = 200, body = Earnings)), security(("hat" = ["member"])))]
#[get("/member/earnings")]
async fn my_earnings(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let earnings = blocking(move || earnings::earnings(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(earnings))
}

/// Every part of what an entry paid for your work, each with its rate, what that was taken of, and why it is so much.
#[utoipa::path(tag = "book", params(("entry" = EntryId, Path)), responses((status = 200, body = Vec<ExplainedPart>), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/earnings/{entry}")]
async fn my_parts(app: web::Data<App>, who: As<Member>, entry: web::Path<EntryId>) -> Result<HttpResponse> {
    let parts = blocking(move || why::explained(&app, who.0, *entry)).await?;
    Ok(HttpResponse::Ok().json(parts))
}

/// What proves that an entry's payment for your work stands in your statement, and what your space was paid for it in the
/// space's, to the cent; nothing as long as the month is not closed.
#[utoipa::path(tag = "book", params(("entry" = EntryId, Path)), responses((status = 200, body = Vec<Proof>)), security(("hat" = ["member"])))]
#[get("/member/earnings/{entry}/proofs")]
async fn my_proofs(app: web::Data<App>, who: As<Member>, entry: web::Path<EntryId>) -> Result<HttpResponse> {
    let proofs = blocking(move || app.db.read(|conn| statements::proofs(conn, who.0.member, *entry))).await?;
    Ok(HttpResponse::Ok().json(proofs))
}

/// Your statements, the newest first: one for each month, closed for good.
#[utoipa::path(tag = "book", params(PageQuery), responses((status = 200, body = Page<Statement>)), security(("hat" = ["member"])))]
#[get("/member/statements")]
async fn my_statements(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let own = Account::Member(who.0.member);
    let page = blocking(move || app.db.read(|conn| statements::list(conn, own, &query))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// A statement of yours, with its lines.
#[utoipa::path(tag = "book", params(("id" = StatementId, Path), PaperQuery), responses((status = 200, body = StatementOfMember), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/statements/{id}")]
async fn my_statement(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<StatementId>,
    query: web::Query<PaperQuery>,
) -> Result<HttpResponse> {
    let told = blocking(move || {
        app.db.read(|conn| {
            let found = statements::of_member(conn, who.0.member, *id)?;
            Told::of(&query, found, |found| {
                let (name, language) = identity::service::reader(conn, who.0.person)?;
                let parties = Parties {
                    network: &app.network,
                    recipient: vec![name],
                    language: &language,
                    closed_at: statements::closed_at(conn, found.statement.month)?,
                };
                statements::print_of_member(parties, found)
            })
        })
    });
    Ok(told.await?.answer())
}

/// The months that are closed, the newest first, each with the root over its statements.
#[utoipa::path(tag = "book", params(PageQuery), responses((status = 200, body = Page<Period>)), security(("hat" = ["any"])))]
#[get("/periods")]
async fn closed_periods(app: web::Data<App>, _: As<SignedIn>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || app.db.read(|conn| statements::periods(conn, &query))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// What the recounts of the last nights found, the newest first.
#[utoipa::path(tag = "book", params(PageQuery), responses((status = 200, body = Page<BookCheck>)), security(("hat" = ["admin"])))]
#[get("/book/checks")]
async fn book_checks(app: web::Data<App>, _: As<Admin>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || app.db.read(|conn| nightly::list(conn, &query))).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The trial balance: what the accounts of each kind hold in each currency. Debits and credits come to the same.
#[utoipa::path(tag = "book", responses((status = 200, body = TrialBalance)), security(("hat" = ["admin"])))]
#[get("/book/balances")]
async fn book_balances(app: web::Data<App>, _: As<Admin>) -> Result<HttpResponse> {
    let balance = blocking(move || trial::read(&app)).await?;
    Ok(HttpResponse::Ok().json(balance))
}

/// The entries of the book, the newest first: all of them, those of one kind, or those of one account that is nobody's own.
/// Their lines are told by kind of account, without names.
#[utoipa::path(tag = "book", params(EntryQuery), responses((status = 200, body = Page<BookEntry>), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[get("/book/entries")]
async fn book_entries(app: web::Data<App>, _: As<Admin>, query: web::Query<EntryQuery>) -> Result<HttpResponse> {
    let page = blocking(move || listing::list(&app, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Record that the bank exchanged money of one currency for money of another. The bank must hold what is given, by the book,
/// and a booking is recorded once.
#[utoipa::path(tag = "book", params(("Idempotency-Key" = Option<String>, Header)), request_body = NewExchange, responses((status = 201, body = Exchange), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/book/exchanges")]
async fn record_exchange(
    app: web::Data<App>,
    who: As<Admin>,
    key: IdempotencyKey,
    body: Body<NewExchange>,
) -> Result<HttpResponse> {
    let exchange = blocking(move || exchanges::record(&app, who.0, &body.0, &key)).await?;
    Ok(exchange.sent(HttpResponse::Created()))
}

/// Correct an exchange that was recorded wrongly: a reversal takes it back and says why, and what is right stands in its
/// place, if anything does. Entries of other kinds are refused with the way in which they are put right.
#[utoipa::path(tag = "book", params(("Idempotency-Key" = Option<String>, Header)), request_body = NewCorrection, responses((status = 201, body = Correction), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/book/corrections")]
async fn correct_entry(
    app: web::Data<App>,
    who: As<Admin>,
    key: IdempotencyKey,
    body: Body<NewCorrection>,
) -> Result<HttpResponse> {
    let correction = blocking(move || exchanges::correct(&app, who.0, &body.0, &key)).await?;
    Ok(correction.sent(HttpResponse::Created()))
}
