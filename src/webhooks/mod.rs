//! Webhooks: what a client is told, sent to its own programs as it happens.
//!
//! A client registers an address and which kinds of notices it wants. Whatever its people are told of those kinds is also
//! sent there, as a message by the Standard Webhooks specification: an id that stays the same through all attempts, the
//! time, and a signature over both and the body (HMAC-SHA-256) by a secret that is shown once, and kept sealed
//! ([`crate::sealing`]). A new secret signs beside the one before for a day, so that a program can change over without
//! losing a message.
//!
//! Messages are rows written with what they tell of, and leave by jobs, at least once. A server that does not answer with
//! 2xx is tried again with growing pauses for about three days; then the message is dead and the webhook is stopped,
//! its client told, and nothing lost: dead messages can be sent again. A server that answers 410 (gone) is stopped at once.
//!
//! Called by `notices`. Calls `identity`, `jobs`, `outbound`, and `notices` when a webhook is stopped.

mod model;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::model::{DeliveryState, State};

/// Names a webhook.
pub struct WebhookKind;

impl Kind for WebhookKind {
    const PREFIX: &'static str = "webhook";
}

/// The id of a webhook.
pub type WebhookId = Id<WebhookKind>;

/// Names a message to a webhook.
pub struct DeliveryKind;

impl Kind for DeliveryKind {
    const PREFIX: &'static str = "msg";
}

/// The id of a message to a webhook.
pub type DeliveryId = Id<DeliveryKind>;
