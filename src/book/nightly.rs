//! The recount of every night, and the alarm where something is wrong.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use super::{store, verify::verify};
use crate::{
    app::App,
    audit::{self, By},
    db::Conn,
    error::{Error, Result},
    http::{Page, PageQuery},
    identity::Hat,
    notices::{Kind, Notice, service::tell_all},
    schema::book_checks,
};

/// From this hour of the day on (UTC), the book is recounted once.
const FROM_HOUR: i64 = 2;

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

/// Recounts the book where this night's recount was not done yet. Whoever is second finds it done.
pub fn keep_up(app: &App) -> Result<()> {
    let now = app.now();
    let day = now.day();
    let is_late_enough = now.seconds() - day.midnight().seconds() >= FROM_HOUR * 3600;
    if !is_late_enough || app.db.read(store::last_check)?.is_some_and(|last| last >= day) {
        return Ok(());
    }
    let found = verify(&app.db)?;
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
        if let Some(fault) = &check.fault {
            audit::record(tx, By::Muster, "book.faulty", day.to_string(), &(check.faults, fault))?;
            let text = format!(
                "the recount of the book found {} faults in the night of {day}. The first: {fault}\n\nNothing was \
                 changed. Run `muster book verify` for all of them, and pay nothing out until they are understood.",
                check.faults,
            );
            let notice = Notice::new(Kind::Desk, "book.faulty", day, "The book does not balance".to_owned(), text);
            tell_all(tx, Hat::Admin, &notice.at("/book/checks".to_owned()))?;
        }
        Ok(())
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
    let before = query.after.as_deref().map(str::parse::<Day>).transpose();
    let before = before.map_err(|_| Error::field("after", &query.after, "the `next` of the page before"))?;
    let found = store::checks(conn, before, limit + 1)?;
    Ok(Page::of(found, limit, |check| check.day.to_string()))
}
