//! Work whose time is over. A bid can be awarded until its last week has ended; once that is so of every bid, and of every
//! seat as it was asked for, the brief lapses with its bids, for nobody can choose one any more.

use muster_kernel::Instant;

use super::{
    letters,
    model::Event,
    open_letters, service,
    store::{self, Bid, Taken},
};
use crate::{
    app::App,
    audit::By,
    briefs::{self, BriefId, Document, LapsedFor, Seat},
    db::Tx,
    error::{Error, Result},
    jobs::{self, Job},
};

/// Has a brief whose `bids` were just opened lapse with its last week. From the deadline on no bid moves to later weeks.
pub(super) fn plan(tx: &mut Tx<'_>, id: BriefId, document: &Document, bids: &[Bid]) -> Result<()> {
    let mut end = document.seats.iter().map(Seat::end).max();
    for bid in bids {
        end = end.max(store::taken(tx, bid)?.iter().map(Taken::end).max());
    }
    end.map_or(Ok(()), |end| jobs::at(tx, end.midnight(), &Job::LapseBrief { brief: id }))
}

/// Fine while a week of a bid's `seats` is ahead or under way; a refusal once the last one is over.
pub(super) fn check_not_over(seats: &[Taken], now: Instant) -> Result<()> {
    match seats.iter().map(Taken::end).max() {
        Some(end) if end.midnight() <= now => {
            let last = end.plus_days(-1);
            let sentence = format!(
                "The work of this bid would have ended on {last}; it is {now} now. Begin a new brief with later weeks."
            );
            Err(Error::conflict("work-over", sentence))
        }
        _ => Ok(()),
    }
}

/// The last week of a brief is over: where no bid was awarded it lapses, and its client and the authors of its bids are told.
pub fn lapse(app: &App, id: BriefId) -> Result<()> {
    app.db.write(|tx| {
        let (brief, document) = briefs::service::read(tx, id)?;
        if brief.state != briefs::State::Decided {
            return Ok(());
        }
        briefs::service::lapse(tx, &brief, LapsedFor::NotAwarded)?;
        service::end_all(tx, By::Muster, &brief, &document, Event::Lose, open_letters::run_out)?;
        service::tell_client(tx, &brief, &letters::lapsed(&brief, LapsedFor::NotAwarded))
    })
}
