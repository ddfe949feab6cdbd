//! Doing what is due.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use tokio::{sync::watch, task::JoinSet, time::timeout};
use tracing::{Span, field::Empty, info_span};

use super::{Job, Lane, clocks, service, store::Claimed};
use crate::{
    app::App,
    audit, bids, book, calendars, certificates, chain, connections, disputes, engagements,
    error::{Error, Result},
    formation, fundings, handovers, identity, invitations, invoices, meter, notices, privacy, reports, reviews,
    standbys, traces, turns, webhooks,
};

/// How often a worker looks for work when nothing tells it of any.
const ROUND: Duration = Duration::from_millis(500);
/// How often it looks whether its clock may be followed.
const MINUTE: Duration = Duration::from_secs(60);
/// How often it tidies up.
const HOUR: Duration = Duration::from_secs(3600);

/// What is kept up with, apart from jobs: its name, and a round of it.
type Upkeep = (&'static str, fn(&App) -> Result<()>);

/// What follows from what was written, in the order in which one needs the other.
const AFTERWARDS: [Upkeep; 4] = [
    ("the turn ledger", turns::service::keep_up),
    ("statements", book::statements::keep_up),
    ("reports", reports::keep_up),
    ("the chains", |app| chain::seal_all(&app.db)),
];

/// What nobody waits for: once an hour, since each of them writes. What has an end of its own, some minutes after it began, is
/// no rule of retention: those count the days that something is kept.
const NOW_AND_THEN: [Upkeep; 4] = [
    ("what is older than it may be", privacy::retention::keep_up),
    ("who came to the door", |app| app.db.write(|tx| identity::tidy_door(&app.door, tx))),
    ("passkeys that nobody showed", |app| app.db.write(identity::passkeys::service::tidy)),
    ("sign-ins that no provider answered", |app| app.db.write(identity::providers::entering::tidy)),
];

/// What takes long, beside the others.
const AT_NIGHT: [Upkeep; 2] =
    [("the recount of the book", recount), ("the look through the audit log", audit::nightly::keep_up)];

/// The book itself, and what contracts say of it.
fn recount(app: &App) -> Result<()> {
    book::nightly::keep_up(app, engagements::recount::verify)
}

/// Told to workers when the server stops: what they have begun is done, and nothing else is begun.
#[derive(Clone)]
pub struct Stop(watch::Sender<bool>);

impl Default for Stop {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Stop {
    /// Has every worker stop.
    pub fn now(&self) {
        self.0.send_replace(true);
    }

    fn is_told(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for `time`, or until it is told.
    async fn pause(&self, time: Duration) {
        let mut told = self.0.subscribe();
        let _ = timeout(time, told.wait_for(|told| *told)).await;
    }
}

/// Does everything that is due now, also what that makes due; answers how many jobs were tried.
pub fn run_due(app: &App) -> Result<usize> {
    let tried = run_lanes(app, None, &Stop::default())?;
    identity::look_for_ends(app)?;
    keep_up(app, &AFTERWARDS)?;
    keep_up(app, &AT_NIGHT)?;
    keep_up(app, &NOW_AND_THEN)?;
    Ok(tried)
}

/// Does what is due in one lane, or in all of them, one job after the other.
fn run_lanes(app: &App, lane: Option<Lane>, stop: &Stop) -> Result<usize> {
    let mut tried = 0;
    while !stop.is_told()
        && app.clocks.agree()
        && let Some(claimed) = service::claim(&app.db, lane, app.now())?
    {
        tried += 1;
        let span = span_of(&claimed);
        span.in_scope(|| {
            let outcome = attempt(app, &claimed);
            if let Err(error) = &outcome {
                span.record("failed", true);
                tracing::warn!(job = %claimed.id, lane = %claimed.lane, tried = claimed.attempts, ?error, "a job failed");
            }
            service::settle(app, &claimed, &outcome)
        })?;
    }
    Ok(tried)
}

/// What surrounds everything that is logged while a job is done.
fn span_of(claimed: &Claimed) -> Span {
    let Claimed { id, kind, lane, attempts, .. } = claimed;
    let span = info_span!("job", %id, %kind, %lane, tried = *attempts, trace_id = Empty, failed = Empty);
    traces::follow(&span, claimed.cause().as_deref());
    span
}

/// Does a job, unless whoever tried it never came back, too often: it may be what ends them.
fn attempt(app: &App, claimed: &Claimed) -> Result<()> {
    if claimed.lane.pause(claimed.attempts - 1).is_none() {
        return Err(Error::internal("do a job", "no worker ever came back from it"));
    }
    let outcome = catch_unwind(AssertUnwindSafe(|| perform(app, claimed)));
    outcome.unwrap_or_else(|_| Err(Error::internal("do a job", "it panicked")))
}

/// A round of each, whatever becomes of the others, unless the clock is wrong; the first thing that went wrong.
fn keep_up(app: &App, all: &[Upkeep]) -> Result<()> {
    let mut outcome = Ok(());
    for (name, round) in all.iter().filter(|_| app.clocks.agree()) {
        if let Err(error) = round(app) {
            tracing::error!(?error, "could not keep up with {name}");
            outcome = outcome.and(Err(error));
        }
    }
    outcome
}

/// Works until it is stopped: each lane, and what is kept up with, beside the others, each round on a thread for blocking
/// work.
pub async fn work(app: Arc<App>, stop: Stop) {
    let mut workers = JoinSet::new();
    // Before anything else: work must not begin by a clock that nobody looked at.
    let first = Arc::clone(&app);
    if let Ok(Err(error)) = tokio::task::spawn_blocking(move || clocks::compare(&first)).await {
        tracing::error!(?error, "could not compare the clock with the database's");
    }
    workers.spawn(rounds(Arc::clone(&app), stop.clone(), MINUTE, |app, _| clocks::compare(app)));
    for lane in Lane::ALL {
        let work = move |app: &App, stop: &Stop| run_lanes(app, Some(*lane), stop).map(drop);
        workers.spawn(rounds(Arc::clone(&app), stop.clone(), ROUND, work));
    }
    // Who was signed out is refused soon, whatever takes long, and also by a server whose clock is wrong.
    workers.spawn(rounds(Arc::clone(&app), stop.clone(), ROUND, |app, _| identity::look_for_ends(app)));
    workers.spawn(rounds(Arc::clone(&app), stop.clone(), ROUND, |app, _| keep_up(app, &AFTERWARDS)));
    workers.spawn(rounds(Arc::clone(&app), stop.clone(), ROUND, |app, _| keep_up(app, &AT_NIGHT)));
    workers.spawn(rounds(app, stop, HOUR, |app, _| keep_up(app, &NOW_AND_THEN)));
    workers.join_all().await;
}

async fn rounds(
    app: Arc<App>,
    stop: Stop,
    every: Duration,
    round: impl Fn(&App, &Stop) -> Result<()> + Copy + Send + 'static,
) {
    while !stop.is_told() {
        let (app, told) = (Arc::clone(&app), stop.clone());
        match tokio::task::spawn_blocking(move || round(&app, &told)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(?error, "a worker could not work"),
            Err(error) => tracing::error!(%error, "a worker panicked"),
        }
        stop.pause(every).await;
    }
}

fn perform(app: &App, claimed: &Claimed) -> Result<()> {
    let job: Job = serde_json::from_str(&claimed.payload).map_err(|cause| Error::internal("read a job", cause))?;
    match job {
        Job::Mail(mail) => app.mailer.send(&mail, claimed.id, &app.public_url),
        Job::Digest { person } => notices::service::digest(app, person),
        Job::DeliverWebhook { delivery } => webhooks::service::deliver(app, delivery),
        Job::FormTeams { brief } => bids::form(app, brief),
        Job::Certify { run } => certificates::service::certify(app, run),
        Job::NoteReach { engagement, brief, on } => meter::service::note_reach(app, engagement, brief, on),
        Job::ForgetPool { run } => formation::service::forget_pool(app, run),
        Job::LapseInvitation { invitation } => bids::service::lapse(app, invitation),
        Job::Remind { invitation, nth } => invitations::remind(app, invitation, nth),
        Job::LapseCounter { counter } => bids::terms::lapse_counter(app, counter),
        Job::ReleaseHolds { brief } => bids::release_holds(app, brief),
        Job::LoseHours { member } => bids::lose_hours(app, member),
        Job::AskStandbys { brief } => bids::ask_standbys(app, brief),
        Job::LapseStandby { standby } => standbys::service::lapse(app, standby),
        Job::RepairBids { invitation } => {
            bids::repair(app, invitation)?;
            handovers::service::seek_after(app, invitation)
        }
        Job::SeekSuccessor { handover } => handovers::service::seek(app, handover),
        Job::ReviseHandovers { engagement } => handovers::service::revise(app, engagement),
        Job::RemindReviews { engagement } => reviews::service::remind(app, engagement),
        Job::RevealReviews { engagement } => reviews::service::reveal(app, engagement),
        Job::ExpireReviews { engagement } => reviews::service::expire(app, engagement),
        Job::ReadCalendar { calendar, turn } => calendars::read(app, calendar, turn),
        Job::ExpireConnection { connection } => connections::service::expire(app, connection),
        Job::ReadCalendars { member } => calendars::read_all(app, member),
        Job::Bill { milestone } => invoices::service::bill(app, milestone),
        Job::DisputeDue { dispute } => disputes::deadlines::pass(app, dispute),
        Job::RemindOfDispute { dispute, due } => disputes::deadlines::remind(app, dispute, due),
        Job::ExpireFunding { funding } => fundings::service::expire(app, funding),
        Job::RemindOfFunding { funding } => fundings::service::remind(app, funding),
        Job::HandOnCases { steward } => {
            disputes::hand_on(app, steward)?;
            handovers::service::hand_on(app, steward)
        }
        Job::EraseAgain { person } => privacy::service::erase_again(app, person),
        Job::CallForBids { brief } => bids::call(app, brief),
        Job::CloseBidding { brief } => bids::close(app, brief),
        Job::LapseBrief { brief } => bids::lapse_brief(app, brief),
    }
}
