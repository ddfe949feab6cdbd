//! `muster serve`

use std::{
    io::IsTerminal,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use actix_web::rt::System;
use tokio::{
    runtime,
    signal::unix::{SignalKind, signal},
};
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt, layer::SubscriberExt, registry, util::SubscriberInitExt};

use super::{Failure, config, open, say};
use crate::{
    app::App,
    clock::Mint,
    config::Config,
    formation::quotes,
    http, invoices, jobs, metrics, notices,
    traces::{self, Traces},
    webhooks,
};

/// How long work that was begun may take when the server stops.
const GRACE: Duration = Duration::from_secs(30);
/// How long the threads on which it is done are waited for after that.
const LAST: Duration = Duration::from_secs(2);

pub(super) fn run() -> Result<(), Failure> {
    let config = config()?;
    let traces = config.traces.as_ref().map(Traces::begin).transpose().map_err(Failure::BadInput)?;
    begin_log(&config, traces.as_ref());
    let mut app = open(&config, Mint::system())?;
    if let Some(traces) = &traces {
        app.traces = traces.tally();
    }
    let app = Arc::new(app);
    invoices::service::wake(&app)?;
    let sealed = webhooks::service::seal_secrets(&app)?;
    if sealed > 0 {
        tracing::info!(webhooks = sealed, "secrets that lay in the database in clear were sealed");
    }
    let listener = listen("MUSTER_BIND", config.bind)?;
    let watched = config.metrics_bind.map(|bind| listen("MUSTER_METRICS_BIND", bind)).transpose()?;
    say(format_args!("Muster is at {} (API: {0}/api/docs/).", config.public_url));
    say(format_args!("Its database is {}; its mail goes to {}.", config.database, mail(&config)));
    if let Some(bind) = config.metrics_bind {
        say(format_args!("Its metrics are at http://{bind}/metrics."));
    }
    if let Some(settings) = &config.traces {
        say(format_args!("Its traces go to {}.", settings.collector));
    }
    let outcome = run_until_stopped(app, listener, watched);
    if let Some(traces) = &traces {
        traces.end();
    }
    outcome.map_err(|error| Failure::Failed(format!("the server stopped: {error}")))
}

/// Serves the network, and whoever watches it, until the process is told to stop.
fn run_until_stopped(app: Arc<App>, listener: TcpListener, watched: Option<TcpListener>) -> std::io::Result<()> {
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = Arc::new(runtime::Builder::new_current_thread().enable_all().build()?);
    let outcome = System::with_tokio_rt(|| Arc::clone(&runtime)).block_on(async move {
        let stop = jobs::Stop::default();
        let jobs = tokio::spawn(jobs::work(Arc::clone(&app), stop.clone()));
        let quotes = tokio::spawn(quotes::service::keep_tending(Arc::clone(&app)));
        let live = tokio::spawn(notices::keep_looking(Arc::clone(&app)));
        let pages = tokio::spawn(let_pages_go(Arc::clone(&app)));
        // Last of all to stop: the end is worth watching too.
        let watched = watched.map(|listener| metrics::serve(Arc::clone(&app), listener)).transpose()?;
        let watched = watched.map(|server| {
            let handle = server.handle();
            actix_web::rt::spawn(server);
            handle
        });
        let outcome = http::serve(app, listener, workers)?.await;
        stop.now();
        quotes.abort();
        live.abort();
        pages.abort();
        // What they have begun is bounded by the time-outs of whatever they ask, most often.
        if tokio::time::timeout(GRACE, jobs).await.is_err() {
            tracing::warn!("work that was begun did not end in {} seconds, and is left", GRACE.as_secs());
        }
        if let Some(handle) = watched {
            let _ = tokio::time::timeout(GRACE, handle.stop(false)).await;
        }
        outcome
    });
    // By itself its end would wait for a job that nothing ends. What is cut off now is done again once its lease runs out.
    if let Some(runtime) = Arc::into_inner(runtime) {
        runtime.shutdown_timeout(LAST);
    }
    outcome
}

/// Begins the log on standard error; its spans are read for traces too.
fn begin_log(config: &Config, traces: Option<&Traces>) {
    let quiet = traces::QUIET.parse().expect("one target that is off");
    let filter = EnvFilter::new(&config.log).add_directive(quiet);
    // Colours would be bytes that nobody can read in a file or a journal.
    let lines = fmt::layer::<Registry>().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    let lines =
        if config.log_json { lines.json().with_filter(filter).boxed() } else { lines.with_filter(filter).boxed() };
    let readers: Vec<_> = std::iter::once(lines).chain(traces.map(Traces::reader)).collect();
    registry().with(readers).init();
}

/// Ends the streams of open pages as soon as the process is told to stop: the server lets go of nobody while it answers them,
/// and these answers have no end of their own.
async fn let_pages_go(app: Arc<App>) {
    match signal(SignalKind::terminate()) {
        Ok(mut told) => {
            told.recv().await;
            app.live.end();
        }
        Err(error) => tracing::error!(%error, "the signal to stop cannot be heard, so open pages hold a stop up"),
    }
}

fn listen(key: &str, bind: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(bind).map_err(|error| Failure::BadInput(format!("cannot listen on {key}={bind}: {error}")))
}

fn mail(config: &Config) -> String {
    match config.smtp_url {
        Some(_) => "the server of MUSTER_SMTP_URL".to_owned(),
        None => config.mail_folder().display().to_string(),
    }
}
