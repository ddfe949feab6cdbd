//! The way to the collector: what is sampled, what waits, and how it is sent.

use std::{
    future::ready,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use opentelemetry::{
    Context, KeyValue,
    trace::{Link, SpanKind, TraceId, TracerProvider},
};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter as Otlp, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{
    Resource,
    error::OTelSdkResult,
    trace::{
        BatchConfigBuilder, BatchSpanProcessor, Sampler, SamplingResult, SdkTracerProvider, ShouldSample, Span,
        SpanData, SpanExporter, SpanProcessor,
    },
};
use tracing_subscriber::{
    Layer, Registry,
    filter::{LevelFilter, filter_fn},
};
use ureq::{
    Agent,
    http::{HeaderValue, header},
};

use super::{
    Settings,
    spans::is_told,
    tally::{QUEUE, Tally},
    told::told,
};

/// How long the collector may take for what it is sent at once, tries and all.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the last spans may take when the server stops.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// How often spans leave, where they are too few for a batch.
const EVERY: Duration = Duration::from_secs(2);
/// How many leave at once.
const BATCH: usize = 512;
/// The longest answer that is read.
const LONGEST_ANSWER: u64 = 64 << 10;

/// Traces on their way to a collector.
pub struct Traces {
    provider: SdkTracerProvider,
    tally: Tally,
}

impl Traces {
    /// Begins to send traces, from a thread of its own. The collector need not be there.
    pub fn begin(settings: &Settings) -> Result<Self, String> {
        let exporter = Otlp::builder()
            .with_http()
            .with_http_client(Collector::of(settings))
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(settings.collector.to_string())
            .with_timeout(PATIENCE)
            .build()
            .map_err(|cause| format!("MUSTER_TRACES cannot be used: {cause}"))?;
        let tally = Tally::default();
        let sender = Sender { next: exporter, tally: tally.clone(), fails: AtomicBool::new(false) };
        let batches = BatchConfigBuilder::default()
            .with_max_queue_size(QUEUE)
            .with_max_export_batch_size(BATCH)
            .with_scheduled_delay(EVERY)
            .build();
        let processor = BatchSpanProcessor::builder(sender).with_batch_config(batches).build();
        Ok(Self::of(processor, settings.share, tally))
    }

    /// Traces that `next` is handed, of that share.
    pub(super) fn of(next: impl SpanProcessor + 'static, share: u8, tally: Tally) -> Self {
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let provider = SdkTracerProvider::builder()
            .with_span_processor(Gate { next, tally: tally.clone() })
            .with_sampler(Sampler::parent_based(Roots(share_of(share))))
            .with_resource(Resource::builder_empty().with_service_name("muster").with_attribute(version).build())
            .build();
        Self { provider, tally }
    }

    /// What reads the spans of the log.
    pub fn reader(&self) -> Box<dyn Layer<Registry> + Send + Sync> {
        tracing_opentelemetry::layer::<Registry>()
            .with_tracer(self.provider.tracer("muster"))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_filter(filter_fn(is_told).with_max_level_hint(LevelFilter::DEBUG))
            .boxed()
    }

    /// What becomes of the spans.
    pub fn tally(&self) -> Tally {
        self.tally.clone()
    }

    /// Sends what is left, and then no more. Where the collector does not take it in time, it is lost.
    pub fn end(&self) {
        if self.provider.shutdown_with_timeout(LAST_WORDS).is_err() {
            tracing::warn!("the last traces could not be sent");
        }
    }
}

#[expect(clippy::float_arithmetic, reason = "which part of all traces is kept; nothing else follows from it")]
fn share_of(share: u8) -> Sampler {
    Sampler::TraceIdRatioBased(f64::from(share) / 100.0)
}

/// Traces begin with requests and jobs. Whatever workers do between jobs, many times a second, would be traces of nothing.
#[derive(Clone, Debug)]
struct Roots(Sampler);

impl ShouldSample for Roots {
    fn should_sample(
        &self,
        parent: Option<&Context>,
        trace: TraceId,
        name: &str,
        kind: &SpanKind,
        attributes: &[KeyValue],
        links: &[Link],
    ) -> SamplingResult {
        let sampler = if matches!(name, "request" | "job") { self.0.clone() } else { Sampler::AlwaysOff };
        sampler.should_sample(parent, trace, name, kind, attributes, links)
    }
}

/// Lets as many spans wait as may, and takes off them what is not to be told.
#[derive(Debug)]
struct Gate<P> {
    next: P,
    tally: Tally,
}

impl<P: SpanProcessor> SpanProcessor for Gate<P> {
    fn on_start(&self, span: &mut Span, context: &Context) {
        self.next.on_start(span, context);
    }

    fn on_end(&self, span: SpanData) {
        if self.tally.admits() {
            self.next.on_end(told(span));
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.next.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.next.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.next.set_resource(resource);
    }
}

/// Sends batches, counts what becomes of them, and has a line in the log when that changes.
#[derive(Debug)]
struct Sender {
    next: Otlp,
    tally: Tally,
    fails: AtomicBool,
}

impl SpanExporter for Sender {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len();
        let outcome = self.next.export(batch).await;
        match &outcome {
            Ok(()) => {
                self.tally.sent(spans);
                if self.fails.swap(false, Ordering::Relaxed) {
                    tracing::info!("the collector takes traces again");
                }
            }
            Err(error) => {
                self.tally.lost(spans);
                if !self.fails.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, "the collector did not take traces; they are lost until it does");
                }
            }
        }
        outcome
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.next.set_resource(resource);
    }
}

/// Speaks HTTP to the collector. Its address is of the settings, so it may lie in the network's own house, where
/// `outbound` does not go.
#[derive(Debug)]
struct Collector {
    agent: Agent,
    token: Option<HeaderValue>,
}

impl Collector {
    fn of(settings: &Settings) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            // What opens this collector is not handed to another.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE))
            .build()
            .into();
        Self { agent, token: settings.token.clone() }
    }

    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (mut head, body) = request.into_parts();
        if let Some(token) = &self.token {
            head.headers.insert(header::AUTHORIZATION, token.clone());
        }
        let answer = self.agent.run(Request::from_parts(head, &body[..]))?;
        let (head, mut body) = answer.into_parts();
        let body = body.with_config().limit(LONGEST_ANSWER).read_to_vec()?;
        Ok(Response::from_parts(head, body.into()))
    }
}

impl HttpClient for Collector {
    /// It blocks: spans are sent from a thread that does nothing else.
    fn send_bytes<'own, 'answer>(
        &'own self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'answer>>
    where
        'own: 'answer,
        Self: 'answer,
    {
        Box::pin(ready(self.send(request)))
    }
}
