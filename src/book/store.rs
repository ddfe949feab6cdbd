//! The entries of the book in the database: each is written once, and they are read in many orders.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter::{self, Peekable},
};

use diesel::prelude::*;
use muster_kernel::{Currency, Day};

use super::{
    Account, EntryId, Movement,
    kept::{balances, commissions, fees},
    nightly::BookCheck,
    rows::{EntryRow, PostingRow, SplitRow, Stored, entry_id},
};
use crate::{
    db::{BATCH, Conn, Portable, Tx, insert_all, upsert_all},
    error::{Error, Result},
    schema::{accounts, book_checks, entries, postings, split_lines},
};

/// Writes an entry: accounts that are new, postings, then the entry itself, at which the database checks that it has all
/// of them. Answers whether it did; where the book has an entry under that key, nothing is written.
///
/// Whether it has is asked by writing, not by reading: on PostgreSQL, which watches what serializable transactions read,
/// two that look for keys that are not there yet would get in each other's way.
pub(super) fn insert(tx: &mut Tx<'_>, stored: &Stored) -> Result<bool> {
    let mut changes: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for posting in &stored.postings {
        let change = changes.entry((&posting.account, &posting.currency)).or_default();
        *change = change.checked_add(posting.amount_minor).ok_or_else(balances::overflow)?;
    }
    // In the order of the accounts' names, so that rivals take their locks in one order.
    let mut names: Vec<&str> = changes.keys().map(|(account, _)| *account).collect();
    names.dedup();
    let now = tx.now();
    let opened: Vec<_> = names.into_iter().map(|name| (accounts::name.eq(name), accounts::opened_at.eq(now))).collect();
    upsert_all!(&mut **tx, accounts::table, opened, on accounts::name => nothing)?;
    if !insert_once(tx, stored)? {
        return Ok(false);
    }
    insert_all::<_, SplitRow>(tx, split_lines::table, &stored.split)?;
    let lane = tx.lane();
    balances::add(tx, lane, &changes)?;
    commissions::add(tx, &stored.split)?;
    fees::add(tx, &stored.split)?;
    Ok(true)
}

/// Writes the entry and its postings, or neither, where there is one under its key.
fn insert_once(conn: &mut Conn, stored: &Stored) -> Result<bool> {
    use diesel::result::Error::RollbackTransaction;
    let written = conn.transaction(|conn| {
        insert_all::<_, PostingRow>(conn, postings::table, &stored.postings)?;
        let entry = diesel::insert_into(entries::table).values(&stored.entry).on_conflict(entries::key).do_nothing();
        match Portable(entry).execute(conn)? {
            0 => Err(Error::from(RollbackTransaction)),
            _ => Ok(()),
        }
    });
    match written {
        Ok(()) => Ok(true),
        Err(Error::Database(RollbackTransaction)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The entry that was posted under `key`.
pub(super) fn by_key(conn: &mut Conn, key: &str) -> Result<Option<Stored>> {
    let entry: Option<EntryRow> =
        entries::table.filter(entries::key.eq(key)).select(EntryRow::as_select()).first(conn).optional()?;
    entry.map(|entry| with_lines(conn, entry)).transpose()
}

/// The credits of the entries under those keys: each with its key, its currency, and how much, below zero.
pub(super) fn credits(conn: &mut Conn, keys: &[String]) -> Result<Vec<(String, String, i64)>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    Ok(postings::table
        .inner_join(entries::table.on(entries::id.eq(postings::entry_id)))
        .filter(entries::key.eq_any(keys))
        .filter(postings::amount_minor.lt(0))
        .select((entries::key, postings::currency, postings::amount_minor))
        .load(conn)?)
}

/// An entry by its id.
pub(super) fn by_id(conn: &mut Conn, id: EntryId) -> Result<Option<Stored>> {
    let entry: Option<EntryRow> =
        entries::table.find(id.to_string()).select(EntryRow::as_select()).first(conn).optional()?;
    entry.map(|entry| with_lines(conn, entry)).transpose()
}

fn with_lines(conn: &mut Conn, entry: EntryRow) -> Result<Stored> {
    let mut found = with_all_lines(conn, vec![entry])?;
    found.pop().ok_or_else(|| Error::internal("read an entry of the book", "it has gone"))
}

/// A part of the book: the entries after one id, up to another one or to the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    after: String,
    until: Option<String>,
}

/// The whole book in so many parts of about the same number of entries.
pub(super) fn spans(conn: &mut Conn, parts: usize) -> Result<Vec<Span>> {
    let all: i64 = entries::table.count().get_result(conn)?;
    let parts = i64::try_from(parts).unwrap_or(1).clamp(1, all.max(1));
    let mut spans = vec![Span::default()];
    for part in 1..parts {
        let border = entries::table.order(entries::id).offset(all * part / parts).select(entries::id);
        let border: String = border.first(conn)?;
        if let Some(last) = spans.last_mut() {
            last.until = Some(border.clone());
        }
        spans.push(Span { after: border, until: None });
    }
    Ok(spans)
}

/// Some entries that follow each other, and lines in their midst that belong to none.
#[derive(Debug, Default)]
pub(super) struct EntryPage {
    pub(super) entries: Vec<Stored>,
    /// The entries that there would have to be for those lines.
    pub(super) strays: Vec<String>,
}

/// Every entry of a part of the book, in the order of their ids, some at a time.
pub(super) fn each_page(
    conn: &mut Conn,
    span: &Span,
    mut work: impl FnMut(&mut Conn, EntryPage) -> Result<()>,
) -> Result<()> {
    let limit = i64::try_from(BATCH).expect("a batch is small");
    let mut after = span.after.clone();
    loop {
        let mut found = entries::table.filter(entries::id.gt(&after)).into_boxed();
        if let Some(until) = &span.until {
            found = found.filter(entries::id.le(until));
        }
        let some: Vec<EntryRow> = found.order(entries::id).limit(limit).select(EntryRow::as_select()).load(conn)?;
        // Lines lie in the order of their entries: a range is read at once, where ids are looked up one by one.
        let last = some.last().map(|entry| entry.id.clone());
        let until = last.as_ref().or(span.until.as_ref());
        let mut lines = postings::table.filter(postings::entry_id.gt(&after)).into_boxed();
        let mut parts = split_lines::table.filter(split_lines::entry_id.gt(&after)).into_boxed();
        if let Some(until) = until {
            lines = lines.filter(postings::entry_id.le(until));
            parts = parts.filter(split_lines::entry_id.le(until));
        }
        if last.is_none() {
            // After the last entry there should be none; some of those that are there will do.
            (lines, parts) = (lines.limit(limit), parts.limit(limit));
        }
        let lines = lines.order((postings::entry_id, postings::line)).select(PostingRow::as_select()).load(conn)?;
        let parts = parts.order((split_lines::entry_id, split_lines::line)).select(SplitRow::as_select()).load(conn)?;
        work(conn, put_together(some, lines, parts))?;
        let Some(last) = last else { return Ok(()) };
        after = last;
    }
}

/// Every entry about one of those subjects, in the order of their ids.
pub(super) fn of_subjects(conn: &mut Conn, subjects: &[String]) -> Result<Vec<Stored>> {
    let subjects: Vec<&str> = subjects.iter().map(String::as_str).collect();
    let about = entries::table.filter(entries::subject.eq_any(&subjects));
    let about: Vec<EntryRow> = about.select(EntryRow::as_select()).load(conn)?;
    with_all_lines(conn, about)
}

/// Entries, in the order of their ids, with their lines.
fn with_all_lines(conn: &mut Conn, mut entries: Vec<EntryRow>) -> Result<Vec<Stored>> {
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let all: Vec<PostingRow> = postings::table
        .filter(postings::entry_id.eq_any(&ids))
        .order((postings::entry_id, postings::line))
        .select(PostingRow::as_select())
        .load(conn)?;
    let parts: Vec<SplitRow> = split_lines::table
        .filter(split_lines::entry_id.eq_any(&ids))
        .order((split_lines::entry_id, split_lines::line))
        .select(SplitRow::as_select())
        .load(conn)?;
    Ok(put_together(entries, all, parts).entries)
}

/// Each entry with its lines, all of them in the order of the entries' ids.
fn put_together(entries: Vec<EntryRow>, lines: Vec<PostingRow>, parts: Vec<SplitRow>) -> EntryPage {
    let (mut lines, mut parts) = (lines.into_iter().peekable(), parts.into_iter().peekable());
    let mut page = EntryPage { entries: Vec::with_capacity(entries.len()), strays: Vec::new() };
    for entry in entries {
        let postings = own(&mut lines, &entry.id, |line| &line.entry_id, &mut page.strays);
        let split = own(&mut parts, &entry.id, |part| &part.entry_id, &mut page.strays);
        page.entries.push(Stored { entry, postings, split });
    }
    page.strays.extend(lines.map(|line| line.entry_id).chain(parts.map(|part| part.entry_id)));
    page
}

/// The next rows, which are those of an entry; those before it are strays.
fn own<T>(
    rows: &mut Peekable<impl Iterator<Item = T>>,
    entry: &str,
    of: impl Fn(&T) -> &String,
    strays: &mut Vec<String>,
) -> Vec<T> {
    while let Some(stray) = rows.next_if(|row| of(row).as_str() < entry) {
        strays.push(of(&stray).clone());
    }
    iter::from_fn(|| rows.next_if(|row| of(row) == entry)).collect()
}

/// The entry that took another one back, if any did.
pub(super) fn reversal_of(conn: &mut Conn, id: EntryId) -> Result<Option<EntryId>> {
    let found: Option<String> =
        entries::table.filter(entries::reverses.eq(id.to_string())).select(entries::id).first(conn).optional()?;
    found.as_deref().map(entry_id).transpose()
}

/// What was taken back of each line of a release so far, by the number of the line, in minor units.
pub(super) fn taken_back(conn: &mut Conn, release: &str) -> Result<BTreeMap<i32, i64>> {
    let lines: Vec<(Option<i32>, i64)> = split_lines::table
        .inner_join(entries::table.on(entries::id.eq(split_lines::entry_id)))
        .filter(entries::concerns.eq(release))
        .select((split_lines::of_line, split_lines::amount_minor))
        .load(conn)?;
    let mut taken = BTreeMap::new();
    for (line, minor) in lines {
        *taken.entry(line.unwrap_or(-1)).or_default() -= minor;
    }
    Ok(taken)
}

/// The entries that take a part of another one back, or settle or return a payout, as far as they stand; the oldest first.
pub(super) fn that_concern(conn: &mut Conn, entry: EntryId) -> Result<Vec<EntryRow>> {
    let found = entries::table.filter(entries::concerns.eq(entry.to_string())).order(entries::id);
    let all: Vec<EntryRow> = found.select(EntryRow::as_select()).load(conn)?;
    let undone: BTreeSet<String> = all.iter().filter_map(|later| later.reverses.clone()).collect();
    Ok(all.into_iter().filter(|later| later.reverses.is_none() && !undone.contains(&later.id)).collect())
}

/// The releases of a subject (a milestone) that stand, the newest first.
pub(super) fn releases_of(conn: &mut Conn, subject: &str) -> Result<Vec<Stored>> {
    let all: Vec<EntryRow> =
        entries::table.filter(entries::subject.eq(subject)).select(EntryRow::as_select()).load(conn)?;
    let reversed: BTreeSet<&String> = all.iter().filter_map(|entry| entry.reverses.as_ref()).collect();
    let stands = |entry: &&EntryRow| entry.kind == Movement::Release.as_str() && !reversed.contains(&entry.id);
    let found = all.iter().filter(stands).cloned().collect();
    let mut stored = with_all_lines(conn, found)?;
    stored.sort_by(|a, b| b.entry.id.cmp(&a.entry.id));
    Ok(stored)
}

/// The entries that sent money for some subjects (milestones) back to their client, as far as they stand; the oldest first.
pub(super) fn backs_of(conn: &mut Conn, subjects: &[String]) -> Result<Vec<EntryRow>> {
    let subjects: Vec<&str> = subjects.iter().map(String::as_str).collect();
    let back = entries::table
        .filter(entries::subject.eq_any(&subjects))
        .filter(entries::kind.eq_any([Movement::Refund.as_str(), Movement::Chargeback.as_str()]));
    let all: Vec<EntryRow> = back.order(entries::id).select(EntryRow::as_select()).load(conn)?;
    let ids: Vec<&str> = all.iter().map(|entry| entry.id.as_str()).collect();
    let undone = reversals_of(conn, &ids)?;
    Ok(all.into_iter().filter(|entry| !undone.contains_key(&entry.id)).collect())
}

/// The entries that moved an account in a currency, the oldest first.
pub(super) fn moved_on(conn: &mut Conn, account: Account, currency: Currency) -> Result<Vec<EntryRow>> {
    let own = postings::table
        .inner_join(entries::table.on(entries::id.eq(postings::entry_id)))
        .filter(postings::account.eq(account.to_string()))
        .filter(postings::currency.eq(currency));
    Ok(own.order(entries::id).select(EntryRow::as_select()).load(conn)?)
}

/// What was recorded under a bank's reference by hand.
pub(super) struct Recorded {
    /// How many exchanges, corrected ones as well.
    pub(super) times: usize,
    /// The one that stands, if any does.
    pub(super) standing: Option<String>,
}

/// The exchanges that were recorded under a bank's reference.
pub(super) fn recorded(conn: &mut Conn, bank_reference: &str) -> Result<Recorded> {
    let all: Vec<EntryRow> =
        entries::table.filter(entries::subject.eq(bank_reference)).select(EntryRow::as_select()).load(conn)?;
    let reversed: BTreeSet<&String> = all.iter().filter_map(|entry| entry.reverses.as_ref()).collect();
    let exchanges = || all.iter().filter(|entry| entry.kind == Movement::Exchange.as_str());
    let standing = exchanges().find(|entry| !reversed.contains(&entry.id)).map(|entry| entry.id.clone());
    Ok(Recorded { times: exchanges().count(), standing })
}

/// The entries before `before`, of one kind where `kind` says so, the newest first.
pub(super) fn newest(
    conn: &mut Conn,
    kind: Option<Movement>,
    before: Option<EntryId>,
    limit: i64,
) -> Result<Vec<Stored>> {
    let mut found = entries::table.into_boxed();
    if let Some(kind) = kind {
        found = found.filter(entries::kind.eq(kind.as_str()));
    }
    if let Some(before) = before {
        found = found.filter(entries::id.lt(before.to_string()));
    }
    let some = found.order(entries::id.desc()).limit(limit).select(EntryRow::as_select()).load(conn)?;
    newest_first(conn, some)
}

/// The entries before `before` that post to an account, the newest first.
pub(super) fn newest_of_account(
    conn: &mut Conn,
    account: Account,
    before: Option<EntryId>,
    limit: i64,
) -> Result<Vec<Stored>> {
    let mut lines = postings::table.filter(postings::account.eq(account.to_string())).into_boxed();
    if let Some(before) = before {
        lines = lines.filter(postings::entry_id.lt(before.to_string()));
    }
    let ids: Vec<String> =
        lines.select(postings::entry_id).distinct().order(postings::entry_id.desc()).limit(limit).load(conn)?;
    let some = entries::table.filter(entries::id.eq_any(&ids)).select(EntryRow::as_select()).load(conn)?;
    newest_first(conn, some)
}

fn newest_first(conn: &mut Conn, some: Vec<EntryRow>) -> Result<Vec<Stored>> {
    let mut stored = with_all_lines(conn, some)?;
    stored.reverse();
    Ok(stored)
}

/// By which entry each of those was taken back that were.
pub(super) fn reversals_of(conn: &mut Conn, ids: &[&str]) -> Result<BTreeMap<String, String>> {
    let found = entries::table.filter(entries::reverses.eq_any(ids));
    let both: Vec<(Option<String>, String)> = found.select((entries::reverses, entries::id)).load(conn)?;
    Ok(both.into_iter().filter_map(|(wrong, by)| Some((wrong?, by))).collect())
}

/// The last night in which the book was recounted.
pub(super) fn last_check(conn: &mut Conn) -> Result<Option<Day>> {
    Ok(book_checks::table.order(book_checks::day.desc()).select(book_checks::day).first(conn).optional()?)
}

/// Keeps what a night's recount found; taken where that night has one.
pub(super) fn keep_check(tx: &mut Tx<'_>, check: &BookCheck) -> Result<()> {
    diesel::insert_into(book_checks::table).values(check).execute(&mut **tx)?;
    Ok(())
}

/// What the recounts of nights before `before` found, the newest first.
pub(super) fn checks(conn: &mut Conn, before: Option<Day>, limit: i64) -> Result<Vec<BookCheck>> {
    let mut checks = book_checks::table.into_boxed();
    if let Some(before) = before {
        checks = checks.filter(book_checks::day.lt(before));
    }
    Ok(checks.order(book_checks::day.desc()).limit(limit).select(BookCheck::as_select()).load(conn)?)
}
