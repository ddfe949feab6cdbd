//! What of a span leaves the house: what is listed here, under the names of OpenTelemetry's conventions.

use opentelemetry::{
    KeyValue, Value,
    trace::{SpanKind, Status},
};
use opentelemetry_sdk::trace::SpanData;

/// Methods that are told by name. Anybody can make up others.
const METHODS: [&str; 6] = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];
/// The name of any other method, by the conventions.
const OTHER: &str = "_OTHER";

/// What a field of a span is called in a trace. Fields that are not listed stay here.
const REQUEST: &[(&str, &str)] = &[
    ("method", "http.request.method"),
    ("route", "http.route"),
    ("status", "http.response.status_code"),
    ("id", "muster.request.id"),
];
const JOB: &[(&str, &str)] =
    &[("id", "muster.job.id"), ("kind", "muster.job.kind"), ("lane", "muster.job.lane"), ("tried", "muster.job.tried")];
const DATABASE: &[(&str, &str)] = &[("system", "db.system.name"), ("tries", "muster.database.tries")];
const OUTBOUND: &[(&str, &str)] = &[("method", "http.request.method"), ("status", "http.response.status_code")];
const MAIL: &[(&str, &str)] = &[("way", "muster.mail.way")];
const NOTHING: &[(&str, &str)] = &[];

/// A span as a collector is told of it.
pub(super) fn told(mut span: SpanData) -> SpanData {
    let fields = std::mem::take(&mut span.attributes);
    let field = |name: &str| {
        let last = fields.iter().rev().find(|one| one.key.as_str() == name);
        last.map(|one| one.value.as_str().into_owned())
    };
    let value = |name: &str| field(name).filter(|value| name != "route" || value.starts_with('/'));
    let method = || field("method").filter(|method| METHODS.contains(&method.as_str()));
    let (kind, listed, name) = match &*span.name {
        "request" => {
            let method = method().unwrap_or_else(|| "HTTP".to_owned());
            let name = value("route").map_or_else(|| method.clone(), |route| format!("{method} {route}"));
            (SpanKind::Server, REQUEST, name)
        }
        "job" => (SpanKind::Consumer, JOB, format!("job {}", field("kind").unwrap_or_default())),
        "database" => (SpanKind::Client, DATABASE, format!("database {}", field("way").unwrap_or_default())),
        "outbound" => (SpanKind::Client, OUTBOUND, method().unwrap_or_default()),
        "mail" => (SpanKind::Client, MAIL, "mail".to_owned()),
        _ => (SpanKind::Internal, NOTHING, "other".to_owned()),
    };
    let attribute = |&(name, key): &(&'static str, &'static str)| match value(name)? {
        _ if name == "method" && method().is_none() => Some(KeyValue::new(key, OTHER)),
        value => Some(KeyValue::new(key, number_or_text(value))),
    };
    span.attributes = listed.iter().filter_map(attribute).collect();
    let is_fault = field("status").is_some_and(|status| status.starts_with('5'));
    if is_fault || field("failed").is_some() {
        span.status = Status::error("");
    }
    (span.span_kind, span.name) = (kind, name.into());
    span
}

/// A field's value: the log writes numbers as text.
fn number_or_text(value: String) -> Value {
    match value.parse::<i64>() {
        Ok(number) => number.into(),
        Err(_) => value.into(),
    }
}
