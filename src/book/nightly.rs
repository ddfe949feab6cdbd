//! The recount of every night.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Findings, store};
use crate::{
    app::App,
    db::{Conn, Db},
    error::{Error, Result},
    http::{Page, PageQuery},
    nightly::{self, Alarm},
    schema::book_checks,
};

/// What a night's recount found.
#[derive(Clone, Debug, Serialize, ToSchema, Insertable, Queryable, Selectable)]
#[diesel(table_name = book_checks, treat_none_as_default_value = false)]
pub struct BookCheck {
    /// Which night.
    pub day: Day,
    /// How many entries were counted.
    pub entries: i64,
    /// How many postings they have.
    pub postings: i64,
    /// How many faults were found.
    pub faults: i32,
    /// The first of them.
    pub fault: Option<String>,
    /// When.
    pub checked_at: Instant,
}

/// Has the book recounted where this night's recount was not done yet. Whoever is second finds it done.
pub fn keep_up(app: &App, recount: impl FnOnce(&Db) -> Result<Findings>) -> Result<()> {
    let now = app.now();
    let Some(day) = nightly::due(now, app.db.read(store::last_check)?) else { return Ok(()) };
    let found = recount(&app.db)?;
    let faults: Vec<&str> = found.all_faults().collect();
    let check = BookCheck {
        day,
        entries: count(found.entries)?,
        postings: count(found.postings)?,
        faults: i32::try_from(faults.len()).unwrap_or(i32::MAX),
        fault: faults.first().map(|fault| (*fault).to_owned()),
        checked_at: now,
    };
    let kept = app.db.write(|tx| {
        store::keep_check(tx, &check)?;
        let Some(fault) = &check.fault else { return Ok(()) };
        let alarm = Alarm {
            event: "book.faulty",
            day,
            faults: check.faults,
            fault,
            letter: "book-faulty",
            page: "/book/checks",
        };
        alarm.raise(tx)
    });
    match kept {
        Err(error) if error.is_taken() => Ok(()),
        outcome => outcome,
    }
}

fn count(many: usize) -> Result<i64> {
    i64::try_from(many).map_err(|cause| Error::internal("count the book", cause))
}

/// The recounts of the last nights, the newest first.
pub fn list(conn: &mut Conn, query: &PageQuery) -> Result<Page<BookCheck>> {
    let limit = query.limit()?;
    let found = store::checks(conn, query.day()?, limit + 1)?;
    Ok(Page::of(found, limit, |check| check.day.to_string()))
}
