//! `/clients`, `/client/people`, `/client/invites`, `/client-invites`, `/client/keys`

use actix_web::{HttpResponse, delete, get, post, put, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    api_keys::{self, ApiKey, MadeApiKey, NewApiKey},
    invites::{self, InviteInFull, InvitedSignUp, NewInvite, OpenInvite},
    listing::{self, ClientQuery, ListedClient},
    people::{self, ClientPerson, RoleChange},
};
use crate::{
    app::App,
    error::Result,
    http::{Body, Origin, Page, Problem, blocking},
    identity::{
        actor::{Admin, As, Client, SignedIn},
        device::Device,
        door::let_in,
        model::{ApiKeyId, ClientId, InviteId, PersonId},
        sessions::Session,
    },
};

/// The routes of client organisations, their people and keys.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(read);
    config.service(list_people).service(change_role).service(remove_person);
    config.service(list_invites).service(invite).service(take_invite_back);
    config.service(read_invite).service(join).service(sign_up);
    config.service(list_keys).service(make_key).service(revoke_key);
}

/// The token of a link that came by mail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InviteToken {
    token: String,
}

/// An invite that was sent.
#[derive(Serialize, ToSchema)]
struct SentInvite {
    id: InviteId,
}

/// The organisation that you act for from now on.
#[derive(Serialize, ToSchema)]
struct Joined {
    client: ClientId,
}

/// Client organisations, the newest first: all of them, or those whose name holds a text. What they are called, and nothing of
/// their people and their briefs.
#[utoipa::path(tag = "clients", params(ClientQuery), responses((status = 200, body = Page<ListedClient>), (status = 422, body = Problem)), security(("hat" = ["admin"])))]
#[get("/clients")]
async fn list(app: web::Data<App>, who: As<Admin>, query: web::Query<ClientQuery>) -> Result<HttpResponse> {
    let page = blocking(move || listing::list(&app, who.0, query.into_inner())).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// A client organisation: what it is called, and nothing of its people and its briefs.
#[utoipa::path(tag = "clients", params(("id" = ClientId, Path)), responses((status = 200, body = ListedClient), (status = 404, body = Problem)), security(("hat" = ["admin"])))]
#[get("/clients/{id}")]
async fn read(app: web::Data<App>, who: As<Admin>, id: web::Path<ClientId>) -> Result<HttpResponse> {
    let found = blocking(move || listing::read(&app, who.0, *id)).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// The people of your organisation; fifty at most.
#[utoipa::path(tag = "clients", responses((status = 200, body = Vec<ClientPerson>)), security(("hat" = ["client"])))]
#[get("/client/people")]
async fn list_people(app: web::Data<App>, who: As<Client>) -> Result<HttpResponse> {
    let people = blocking(move || people::list(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(people))
}

/// Change what somebody may do for your organisation; finance does that.
#[utoipa::path(tag = "clients", params(("id" = PersonId, Path)), request_body = RoleChange, responses((status = 204, description = "Changed"), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[put("/client/people/{id}")]
async fn change_role(
    app: web::Data<App>,
    who: As<Client>,
    id: web::Path<PersonId>,
    body: Body<RoleChange>,
) -> Result<HttpResponse> {
    blocking(move || people::change_role(&app, who.0, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take somebody out of your organisation, which finance does, or go yourself. They are signed out, and their keys end.
#[utoipa::path(tag = "clients", params(("id" = PersonId, Path)), responses((status = 204, description = "They do not act for you any more"), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[delete("/client/people/{id}")]
async fn remove_person(app: web::Data<App>, who: As<Client>, id: web::Path<PersonId>) -> Result<HttpResponse> {
    blocking(move || people::remove(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The invites of your organisation that nobody followed yet.
#[utoipa::path(tag = "clients", responses((status = 200, body = Vec<OpenInvite>)), security(("hat" = ["client"])))]
#[get("/client/invites")]
async fn list_invites(app: web::Data<App>, who: As<Client>) -> Result<HttpResponse> {
    let open = blocking(move || invites::list(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(open))
}

/// Invite somebody to act for your organisation; finance does that. The link in the mail is good once, for seven days.
#[utoipa::path(tag = "clients", request_body = NewInvite, responses((status = 201, body = SentInvite), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(("hat" = ["client"])))]
#[post("/client/invites")]
async fn invite(app: web::Data<App>, who: As<Client>, body: Body<NewInvite>) -> Result<HttpResponse> {
    let id = blocking(move || invites::invite(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(SentInvite { id }))
}

/// Take an invite back: its link is not good any more.
#[utoipa::path(tag = "clients", params(("id" = InviteId, Path)), responses((status = 204, description = "Taken back"), (status = 403, body = Problem), (status = 404, body = Problem)), security(("hat" = ["client"])))]
#[delete("/client/invites/{id}")]
async fn take_invite_back(app: web::Data<App>, who: As<Client>, id: web::Path<InviteId>) -> Result<HttpResponse> {
    blocking(move || invites::take_back(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What the link of an invite says: who invites whom, and to what.
#[utoipa::path(tag = "clients", request_body = InviteToken, responses((status = 200, body = InviteInFull), (status = 409, body = Problem), (status = 429, body = Problem)))]
#[post("/client-invites/readings")]
async fn read_invite(app: web::Data<App>, from: Origin, body: Body<InviteToken>) -> Result<HttpResponse> {
    let found = let_in(app, from, move |app| invites::read(app, &body.0.token)).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// Follow an invite: you act for the organisation, and gain the client hat.
#[utoipa::path(tag = "clients", request_body = InviteToken, responses((status = 201, body = Joined), (status = 409, body = Problem)), security(("hat" = ["any"])))]
#[post("/client-invites/joins")]
async fn join(app: web::Data<App>, who: As<SignedIn>, body: Body<InviteToken>) -> Result<HttpResponse> {
    let client = blocking(move || invites::join(&app, who.0, &body.0.token)).await?;
    Ok(HttpResponse::Created().json(Joined { client }))
}

/// Sign up by an invite, with the address that it was sent to, and sign in.
#[utoipa::path(tag = "clients", request_body = InvitedSignUp, responses((status = 201, body = Session), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/client-invites/sign-ups")]
async fn sign_up(app: web::Data<App>, from: Origin, device: Device, body: Body<InvitedSignUp>) -> Result<HttpResponse> {
    let session = let_in(app, from, move |app| invites::sign_up(app, &body.0, &device)).await?;
    Ok(HttpResponse::Created().json(session))
}

/// The API keys of your organisation that were not revoked, the newest first; a hundred at most.
#[utoipa::path(tag = "clients", responses((status = 200, body = Vec<ApiKey>)), security(("hat" = ["client"])))]
#[get("/client/keys")]
async fn list_keys(app: web::Data<App>, who: As<Client>) -> Result<HttpResponse> {
    let keys = blocking(move || api_keys::list(&app, who.0)).await?;
    Ok(HttpResponse::Ok().json(keys))
}

/// Make an API key for your programs. It acts for you, for no more than you may do and its scopes name, and is shown this once.
#[utoipa::path(tag = "clients", request_body = NewApiKey, responses((status = 201, body = MadeApiKey), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[post("/client/keys")]
async fn make_key(app: web::Data<App>, who: As<Client>, body: Body<NewApiKey>) -> Result<HttpResponse> {
    let made = blocking(move || api_keys::make(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Revoke an API key: your own, or, as finance, any of your organisation. It is refused from then on.
#[utoipa::path(tag = "clients", params(("id" = ApiKeyId, Path)), responses((status = 204, description = "Revoked"), (status = 403, body = Problem), (status = 404, body = Problem)), security(("hat" = ["client"])))]
#[delete("/client/keys/{id}")]
async fn revoke_key(app: web::Data<App>, who: As<Client>, id: web::Path<ApiKeyId>) -> Result<HttpResponse> {
    blocking(move || api_keys::revoke(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
