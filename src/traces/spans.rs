//! The spans within a request or a job, and how a trace goes on from one to the next.

use std::collections::HashMap;

use opentelemetry::{
    Context,
    propagation::{Extractor, TextMapPropagator},
    trace::{SpanContext, TraceContextExt, TraceId},
};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::{
    Metadata, Span, debug_span,
    field::{Empty, display},
};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// What the log is told, so that it leaves out the spans that are made here: they are for a collector.
pub const QUIET: &str = "muster::traces::spans=off";
/// The header that names a trace (W3C Trace Context).
const TRACEPARENT: &str = "traceparent";

/// Whether a span is one of those that a collector is told of. Other people's spans, and lines of the log, are not.
pub(super) fn is_told(metadata: &Metadata<'_>) -> bool {
    let is_known = matches!(metadata.name(), "request" | "job" | "database" | "mail" | "outbound");
    metadata.is_span() && is_known && metadata.target().starts_with("muster")
}

/// A look into a database of that kind, or a transaction: which way it is gone into, and, of a write, how often it was
/// tried (`tries`).
pub fn database(way: &'static str, system: &'static str) -> Span {
    debug_span!("database", way, system, tries = Empty)
}

/// A mail that leaves in that way. Whether it could not is told as `failed`.
pub fn mail(way: &'static str) -> Span {
    debug_span!("mail", way, failed = Empty)
}

/// A request to somebody else's server. Its address was theirs to give, and is not told; the answer's `status` is, or that
/// it `failed`.
pub fn outbound(method: &'static str) -> Span {
    debug_span!("outbound", method, status = Empty, failed = Empty)
}

/// Has the span of a request go on with the trace that whoever asked is in, where they say so in `traceparent`; and tells
/// the log which trace it is.
pub fn go_on(span: &Span, traceparent: Option<&str>) {
    if let Some(parent) = traceparent.and_then(named) {
        // It fails where nothing is traced, and then there is nothing to go on with.
        let _ = span.set_parent(Context::new().with_remote_span_context(parent));
    }
    tell_log(span);
}

/// Links the span of a job to whatever asked for it, where that was traced (what [`here`] said there); and tells the log
/// which trace it is.
pub fn follow(span: &Span, cause: Option<&str>) {
    if let Some(cause) = cause.and_then(named).filter(SpanContext::is_sampled) {
        span.add_link(cause);
    }
    tell_log(span);
}

/// What names the trace that this thread is in, and the span: the value of a `traceparent`. Nothing where nothing is traced.
pub fn here() -> Option<String> {
    let mut headers = HashMap::<String, String>::new();
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut headers);
    headers.remove(TRACEPARENT)
}

/// The span that a `traceparent` names, if it is one. What others add of their own (`tracestate`) is not taken over.
fn named(traceparent: &str) -> Option<SpanContext> {
    let context = TraceContextPropagator::new().extract_with_context(&Context::new(), &Traceparent(traceparent));
    let named = context.span().span_context().clone();
    named.is_valid().then_some(named)
}

fn tell_log(span: &Span) {
    let context = span.context();
    let trace = context.span().span_context().trace_id();
    if trace != TraceId::INVALID {
        span.record("trace_id", display(trace));
    }
}

/// Headers of which there is one.
struct Traceparent<'a>(&'a str);

impl Extractor for Traceparent<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        (key == TRACEPARENT).then_some(self.0)
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_named_in_the_way_of_the_standard_or_not_at_all() {
        let trace = |traceparent| named(traceparent).map(|span| span.trace_id().to_string());
        let whole = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assert_eq!(trace(whole).as_deref(), Some("0af7651916cd43dd8448eb211c80319c"));
        for wrong in ["", "00", "00-00000000000000000000000000000000-b7ad6b7169203331-01", "me; drop it", &whole[..40]]
        {
            assert_eq!(trace(wrong), None, "{wrong}");
        }
    }
}
