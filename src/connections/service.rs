//! Use cases of connections, for members; those of hosts are in [`hosts`](super::hosts).

use muster_kernel::Day;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    ConnectionId, letters,
    model::{Connection, ConnectionEvent, ConnectionKind, ConnectionState, NewConnection},
    report::{Eyes, LinkReport},
    store::{self, ConnectionRow},
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::{self, Member, MemberId},
    jobs::{self, Job},
    members,
    places::{self, Place},
    spaces::SpaceId,
    states::Machine,
    ties,
};

/// The seconds of a day.
pub(super) const DAY: i64 = 86_400;
/// How many days a connection can be confirmed.
const ANSWER_DAYS: i64 = 30;
/// How many days lie between two connections of one kind that count for two members.
const APART_DAYS: i32 = 30;
/// How many days back something may have happened.
const LONGEST_AGO: i32 = 366;
/// How many days a report may cover.
const LONGEST_REPORT: i32 = 3_660;
/// The most connections that one member may log within a day.
const MOST_A_DAY: i64 = 20;

/// What is to be logged, of whomever.
pub(super) struct Logged<'a> {
    pub(super) kind: ConnectionKind,
    pub(super) members: (MemberId, MemberId),
    /// Whether the first of them logs it, and so agrees.
    pub(super) space: Option<SpaceId>,
    pub(super) happened_on: Day,
    pub(super) note: &'a str,
}

/// Logs what happened between a member and another one, who is asked to confirm it.
pub fn log(app: &App, who: Member, new: &NewConnection) -> Result<Connection> {
    let mut check = check_day(app, new.happened_on);
    check.length("note", &new.note, 0..=200);
    check.done()?;
    app.db.write(|tx| {
        let other = other_member(tx, "email", &new.email)?;
        if other == who.member {
            return Err(Error::field("email", &new.email, "the address of another member"));
        }
        let yesterday = tx.now().plus_seconds(-DAY);
        if store::count_logged(tx, who.member, yesterday)? >= MOST_A_DAY {
            let sentence = format!("You logged {MOST_A_DAY} connections within a day, which is the most.");
            return Err(Error::conflict("too-many-connections-today", sentence));
        }
        let logged = Logged {
            kind: new.kind,
            members: (who.member, other),
            space: None,
            happened_on: new.happened_on,
            note: &new.note,
        };
        let row = propose(tx, &logged)?;
        letters::asked(tx, &row, other)?;
        audit::record(tx, who.into(), "connection.logged", row.id, &row.kind)?;
        shown(tx, who.member, row)
    })
}

/// Which of a member's connections are asked for, and which page of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConnectionQuery {
    /// Only those that wait for your word.
    pub awaiting: Option<bool>,
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

/// A page of a member's connections, the newest first.
pub fn list(app: &App, who: Member, query: ConnectionQuery) -> Result<Page<Connection>> {
    let ConnectionQuery { awaiting, after, limit } = query;
    let page = PageQuery { after, limit };
    let (limit, before) = (page.limit()?, page.cursor()?);
    app.db.read(|conn| {
        let found = store::of_member(conn, who.member, awaiting == Some(true), before, limit + 1)?;
        let page = Page::of(found, limit, |row| row.id.to_string());
        let items = page.items.into_iter().map(|row| shown(conn, who.member, row)).collect::<Result<_>>()?;
        Ok(Page { items, next: page.next })
    })
}

/// Confirms a connection for one of its members; the last one who does makes it count.
pub fn confirm(app: &App, who: Member, id: ConnectionId) -> Result<Connection> {
    app.db.write(|tx| {
        let mut row = own(tx, who, id)?;
        let was = row.state;
        let confirmed = after(&row, ConnectionEvent::Agree)?;
        if row.agreed(who.member) {
            return shown(tx, who.member, row);
        }
        if row.member_id == who.member {
            row.member_agrees = true;
        } else {
            row.other_agrees = true;
        }
        if row.member_agrees && row.other_agrees {
            let counted = alike(tx, row.kind, (row.member_id, row.other_id), row.happened_on)?;
            if counted.iter().any(|other| other.state == ConnectionState::Confirmed) {
                return Err(there_already(row.kind));
            }
            row.state = confirmed;
            row.strength = strengthen(tx, &row)?;
        }
        keep(tx, &row, was)?;
        audit::record(tx, who.into(), "connection.confirmed", id, &())?;
        shown(tx, who.member, row)
    })
}

/// Says, for one of its members, that it was not so.
pub fn decline(app: &App, who: Member, id: ConnectionId) -> Result<()> {
    close(app, who, id, ConnectionEvent::Decline, "connection.declined")
}

/// Takes a connection back; a tie that it had made stronger loses what it gained.
pub fn take_back(app: &App, who: Member, id: ConnectionId) -> Result<()> {
    close(app, who, id, ConnectionEvent::TakeBack, "connection.taken-back")
}

/// Which days are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LinkQuery {
    /// The first day; that of the year up to today where absent.
    pub from: Option<Day>,
    /// The last day; today where absent.
    pub to: Option<Day>,
}

/// How people and places were linked, for those eyes.
pub(super) fn report(app: &App, query: &LinkQuery, eyes: Eyes) -> Result<LinkReport> {
    let today = app.now().day();
    let (from, to) = (query.from.unwrap_or(today.year_up_to()), query.to.unwrap_or(today));
    let mut check = Check::new();
    let span = from.days_until(to);
    check.that((0..LONGEST_REPORT).contains(&span), "to", to, format!("{from} or a later day, within ten years"));
    check.done()?;
    Ok(linked(app, (from, to), eyes)?.0)
}

/// The report of the last year for everybody, and all places.
pub fn last_year(app: &App) -> Result<(LinkReport, Vec<Place>)> {
    let today = app.now().day();
    linked(app, (today.year_up_to(), today), Eyes::Public)
}

fn linked(app: &App, (from, to): (Day, Day), eyes: Eyes) -> Result<(LinkReport, Vec<Place>)> {
    app.db.read(|conn| {
        let rows = store::confirmed(conn, from, to)?;
        let ids = places::service::all(conn)?;
        let places = places::service::located(conn, &ids)?;
        Ok((LinkReport::of(&rows, &places, (from, to), eyes), places))
    })
}

/// Lets a connection expire that was not confirmed in time.
pub fn expire(app: &App, id: ConnectionId) -> Result<()> {
    app.db.write(|tx| {
        let Some(mut row) = store::by_id(tx, id)? else { return Ok(()) };
        let was = row.state;
        let Some(expired) = was.after(ConnectionEvent::Expire) else { return Ok(()) };
        row.state = expired;
        keep(tx, &row, was)?;
        audit::record(tx, By::Muster, "connection.expired", id, &())
    })
}

/// Puts in a connection that both members have confirmed elsewhere: for networks that are brought in. Does nothing
/// where the two have one of this kind at that time already.
pub fn bring_in(tx: &mut Tx<'_>, kind: ConnectionKind, members: (MemberId, MemberId), day: Day) -> Result<()> {
    if members.0 == members.1 || !alike(tx, kind, members, day)?.is_empty() {
        return Ok(());
    }
    let mut row = new_row(tx, &Logged { kind, members, space: None, happened_on: day, note: "" })?;
    row.other_agrees = true;
    row.state = ConnectionState::Confirmed;
    row.strength = strengthen(tx, &row)?;
    store::insert(tx, &row)
}

/// Keeps what was logged, and has it expire in time.
pub(super) fn propose(tx: &mut Tx<'_>, logged: &Logged<'_>) -> Result<ConnectionRow> {
    // A host is told of what the space's hosts logged alone, and learns nothing of what the two logged themselves.
    let alike = alike(tx, logged.kind, logged.members, logged.happened_on)?;
    if alike.iter().any(|other| logged.space.is_none() || other.space_id == logged.space) {
        return Err(there_already(logged.kind));
    }
    let row = new_row(tx, logged)?;
    store::insert(tx, &row)?;
    jobs::at(tx, row.expires_at, &Job::ExpireConnection { connection: row.id })?;
    Ok(row)
}

/// Fine where something may have happened on that day.
pub(super) fn check_day(app: &App, day: Day) -> Check {
    let today = app.now().day();
    let mut check = Check::new();
    let fits = (today.plus_days(-LONGEST_AGO)..=today).contains(&day);
    check.that(fits, "happened_on", day, format!("a day from {} to {today}", today.plus_days(-LONGEST_AGO)));
    check
}

/// The member who has that address.
pub(super) fn other_member(conn: &mut Conn, field: &str, email: &str) -> Result<MemberId> {
    let refused = || Error::field(field, email, "the address of a member");
    let person = identity::service::person_by_email(conn, email).map_err(|error| match error {
        Error::Invalid(_) => refused(),
        other => other,
    })?;
    members::service::member_of(conn, person)?.ok_or_else(refused)
}

/// The connections of a kind between two members that happened too close to a day to count beside another one.
fn alike(conn: &mut Conn, kind: ConnectionKind, members: (MemberId, MemberId), day: Day) -> Result<Vec<ConnectionRow>> {
    store::alike(conn, kind, members, (day.plus_days(1 - APART_DAYS), day.plus_days(APART_DAYS - 1)))
}

fn there_already(kind: ConnectionKind) -> Error {
    let what = kind.in_words();
    let sentence = format!("There is {what} between these two within {APART_DAYS} days of that day already.");
    Error::conflict("connection-is-there", sentence)
}

fn new_row(tx: &mut Tx<'_>, logged: &Logged<'_>) -> Result<ConnectionRow> {
    let (member_id, other_id) = logged.members;
    Ok(ConnectionRow {
        id: tx.id(),
        kind: logged.kind,
        member_id,
        other_id,
        member_agrees: logged.space.is_none(),
        other_agrees: false,
        space_id: logged.space,
        happened_on: logged.happened_on,
        note: logged.note.trim().to_owned(),
        member_place_id: members::service::place_of(tx, member_id)?,
        other_place_id: members::service::place_of(tx, other_id)?,
        state: ConnectionState::START,
        strength: 0,
        created_at: tx.now(),
        expires_at: tx.now().plus_seconds(ANSWER_DAYS * DAY),
    })
}

/// Makes the tie stronger; answers by how much, which is less where it cannot grow any more.
fn strengthen(tx: &mut Tx<'_>, row: &ConnectionRow) -> Result<i32> {
    let before = ties::service::strength(tx, row.member_id, row.other_id)?;
    ties::service::strengthen(tx, row.member_id, row.other_id, row.kind.strength())?;
    let after = ties::service::strength(tx, row.member_id, row.other_id)?;
    Ok(i32::from(after) - i32::from(before))
}

fn close(app: &App, who: Member, id: ConnectionId, event: ConnectionEvent, act: &str) -> Result<()> {
    app.db.write(|tx| {
        let mut row = own(tx, who, id)?;
        let was = row.state;
        row.state = after(&row, event)?;
        let gained = u16::try_from(row.strength).expect("the table holds strengths up to 1000");
        ties::service::weaken(tx, row.member_id, row.other_id, gained)?;
        row.strength = 0;
        keep(tx, &row, was)?;
        audit::record(tx, who.into(), act, id, &())
    })
}

fn own(tx: &mut Tx<'_>, who: Member, id: ConnectionId) -> Result<ConnectionRow> {
    store::own(tx, who.member, id)?.ok_or_else(|| Error::not_found("connection", id))
}

fn after(row: &ConnectionRow, event: ConnectionEvent) -> Result<ConnectionState> {
    row.state.after(event).ok_or_else(|| closed(row.state))
}

fn keep(tx: &mut Tx<'_>, row: &ConnectionRow, was: ConnectionState) -> Result<()> {
    if store::change(tx, row, was)? { Ok(()) } else { Err(closed(was)) }
}

fn closed(state: ConnectionState) -> Error {
    let sentence = format!("This connection is {state}, so that cannot be done with it any more.");
    Error::conflict("connection-is-closed", sentence)
}

fn shown(conn: &mut Conn, member: MemberId, row: ConnectionRow) -> Result<Connection> {
    let awaits_you = row.state == ConnectionState::Proposed && !row.agreed(member);
    Ok(Connection {
        id: row.id,
        kind: row.kind,
        with: name(conn, row.other_than(member))?,
        happened_on: row.happened_on,
        state: row.state,
        awaits_you,
        by_host: row.space_id.is_some(),
        expires_at: row.expires_at,
        note: row.note,
    })
}

/// What a member is called.
pub(super) fn name(conn: &mut Conn, member: MemberId) -> Result<String> {
    members::service::name(conn, member)
}
