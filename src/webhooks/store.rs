//! The rows of webhooks and their messages.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{
    DeliveryId, DeliveryKind, WebhookId,
    model::{DeliveryState, State},
};
use crate::{
    clock::first_id,
    db::{Conn, Tx},
    error::{Error, Result},
    identity::ClientId,
    schema::{webhook_deliveries, webhooks},
};

/// A webhook.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = webhooks)]
pub(super) struct Webhook {
    pub(super) id: WebhookId,
    pub(super) client_id: ClientId,
    pub(super) url: String,
    pub(super) kinds: String,
    pub(super) state: State,
    /// Sealed, as is the one before.
    pub(super) secret: String,
    pub(super) old_secret: Option<String>,
    pub(super) old_until: Option<Instant>,
    pub(super) created_at: Instant,
}

/// A message to a webhook.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = webhook_deliveries)]
pub(super) struct Delivery {
    pub(super) id: DeliveryId,
    pub(super) webhook_id: WebhookId,
    pub(super) event: String,
    pub(super) payload: String,
    pub(super) state: DeliveryState,
    pub(super) attempts: i32,
    pub(super) last_status: Option<i32>,
    pub(super) last_error: Option<String>,
    pub(super) created_at: Instant,
    pub(super) tried_at: Option<Instant>,
}

pub(super) fn insert(tx: &mut Tx<'_>, webhook: &Webhook) -> Result<()> {
    diesel::insert_into(webhooks::table).values(webhook).execute(&mut **tx)?;
    Ok(())
}

/// A client's webhooks, the oldest first. [`super::service::MOST`] bounds them.
pub(super) fn of_client(conn: &mut Conn, client: ClientId) -> Result<Vec<Webhook>> {
    let theirs = webhooks::table.filter(webhooks::client_id.eq(client));
    Ok(theirs.order(webhooks::id).select(Webhook::as_select()).load(conn)?)
}

/// A client's own webhook. Another client's is not found.
pub(super) fn own(conn: &mut Conn, client: ClientId, id: WebhookId) -> Result<Webhook> {
    let own = webhooks::table.find(id).filter(webhooks::client_id.eq(client));
    let found = own.select(Webhook::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("webhook", id))
}

/// Moves a webhook on from the state in which it was read; refuses where somebody else moved it meanwhile.
pub(super) fn set_state(tx: &mut Tx<'_>, webhook: &Webhook, state: State) -> Result<()> {
    let unchanged = webhooks::table.find(webhook.id).filter(webhooks::state.eq(webhook.state));
    match diesel::update(unchanged).set(webhooks::state.eq(state)).execute(&mut **tx)? {
        1 => Ok(()),
        _ => Err(Error::conflict("webhook-moved", "The webhook changed meanwhile. Read it again.")),
    }
}

pub(super) fn set_secret(tx: &mut Tx<'_>, webhook: &Webhook, secret: &str, old_until: Instant) -> Result<()> {
    diesel::update(webhooks::table.find(webhook.id))
        .set((webhooks::secret.eq(secret), webhooks::old_secret.eq(&webhook.secret), webhooks::old_until.eq(old_until)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The webhooks of which a secret begins with `mark`.
pub(super) fn with_clear_secrets(conn: &mut Conn, mark: &str) -> Result<Vec<Webhook>> {
    // An underscore stands for any sign here; what fits that and is no secret is told apart by whoever asks.
    let clear = format!("{mark}%");
    let found = webhooks::secret.like(&clear).or(webhooks::old_secret.assume_not_null().like(&clear));
    Ok(webhooks::table.filter(found).order(webhooks::id).select(Webhook::as_select()).load(conn)?)
}

/// Puts a webhook's secrets in the place of themselves, now sealed.
pub(super) fn set_sealed(tx: &mut Tx<'_>, id: WebhookId, secret: &str, old: Option<&str>) -> Result<()> {
    let sealed = (webhooks::secret.eq(secret), webhooks::old_secret.eq(old));
    diesel::update(webhooks::table.find(id)).set(sealed).execute(&mut **tx)?;
    Ok(())
}

/// Deletes a webhook with its messages.
pub(super) fn delete(tx: &mut Tx<'_>, id: WebhookId) -> Result<()> {
    diesel::delete(webhook_deliveries::table.filter(webhook_deliveries::webhook_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(webhooks::table.find(id)).execute(&mut **tx)?;
    Ok(())
}

/// Deletes messages that were made before `before` and wait for nothing; `most` of them.
pub(super) fn forget(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let old = webhook_deliveries::table
        .filter(webhook_deliveries::id.lt(first_id::<DeliveryKind>(before)))
        .filter(webhook_deliveries::state.ne(DeliveryState::Waiting))
        .order(webhook_deliveries::id)
        .limit(most);
    let old: Vec<DeliveryId> = old.select(webhook_deliveries::id).load(&mut **tx)?;
    Ok(diesel::delete(webhook_deliveries::table.filter(webhook_deliveries::id.eq_any(&old))).execute(&mut **tx)?)
}

pub(super) fn insert_delivery(tx: &mut Tx<'_>, delivery: &Delivery) -> Result<()> {
    diesel::insert_into(webhook_deliveries::table).values(delivery).execute(&mut **tx)?;
    Ok(())
}

/// A message and its webhook, if they are still there.
pub(super) fn delivery(conn: &mut Conn, id: DeliveryId) -> Result<Option<(Delivery, Webhook)>> {
    Ok(webhook_deliveries::table
        .inner_join(webhooks::table.on(webhooks::id.eq(webhook_deliveries::webhook_id)))
        .filter(webhook_deliveries::id.eq(id))
        .select((Delivery::as_select(), Webhook::as_select()))
        .first(conn)
        .optional()?)
}

/// The messages to a webhook, the newest first.
pub(super) fn deliveries(
    conn: &mut Conn,
    webhook: WebhookId,
    before: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let mut query = webhook_deliveries::table.filter(webhook_deliveries::webhook_id.eq(webhook)).into_boxed();
    if let Some(before) = before {
        query = query.filter(webhook_deliveries::id.lt(before));
    }
    Ok(query.order(webhook_deliveries::id.desc()).limit(limit).select(Delivery::as_select()).load(conn)?)
}

/// What came of an attempt.
pub(super) struct Attempt {
    pub(super) state: DeliveryState,
    pub(super) attempts: i32,
    pub(super) status: Option<i32>,
    pub(super) error: Option<String>,
}

/// Notes an attempt, where nobody else noted one meanwhile; answers whether it was noted.
pub(super) fn note(tx: &mut Tx<'_>, delivery: &Delivery, attempt: &Attempt) -> Result<bool> {
    let unchanged = webhook_deliveries::table
        .find(delivery.id)
        .filter(webhook_deliveries::attempts.eq(delivery.attempts))
        .filter(webhook_deliveries::state.eq(delivery.state));
    let now = tx.now();
    let noted = diesel::update(unchanged)
        .set((
            webhook_deliveries::state.eq(attempt.state),
            webhook_deliveries::attempts.eq(attempt.attempts),
            webhook_deliveries::last_status.eq(attempt.status),
            webhook_deliveries::last_error.eq(&attempt.error),
            webhook_deliveries::tried_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(noted == 1)
}
