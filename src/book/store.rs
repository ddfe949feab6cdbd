//! The rows of the book. They are read back as plain texts and numbers, so that [`verify`](super::verify) can look at
//! rows that somebody tampered with.

use std::collections::BTreeMap;

use diesel::{prelude::*, upsert::excluded};
use muster_kernel::{Currency, Instant, Money};
use serde::Serialize;

use super::{Account, Entry, EntryId, Line, Movement, SplitLine};
use crate::{
    db::{Conn, Portable, Tx, insert_all},
    error::{Error, Result},
    hash,
    schema::{accounts, balances, entries, postings, split_lines},
};

#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize)]
#[diesel(table_name = entries, treat_none_as_default_value = false)]
pub(super) struct EntryRow {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) memo: String,
    pub(super) key: String,
    pub(super) reverses: Option<String>,
    pub(super) posted_at: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize)]
#[diesel(table_name = postings, treat_none_as_default_value = false)]
pub(super) struct PostingRow {
    pub(super) entry_id: String,
    pub(super) line: i32,
    pub(super) account: String,
    pub(super) amount_minor: i64,
    pub(super) currency: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize)]
#[diesel(table_name = split_lines, treat_none_as_default_value = false)]
pub(super) struct SplitRow {
    pub(super) entry_id: String,
    pub(super) line: i32,
    pub(super) payee: String,
    pub(super) account: String,
    pub(super) engagement_id: String,
    pub(super) seat: String,
    pub(super) member_id: String,
    pub(super) space_id: Option<String>,
    pub(super) basis_points: i32,
    pub(super) base_minor: i64,
    pub(super) amount_minor: i64,
    pub(super) currency: String,
    pub(super) month: i32,
    pub(super) category: String,
    pub(super) work_place_id: Option<String>,
}

/// An entry with all that belongs to it, as it lies in the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Stored {
    pub(super) entry: EntryRow,
    pub(super) postings: Vec<PostingRow>,
    pub(super) split: Vec<SplitRow>,
}

impl Stored {
    /// The rows of `entry`.
    pub(super) fn of(entry: &Entry, id: EntryId, key: &str, at: Instant) -> Self {
        let postings: Vec<PostingRow> = (0..)
            .zip(entry.lines())
            .map(|(line, Line { account, amount })| PostingRow {
                entry_id: id.to_string(),
                line,
                account: account.to_string(),
                amount_minor: amount.minor(),
                currency: amount.currency().to_string(),
            })
            .collect();
        // The split's lines are the last ones of the entry and have the numbers of their postings.
        let own = &postings[postings.len() - entry.split().len()..];
        let split = entry.split().iter().zip(own).map(|(part, posting)| split_row(part, posting, at)).collect();
        let entry = EntryRow {
            id: id.to_string(),
            kind: entry.movement().to_string(),
            subject: entry.subject().to_owned(),
            memo: entry.memo().to_owned(),
            key: key.to_owned(),
            reverses: None,
            posted_at: at,
        };
        Self { entry, postings, split }
    }

    /// What the chain remembers of it.
    pub(super) fn digest(&self) -> String {
        hash::of_json(self)
    }

    /// Whether it says the same as `entry`, whenever and under whatever id it was posted.
    pub(super) fn says(&self, entry: &Entry) -> Result<bool> {
        let again = Self::of(entry, self.id()?, &self.entry.key, self.entry.posted_at);
        Ok(*self == again)
    }

    /// Its mirror image, which takes it back.
    pub(super) fn mirror(&self, id: EntryId, why: &str, at: Instant) -> Self {
        let mut mirror = self.clone();
        mirror.entry = EntryRow {
            id: id.to_string(),
            kind: Movement::Reversal.to_string(),
            subject: self.entry.subject.clone(),
            memo: why.to_owned(),
            key: format!("reversal:{}", self.entry.id),
            reverses: Some(self.entry.id.clone()),
            posted_at: at,
        };
        for posting in &mut mirror.postings {
            posting.entry_id = id.to_string();
            posting.amount_minor = posting.amount_minor.saturating_neg();
        }
        for part in &mut mirror.split {
            part.entry_id = id.to_string();
            part.month = at.day().month().number();
            part.base_minor = part.base_minor.saturating_neg();
            part.amount_minor = part.amount_minor.saturating_neg();
        }
        mirror
    }

    /// Its id.
    pub(super) fn id(&self) -> Result<EntryId> {
        parse(&self.entry.id)
    }
}

fn split_row(part: &SplitLine, posting: &PostingRow, at: Instant) -> SplitRow {
    SplitRow {
        entry_id: posting.entry_id.clone(),
        line: posting.line,
        payee: part.payee.to_string(),
        account: posting.account.clone(),
        engagement_id: part.engagement.to_string(),
        seat: part.seat.clone(),
        member_id: part.member.to_string(),
        space_id: part.space.map(|space| space.to_string()),
        basis_points: part.basis.points(),
        base_minor: part.base.minor(),
        amount_minor: part.amount.minor(),
        currency: posting.currency.clone(),
        month: at.day().month().number(),
        category: part.category.clone(),
        work_place_id: part.work_place.map(|place| place.to_string()),
    }
}

fn parse(id: &str) -> Result<EntryId> {
    id.parse().map_err(|cause: muster_kernel::id::IdError| Error::internal("read an entry of the book", cause))
}

/// Writes an entry: accounts that are new, postings, then the entry itself, at which the database checks the sum.
pub(super) fn insert(tx: &mut Tx<'_>, stored: &Stored) -> Result<()> {
    let mut changes: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for posting in &stored.postings {
        let change = changes.entry((&posting.account, &posting.currency)).or_default();
        *change = change.checked_add(posting.amount_minor).ok_or_else(overflow)?;
    }
    // In the order of the accounts' names, so that rivals take their locks in one order.
    for (account, _) in changes.keys() {
        open(tx, account)?;
    }
    insert_all::<_, PostingRow>(tx, postings::table, &stored.postings)?;
    diesel::insert_into(entries::table).values(&stored.entry).execute(&mut **tx)?;
    insert_all::<_, SplitRow>(tx, split_lines::table, &stored.split)?;
    for ((account, currency), change) in changes {
        add(tx, account, currency, change)?;
    }
    Ok(())
}

fn open(tx: &mut Tx<'_>, account: &str) -> Result<()> {
    let row = (accounts::name.eq(account), accounts::opened_at.eq(tx.now()));
    Portable(diesel::insert_into(accounts::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    Ok(())
}

/// Brings a kept balance up to date. It is read first, so that a sum without room is refused and not wrapped.
fn add(tx: &mut Tx<'_>, account: &str, currency: &str, change: i64) -> Result<()> {
    let kept = balances::table.find((account, currency)).select(balances::amount_minor);
    let before: Option<i64> = kept.first(&mut **tx).optional()?;
    let now = before.unwrap_or_default().checked_add(change).ok_or_else(overflow)?;
    let row = (balances::account.eq(account), balances::currency.eq(currency), balances::amount_minor.eq(now));
    let statement = diesel::insert_into(balances::table)
        .values(row)
        .on_conflict((balances::account, balances::currency))
        .do_update()
        .set(balances::amount_minor.eq(excluded(balances::amount_minor)));
    Portable(statement).execute(&mut **tx)?;
    Ok(())
}

fn overflow() -> Error {
    Error::conflict(
        "balance-too-large",
        "An account would hold more than the book can count (9.2 · 10^18 minor units).",
    )
}

/// The entry that was posted under `key`.
pub(super) fn by_key(conn: &mut Conn, key: &str) -> Result<Option<Stored>> {
    let entry: Option<EntryRow> =
        entries::table.filter(entries::key.eq(key)).select(EntryRow::as_select()).first(conn).optional()?;
    entry.map(|entry| with_lines(conn, entry)).transpose()
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

/// The entries after `after`, in the order of their ids, at most `limit` of them.
pub(super) fn page(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<Stored>> {
    let entries = entries::table
        .filter(entries::id.gt(after))
        .order(entries::id)
        .limit(limit)
        .select(EntryRow::as_select())
        .load(conn)?;
    with_all_lines(conn, entries)
}

fn with_all_lines(conn: &mut Conn, entries: Vec<EntryRow>) -> Result<Vec<Stored>> {
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
    let mut lines: BTreeMap<String, (Vec<PostingRow>, Vec<SplitRow>)> = BTreeMap::new();
    for posting in all {
        lines.entry(posting.entry_id.clone()).or_default().0.push(posting);
    }
    for part in parts {
        lines.entry(part.entry_id.clone()).or_default().1.push(part);
    }
    let whole = entries.into_iter().map(|entry| {
        let (postings, split) = lines.remove(&entry.id).unwrap_or_default();
        Stored { entry, postings, split }
    });
    Ok(whole.collect())
}

/// Whether an entry was taken back.
pub(super) fn is_reversed(conn: &mut Conn, id: EntryId) -> Result<bool> {
    let reversals: i64 = entries::table.filter(entries::reverses.eq(id.to_string())).count().get_result(conn)?;
    Ok(reversals > 0)
}

/// How many postings there are.
pub(super) fn count_postings(conn: &mut Conn) -> Result<i64> {
    Ok(postings::table.count().get_result(conn)?)
}

/// How many split lines there are.
pub(super) fn count_split_lines(conn: &mut Conn) -> Result<i64> {
    Ok(split_lines::table.count().get_result(conn)?)
}

/// A kept balance: account, currency, minor units.
pub(super) type BalanceRow = (String, String, i64);

/// Every kept balance.
pub(super) fn all_balances(conn: &mut Conn) -> Result<Vec<BalanceRow>> {
    Ok(balances::table.select((balances::account, balances::currency, balances::amount_minor)).load(conn)?)
}

/// The kept balances of one account, in the order of their currencies.
pub(super) fn balances_of(conn: &mut Conn, account: Account) -> Result<Vec<Money>> {
    let rows: Vec<(i64, Currency)> = balances::table
        .filter(balances::account.eq(account.to_string()))
        .order(balances::currency)
        .select((balances::amount_minor, balances::currency))
        .load(conn)?;
    Ok(rows.into_iter().map(|(minor, currency)| Money::new(minor, currency)).collect())
}
