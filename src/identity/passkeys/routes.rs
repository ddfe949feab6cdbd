//! `/passkeys`, `/me/passkeys`, `/sessions/passkeys`.

use actix_web::{HttpResponse, get, post, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    model::PasskeyId,
    service::{self, NewPasskey, Passkey, PasskeyName, PasskeyOptions, PasskeySignIn, ShownAgain},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, Origin, Problem, blocking},
    identity::{As, Device, SignedIn, let_in, sessions::Session},
};

/// The routes of passkeys.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(ask_for_passkey)
        .service(sign_in_with_passkey)
        .service(list_passkeys)
        .service(ask_for_own_passkey)
        .service(begin_passkey)
        .service(add_passkey)
        .service(rename_passkey)
        .service(remove_passkey);
}

/// Begin to sign in with a passkey: what to ask the browser for.
#[utoipa::path(tag = "identity", responses((status = 201, body = PasskeyOptions), (status = 409, body = Problem), (status = 429, body = Problem)))]
#[post("/passkeys/challenges")]
async fn ask_for_passkey(app: web::Data<App>, from: Origin) -> Result<HttpResponse> {
    let asked = let_in(app, from, service::ask).await?;
    Ok(HttpResponse::Created().json(asked))
}

/// Sign in with a passkey. It counts as both factors: no code is asked for.
#[utoipa::path(tag = "identity", request_body = PasskeySignIn, responses((status = 201, body = Session), (status = 401, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/sessions/passkeys")]
async fn sign_in_with_passkey(
    app: web::Data<App>,
    from: Origin,
    device: Device,
    body: Body<PasskeySignIn>,
) -> Result<HttpResponse> {
    let session = let_in(app, from, move |app| service::sign_in(app, &body.0, &device)).await?;
    Ok(HttpResponse::Created().json(session))
}

/// Your passkeys, the oldest first.
#[utoipa::path(tag = "identity", responses((status = 200, body = Vec<Passkey>)), security(("hat" = ["any"])))]
#[get("/me/passkeys")]
async fn list_passkeys(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let passkeys = blocking(move || service::list(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(passkeys))
}

/// What to ask the browser for, to show a passkey of yours in place of your password.
#[utoipa::path(tag = "identity", responses((status = 201, body = PasskeyOptions), (status = 409, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[post("/me/passkey-challenges")]
async fn ask_for_own_passkey(app: web::Data<App>, who: As<SignedIn>, from: Origin) -> Result<HttpResponse> {
    let asked = let_in(app, from, move |app| service::ask_again(app, who.0)).await?;
    Ok(HttpResponse::Created().json(asked))
}

/// Begin a passkey: what to ask the browser to make. Nothing changes until it is added.
#[utoipa::path(tag = "identity", request_body = ShownAgain, responses((status = 201, body = PasskeyOptions), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[post("/me/passkey-beginnings")]
async fn begin_passkey(
    app: web::Data<App>,
    who: As<SignedIn>,
    from: Origin,
    body: Body<ShownAgain>,
) -> Result<HttpResponse> {
    let asked = let_in(app, from, move |app| service::begin(app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(asked))
}

/// Add the passkey that your browser made.
#[utoipa::path(tag = "identity", request_body = NewPasskey, responses((status = 201, body = Passkey), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[post("/me/passkeys")]
async fn add_passkey(
    app: web::Data<App>,
    who: As<SignedIn>,
    from: Origin,
    body: Body<NewPasskey>,
) -> Result<HttpResponse> {
    let added = let_in(app, from, move |app| service::add(app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(added))
}

/// Call one of your passkeys something else.
#[utoipa::path(tag = "identity", params(("id" = PasskeyId, Path)), request_body = PasskeyName, responses((status = 200, body = Passkey), (status = 404, body = Problem), (status = 422, body = Problem)), security(("hat" = ["any"])))]
#[put("/me/passkeys/{id}")]
async fn rename_passkey(
    app: web::Data<App>,
    who: As<SignedIn>,
    id: web::Path<PasskeyId>,
    body: Body<PasskeyName>,
) -> Result<HttpResponse> {
    let renamed = blocking(move || service::rename(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::Ok().json(renamed))
}

/// Remove one of your passkeys. Every other session ends.
#[utoipa::path(tag = "identity", params(("id" = PasskeyId, Path)), request_body = ShownAgain, responses((status = 204, description = "It signs nobody in any more"), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[post("/me/passkeys/{id}/removal")]
async fn remove_passkey(
    app: web::Data<App>,
    who: As<SignedIn>,
    from: Origin,
    id: web::Path<PasskeyId>,
    body: Body<ShownAgain>,
) -> Result<HttpResponse> {
    let_in(app, from, move |app| service::remove(app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
