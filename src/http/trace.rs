//! Each request is measured here, once: a line of the log, the numbers of [`crate::metrics`], and a span of [`crate::traces`].
//! All say by which route it came, how it was answered and how long that took.
//!
//! A route is told with the names of its parts, never with what stood there: some addresses are secrets, such as that of a
//! calendar, and what is searched for is nobody's business. Every answer names its request (`x-request-id`), so that
//! whoever reports a trouble names the line.

use std::time::Instant;

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
    web,
};
use tracing::{
    Span,
    field::{Empty, display},
    info_span,
};
use tracing_actix_web::{RequestId, RootSpanBuilder};

use crate::{app::App, metrics::Underway, traces};

/// Which answer belongs to which line of the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// In which trace whoever asks is, by W3C Trace Context.
const TRACEPARENT: &str = "traceparent";

/// When a request came, and that it is counted.
struct Came {
    at: Instant,
    counted: Option<Underway>,
}

/// What surrounds everything that is logged while a request is answered.
pub(super) struct Spans;

impl RootSpanBuilder for Spans {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern();
        let app = request.app_data::<web::Data<App>>();
        let counted = app.map(|app| app.metrics.request(request.method(), route.as_deref()));
        request.extensions_mut().insert(Came { at: now(), counted });
        let id = request.extensions().get::<RequestId>().copied().map(display);
        let route = route.as_deref().unwrap_or("a page or a file");
        let method = request.method();
        let span = info_span!("request", id, %method, route, trace_id = Empty, status = Empty);
        let asked = request.headers().get(TRACEPARENT).and_then(|value| value.to_str().ok());
        traces::go_on(&span, asked);
        span
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let Ok(answer) = outcome else {
            return span.in_scope(|| tracing::info!("a request was not answered"));
        };
        // Taken out, so that a body that is sent for long, such as a stream, is no request that waits.
        let came = answer.request().extensions_mut().remove::<Came>();
        let millis = came.map(|Came { at, counted }| {
            let took = at.elapsed();
            if let Some(counted) = counted {
                counted.answered(answer.status(), took);
            }
            u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
        });
        span.record("status", answer.status().as_u16());
        span.in_scope(|| tracing::info!(millis, "answered"));
    }
}

#[expect(clippy::disallowed_methods, reason = "how long an answer took is no part of it")]
fn now() -> Instant {
    Instant::now()
}

/// Names the request in its answer.
pub(super) async fn name_request(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = request.extensions().get::<RequestId>().copied();
    let mut answer = next.call(request).await?;
    if let Some(id) = id.and_then(|id| HeaderValue::try_from(id.to_string()).ok()) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    Ok(answer)
}
