//! Use cases of webhooks.

use base64::{Engine, engine::general_purpose::STANDARD};
use muster_kernel::Instant;
use serde::Deserialize;
use serde_json::json;
use standardwebhooks::Webhook as Signer;
use utoipa::ToSchema;

use super::{
    DeliveryId, WebhookId,
    model::{self, DeliveryEvent, DeliveryState, Event, State},
    store::{self, Attempt, Delivery, Webhook},
};
use crate::{
    app::App,
    audit,
    db::{Conn, Tx},
    error::{Check, Error, Result},
    identity::{self, Client, ClientId, ClientRole},
    jobs::{self, Job},
    letters::{Letter, Said},
    notices::{self, Kind, Notice},
    sealing::Sealer,
    states::Machine,
};

/// The most webhooks of a client.
pub(super) const MOST: usize = 10;
/// How long a secret signs beside its successor.
const OVERLAP_SECONDS: i64 = 24 * 3600;
/// What a secret begins with, by the specification; nothing that is sealed does.
const SECRET_MARK: &str = "whsec_";
/// The answer of a server that wants no more messages.
const GONE: u16 = 410;

/// A webhook to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where messages are sent: an `https` address of the open internet.
    pub url: String,
    /// Which kinds of notices; every kind where absent.
    pub kinds: Option<Vec<Kind>>,
}

/// A webhook and its secret, which is shown this once.
pub(super) struct Registered {
    pub(super) webhook: Webhook,
    pub(super) secret: String,
}

/// Deletes messages that were made before `before` and wait for nothing any more; `most` of them.
pub fn forget(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    store::forget(tx, before, most)
}

/// Registers a webhook.
pub(super) fn register(app: &App, who: Client, new: &NewWebhook) -> Result<Registered> {
    let mut check = Check::new();
    let reachable = app.outbound.check(&new.url);
    let right = reachable.err().map_or_else(String::new, |failure| failure.to_string());
    check.that(right.is_empty(), "url", &new.url, format!("an https address of the open internet. {right}"));
    check.that(new.kinds.as_ref().is_none_or(|kinds| !kinds.is_empty()), "kinds", "[]", "at least one kind, or absent");
    check.done()?;
    let kinds = new.kinds.clone().unwrap_or_else(|| Kind::ALL.to_vec());
    let kinds =
        serde_json::to_string(&kinds).map_err(|cause| Error::internal("write the kinds of a webhook", cause))?;
    app.db.write(|tx| {
        authorize(tx, who)?;
        if store::of_client(tx, who.client)?.len() >= MOST {
            let sentence = format!("A client has at most {MOST} webhooks. Delete one first.");
            return Err(Error::conflict("too-many-webhooks", sentence));
        }
        let secret = new_secret(tx);
        let id: WebhookId = tx.id();
        let webhook = Webhook {
            id,
            client_id: who.client,
            url: new.url.clone(),
            kinds: kinds.clone(),
            state: State::Active,
            secret: seal(app, tx, id, &secret)?,
            old_secret: None,
            old_until: None,
            created_at: tx.now(),
        };
        store::insert(tx, &webhook)?;
        audit::record(tx, who.into(), "webhook.registered", webhook.id, &new.url)?;
        Ok(Registered { webhook, secret })
    })
}

/// A client's webhooks.
pub(super) fn list(conn: &mut Conn, who: Client) -> Result<Vec<Webhook>> {
    store::of_client(conn, who.client)
}

/// Deletes a webhook with everything that waits for it.
pub(super) fn delete(app: &App, who: Client, id: WebhookId) -> Result<()> {
    app.db.write(|tx| {
        let webhook = own(tx, who, id)?;
        store::delete(tx, id)?;
        audit::record(tx, who.into(), "webhook.deleted", id, &webhook.url)
    })
}

/// Pauses or resumes a webhook.
pub(super) fn turn(app: &App, who: Client, id: WebhookId, event: Event) -> Result<()> {
    app.db.write(|tx| {
        let webhook = own(tx, who, id)?;
        let next = webhook.state.after(event).ok_or_else(|| {
            let sentence = format!("You cannot {event} this webhook: it is {} already.", webhook.state);
            Error::conflict("webhook-state", sentence)
        })?;
        store::set_state(tx, &webhook, next)?;
        audit::record(tx, who.into(), &format!("webhook.{next}"), id, &())
    })
}

/// A new secret; the one before signs as well for a day.
pub(super) fn renew_secret(app: &App, who: Client, id: WebhookId) -> Result<String> {
    app.db.write(|tx| {
        let webhook = own(tx, who, id)?;
        let secret = new_secret(tx);
        let old_until = tx.now().plus_seconds(OVERLAP_SECONDS);
        let sealed = seal(app, tx, id, &secret)?;
        store::set_secret(tx, &webhook, &sealed, old_until)?;
        audit::record(tx, who.into(), "webhook.secret-renewed", id, &())?;
        Ok(secret)
    })
}

/// Seals the secrets that lie in the database in clear, from before there was a seal. Answers how many webhooks had one.
pub fn seal_secrets(app: &App) -> Result<usize> {
    app.db.write(|tx| {
        let found = store::with_clear_secrets(tx, SECRET_MARK)?;
        for webhook in &found {
            let sealed = |kept: &String| {
                if kept.starts_with(SECRET_MARK) { seal(app, tx, webhook.id, kept) } else { Ok(kept.clone()) }
            };
            let (secret, old) = (sealed(&webhook.secret)?, webhook.old_secret.as_ref().map(sealed).transpose()?);
            store::set_sealed(tx, webhook.id, &secret, old.as_deref())?;
        }
        Ok(found.len())
    })
}

/// Sends a message that says nothing, to try a webhook out.
pub(super) fn test(app: &App, who: Client, id: WebhookId) -> Result<DeliveryId> {
    app.db.write(|tx| {
        let webhook = own(tx, who, id)?;
        let notice = Notice::new(Kind::Webhook, "webhook.tested", id, Letter::new("webhook-tested"));
        put(tx, &webhook, &notice)
    })
}

/// The messages to a client's own webhook, the newest first.
pub(super) fn deliveries(
    conn: &mut Conn,
    who: Client,
    id: WebhookId,
    before: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let webhook = store::own(conn, who.client, id)?;
    store::deliveries(conn, webhook.id, before, limit)
}

/// Sends a message again that was delivered or is dead.
pub(super) fn send_again(app: &App, who: Client, id: DeliveryId) -> Result<()> {
    app.db.write(|tx| {
        let found = store::delivery(tx, id)?.filter(|(_, webhook)| webhook.client_id == who.client);
        let (delivery, _) = found.ok_or_else(|| Error::not_found("webhook message", id))?;
        authorize(tx, who)?;
        let state = delivery
            .state
            .after(DeliveryEvent::SendAgain)
            .ok_or_else(|| Error::conflict("delivery-state", "This message waits to be sent already."))?;
        store::note(tx, &delivery, &Attempt { state, attempts: 0, status: delivery.last_status, error: None })?;
        jobs::soon(tx, &Job::DeliverWebhook { delivery: id })
    })
}

/// Sends a client's programs what its people are told.
pub fn emit(tx: &mut Tx<'_>, client: ClientId, notice: &Notice) -> Result<()> {
    for webhook in store::of_client(tx, client)? {
        if webhook.state == State::Active && kinds(&webhook)?.contains(&notice.kind) {
            put(tx, &webhook, notice)?;
        }
    }
    Ok(())
}

/// The kinds of notices that a webhook is sent.
pub(super) fn kinds(webhook: &Webhook) -> Result<Vec<Kind>> {
    serde_json::from_str(&webhook.kinds).map_err(|cause| Error::internal("read the kinds of a webhook", cause))
}

/// Puts a message on its way.
fn put(tx: &mut Tx<'_>, webhook: &Webhook, notice: &Notice) -> Result<DeliveryId> {
    let Notice { kind, event, about, letter, link, .. } = notice;
    let Said { subject, text } = letter.canonical()?;
    let data = json!({ "kind": kind, "about": about, "subject": subject, "text": text, "link": link });
    let payload = json!({ "type": event, "timestamp": tx.now(), "data": data });
    let delivery = Delivery {
        id: tx.id(),
        webhook_id: webhook.id,
        event: (*event).to_owned(),
        payload: payload.to_string(),
        state: DeliveryState::Waiting,
        attempts: 0,
        last_status: None,
        last_error: None,
        created_at: tx.now(),
        tried_at: None,
    };
    store::insert_delivery(tx, &delivery)?;
    jobs::soon(tx, &Job::DeliverWebhook { delivery: delivery.id })?;
    Ok(delivery.id)
}

/// Tries to deliver a message. What comes of it is noted; a failure is tried again by a job of its own.
pub fn deliver(app: &App, id: DeliveryId) -> Result<()> {
    let found = app.db.read(|conn| store::delivery(conn, id))?;
    let Some((delivery, webhook)) = found else { return Ok(()) };
    if delivery.state != DeliveryState::Waiting {
        return Ok(());
    }
    let outcome = match webhook.state {
        State::Active => send(app, &webhook, &delivery)?,
        state => Err((None, format!("The webhook is {state}."))),
    };
    app.db.write(|tx| match &outcome {
        Ok(status) => note(tx, &delivery, DeliveryEvent::Take, Some(*status), None).map(drop),
        Err((status, why)) => failed(tx, &webhook, &delivery, *status, why),
    })
}

/// The status of an answer of 2xx; otherwise the status, if any, and what was wrong.
type Sent = std::result::Result<u16, (Option<u16>, String)>;

fn send(app: &App, webhook: &Webhook, delivery: &Delivery) -> Result<Sent> {
    let now = app.now();
    let seconds = now.seconds().to_string();
    let signature = signature(&app.sealer, webhook, delivery, now)?;
    let id = delivery.id.to_string();
    let headers = [
        ("content-type", "application/json"),
        ("webhook-id", id.as_str()),
        ("webhook-timestamp", &seconds),
        ("webhook-signature", &signature),
    ];
    Ok(match app.outbound.post(&webhook.url, &headers, delivery.payload.as_bytes()) {
        Ok(answer) if (200..300).contains(&answer.status) => Ok(answer.status),
        Ok(answer) => Err((Some(answer.status), format!("The server answered with status {}.", answer.status))),
        Err(failure) => Err((None, failure.to_string())),
    })
}

/// The signatures by every secret that is good now, a space between them.
fn signature(sealer: &Sealer, webhook: &Webhook, delivery: &Delivery, now: Instant) -> Result<String> {
    let old = webhook.old_secret.iter().filter(|_| webhook.old_until.is_some_and(|until| now < until));
    let secrets = std::iter::once(&webhook.secret).chain(old);
    let sign = |sealed: &String| {
        let failed =
            |cause: Box<dyn std::error::Error + Send + Sync>| Error::internal("read the secret of a webhook", cause);
        let secret = sealer.open(webhook.id.as_str(), sealed)?;
        let secret = String::from_utf8(secret).map_err(|cause| failed(cause.into()))?;
        let signer = Signer::new(&secret).map_err(|cause| failed(cause.into()))?;
        let signed = signer.sign(delivery.id.as_str(), now.seconds(), delivery.payload.as_bytes());
        signed.map_err(|cause| Error::internal("sign a message", cause))
    };
    Ok(secrets.map(sign).collect::<Result<Vec<String>>>()?.join(" "))
}

/// A message was not taken: it is tried again after a pause, or it is dead and its webhook stopped.
fn failed(tx: &mut Tx<'_>, webhook: &Webhook, delivery: &Delivery, status: Option<u16>, why: &str) -> Result<()> {
    let pause = model::pause_after(delivery.attempts + 1);
    let again = pause.filter(|_| status != Some(GONE) && webhook.state == State::Active);
    if let Some(pause) = again {
        let error = Some(why.to_owned());
        let attempt =
            Attempt { state: delivery.state, attempts: delivery.attempts + 1, status: status.map(i32::from), error };
        if store::note(tx, delivery, &attempt)? {
            jobs::at(tx, tx.now().plus_seconds(pause), &Job::DeliverWebhook { delivery: delivery.id })?;
        }
        return Ok(());
    }
    if note(tx, delivery, DeliveryEvent::GiveUp, status, Some(why))?
        && let Some(next) = webhook.state.after(Event::GiveUp)
    {
        store::set_state(tx, webhook, next)?;
        audit::record(tx, audit::By::Muster, &format!("webhook.{next}"), webhook.id, &why)?;
        let letter = Letter::new("webhook-stopped").with("url", &webhook.url).with("why", why);
        let notice = Notice::new(Kind::Webhook, "webhook.stopped", webhook.id, letter).at("/webhooks".to_owned());
        notices::service::tell_client(tx, webhook.client_id, &notice)?;
    }
    Ok(())
}

fn note(
    tx: &mut Tx<'_>,
    delivery: &Delivery,
    event: DeliveryEvent,
    status: Option<u16>,
    error: Option<&str>,
) -> Result<bool> {
    let Some(state) = delivery.state.after(event) else { return Ok(false) };
    let (status, error) = (status.map(i32::from), error.map(str::to_owned));
    store::note(tx, delivery, &Attempt { state, attempts: delivery.attempts + 1, status, error })
}

fn own(tx: &mut Tx<'_>, who: Client, id: WebhookId) -> Result<Webhook> {
    let webhook = store::own(tx, who.client, id)?;
    authorize(tx, who)?;
    Ok(webhook)
}

/// What leaves the organisation is for those to decide who may award.
fn authorize(tx: &mut Tx<'_>, who: Client) -> Result<()> {
    identity::clients::check_role(tx, who, &[ClientRole::Approver, ClientRole::Finance])
}

/// A secret in the shape that the specification gives it.
fn new_secret(tx: &Tx<'_>) -> String {
    format!("{SECRET_MARK}{}", STANDARD.encode(tx.mint().secret()))
}

/// A secret as the database keeps it: sealed, and of no use for another webhook.
fn seal(app: &App, tx: &Tx<'_>, id: WebhookId, secret: &str) -> Result<String> {
    app.sealer.seal(tx.mint(), id.as_str(), secret.as_bytes())
}
