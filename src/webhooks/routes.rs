//! `/webhooks`, `/webhook-messages`

use actix_web::{HttpResponse, delete, get, post, web};
use muster_kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    DeliveryId, WebhookId,
    model::{DeliveryState, Event, State},
    service::{self, NewWebhook, Registered},
    store::{Delivery, Webhook},
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, Page, PageQuery, Problem, blocking},
    identity::{As, Client},
    notices::Kind,
};

/// The routes of webhooks.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(register).service(remove).service(pause).service(resume);
    config.service(renew).service(test).service(messages).service(send_again);
}

/// A webhook of yours.
#[derive(Serialize, ToSchema)]
struct WebhookView {
    id: WebhookId,
    url: String,
    /// Which kinds of notices it is sent.
    kinds: Vec<Kind>,
    state: State,
    created_at: Instant,
}

/// A secret, shown this once.
#[derive(Serialize, ToSchema)]
struct SecretView {
    webhook: WebhookId,
    /// The key of the signatures: `whsec_` and 32 bytes in base64.
    secret: String,
}

/// A message to a webhook.
#[derive(Serialize, ToSchema)]
struct MessageView {
    /// The `webhook-id` of its attempts.
    id: DeliveryId,
    /// What happened, such as `milestone.submitted`.
    event: String,
    state: DeliveryState,
    /// How often it was tried since it was sent last.
    attempts: i32,
    /// What the server answered last, if it did.
    status: Option<i32>,
    /// What was wrong last.
    error: Option<String>,
    /// What is sent.
    #[schema(value_type = Object)]
    payload: serde_json::Value,
    created_at: Instant,
    tried_at: Option<Instant>,
}

fn view(webhook: Webhook) -> Result<WebhookView> {
    let kinds = service::kinds(&webhook)?;
    let Webhook { id, url, state, created_at, .. } = webhook;
    Ok(WebhookView { id, url, kinds, state, created_at })
}

fn message(delivery: Delivery) -> Result<MessageView> {
    let Delivery { id, event, payload, state, attempts, last_status, last_error, created_at, tried_at, .. } = delivery;
    let payload = serde_json::from_str(&payload).map_err(|cause| Error::internal("read a message", cause))?;
    Ok(MessageView {
        id,
        event,
        state,
        attempts,
        status: last_status,
        error: last_error,
        payload,
        created_at,
        tried_at,
    })
}

/// Your webhooks; ten at most.
#[utoipa::path(tag = "webhooks", responses((status = 200, body = Vec<WebhookView>)), security(("hat" = ["client"])))]
#[get("/webhooks")]
async fn list(app: web::Data<App>, who: As<Client>) -> Result<HttpResponse> {
    let found = blocking(move || app.db.read(|conn| service::list(conn, who.0))).await?;
    Ok(HttpResponse::Ok().json(found.into_iter().map(view).collect::<Result<Vec<_>>>()?))
}

/// Register an address that is sent what your people are told. The secret is shown this once.
#[utoipa::path(tag = "webhooks", request_body = NewWebhook, responses((status = 201, body = SecretView), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["client"])))]
#[post("/webhooks")]
async fn register(app: web::Data<App>, who: As<Client>, body: Body<NewWebhook>) -> Result<HttpResponse> {
    let Registered { webhook, secret } = blocking(move || service::register(&app, who.0, &body.0)).await?;
    Ok(HttpResponse::Created().json(SecretView { webhook: webhook.id, secret }))
}

/// Delete a webhook with everything that waits for it.
#[utoipa::path(tag = "webhooks", responses((status = 204, description = "Deleted"), (status = 404, body = Problem)), security(("hat" = ["client"])))]
#[delete("/webhooks/{id}")]
async fn remove(app: web::Data<App>, who: As<Client>, id: web::Path<WebhookId>) -> Result<HttpResponse> {
    blocking(move || service::delete(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Send nothing for now. What happens meanwhile is not sent later.
#[utoipa::path(tag = "webhooks", responses((status = 204, description = "Paused"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[post("/webhooks/{id}/pause")]
async fn pause(app: web::Data<App>, who: As<Client>, id: web::Path<WebhookId>) -> Result<HttpResponse> {
    blocking(move || service::turn(&app, who.0, *id, Event::Pause)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Send again what happens from now on.
#[utoipa::path(tag = "webhooks", responses((status = 204, description = "Active"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[post("/webhooks/{id}/resume")]
async fn resume(app: web::Data<App>, who: As<Client>, id: web::Path<WebhookId>) -> Result<HttpResponse> {
    blocking(move || service::turn(&app, who.0, *id, Event::Resume)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A new secret; the one before signs as well for a day.
#[utoipa::path(tag = "webhooks", responses((status = 201, body = SecretView), (status = 404, body = Problem)), security(("hat" = ["client"])))]
#[post("/webhooks/{id}/secret")]
async fn renew(app: web::Data<App>, who: As<Client>, id: web::Path<WebhookId>) -> Result<HttpResponse> {
    let webhook = *id;
    let secret = blocking(move || service::renew_secret(&app, who.0, webhook)).await?;
    Ok(HttpResponse::Created().json(SecretView { webhook, secret }))
}

/// The id of a message.
#[derive(Serialize, ToSchema)]
struct Put {
    message: DeliveryId,
}

/// Send a test message.
#[utoipa::path(tag = "webhooks", responses((status = 202, body = Put), (status = 404, body = Problem)), security(("hat" = ["client"])))]
#[post("/webhooks/{id}/test")]
async fn test(app: web::Data<App>, who: As<Client>, id: web::Path<WebhookId>) -> Result<HttpResponse> {
    let message = blocking(move || service::test(&app, who.0, *id)).await?;
    Ok(HttpResponse::Accepted().json(Put { message }))
}

/// What was sent to a webhook, the newest first: delivered, waiting for its next attempt, or dead.
#[utoipa::path(tag = "webhooks", params(PageQuery), responses((status = 200, body = Page<MessageView>), (status = 404, body = Problem)), security(("hat" = ["client"])))]
#[get("/webhooks/{id}/messages")]
async fn messages(
    app: web::Data<App>,
    who: As<Client>,
    id: web::Path<WebhookId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    let found = blocking(move || app.db.read(|conn| service::deliveries(conn, who.0, *id, before, limit + 1))).await?;
    let Page { items, next } = Page::of(found, limit, |delivery| delivery.id.to_string());
    let items = items.into_iter().map(message).collect::<Result<_>>()?;
    Ok(HttpResponse::Ok().json(Page::<MessageView> { items, next }))
}

/// Send a message again that was delivered or is dead.
#[utoipa::path(tag = "webhooks", responses((status = 202, description = "On its way"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[post("/webhook-messages/{id}/send")]
async fn send_again(app: web::Data<App>, who: As<Client>, id: web::Path<DeliveryId>) -> Result<HttpResponse> {
    blocking(move || service::send_again(&app, who.0, *id)).await?;
    Ok(HttpResponse::Accepted().finish())
}
