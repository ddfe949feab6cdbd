//! How the network stands, in numbers: counts along indexes, and the last row of a small table.
//!
//! The tables are those of several slices. What they mean is for these to say; how many there are is asked here, so that
//! all of it is one read of one state.

use diesel::{
    dsl::{exists, min, not, sql},
    prelude::*,
    sql_types::Bool,
};
use muster_kernel::Instant;

use crate::{
    briefs::Bidding,
    chain::Chain,
    db::Conn,
    error::Result,
    formation::Purpose,
    jobs::{Lane, State},
    schema::{audit_checks, book_checks, briefs, chain_pending, invitations, jobs, runs},
};

/// An invitation that lapses so soon, in seconds, lapses soon.
const SOON_SECONDS: i64 = 6 * 3600;

/// How the network stands.
#[derive(Clone)]
pub(super) struct Standing {
    /// Jobs, lane by lane.
    pub(super) lanes: Vec<InLane>,
    /// Briefs that are posted for teams that Muster forms, and for which none were formed yet.
    pub(super) briefs_waiting: i64,
    /// Invitations that wait for an answer.
    pub(super) invitations_open: i64,
    /// Those of them that lapse within [`SOON_SECONDS`].
    pub(super) invitations_lapsing: i64,
    /// Entries that wait for their link, chain by chain.
    pub(super) unlinked: Vec<(Chain, i64)>,
    /// When the book was recounted last, and how many faults were found.
    pub(super) book_check: Option<(Instant, i32)>,
    /// The same of the audit log, and of the anchors of all chains.
    pub(super) audit_check: Option<(Instant, i32)>,
}

/// The jobs of a lane.
#[derive(Clone)]
pub(super) struct InLane {
    pub(super) lane: Lane,
    /// Due, and no worker has it.
    pub(super) waiting: i64,
    /// A worker has it.
    pub(super) running: i64,
    /// Not due yet, also since it failed and is tried again.
    pub(super) later: i64,
    /// It failed too often.
    pub(super) dead: i64,
    /// For how long the first of those that are due has been due, in microseconds; 0 where nothing is due.
    pub(super) overdue_micros: u64,
}

/// Reads how the network stands `now`.
pub(super) fn standing(conn: &mut Conn, now: Instant) -> Result<Standing> {
    let lanes = Lane::ALL.iter().map(|lane| in_lane(conn, *lane, now)).collect::<Result<Vec<InLane>>>()?;
    let unlinked = Chain::ALL.into_iter().map(|chain| unlinked(conn, chain)).collect::<Result<Vec<(Chain, i64)>>>()?;
    let book_check = book_checks::table
        .order(book_checks::day.desc())
        .select((book_checks::checked_at, book_checks::faults))
        .first(conn)
        .optional()?;
    let audit_check = audit_checks::table
        .order(audit_checks::day.desc())
        .select((audit_checks::checked_at, audit_checks::faults))
        .first(conn)
        .optional()?;
    // As words of the statement, since an index over a part of a table is only found by such.
    let pending = || invitations::table.filter(sql::<Bool>("invitations.state = 'pending'"));
    let soon = now.plus_seconds(SOON_SECONDS);
    Ok(Standing {
        lanes,
        briefs_waiting: briefs_waiting(conn)?,
        invitations_open: pending().count().get_result(conn)?,
        invitations_lapsing: pending().filter(invitations::expires_at.le(soon)).count().get_result(conn)?,
        unlinked,
        book_check,
        audit_check,
    })
}

fn in_lane(conn: &mut Conn, lane: Lane, now: Instant) -> Result<InLane> {
    let undone = || jobs::table.filter(jobs::lane.eq(lane)).filter(jobs::state.eq(State::Waiting));
    let due = || undone().filter(jobs::due_at.le(now));
    let dead = jobs::table.filter(jobs::lane.eq(lane)).filter(jobs::state.eq(State::Dead));
    let first: Option<Instant> = due().select(min(jobs::due_at)).first(conn)?;
    let overdue = first.map_or(0, |first| now.micros() - first.micros());
    Ok(InLane {
        lane,
        waiting: due().filter(jobs::lease_until.le(now)).count().get_result(conn)?,
        running: due().filter(jobs::lease_until.gt(now)).count().get_result(conn)?,
        later: undone().filter(jobs::due_at.gt(now)).count().get_result(conn)?,
        dead: dead.count().get_result(conn)?,
        overdue_micros: u64::try_from(overdue).unwrap_or_default(),
    })
}

fn unlinked(conn: &mut Conn, chain: Chain) -> Result<(Chain, i64)> {
    let waiting = chain_pending::table.filter(chain_pending::chain.eq(chain.name()));
    Ok((chain, waiting.count().get_result(conn)?))
}

fn briefs_waiting(conn: &mut Conn) -> Result<i64> {
    let formed = runs::table.filter(runs::brief_id.eq(briefs::id)).filter(runs::kind.eq(Purpose::Form));
    Ok(briefs::table
        .filter(sql::<Bool>("briefs.state = 'posted'"))
        .filter(briefs::bidding.eq_any([Bidding::Formed, Bidding::Both]))
        .filter(not(exists(formed)))
        .count()
        .get_result(conn)?)
}
