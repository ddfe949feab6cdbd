//! HTTP: the server, and what all routes share.

mod body;
mod docs;
mod etag;
mod health;
mod idempotency;
mod page;
mod pages;
mod problem;
mod server;
mod site;
mod throttle;
mod trace;

pub use self::{
    body::Body,
    etag::{IfMatch, versioned},
    idempotency::{Answer, IdempotencyKey, forget_answers, forget_answers_to},
    page::{Page, PageQuery},
    problem::Problem,
    server::{openapi, serve},
    throttle::{Gate, Inside, Origin, Rate},
};
use crate::error::{Error, Result};

/// Runs `work` on a thread where waiting for the database holds up nobody. What it logs names its request.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let request = tracing::Span::current();
    let done = actix_web::web::block(move || request.in_scope(work)).await;
    done.map_err(|cause| Error::internal("finish a request", cause))?
}
