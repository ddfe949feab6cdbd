//! The rows of the book. They are read back as plain texts and numbers, so that [`verify`](super::verify) can look at
//! rows that somebody tampered with.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{prelude::*, upsert::excluded};
use muster_kernel::{Currency, Instant, Money};
use serde::{Deserialize, Serialize};

use super::{Account, Entry, EntryId, Line, Movement, SplitLine, Taxed, takeback::Taken, years};
use crate::{
    db::{Conn, Portable, Tx, insert_all},
    error::{Error, Result},
    hash,
    schema::{accounts, balances, commission_totals, entries, postings, split_lines},
};

#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize, Deserialize)]
#[diesel(table_name = entries, treat_none_as_default_value = false)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryRow {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) memo: String,
    pub(super) key: String,
    pub(super) reverses: Option<String>,
    pub(super) concerns: Option<String>,
    pub(super) posted_at: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize, Deserialize)]
#[diesel(table_name = postings, treat_none_as_default_value = false)]
#[serde(deny_unknown_fields)]
pub(super) struct PostingRow {
    pub(super) entry_id: String,
    pub(super) line: i32,
    pub(super) account: String,
    pub(super) amount_minor: i64,
    pub(super) currency: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize, Deserialize)]
#[diesel(table_name = split_lines, treat_none_as_default_value = false)]
#[serde(deny_unknown_fields)]
pub(super) struct SplitRow {
    pub(super) entry_id: String,
    pub(super) line: i32,
    pub(super) payee: String,
    pub(super) account: String,
    pub(super) engagement_id: String,
    pub(super) seat: String,
    pub(super) member_id: String,
    pub(super) space_id: Option<String>,
    pub(super) of_payee: Option<String>,
    pub(super) fee: String,
    pub(super) terms_id: Option<String>,
    pub(super) bound: Option<String>,
    pub(super) basis_points: i32,
    pub(super) base_minor: i64,
    pub(super) amount_minor: i64,
    pub(super) currency: String,
    pub(super) month: i32,
    pub(super) year: i32,
    pub(super) category: String,
    pub(super) of_line: Option<i32>,
    pub(super) work_place_id: Option<String>,
    pub(super) source: String,
}

impl SplitRow {
    /// The space that it goes to, if it goes to one: a commission, or a share for bringing the client.
    pub(super) fn space_paid(&self) -> Option<&str> {
        self.account.strip_prefix("payable:space:")
    }
}

/// An entry with all that belongs to it, as it lies in the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
            concerns: entry.concerns().map(|of| of.to_string()),
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
            // What was taken back of a line, or done with a payout, is undone with it.
            concerns: self.entry.concerns.clone(),
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

    /// What takes `taken` of its split back, line by line, and lets `paid` leave the bank, with the tax on it.
    pub(super) fn taken_back(&self, head: EntryRow, taken: &[Taken], paid: Taxed) -> Self {
        let mut back = Self { entry: head, postings: Vec::new(), split: Vec::new() };
        let month = back.entry.posted_at.day().month().number();
        for (part, taken) in self.split.iter().zip(taken).filter(|(_, taken)| taken.minor != 0) {
            let line = i32::try_from(back.postings.len()).expect("an entry has few lines");
            back.postings.push(PostingRow {
                entry_id: back.entry.id.clone(),
                line,
                account: part.account.clone(),
                amount_minor: taken.minor,
                currency: part.currency.clone(),
            });
            back.split.push(SplitRow {
                entry_id: back.entry.id.clone(),
                line,
                base_minor: -taken.of_seat,
                amount_minor: -taken.minor,
                month,
                of_line: Some(part.line),
                ..part.clone()
            });
        }
        let moved = [(Account::Tax, paid.tax()), (Account::Bank, paid.gross().negated())];
        for (account, amount) in moved.into_iter().filter(|(_, amount)| amount.minor() != 0) {
            back.postings.push(PostingRow {
                entry_id: back.entry.id.clone(),
                line: i32::try_from(back.postings.len()).expect("an entry has few lines"),
                account: account.to_string(),
                amount_minor: amount.minor(),
                currency: amount.currency().to_string(),
            });
        }
        back
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
        of_payee: part.of.map(|of| of.to_string()),
        fee: part.fee.to_string(),
        terms_id: part.terms.map(|terms| terms.to_string()),
        bound: part.bound.map(|bound| bound.to_string()),
        basis_points: part.basis.points(),
        base_minor: part.base.minor(),
        amount_minor: part.amount.minor(),
        currency: posting.currency.clone(),
        month: at.day().month().number(),
        year: at.day().month().year(),
        category: part.category.clone(),
        of_line: None,
        work_place_id: part.work_place.map(|place| place.to_string()),
        source: part.source.to_string(),
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
        let stripe = stripe(account, &stored.entry.id);
        add(tx, (account, currency, stripe), change)?;
    }
    add_commissions(tx, &stored.split)?;
    years::add(tx, &stored.split)
}

/// In how many rows the balance of an account is kept that everybody posts to.
const STRIPES: i32 = 16;
/// The most that one of them holds, in minor units: all together have room in an `i64`.
const MOST_IN_A_STRIPE: i64 = i64::MAX / STRIPES as i64;

/// The row of an account's balance to which an entry posts.
pub(super) fn stripe(account: &str, entry: &str) -> i32 {
    let is_shared = account.parse().is_ok_and(Account::is_shared);
    let last = entry.bytes().last().unwrap_or_default();
    if is_shared { i32::from(last) % STRIPES } else { 0 }
}

/// Space, month, member, category, place, source, currency.
type CommissionKey<'a> = (&'a str, i32, &'a str, &'a str, &'a str, &'a str, &'a str);

/// Brings the kept sums of the spaces up to date.
fn add_commissions(tx: &mut Tx<'_>, split: &[SplitRow]) -> Result<()> {
    let mut changes: BTreeMap<CommissionKey<'_>, i64> = BTreeMap::new();
    for part in split {
        let Some(space) = part.space_paid() else { continue };
        let place = part.work_place_id.as_deref().unwrap_or_default();
        let key = (
            space,
            part.month,
            part.member_id.as_str(),
            part.category.as_str(),
            place,
            part.source.as_str(),
            part.currency.as_str(),
        );
        *changes.entry(key).or_default() += part.amount_minor;
    }
    for ((space, month, member, category, place, source, currency), change) in changes {
        let row = (
            commission_totals::space_id.eq(space),
            commission_totals::month.eq(month),
            commission_totals::member_id.eq(member),
            commission_totals::category.eq(category),
            commission_totals::work_place.eq(place),
            commission_totals::source.eq(source),
            commission_totals::currency.eq(currency),
            commission_totals::amount_minor.eq(change),
        );
        let statement = diesel::insert_into(commission_totals::table)
            .values(row)
            .on_conflict((
                commission_totals::space_id,
                commission_totals::month,
                commission_totals::member_id,
                commission_totals::category,
                commission_totals::work_place,
                commission_totals::source,
                commission_totals::currency,
            ))
            .do_update()
            .set(commission_totals::amount_minor.eq(commission_totals::amount_minor + change));
        Portable(statement).execute(&mut **tx)?;
    }
    Ok(())
}

fn open(tx: &mut Tx<'_>, account: &str) -> Result<()> {
    let row = (accounts::name.eq(account), accounts::opened_at.eq(tx.now()));
    Portable(diesel::insert_into(accounts::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    Ok(())
}

/// Brings a kept balance up to date. It is read first, so that a sum without room is refused and not wrapped.
fn add(tx: &mut Tx<'_>, (account, currency, stripe): (&str, &str, i32), change: i64) -> Result<()> {
    let kept = balances::table.find((account, currency, stripe)).select(balances::amount_minor);
    let before: Option<i64> = kept.first(&mut **tx).optional()?;
    let now = before.unwrap_or_default().checked_add(change).ok_or_else(overflow)?;
    if now.unsigned_abs() > MOST_IN_A_STRIPE.unsigned_abs() {
        return Err(overflow());
    }
    if now > 0 && change > 0 && account.parse().is_ok_and(|account: Account| !account.may_be_overdrawn()) {
        let held = -before.unwrap_or_default();
        let sentence = format!("{account} holds {held} minor units of {currency}, so {change} cannot leave it.");
        return Err(Error::conflict("not-held", sentence));
    }
    let row = (
        balances::account.eq(account),
        balances::currency.eq(currency),
        balances::stripe.eq(stripe),
        balances::amount_minor.eq(now),
    );
    let statement = diesel::insert_into(balances::table)
        .values(row)
        .on_conflict((balances::account, balances::currency, balances::stripe))
        .do_update()
        .set(balances::amount_minor.eq(excluded(balances::amount_minor)));
    Portable(statement).execute(&mut **tx)?;
    Ok(())
}

fn overflow() -> Error {
    Error::conflict(
        "balance-too-large",
        "An account would hold more than the book can count (5.7 · 10^17 minor units).",
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

/// The entry that took another one back, if any did.
pub(super) fn reversal_of(conn: &mut Conn, id: EntryId) -> Result<Option<EntryId>> {
    let found: Option<String> =
        entries::table.filter(entries::reverses.eq(id.to_string())).select(entries::id).first(conn).optional()?;
    found.as_deref().map(parse).transpose()
}

/// How many postings there are.
pub(super) fn count_postings(conn: &mut Conn) -> Result<i64> {
    Ok(postings::table.count().get_result(conn)?)
}

/// How many split lines there are.
pub(super) fn count_split_lines(conn: &mut Conn) -> Result<i64> {
    Ok(split_lines::table.count().get_result(conn)?)
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

/// A kept sum of a space's commission: space, month, member, category, place, source, currency, and how much.
pub(super) type CommissionRow = (String, i32, String, String, String, String, String, i64);

/// Every kept sum of the spaces' commissions.
pub(super) fn all_commissions(conn: &mut Conn) -> Result<Vec<CommissionRow>> {
    Ok(commission_totals::table.load(conn)?)
}

/// A kept balance: account, currency, minor units.
pub(super) type BalanceRow = (String, String, i64);

/// Every kept balance.
pub(super) fn all_balances(conn: &mut Conn) -> Result<Vec<BalanceRow>> {
    let rows: Vec<BalanceRow> =
        balances::table.select((balances::account, balances::currency, balances::amount_minor)).load(conn)?;
    let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
    for (account, currency, minor) in rows {
        let sum = sums.entry((account, currency)).or_default();
        *sum = sum.saturating_add(minor);
    }
    Ok(sums.into_iter().map(|((account, currency), minor)| (account, currency, minor)).collect())
}

/// Everybody who is owed something in a currency, in the order of their accounts, and how much, above zero.
pub(super) fn owed(conn: &mut Conn, currency: Currency) -> Result<Vec<(String, i64)>> {
    // Accounts of this kind have one row each.
    let rows: Vec<(String, i64)> = balances::table
        .filter(balances::account.like("payable:%"))
        .filter(balances::currency.eq(currency))
        .filter(balances::amount_minor.lt(0))
        .order(balances::account)
        .select((balances::account, balances::amount_minor))
        .load(conn)?;
    Ok(rows.into_iter().map(|(account, minor)| (account, -minor)).collect())
}

/// The kept balances of one account, in the order of their currencies.
pub(super) fn balances_of(conn: &mut Conn, account: Account) -> Result<Vec<Money>> {
    let rows: Vec<(i64, Currency)> = balances::table
        .filter(balances::account.eq(account.to_string()))
        .order(balances::currency)
        .select((balances::amount_minor, balances::currency))
        .load(conn)?;
    let sum = |stripes: &[(i64, Currency)]| stripes.iter().map(|(minor, _)| minor).sum();
    Ok(rows.chunk_by(|a, b| a.1 == b.1).map(|stripes| Money::new(sum(stripes), stripes[0].1)).collect())
}
