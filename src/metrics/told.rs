//! The numbers, as they are told.

use super::{
    counts::{BOUNDS, CLASSES, Metrics},
    store::Standing,
    text::{Kind, Seconds, Text},
};
use crate::{app::App, db::Connections, jobs::Lane};

/// All numbers of `app` in the text format of Prometheus, version 0.0.4. Reads the database, or waits for whoever does.
pub fn tell(app: &App) -> String {
    let mut text = Text::default();
    text.family("muster_build_info", Kind::Gauge, "Which version runs.")
        .sample(&[("version", env!("CARGO_PKG_VERSION"))], 1);
    requests(&mut text, &app.metrics);
    server(&mut text, app);
    let standing = app.metrics.standing(app);
    let answers = i32::from(standing.is_some());
    text.one("muster_database_up", Kind::Gauge, "Whether the database answered when it was asked last.", answers);
    // Every family is named, also while the database cannot be read: what has no number has no sample.
    jobs(&mut text, standing.as_ref());
    network(&mut text, standing.as_ref());
    text.finish()
}

fn requests(text: &mut Text, metrics: &Metrics) {
    let all = metrics.all();
    let help = "Requests that ended, by the class of their status; none where whoever asked left before.";
    let mut total = text.family("muster_http_requests_total", Kind::Counter, help);
    for ((route, method), series) in &all {
        for (class, count) in CLASSES.into_iter().zip(series.classes()).filter(|(_, count)| *count > 0) {
            total.sample(&[("route", route.as_str()), ("method", *method), ("status", class)], count);
        }
    }
    let help = "How long it took until an answer's head was ready, in seconds.";
    let mut durations = text.family("muster_http_request_duration_seconds", Kind::Histogram, help);
    for ((route, method), series) in &all {
        let mut up_to = 0;
        let bounds = BOUNDS.iter().map(|(_, bound)| *bound).chain(["+Inf"]);
        for (bound, count) in bounds.zip(series.buckets()) {
            up_to += count;
            durations.part("_bucket", &[("route", route.as_str()), ("method", *method), ("le", bound)], up_to);
        }
        let labels = [("route", route.as_str()), ("method", *method)];
        durations.part("_sum", &labels, Seconds(series.micros()));
        durations.part("_count", &labels, up_to);
    }
    let help = "Requests that wait for their answer.";
    text.one("muster_http_requests_in_flight", Kind::Gauge, help, metrics.under_way());
}

/// What may run out, or go wrong with the machine.
fn server(text: &mut Text, app: &App) {
    let help = "Pages that are open and listen, as server-sent events.";
    text.one("muster_streams_open", Kind::Gauge, help, app.live.streams());
    let help = "How far this server's clock lies from the database's, in seconds; no job is done beyond five.";
    text.one("muster_clock_apart_seconds", Kind::Gauge, help, Seconds(app.clocks.apart_micros().unsigned_abs()));
    let Connections { in_use, idle, most } = app.db.connections();
    let mut connections =
        text.family("muster_database_connections", Kind::Gauge, "Connections to the database, in use or idle.");
    connections.sample(&[("state", "in_use")], in_use);
    connections.sample(&[("state", "idle")], idle);
    let help = "How many connections to the database there may be.";
    text.one("muster_database_connections_max", Kind::Gauge, help, most);
    let help = "Writes that were run again, since another one got in their way.";
    text.one("muster_database_write_repeats_total", Kind::Counter, help, app.db.repeats());
    let help = "Spans of traces: sent, lost where the collector did not take them, dropped where too many waited.";
    let mut spans = text.family("muster_trace_spans_total", Kind::Counter, help);
    for (outcome, count) in app.traces.counts() {
        spans.sample(&[("outcome", outcome)], count);
    }
}

fn jobs(text: &mut Text, standing: Option<&Standing>) {
    let lanes = standing.map(|standing| standing.lanes.as_slice()).unwrap_or_default();
    let help = "Jobs: waiting are due, running has a worker, later is not due yet, dead failed too often.";
    let mut jobs = text.family("muster_jobs", Kind::Gauge, help);
    for lane in lanes {
        for (state, count) in
            [("waiting", lane.waiting), ("running", lane.running), ("later", lane.later), ("dead", lane.dead)]
        {
            jobs.sample(&[("lane", lane.lane.as_str()), ("state", state)], count);
        }
    }
    let help = "For how long the oldest job that is due has been due, in seconds; 0 where none is.";
    let mut ages = text.family("muster_outbox_age_seconds", Kind::Gauge, help);
    for lane in lanes {
        ages.sample(&[("lane", lane.lane.as_str())], Seconds(lane.overdue_micros));
    }
    let mut mails =
        text.family("muster_mails_waiting", Kind::Gauge, "Mails that have not left, those that are tried again too.");
    if let Some(mail) = lanes.iter().find(|lane| lane.lane == Lane::Mail) {
        mails.sample(&[], mail.waiting + mail.running + mail.later);
    }
}

/// A family of one number without labels, where it is known.
fn known(text: &mut Text, name: &'static str, help: &str, value: Option<i64>) {
    let mut family = text.family(name, Kind::Gauge, help);
    if let Some(value) = value {
        family.sample(&[], value);
    }
}

fn network(text: &mut Text, standing: Option<&Standing>) {
    let help = "Briefs that are posted for teams, and for which none were formed yet.";
    known(text, "muster_briefs_waiting", help, standing.map(|standing| standing.briefs_waiting));
    let help = "Invitations that wait for an answer.";
    known(text, "muster_invitations_open", help, standing.map(|standing| standing.invitations_open));
    let help = "Invitations that wait for an answer and lapse within six hours.";
    known(text, "muster_invitations_lapsing_soon", help, standing.map(|standing| standing.invitations_lapsing));
    let check = standing.and_then(|standing| standing.book_check);
    let help = "When the book was recounted last, in seconds since 1970; nothing before the first time.";
    known(text, "muster_book_verified_timestamp_seconds", help, check.map(|(at, _)| at.seconds()));
    let help = "Whether that recount found no fault.";
    known(text, "muster_book_holds", help, check.map(|(_, faults)| i64::from(faults == 0)));
    let check = standing.and_then(|standing| standing.audit_check);
    let help = "When the audit log was looked through last, in seconds since 1970; nothing before the first time.";
    known(text, "muster_audit_verified_timestamp_seconds", help, check.map(|(at, _)| at.seconds()));
    let help = "Whether that look found no fault, in the log and in the anchors of all chains.";
    known(text, "muster_audit_holds", help, check.map(|(_, faults)| i64::from(faults == 0)));
    let help = "Entries that were written and wait for their link in a chain of hashes.";
    let mut unlinked = text.family("muster_chain_entries_unlinked", Kind::Gauge, help);
    for (chain, count) in standing.map(|standing| standing.unlinked.as_slice()).unwrap_or_default() {
        unlinked.sample(&[("chain", chain.name())], count);
    }
}
