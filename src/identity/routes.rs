//! `/people`, `/sessions`, `/me`, `/hats`, `/clients`.

use actix_web::{HttpResponse, delete, get, post, put, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    actor::{Admin, As, SignedIn},
    clients::{self, NewClient},
    device::Device,
    door::let_in,
    hats::{self, HatHolder},
    model::{ClientId, Hat, PersonId, SessionId},
    newcomers::{self, SignUp},
    passkeys, providers,
    second_factor::{self, service::Challenge},
    service::{self, Entry, Me, OwnSettings, PasswordChange, SignIn, Verification},
    sessions::{self, Session, SessionLine},
    sign_outs::{self, SignOut},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, Origin, Page, PageQuery, Problem, blocking},
};

/// The routes of identity.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(sign_up)
        .service(verify)
        .service(ask_for_reset)
        .service(reset)
        .service(sign_in)
        .service(refresh)
        .service(list_sessions)
        .service(end_other_sessions)
        .service(switch_hat)
        .service(sign_out)
        .service(end_session)
        .service(change_password)
        .service(me)
        .service(change_me)
        .service(sign_out_person)
        .service(list_hats)
        .service(take_hat)
        .service(found_client)
        .configure(clients::routes::routes)
        .configure(providers::routes::routes)
        .configure(second_factor::routes::routes)
        .configure(passkeys::routes::routes);
}

/// A token that came by mail or from a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Token {
    token: String,
}

/// An address that wants a new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResetRequest {
    email: String,
}

/// A new password, and the token that allows it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reset {
    token: String,
    password: String,
}

/// A hat to put on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HatChoice {
    hat: Hat,
}

/// A client organisation that was founded.
#[derive(Serialize, ToSchema)]
struct Founded {
    id: ClientId,
}

/// Sign up. A mail follows, with a link that confirms the address.
#[utoipa::path(tag = "identity", request_body = SignUp, responses((status = 202, description = "A mail is on its way"), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/people")]
async fn sign_up(app: web::Data<App>, from: Origin, body: Body<SignUp>) -> Result<HttpResponse> {
    let_in(app, from, move |app| newcomers::sign_up(app, &body.0)).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Confirm an address with the token from the mail and the password that was chosen, and sign in.
#[utoipa::path(tag = "identity", request_body = Verification, responses((status = 201, body = Session), (status = 401, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
#[post("/people/verifications")]
async fn verify(app: web::Data<App>, from: Origin, device: Device, body: Body<Verification>) -> Result<HttpResponse> {
    let session = let_in(app, from, move |app| service::verify(app, &body.0, &device)).await?;
    Ok(HttpResponse::Created().json(session))
}

/// Ask for a mail with a link that sets a new password.
#[utoipa::path(tag = "identity", request_body = ResetRequest, responses((status = 202, description = "If the address is known, a mail is on its way"), (status = 429, body = Problem)))]
#[post("/password-resets")]
async fn ask_for_reset(app: web::Data<App>, from: Origin, body: Body<ResetRequest>) -> Result<HttpResponse> {
    let_in(app, from, move |app| service::ask_for_reset(app, &body.0.email)).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Set a new password with the token from the mail. Every session ends.
#[utoipa::path(tag = "identity", request_body = Reset, responses((status = 204, description = "Set"), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[put("/password-resets")]
async fn reset(app: web::Data<App>, from: Origin, body: Body<Reset>) -> Result<HttpResponse> {
    let_in(app, from, move |app| service::reset(app, &body.0.token, &body.0.password, from)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sign in. Where somebody has a second factor, a right password is answered with a challenge for its code.
#[utoipa::path(tag = "identity", request_body = SignIn, responses((status = 201, body = Session), (status = 202, body = Challenge), (status = 401, body = Problem), (status = 429, body = Problem)))]
#[post("/sessions")]
async fn sign_in(app: web::Data<App>, from: Origin, device: Device, body: Body<SignIn>) -> Result<HttpResponse> {
    let entry = let_in(app, from, move |app| service::sign_in(app, &body.0, &device)).await?;
    Ok(match entry {
        Entry::SignedIn(session) => HttpResponse::Created().json(session),
        Entry::Challenged(challenge) => HttpResponse::Accepted().json(challenge),
    })
}

/// Go on with a session: a refresh token for a new pair of tokens.
#[utoipa::path(tag = "identity", request_body = Token, responses((status = 200, body = Session), (status = 401, body = Problem)))]
#[post("/sessions/refreshes")]
async fn refresh(app: web::Data<App>, body: Body<Token>) -> Result<HttpResponse> {
    let session = blocking(move || sessions::refresh(&app, &body.0.token)).await?;
    Ok(HttpResponse::Ok().json(session))
}

/// Put on another hat.
#[utoipa::path(tag = "identity", request_body = HatChoice, responses((status = 200, body = Session), (status = 422, body = Problem)), security(("hat" = ["any"])))]
#[put("/sessions/current/hat")]
async fn switch_hat(app: web::Data<App>, who: As<SignedIn>, body: Body<HatChoice>) -> Result<HttpResponse> {
    let session = blocking(move || sessions::switch_hat(&app, who.0, body.0.hat)).await?;
    Ok(HttpResponse::Ok().json(session))
}

/// Sign out.
#[utoipa::path(tag = "identity", responses((status = 204, description = "The session has ended")), security(("hat" = ["any"])))]
#[delete("/sessions/current")]
async fn sign_out(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    blocking(move || sessions::sign_out(&app, who.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Where you are signed in, used last first.
#[utoipa::path(tag = "identity", responses((status = 200, body = Vec<SessionLine>)), security(("hat" = ["any"])))]
#[get("/sessions")]
async fn list_sessions(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let sessions = blocking(move || sessions::list(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(sessions))
}

/// End all sessions but this one.
#[utoipa::path(tag = "identity", responses((status = 204, description = "They have ended")), security(("hat" = ["any"])))]
#[delete("/sessions")]
async fn end_other_sessions(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    blocking(move || sessions::end_others(&app, who.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// End one of your sessions.
#[utoipa::path(tag = "identity", responses((status = 204, description = "It has ended"), (status = 404, body = Problem)), security(("hat" = ["any"])))]
#[delete("/sessions/{id}")]
async fn end_session(app: web::Data<App>, who: As<SignedIn>, id: web::Path<SessionId>) -> Result<HttpResponse> {
    blocking(move || sessions::end(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Change your password. Every other session ends.
#[utoipa::path(tag = "identity", request_body = PasswordChange, responses((status = 204, description = "Changed"), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[put("/me/password")]
async fn change_password(
    app: web::Data<App>,
    who: As<SignedIn>,
    from: Origin,
    body: Body<PasswordChange>,
) -> Result<HttpResponse> {
    let_in(app, from, move |app| service::change_password(app, who.0, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Who is signed in.
#[utoipa::path(tag = "identity", responses((status = 200, body = Me)), security(("hat" = ["any"])))]
#[get("/me")]
async fn me(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let me = blocking(move || service::me(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(me))
}

/// Change your name, and the language in which you are written to.
#[utoipa::path(tag = "identity", request_body = OwnSettings, responses((status = 200, body = Me), (status = 422, body = Problem)), security(("hat" = ["any"])))]
#[put("/me")]
async fn change_me(app: web::Data<App>, who: As<SignedIn>, body: Body<OwnSettings>) -> Result<HttpResponse> {
    let changed = blocking(move || service::change_me(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Ok().json(changed))
}

/// Sign somebody out everywhere, at once. Their password stays, and so do the keys of their programs.
#[utoipa::path(tag = "identity", request_body = SignOut, responses((status = 204, description = "Every session of theirs has ended"), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[post("/sign-outs")]
async fn sign_out_person(app: web::Data<App>, who: As<Admin>, body: Body<SignOut>) -> Result<HttpResponse> {
    blocking(move || sign_outs::everywhere(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Who runs spaces, is a steward or an admin.
#[utoipa::path(tag = "identity", params(PageQuery), responses((status = 200, body = Page<HatHolder>)), security(("hat" = ["admin"])))]
#[get("/hats")]
async fn list_hats(app: web::Data<App>, who: As<Admin>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let page = blocking(move || hats::holders(&app, who.0, &query)).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Take the hat of a steward or an admin away. They are signed out at once; what a steward had to decide goes to others.
#[utoipa::path(tag = "identity", params(("id" = PersonId, Path), ("hat" = Hat, Path)), responses((status = 204, description = "Taken away"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[delete("/people/{id}/hats/{hat}")]
async fn take_hat(app: web::Data<App>, who: As<Admin>, path: web::Path<(PersonId, Hat)>) -> Result<HttpResponse> {
    let (person, hat) = path.into_inner();
    blocking(move || hats::take_away(&app, who.0, person, hat)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Found a client organisation, and gain the client hat.
#[utoipa::path(tag = "identity", request_body = NewClient, responses((status = 201, body = Founded), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["any"])))]
#[post("/clients")]
async fn found_client(app: web::Data<App>, who: As<SignedIn>, body: Body<NewClient>) -> Result<HttpResponse> {
    let id = blocking(move || clients::found(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(Founded { id }))
}
