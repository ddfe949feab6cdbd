//! Use cases of a member who says when they are free.

use muster_kernel::Day;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    calendar_store,
    hours::Weeks,
    model::{self, Clock, ExceptionId, HoursException, NewException, WeekOfHours, WeeklyPattern},
    service,
    store::{self, ExceptionRow, PatternRow},
};
use crate::{
    app::App,
    audit, changes,
    error::{Check, Error, Result},
    http::{IfMatch, Page, PageQuery},
    identity::{self, Member},
    jobs::{self, Job},
};

/// The longest span of one exception, in days.
const LONGEST_SPAN: i32 = 366;
/// The most exceptions that one member may keep.
const MOST_EXCEPTIONS: i64 = 500;
/// The most weeks that are told at once.
const MOST_WEEKS: u32 = 104;

/// Which weeks are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WeeksQuery {
    /// A day of the first week; today where absent.
    pub from: Option<Day>,
    /// How many weeks, 1 to 104; 12 where absent.
    pub weeks: Option<u32>,
}

/// A member's usual week, with its version: 0 where they have not said it yet.
pub fn pattern(app: &App, who: Member) -> Result<(i32, WeeklyPattern)> {
    let rows = app.db.read(|conn| store::patterns(conn, &[who.member]))?;
    Ok(rows.first().map_or((0, WeeklyPattern::default()), |row| (row.version, row.pattern())))
}

/// Replaces a member's usual week; answers its new version.
pub fn set_pattern(app: &App, who: Member, version: IfMatch, pattern: WeeklyPattern) -> Result<i32> {
    pattern.check()?;
    app.db.write(|tx| {
        let before = store::patterns(tx, &[who.member])?.first().map(|row| row.version);
        version.check(before.unwrap_or(0))?;
        let row = PatternRow::of(who.member, pattern, before.unwrap_or(0) + 1);
        match before {
            Some(_) => store::update_pattern(tx, &row)?,
            None => store::insert_patterns(tx, std::slice::from_ref(&row))?,
        }
        changes::member(tx, who.member)?;
        audit::record(tx, who.into(), "availability.pattern-set", who.member, &pattern)?;
        Ok(row.version)
    })
}

/// A member's clock, with its version: 0 where they have not said it yet.
pub fn clock(app: &App, who: Member) -> Result<(i32, Clock)> {
    app.db.read(|conn| calendar_store::clock(conn, who.member))
}

/// Sets a member's clock, and has their calendars read again by it; answers its new version.
pub fn set_clock(app: &App, who: Member, version: IfMatch, clock: &Clock) -> Result<i32> {
    clock.check()?;
    app.db.write(|tx| {
        let (before, _) = calendar_store::clock(tx, who.member)?;
        version.check(before)?;
        identity::service::set_time_zone(tx, who.person, &clock.zone)?;
        calendar_store::set_clock(tx, who.member, before + 1, clock)?;
        jobs::soon(tx, &Job::ReadCalendars { member: who.member })?;
        audit::record(tx, who.into(), "availability.clock-set", who.member, clock)?;
        Ok(before + 1)
    })
}

/// A member's free and booked hours, week by week.
pub fn weeks(app: &App, who: Member, query: &WeeksQuery) -> Result<Vec<WeekOfHours>> {
    let count = query.weeks.unwrap_or(12);
    let mut check = Check::new();
    check.that((1..=MOST_WEEKS).contains(&count), "weeks", count, format!("1 to {MOST_WEEKS}"));
    check.done()?;
    let weeks = Weeks::from(query.from.unwrap_or_else(|| app.now().day()), count);
    let plan = app.db.read(|conn| service::plan(conn, who.member, weeks))?;
    let hours = plan.left(weeks, None).into_iter().zip(plan.booked(weeks)).zip(plan.held(weeks));
    let told = weeks.mondays().zip(hours);
    Ok(told.map(|(monday, ((free, booked), held))| WeekOfHours { monday, free, booked, held }).collect())
}

/// A page of a member's exceptions, the first made first.
pub fn exceptions(app: &App, who: Member, query: &PageQuery) -> Result<Page<HoursException>> {
    let (limit, after) = (query.limit()?, query.cursor()?);
    let found = app.db.read(|conn| store::exceptions_of(conn, who.member, after, limit + 1))?;
    Ok(Page::of(found, limit, |row| row.id.to_string()).map(|row| row.told()))
}

/// Notes other hours than usual for a span of days.
pub fn except(app: &App, who: Member, new: &NewException) -> Result<HoursException> {
    check(new)?;
    app.db.write(|tx| {
        if store::count_exceptions(tx, who.member)? >= MOST_EXCEPTIONS {
            let sentence = format!("You keep {MOST_EXCEPTIONS} exceptions, which is the most. Take one back first.");
            return Err(Error::conflict("too-many-exceptions", sentence));
        }
        let row = ExceptionRow {
            id: tx.id(),
            member_id: who.member,
            from_day: new.from,
            to_day: new.to,
            hours_a_day: i32::from(new.hours_a_day),
            note: new.note.trim().to_owned(),
        };
        store::insert_exception(tx, &row)?;
        changes::member(tx, who.member)?;
        audit::record(tx, who.into(), "availability.exception-made", row.id, &())?;
        Ok(row.told())
    })
}

/// Takes a member's exception back.
pub fn unexcept(app: &App, who: Member, id: ExceptionId) -> Result<()> {
    app.db.write(|tx| {
        if !store::delete_exception(tx, who.member, id)? {
            return Err(Error::not_found("exception", id));
        }
        changes::member(tx, who.member)?;
        audit::record(tx, who.into(), "availability.exception-taken-back", id, &())
    })
}

fn check(new: &NewException) -> Result<()> {
    let mut check = Check::new();
    let days = new.from.days_until(new.to);
    let span = format!("{} or a later day, within {LONGEST_SPAN} days", new.from);
    check.that((0..LONGEST_SPAN).contains(&days), "to", new.to, span);
    let most = model::HOURS_A_DAY;
    check.that(new.hours_a_day <= most, "hours_a_day", new.hours_a_day, format!("0 to {most}"));
    check.length("note", &new.note, 0..=200);
    check.done()
}
