//! Doing what is due.

use std::{sync::Arc, time::Duration};

use super::{
    Job,
    store::{self, Claimed},
};
use crate::{
    app::App,
    bids, book, calendars, certificates,
    chain::{self, Chain},
    connections, disputes,
    error::{Error, Result},
    formation, fundings, handovers, invitations, invoices, meter, notices, reports, reviews, standbys, turns, webhooks,
};

/// How often a worker looks for work when nothing tells it of any.
const ROUND: Duration = Duration::from_millis(500);

/// Does everything that is due now, also what that makes due; answers how many jobs were tried.
pub fn run_due(app: &App) -> Result<usize> {
    let mut tried = 0;
    while let Some(claimed) = app.db.read(|conn| store::claim(conn, app.now()))? {
        tried += 1;
        let outcome = perform(app, &claimed);
        app.db.read(|conn| match &outcome {
            Ok(()) => store::finish(conn, &claimed, app.now()),
            Err(error) => {
                tracing::warn!(job = %claimed.id, ?error, "a job failed");
                store::put_back(conn, &claimed, app.now(), &format!("{error:?}"))
            }
        })?;
    }
    turns::service::keep_up(app)?;
    book::statements::keep_up(app)?;
    reports::keep_up(app)?;
    book::nightly::keep_up(app)?;
    for chain in Chain::ALL {
        chain::seal(&app.db, chain)?;
    }
    Ok(tried)
}

/// Works until the task is dropped. Each round runs on a thread for blocking work.
pub async fn work(app: Arc<App>) {
    loop {
        let round = Arc::clone(&app);
        match tokio::task::spawn_blocking(move || run_due(&round)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(?error, "the worker could not look for work"),
            Err(error) => tracing::error!(%error, "the worker panicked"),
        }
        tokio::time::sleep(ROUND).await;
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
        Job::CallForBids { brief } => bids::call(app, brief),
        Job::CloseBidding { brief } => bids::close(app, brief),
    }
}
