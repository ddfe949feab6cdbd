//! Reading a feed: asking its server with no transaction open, and keeping what follows in one.

use super::{
    CalendarId,
    ics::{self, Frame, Reading, Unreadable},
    letters,
    model::CalendarEvent,
    store::{self, CalendarRow},
};
use crate::{
    app::App,
    availability::{self, CalendarDay, Clock},
    db::Tx,
    error::Result,
    identity::MemberId,
    jobs::{self, Job},
    outbound::{Answer, Limits, Seen},
    states::Machine,
};

/// The largest file.
const LIMITS: Limits = Limits { bytes: 8 << 20 };
/// How many days of a feed are kept from the week before this one on: two years and a little more.
const DAYS: u16 = 106 * 7;
/// How many of a file: five years, for it is forgotten and cannot be read again when the weeks move on.
const DAYS_OF_A_FILE: u16 = 262 * 7;
/// How long after it was read a feed is asked again, in seconds.
const PAUSE: i64 = 4 * 3_600;
/// The shortest and the longest pause after a failure, in seconds.
const FIRST_PAUSE: i64 = 1_800;
const LONGEST_PAUSE: i64 = 86_400;
/// After how many days a feed is read in full even where it did not change: the two years move on.
const FRESH_DAYS: i64 = 7;
/// After how many failures in a row the member gets a letter.
const FAILURES_TO_TELL: i32 = 3;

/// What came of asking.
enum Outcome {
    /// It is what it was.
    Same,
    /// It was read.
    Fresh(Reading, Seen),
    /// It could not be read, and this is why.
    Failed(String),
}

/// What a calendar is read for: a member's clock, and so many days from last week on.
fn frame<'a>(app: &App, clock: &'a Clock, days: u16) -> Frame<'a> {
    Frame { clock, first: app.now().day().monday().plus_weeks(-1), days }
}

/// Reads a file for as long as it can be followed: five years, or, where its events repeat too often for that, two.
pub(super) fn file(app: &App, clock: &Clock, bytes: &[u8]) -> std::result::Result<Reading, Unreadable> {
    ics::read(bytes, frame(app, clock, DAYS_OF_A_FILE)).or_else(|_| ics::read(bytes, frame(app, clock, DAYS)))
}

/// Reads a feed, where it is still its `turn`.
pub fn read(app: &App, calendar: CalendarId, turn: i32) -> Result<()> {
    let due = app.db.read(|conn| {
        let Some(row) = store::due(conn, calendar, turn)? else { return Ok(None) };
        let clock = availability::service::clock(conn, row.member_id)?;
        Ok(Some((row, clock)))
    })?;
    let Some((row, clock)) = due else { return Ok(()) };
    let outcome = ask(app, &row, &clock);
    app.db.write(|tx| match store::due(tx, calendar, turn)? {
        // Somebody changed its mind, or did this already, while the server was asked.
        None => Ok(()),
        Some(row) => settle(tx, row, &clock, &outcome),
    })
}

/// Has all feeds of a member asked again at once: their clock was set.
pub fn read_all(app: &App, member: MemberId) -> Result<()> {
    app.db.write(|tx| {
        for mut row in store::of_member(tx, member, None, 100)?.into_iter().filter(|row| row.url.is_some()) {
            row.turn += 1;
            store::update(tx, &row)?;
            jobs::soon(tx, &Job::ReadCalendar { calendar: row.id, turn: row.turn })?;
        }
        Ok(())
    })
}

fn ask(app: &App, row: &CalendarRow, clock: &Clock) -> Outcome {
    let is_old = row.read_at.is_none_or(|read| app.now() >= read.plus_seconds(FRESH_DAYS * 86_400));
    let seen = if is_old || row.clock != Some(name(clock)) { Seen::default() } else { row.seen() };
    let url = row.url.as_deref().unwrap_or_default();
    match app.outbound.get(&LIMITS, url, &seen) {
        Err(failure) => Outcome::Failed(failure.to_string()),
        Ok(Answer { status: 304, .. }) if seen != Seen::default() => Outcome::Same,
        Ok(Answer { status: 200, body, seen }) => match ics::read(&body, frame(app, clock, DAYS)) {
            Ok(reading) => Outcome::Fresh(reading, seen),
            Err(unreadable) => Outcome::Failed(unreadable.to_string()),
        },
        Ok(Answer { status, .. }) => Outcome::Failed(refusal(status)),
    }
}

fn refusal(status: u16) -> String {
    let sentence = match status {
        401 | 403 => "The server asks for a sign-in: give the secret address that your calendar makes for subscribing",
        404 | 410 => "There is no calendar at the address any more",
        _ => "The server did not answer with a calendar",
    };
    format!("{sentence} (status {status}).")
}

/// Keeps what came of asking, and says when to ask again.
fn settle(tx: &mut Tx<'_>, mut row: CalendarRow, clock: &Clock, outcome: &Outcome) -> Result<()> {
    row.asked_at = Some(tx.now());
    match outcome {
        Outcome::Same => fine(&mut row),
        Outcome::Fresh(reading, seen) => {
            keep(tx, &mut row, reading)?;
            (row.etag, row.modified) = (seen.etag.clone(), seen.modified.clone());
            row.clock = Some(name(clock));
        }
        Outcome::Failed(problem) => {
            advance(&mut row, CalendarEvent::Fail);
            row.failures += 1;
            row.problem = Some(problem.clone());
            if row.failures == FAILURES_TO_TELL {
                letters::failing(tx, &row)?;
            }
        }
    }
    row.turn += 1;
    let again = tx.now().plus_seconds(pause(row.failures));
    jobs::at(tx, again, &Job::ReadCalendar { calendar: row.id, turn: row.turn })?;
    store::update(tx, &row)
}

/// Keeps what was read, in place of what was read before.
pub(super) fn keep(tx: &mut Tx<'_>, row: &mut CalendarRow, reading: &Reading) -> Result<()> {
    fine(row);
    row.read_at = Some(tx.now());
    row.events = i32::try_from(reading.events).unwrap_or(i32::MAX);
    row.note.clone_from(&reading.note);
    replace(tx, row, &reading.days)
}

/// Puts these days in the place of those that a calendar said before.
pub(super) fn replace(tx: &mut Tx<'_>, row: &CalendarRow, days: &[CalendarDay]) -> Result<()> {
    availability::service::replace_calendar(tx, row.member_id, row.id, days)
}

/// A clock in a word, to tell whether it is still the same.
fn name(clock: &Clock) -> String {
    format!("{} {}-{}", clock.zone, clock.from, clock.to)
}

fn fine(row: &mut CalendarRow) {
    advance(row, CalendarEvent::Read);
    row.failures = 0;
    row.problem = None;
}

fn advance(row: &mut CalendarRow, event: CalendarEvent) {
    row.state = row.state.after(event).expect("a calendar that is there can be read or fail");
}

/// How long to wait: a few hours, or, after failures, pauses that double.
fn pause(failures: i32) -> i64 {
    match failures {
        0 => PAUSE,
        several => (FIRST_PAUSE << several.clamp(1, 10)).min(LONGEST_PAUSE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_after_failures_double_up_to_a_day() {
        let pauses: Vec<i64> = [0, 1, 2, 3, 4, 5, 6, 400].into_iter().map(pause).collect();
        assert_eq!(pauses, [14_400, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 86_400]);
    }
}
