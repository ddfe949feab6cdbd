//! Until when a bid can be awarded: through the day on which its work begins. Once that day is over for every bid, and for the
//! seats as they were asked for, the brief lapses with its bids, for nobody can choose one any more.

use muster_kernel::{Day, Instant};

use super::{
    letters,
    model::Event,
    open_letters, plan as plans, service,
    store::{self, Bid, Taken},
};
use crate::{
    app::App,
    audit::By,
    briefs::{self, BriefId, Document, LapsedFor},
    db::Tx,
    error::{Error, Result},
    jobs::{self, Job},
};

/// Has a brief whose `bids` were just opened lapse with the last of them. From the deadline on no bid moves to later weeks.
pub(super) fn plan(tx: &mut Tx<'_>, id: BriefId, document: &Document, bids: &[Bid]) -> Result<()> {
    let seats = store::taken_of(tx, bids)?;
    let last = seats.values().filter_map(|seats| begins(seats)).chain(plans::begins(document)).max();
    last.map_or(Ok(()), |day| jobs::at(tx, end_of(day), &Job::LapseBrief { brief: id }))
}

/// Fine through the day on which the work of a bid's `seats` begins; a refusal once that day is over.
pub(super) fn check_not_begun(seats: &[Taken], now: Instant) -> Result<()> {
    match begins(seats) {
        Some(day) if end_of(day) <= now => {
            let sentence = format!(
                "This bid could be awarded until the end of {day}, on which its work was to begin; it is {now} now. Begin a \
                 new brief with later weeks."
            );
            Err(Error::conflict("work-begun", sentence))
        }
        _ => Ok(()),
    }
}

/// The Monday on which the first of a bid's seats begins.
fn begins(seats: &[Taken]) -> Option<Day> {
    seats.iter().map(|seat| seat.first_monday).min()
}

fn end_of(day: Day) -> Instant {
    day.plus_days(1).midnight()
}

/// No bid for a brief can be awarded any more: where none was it lapses, and its client and the authors of its bids are told.
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
