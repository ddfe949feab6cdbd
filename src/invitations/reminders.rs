//! Reminders: at half of the time to answer, and a last one some hours before the end.
//!
//! Each is sent once, and only while the invitation waits for an answer: the row counts what was sent, so a job that is
//! done twice sends nothing the second time.

use muster_kernel::Instant;

use super::{InvitationId, letters, model::State, store};
use crate::{
    app::App,
    briefs,
    db::Tx,
    error::Result,
    jobs::{self, Job},
    notices,
};

/// The last reminder comes so long before the end.
const LAST_SECONDS: i64 = 6 * 3600;
/// Whoever has less time than this is reminded once, at half of it.
const SHORT_SECONDS: i64 = 18 * 3600;
/// How many reminders there are.
const BOTH: i32 = 2;

/// When somebody who was asked at `from` and has until `until` is reminded: first at half time, then before the end.
fn times(from: Instant, until: Instant) -> Vec<(i32, Instant)> {
    let span = until.seconds() - from.seconds();
    let mut times = vec![(1, from.plus_seconds(span / 2))];
    if span >= SHORT_SECONDS {
        times.push((BOTH, until.plus_seconds(-LAST_SECONDS)));
    }
    times
}

/// Has both reminders sent when it is time.
pub(super) fn plan(tx: &mut Tx<'_>, invitation: InvitationId, until: Instant) -> Result<()> {
    let from = tx.now();
    times(from, until).into_iter().try_for_each(|(nth, at)| jobs::at(tx, at, &Job::Remind { invitation, nth }))
}

/// Has the last reminder sent before another end than the one that was planned with.
pub(super) fn plan_last(tx: &mut Tx<'_>, invitation: InvitationId, until: Instant) -> Result<()> {
    jobs::at(tx, until.plus_seconds(-LAST_SECONDS), &Job::Remind { invitation, nth: BOTH })
}

/// Reminds an invitee, if they have not answered and were not reminded for the `nth` time before.
pub fn remind(app: &App, id: InvitationId, nth: i32) -> Result<()> {
    app.db.write(|tx| {
        let invitation = store::invitation(tx, id)?;
        let until = invitation.expires_at;
        // A worker that was away does not send both at once, and an end that was moved moves the last one.
        let is_last = until.plus_seconds(-LAST_SECONDS) <= tx.now() && times(invitation.created_at, until).len() > 1;
        let due = is_last == (nth == BOTH) && until > tx.now();
        if invitation.state != State::Pending || !due || !store::count_reminder(tx, &invitation, nth)? {
            return Ok(());
        }
        let (_, document) = briefs::service::read(tx, invitation.brief_id)?;
        notices::service::tell_member(tx, invitation.member_id, &letters::reminder(&invitation, &document))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(number: i64) -> Instant {
        Instant::from_micros(0).plus_seconds(number * 3600)
    }

    #[test]
    fn the_first_comes_at_half_time_and_the_last_six_hours_before_the_end() {
        assert_eq!(times(hour(0), hour(72)), [(1, hour(36)), (2, hour(66))]);
    }

    #[test]
    fn whoever_has_little_time_is_reminded_once() {
        assert_eq!(times(hour(0), hour(12)), [(1, hour(6))]);
    }
}
