//! Use cases of a member's calendars.

use super::{
    CalendarId,
    model::{Calendar, CalendarEvent, CalendarSource, NewCalendar},
    reading,
    store::{self, CalendarRow},
};
use crate::{
    app::App,
    audit, availability,
    db::Tx,
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::Member,
    jobs::{self, Job},
    states::Machine,
};

/// The most calendars that one member may have.
const MOST_CALENDARS: i64 = 5;
/// The most calendars that one member may add within a day.
const MOST_A_DAY: i64 = 20;
/// The seconds of a day.
const DAY: i64 = 86_400;
/// How long a server is left in peace, in seconds.
const PEACE: i64 = 300;

/// Adds a feed, which is asked at once.
pub fn add(app: &App, who: Member, new: &NewCalendar) -> Result<Calendar> {
    let url = address(app, new)?;
    app.db.write(|tx| {
        let row = begin(tx, who, &new.name, CalendarSource::Feed, Some(url.clone()))?;
        jobs::soon(tx, &Job::ReadCalendar { calendar: row.id, turn: row.turn })?;
        Ok(row.told())
    })
}

/// Adds a file, which is read now, for years ahead, and then forgotten.
pub fn add_file(app: &App, who: Member, name: &str, bytes: &[u8]) -> Result<Calendar> {
    check_name(name).done()?;
    let clock = app.db.read(|conn| availability::service::clock(conn, who.member))?;
    let reading = reading::file(app, &clock, bytes).map_err(|unreadable| {
        Error::field("body", serde_json::Value::Null, format!("a calendar in the iCalendar format. {unreadable}"))
    })?;
    app.db.write(|tx| {
        let mut row = begin(tx, who, name, CalendarSource::File, None)?;
        reading::keep(tx, &mut row, &reading)?;
        store::update(tx, &row)?;
        Ok(row.told())
    })
}

/// A page of a member's calendars, the oldest first.
pub fn list(app: &App, who: Member, query: &PageQuery) -> Result<Page<Calendar>> {
    let (limit, after) = (query.limit()?, query.cursor()?);
    let found = app.db.read(|conn| store::of_member(conn, who.member, after, limit + 1))?;
    Ok(Page::of(found, limit, |row| row.id.to_string()).map(CalendarRow::told))
}

/// Has a feed asked at once, unless it was asked a moment ago.
pub fn refresh(app: &App, who: Member, id: CalendarId) -> Result<Calendar> {
    app.db.write(|tx| {
        let mut row = own(tx, who, id)?;
        if row.kind == CalendarSource::File {
            let sentence = "This calendar is a file that you sent. Remove it, and send the file as it is now.";
            return Err(Error::conflict("calendar-is-a-file", sentence));
        }
        if row.asked_at.is_some_and(|asked| tx.now() < asked.plus_seconds(PEACE)) {
            let sentence = "This calendar was asked for less than five minutes ago. Try again a little later.";
            return Err(Error::conflict("calendar-asked-lately", sentence));
        }
        row.turn += 1;
        row.asked_at = Some(tx.now());
        jobs::soon(tx, &Job::ReadCalendar { calendar: row.id, turn: row.turn })?;
        store::update(tx, &row)?;
        audit::record(tx, who.into(), "calendar.refreshed", id, &())?;
        Ok(row.told())
    })
}

/// Takes a calendar back: what it said no longer counts, and its name and address are gone.
pub fn remove(app: &App, who: Member, id: CalendarId) -> Result<()> {
    app.db.write(|tx| {
        let row = own(tx, who, id)?;
        let state = row.state.after(CalendarEvent::Remove).expect("a calendar that is there can be removed");
        let turn = row.turn + 1;
        let emptied = CalendarRow {
            name: String::new(),
            url: None,
            etag: None,
            modified: None,
            note: None,
            problem: None,
            state,
            turn,
            ..row
        };
        store::update(tx, &emptied)?;
        reading::replace(tx, &emptied, &[])?;
        audit::record(tx, who.into(), "calendar.removed", id, &())
    })
}

fn own(tx: &mut Tx<'_>, who: Member, id: CalendarId) -> Result<CalendarRow> {
    store::own(tx, who.member, id)?.ok_or_else(|| Error::not_found("calendar", id))
}

/// A calendar that was not read yet, where the member may have another one.
fn begin(tx: &mut Tx<'_>, who: Member, name: &str, kind: CalendarSource, url: Option<String>) -> Result<CalendarRow> {
    let yesterday = tx.now().plus_seconds(-DAY);
    let (kept, added) = store::counts(tx, who.member, yesterday)?;
    if kept >= MOST_CALENDARS {
        let sentence = format!("You have {MOST_CALENDARS} calendars, which is the most. Remove one first.");
        return Err(Error::conflict("too-many-calendars", sentence));
    }
    if added >= MOST_A_DAY {
        let sentence = format!("You added {MOST_A_DAY} calendars within a day, which is the most. Come back tomorrow.");
        return Err(Error::conflict("too-many-calendars-today", sentence));
    }
    let row = CalendarRow::new(tx, who.member, name, kind, url);
    store::insert(tx, &row)?;
    audit::record(tx, who.into(), "calendar.added", row.id, &kind)?;
    Ok(row)
}

/// The address of a feed, in a form in which it can be asked.
fn address(app: &App, new: &NewCalendar) -> Result<String> {
    let mut check = check_name(&new.name);
    let given = new.url.trim();
    // By convention, the address of a calendar that is subscribed to.
    let url = given.strip_prefix("webcal://").map_or_else(|| given.to_owned(), |rest| format!("https://{rest}"));
    if let Err(failure) = app.outbound.check(&url) {
        check.that(false, "url", &new.url, format!("the https address of a calendar feed. {failure}"));
    }
    check.done()?;
    Ok(url)
}

fn check_name(name: &str) -> Check {
    let mut check = Check::new();
    check.length("name", name, 1..=60);
    check
}
