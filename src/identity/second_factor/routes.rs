//! `/me/second-factor`, `/sessions/codes`.

use actix_web::{HttpResponse, get, post, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, BothFactors, CodeShown, Enrolment, PasswordAgain, RecoveryCodes, SecondFactor, SecondStep};
use crate::{
    app::App,
    error::Result,
    http::{Body, Origin, Problem, blocking},
    identity::{As, Device, SignedIn, let_in, sessions::Session},
};

/// The routes of the second factor.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(give_code)
        .service(read_second_factor)
        .service(begin_second_factor)
        .service(confirm_second_factor)
        .service(renew_recovery_codes)
        .service(turn_off_second_factor);
}

/// Sign in, second step: the code that the password was answered with a challenge for, from the app or a recovery code.
#[utoipa::path(tag = "identity", request_body = SecondStep, responses((status = 201, body = Session), (status = 401, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
#[post("/sessions/codes")]
async fn give_code(app: web::Data<App>, from: Origin, device: Device, body: Body<SecondStep>) -> Result<HttpResponse> {
    let session = let_in(app, from, move |app| service::sign_in(app, &body.0, &device)).await?;
    Ok(HttpResponse::Created().json(session))
}

/// Whether signing in takes a code, and how many recovery codes are left.
#[utoipa::path(tag = "identity", responses((status = 200, body = SecondFactor)), security(("hat" = ["any"])))]
#[get("/me/second-factor")]
async fn read_second_factor(app: web::Data<App>, who: As<SignedIn>) -> Result<HttpResponse> {
    let factor = blocking(move || service::read(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(factor))
}

/// Begin a second factor: a secret for your app. Nothing changes until a code confirms it.
#[utoipa::path(tag = "identity", request_body = PasswordAgain, responses((status = 201, body = Enrolment), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[post("/me/second-factor")]
async fn begin_second_factor(
    app: web::Data<App>,
    who: As<SignedIn>,
    from: Origin,
    body: Body<PasswordAgain>,
) -> Result<HttpResponse> {
    let begun = let_in(app, from, move |app| service::begin(app, who.0, &body.0.password)).await?;
    Ok(HttpResponse::Created().json(begun))
}

/// Turn your second factor on, with the first code of your app. Every other session ends.
#[utoipa::path(tag = "identity", request_body = CodeShown, responses((status = 200, body = RecoveryCodes), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[put("/me/second-factor")]
async fn confirm_second_factor(
    app: web::Data<App>,
    who: As<SignedIn>,
    from: Origin,
    body: Body<CodeShown>,
) -> Result<HttpResponse> {
    let codes = let_in(app, from, move |app| service::confirm(app, who.0, &body.0.code)).await?;
    Ok(HttpResponse::Ok().json(codes))
}

/// Make new recovery codes, in place of those that you have.
#[utoipa::path(tag = "identity", request_body = BothFactors, responses((status = 201, body = RecoveryCodes), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[post("/me/second-factor/recovery-codes")]
async fn renew_recovery_codes(
    app: web::Data<App>,
    who: As<SignedIn>,
    from: Origin,
    body: Body<BothFactors>,
) -> Result<HttpResponse> {
    let codes = let_in(app, from, move |app| service::renew_recovery_codes(app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(codes))
}

/// Turn your second factor off. Every other session ends.
#[utoipa::path(tag = "identity", request_body = BothFactors, responses((status = 204, description = "A password is enough from now on"), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["any"])))]
#[post("/me/second-factor/off")]
async fn turn_off_second_factor(
    app: web::Data<App>,
    who: As<SignedIn>,
    from: Origin,
    body: Body<BothFactors>,
) -> Result<HttpResponse> {
    let_in(app, from, move |app| service::turn_off(app, who.0, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
