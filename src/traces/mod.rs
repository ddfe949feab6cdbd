//! What a request went through, told to a collector of OpenTelemetry where the settings name one.
//!
//! Spans are those of the log: a request, a job. Within them lie what takes their time: looks into the database and
//! transactions, mail, requests to other people's servers. A request goes on with the trace that whoever asked is in
//! (`traceparent`, W3C Trace Context); a job has a trace of its own, with a link to whatever asked for it; webhooks are
//! told in which trace they are called. A line of the log names its trace.
//!
//! Whatever leaves is listed in `told`: routes by their pattern, words and numbers of our own, never an address, a name or
//! a value. `spans` makes the spans, `collector` sends them, from a thread of its own and out of a queue that has an end
//! (`tally`): a collector that is slow or away costs spans, which are counted, and never a request.
//!
//! There is one log in a process and so one reader of its spans, which `muster serve` sets up. Where there is none, spans
//! that are not of the log are never made. Calls nothing; called by `http`, `jobs`, `db`, `mail`, `outbound` and `metrics`.

mod collector;
mod settings;
mod spans;
mod tally;
mod told;

pub use self::{
    collector::Traces,
    settings::Settings,
    spans::{QUIET, database, follow, go_on, here, mail, outbound},
    tally::Tally,
};

#[cfg(test)]
mod tests {
    use std::{
        sync::{Arc, Mutex},
        time::Duration,
    };

    use opentelemetry::{
        Context,
        trace::{SpanKind, Status},
    };
    use opentelemetry_sdk::{
        Resource,
        error::OTelSdkResult,
        trace::{Span, SpanData, SpanProcessor},
    };
    use tracing::{field::Empty, info_span};
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    /// A request of somebody who says in which trace they are, and that it is recorded.
    const ASKED: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    /// Keeps what would be sent.
    #[derive(Clone, Debug, Default)]
    struct Kept(Arc<Mutex<Vec<SpanData>>>);

    impl SpanProcessor for Kept {
        fn on_start(&self, _: &mut Span, _: &Context) {}

        fn on_end(&self, span: SpanData) {
            self.0.lock().unwrap().push(span);
        }

        fn force_flush(&self) -> OTelSdkResult {
            Ok(())
        }

        fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
            Ok(())
        }

        fn set_resource(&mut self, _: &Resource) {}
    }

    /// What is told of `work`, in the order in which it ended, where that share of all is traced.
    fn traced(share: u8, work: impl FnOnce()) -> Vec<SpanData> {
        let kept = Kept::default();
        let traces = Traces::of(kept.clone(), share, Tally::default());
        let subscriber = tracing_subscriber::registry().with(vec![traces.reader()]);
        tracing::subscriber::with_default(subscriber, work);
        std::mem::take(&mut *kept.0.lock().unwrap())
    }

    /// A request as `http` has it, in which the database is looked into.
    fn request(traceparent: Option<&str>, status: u16) {
        let span = info_span!(
            "request",
            id = "r1",
            method = "GET",
            route = "/api/v1/briefs/{id}",
            secret = "ada@example.org",
            trace_id = Empty,
            status = Empty
        );
        go_on(&span, traceparent);
        span.in_scope(|| drop(database("read", "sqlite").entered()));
        span.record("status", status);
    }

    fn attributes(span: &SpanData) -> Vec<(&str, String)> {
        span.attributes.iter().map(|one| (one.key.as_str(), one.value.as_str().into_owned())).collect()
    }

    #[test]
    fn a_request_goes_on_with_the_trace_of_whoever_asked_and_its_look_into_the_database_lies_within() {
        let told = traced(0, || request(Some(ASKED), 200));
        let [look, request] = &told[..] else { panic!("{told:?}") };
        assert_eq!(request.span_context.trace_id().to_string(), "0af7651916cd43dd8448eb211c80319c");
        assert_eq!(request.parent_span_id.to_string(), "b7ad6b7169203331");
        assert_eq!((&*request.name, &request.span_kind), ("GET /api/v1/briefs/{id}", &SpanKind::Server));
        assert_eq!((&*look.name, &look.span_kind), ("database read", &SpanKind::Client));
        assert_eq!(look.parent_span_id, request.span_context.span_id());
        assert_eq!(look.span_context.trace_id(), request.span_context.trace_id());
        assert_eq!(attributes(look), [("db.system.name", "sqlite".to_owned())]);
    }

    #[test]
    fn nothing_is_told_that_is_not_listed() {
        let told = traced(100, || request(None, 503));
        let request = told.last().unwrap();
        assert_eq!(
            attributes(request),
            [
                ("http.request.method", "GET".to_owned()),
                ("http.route", "/api/v1/briefs/{id}".to_owned()),
                ("http.response.status_code", "503".to_owned()),
                ("muster.request.id", "r1".to_owned()),
            ]
        );
        assert_eq!(request.status, Status::error(""));
        assert!(request.events.is_empty());
    }

    #[test]
    fn what_is_logged_within_a_request_is_for_the_log_alone() {
        let told = traced(100, || {
            info_span!("request", method = "GET").in_scope(|| tracing::error!(person = "ada@example.org", "a fault"));
        });
        assert_eq!((told.len(), told[0].events.len(), &told[0].status), (1, 0, &Status::Unset));
    }

    #[test]
    fn only_requests_and_jobs_begin_a_trace_and_others_decide_before_the_share_does() {
        let alone = || drop(database("read", "sqlite").entered());
        assert_eq!(traced(100, alone).len(), 0);
        assert_eq!(traced(100, || request(None, 200)).len(), 2);
        assert_eq!(traced(0, || request(None, 200)).len(), 0);
        let not_recorded = format!("{}0", &ASKED[..ASKED.len() - 1]);
        assert_eq!(traced(100, || request(Some(&not_recorded), 200)).len(), 0);
        let some = traced(50, || (0..1_000).for_each(|_| request(None, 200))).len();
        assert!((600..1_400).contains(&some), "{some} of 2000");
    }

    #[test]
    fn a_job_is_linked_to_whatever_asked_for_it() {
        let mut asked = None;
        let told = traced(100, || {
            let request = info_span!("request", method = "POST", trace_id = Empty);
            go_on(&request, Some(ASKED));
            asked = request.in_scope(here);
            let job = info_span!("job", kind = "form_teams", trace_id = Empty, failed = Empty);
            follow(&job, asked.as_deref());
            job.record("failed", true);
        });
        let [job, request] = &told[..] else { panic!("{told:?}") };
        assert_eq!((&*job.name, &job.span_kind), ("job form_teams", &SpanKind::Consumer));
        assert_eq!(job.status, Status::error(""));
        assert_ne!(job.span_context.trace_id(), request.span_context.trace_id());
        assert_eq!(job.links.links.len(), 1);
        assert_eq!(job.links.links[0].span_context.span_id(), request.span_context.span_id());
        let id = request.span_context.span_id();
        assert_eq!(asked.unwrap(), format!("00-0af7651916cd43dd8448eb211c80319c-{id}-01"));
    }

    #[test]
    fn where_nothing_is_traced_nobody_is_told_of_a_trace() {
        assert_eq!(here(), None);
        let span = info_span!("request", trace_id = Empty);
        go_on(&span, Some(ASKED));
        assert_eq!(span.in_scope(here), None);
    }
}
