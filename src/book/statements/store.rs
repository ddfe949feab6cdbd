//! The rows of periods and statements.

use std::collections::HashMap;

use diesel::prelude::*;
use muster_kernel::{Currency, Instant, Money, Month};

use super::{
    StatementId,
    model::{Statement, StatementTotal},
    views::Work,
};
use crate::{
    book::{Account, EntryId, Payee, Source},
    db::{Conn, Tx, insert_all},
    error::Result,
    identity::MemberId,
    places::PlaceId,
    schema::{balances, entries, periods, postings, split_lines, statement_lines, statement_totals, statements},
};

/// The names of the accounts that say what somebody is owed.
const OWED: &str = "payable:%";
/// Those of clients among them, who have no statements: what goes back to them stands in their credit notes.
const OWED_TO_CLIENTS: &str = "payable:client:%";
/// Those of whoever paid what nobody asked for, who earn nothing here either.
const OWED_TO_PAYERS: &str = "payable:payer:%";

/// Whether what is posted to the account of that name stands in statements: members' and spaces' do.
pub(super) fn is_stated(account: &str) -> bool {
    account.starts_with("payable:member:") || account.starts_with("payable:space:")
}

/// A closed month.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = periods)]
pub(super) struct PeriodRow {
    pub(super) month: Month,
    pub(super) statements: i32,
    pub(super) root: String,
    pub(super) closed_at: Instant,
}

/// The head of a statement.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = statements)]
pub(super) struct StatementRow {
    pub(super) id: StatementId,
    pub(super) number: i64,
    pub(super) month: Month,
    pub(super) account: String,
    pub(super) lines: i32,
    pub(super) root: String,
    pub(super) hash: String,
}

impl StatementRow {
    /// With its sums.
    pub(super) fn told(self, totals: Vec<StatementTotal>) -> Statement {
        let Self { id, number, month, lines, root, hash, .. } = self;
        Statement { id, number, month, lines, root, hash, totals }
    }
}

/// The sums of a statement in one currency.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = statement_totals)]
pub(super) struct TotalRow {
    pub(super) statement_id: StatementId,
    pub(super) currency: Currency,
    pub(super) opening_minor: i64,
    pub(super) in_minor: i64,
    pub(super) out_minor: i64,
    pub(super) closing_minor: i64,
}

impl TotalRow {
    pub(super) fn of(statement_id: StatementId, total: &StatementTotal) -> Self {
        Self {
            statement_id,
            currency: total.opening.currency(),
            opening_minor: total.opening.minor(),
            in_minor: total.came.minor(),
            out_minor: total.went.minor(),
            closing_minor: total.closing.minor(),
        }
    }

    pub(super) fn told(&self) -> StatementTotal {
        let money = |minor| Money::new(minor, self.currency);
        StatementTotal {
            opening: money(self.opening_minor),
            came: money(self.in_minor),
            went: money(self.out_minor),
            closing: money(self.closing_minor),
        }
    }
}

/// Where a posting stands.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = statement_lines)]
pub(super) struct LineRow {
    pub(super) entry_id: EntryId,
    pub(super) line: i32,
    pub(super) statement_id: StatementId,
    pub(super) position: i32,
    pub(super) salt: String,
}

/// A posting that is owed to somebody.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Posted {
    pub(super) account: String,
    pub(super) entry: EntryId,
    pub(super) line: i32,
    /// A credit, which is what is owed, is below zero.
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    pub(super) posted_at: Instant,
}

/// A posting in its place in a statement.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Stated {
    pub(super) position: i32,
    pub(super) entry: EntryId,
    pub(super) line: i32,
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    pub(super) posted_at: Instant,
    pub(super) kind: String,
    pub(super) memo: String,
    pub(super) salt: String,
    /// Who gets it, where it is a part of a split.
    pub(super) payee: Option<Payee>,
}

/// The month that was closed last.
pub(super) fn last_period(conn: &mut Conn) -> Result<Option<PeriodRow>> {
    Ok(periods::table.order(periods::month.desc()).select(PeriodRow::as_select()).first(conn).optional()?)
}

/// The first closed month after `month`, or the first of all.
pub(super) fn period_after(conn: &mut Conn, month: Option<Month>) -> Result<Option<Month>> {
    let mut query = periods::table.into_boxed();
    if let Some(month) = month {
        query = query.filter(periods::month.gt(month));
    }
    Ok(query.order(periods::month).select(periods::month).first(conn).optional()?)
}

/// Closed months, the newest first, before `before`.
pub(super) fn periods(conn: &mut Conn, before: Option<Month>, limit: i64) -> Result<Vec<PeriodRow>> {
    let mut query = periods::table.into_boxed();
    if let Some(before) = before {
        query = query.filter(periods::month.lt(before));
    }
    Ok(query.order(periods::month.desc()).limit(limit).select(PeriodRow::as_select()).load(conn)?)
}

/// When something was posted first to an account that has statements.
pub(super) fn first_posting(conn: &mut Conn) -> Result<Option<Instant>> {
    let first = postings::table
        .inner_join(entries::table.on(entries::id.eq(postings::entry_id)))
        .filter(postings::account.like(OWED).and(postings::account.not_like(OWED_TO_CLIENTS)))
        .filter(postings::account.not_like(OWED_TO_PAYERS))
        .order(entries::id)
        .select(entries::posted_at);
    Ok(first.first(conn).optional()?)
}

/// The postings before `before` that stand in no statement yet, by account and then as they were posted. No entry older than
/// `from` is looked at.
pub(super) fn unstated(conn: &mut Conn, from: EntryId, before: Instant) -> Result<Vec<Posted>> {
    let stands = statement_lines::table
        .filter(statement_lines::entry_id.eq(postings::entry_id))
        .filter(statement_lines::line.eq(postings::line));
    Ok(postings::table
        .inner_join(entries::table.on(entries::id.eq(postings::entry_id)))
        .filter(postings::account.like(OWED).and(postings::account.not_like(OWED_TO_CLIENTS)))
        .filter(postings::account.not_like(OWED_TO_PAYERS))
        .filter(postings::entry_id.ge(from))
        .filter(entries::posted_at.lt(before))
        .filter(diesel::dsl::not(diesel::dsl::exists(stands)))
        .order((postings::account, postings::entry_id, postings::line))
        .select((
            postings::account,
            postings::entry_id,
            postings::line,
            postings::amount_minor,
            postings::currency,
            entries::posted_at,
        ))
        .load(conn)?)
}

/// The last statement of each account that has one, with its sums.
pub(super) fn latest(conn: &mut Conn) -> Result<Vec<(StatementRow, Vec<TotalRow>)>> {
    let mut all: Vec<StatementRow> = statements::table
        .order((statements::account, statements::number))
        .select(StatementRow::as_select())
        .load(conn)?;
    // Of the statements of one account, the one with the highest number.
    all.reverse();
    all.dedup_by(|one, kept| one.account == kept.account);
    with_totals(conn, all)
}

/// Statements with their sums.
pub(super) fn with_totals(conn: &mut Conn, rows: Vec<StatementRow>) -> Result<Vec<(StatementRow, Vec<TotalRow>)>> {
    let mut found = Vec::with_capacity(rows.len());
    for some in rows.chunks(500) {
        let ids: Vec<StatementId> = some.iter().map(|row| row.id).collect();
        let totals: Vec<TotalRow> = statement_totals::table
            .filter(statement_totals::statement_id.eq_any(&ids))
            .order((statement_totals::statement_id, statement_totals::currency))
            .select(TotalRow::as_select())
            .load(conn)?;
        for row in some {
            let own = totals.iter().filter(|total| total.statement_id == row.id).cloned().collect();
            found.push((row.clone(), own));
        }
    }
    Ok(found)
}

/// The highest number of a statement; 0 where there is none.
pub(super) fn last_number(conn: &mut Conn) -> Result<i64> {
    Ok(statements::table
        .order(statements::number.desc())
        .select(statements::number)
        .first(conn)
        .optional()?
        .unwrap_or(0))
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    heads: &[StatementRow],
    totals: &[TotalRow],
    lines: &[LineRow],
    period: &PeriodRow,
) -> Result<()> {
    insert_all::<_, StatementRow>(tx, statements::table, heads)?;
    insert_all::<_, TotalRow>(tx, statement_totals::table, totals)?;
    insert_all::<_, LineRow>(tx, statement_lines::table, lines)?;
    diesel::insert_into(periods::table).values(period).execute(&mut **tx)?;
    Ok(())
}

/// The statements of an account, the newest first, before the number `before`.
pub(super) fn of_account(
    conn: &mut Conn,
    account: Account,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<StatementRow>> {
    let mut query = statements::table.filter(statements::account.eq(account.to_string())).into_boxed();
    if let Some(before) = before {
        query = query.filter(statements::number.lt(before));
    }
    Ok(query.order(statements::number.desc()).limit(limit).select(StatementRow::as_select()).load(conn)?)
}

/// A statement of that account and no other.
pub(super) fn own(conn: &mut Conn, account: Account, id: StatementId) -> Result<Option<StatementRow>> {
    let own = statements::table.find(id).filter(statements::account.eq(account.to_string()));
    Ok(own.select(StatementRow::as_select()).first(conn).optional()?)
}

/// The statements of a month, by number.
pub(super) fn of_month(conn: &mut Conn, month: Month) -> Result<Vec<StatementRow>> {
    let all = statements::table.filter(statements::month.eq(month)).order(statements::number);
    Ok(all.select(StatementRow::as_select()).load(conn)?)
}

/// The lines of a statement, in their order.
pub(super) fn lines(conn: &mut Conn, statement: StatementId) -> Result<Vec<Stated>> {
    lines_where(conn, statement, Which::All)
}

/// The lines of a statement that are for no work: what was paid out, and what came back.
pub(super) fn lines_without_work(conn: &mut Conn, statement: StatementId) -> Result<Vec<Stated>> {
    lines_where(conn, statement, Which::WithoutWork)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    WithoutWork,
}

fn lines_where(conn: &mut Conn, statement: StatementId, which: Which) -> Result<Vec<Stated>> {
    let mut lines =
        statement_lines::table
            .inner_join(entries::table.on(entries::id.eq(statement_lines::entry_id)))
            .inner_join(
                postings::table
                    .on(postings::entry_id.eq(statement_lines::entry_id).and(postings::line.eq(statement_lines::line))),
            )
            .left_join(split_lines::table.on(
                split_lines::entry_id.eq(statement_lines::entry_id).and(split_lines::line.eq(statement_lines::line)),
            ))
            .filter(statement_lines::statement_id.eq(statement))
            .into_boxed();
    if which == Which::WithoutWork {
        lines = lines.filter(split_lines::payee.nullable().is_null());
    }
    Ok(lines
        .order(statement_lines::position)
        .select((
            statement_lines::position,
            statement_lines::entry_id,
            statement_lines::line,
            postings::amount_minor,
            postings::currency,
            entries::posted_at,
            entries::kind,
            entries::memo,
            statement_lines::salt,
            split_lines::payee.nullable(),
        ))
        .load(conn)?)
}

/// What work each line of a space's statement was for, by its position.
pub(super) fn work_of(conn: &mut Conn, statement: StatementId) -> Result<HashMap<i32, Work>> {
    let rows: Vec<(i32, MemberId, String, Option<PlaceId>, Source)> =
        statement_lines::table
            .inner_join(split_lines::table.on(
                split_lines::entry_id.eq(statement_lines::entry_id).and(split_lines::line.eq(statement_lines::line)),
            ))
            .filter(statement_lines::statement_id.eq(statement))
            .select((
                statement_lines::position,
                split_lines::member_id,
                split_lines::category,
                split_lines::work_place_id,
                split_lines::source,
            ))
            .load(conn)?;
    let work = rows.into_iter().map(|(at, member, category, place, source)| {
        let of = Work { member, category, place, source };
        (at, of)
    });
    Ok(work.collect())
}

/// The statements in which those lines of an entry stand that are about a member's own work: what they earned, and what
/// their space did.
pub(super) fn stated_work(conn: &mut Conn, entry: EntryId, member: MemberId) -> Result<Vec<(StatementId, i32)>> {
    Ok(split_lines::table
        .inner_join(
            statement_lines::table.on(statement_lines::entry_id
                .eq(split_lines::entry_id)
                .and(statement_lines::line.eq(split_lines::line))),
        )
        .filter(split_lines::entry_id.eq(entry))
        .filter(split_lines::member_id.eq(member))
        .filter(split_lines::payee.eq_any([Payee::Member, Payee::Space]))
        .order(split_lines::line)
        .select((statement_lines::statement_id, statement_lines::position))
        .load(conn)?)
}

/// A statement by its id, whoever's.
pub(super) fn statement(conn: &mut Conn, id: StatementId) -> Result<StatementRow> {
    Ok(statements::table.find(id).select(StatementRow::as_select()).first(conn)?)
}

/// Where a posting stands, as it is stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = statement_lines)]
pub(super) struct StatedRow {
    pub(super) entry_id: String,
    pub(super) line: i32,
    pub(super) statement_id: StatementId,
    pub(super) position: i32,
    pub(super) salt: String,
}

/// Where the postings of the entries from `first` to `last` stand, in their order.
pub(super) fn stated_between(conn: &mut Conn, first: &str, last: &str) -> Result<Vec<StatedRow>> {
    Ok(statement_lines::table
        .filter(statement_lines::entry_id.between(first, last))
        .order((statement_lines::entry_id, statement_lines::line))
        .select(StatedRow::as_select())
        .load(conn)?)
}

/// Every statement, month by month and by number.
pub(super) fn heads(conn: &mut Conn) -> Result<Vec<StatementRow>> {
    let all = statements::table.order((statements::month, statements::number));
    Ok(all.select(StatementRow::as_select()).load(conn)?)
}

/// The sums of every statement, in the order of their currencies.
pub(super) fn all_totals(conn: &mut Conn) -> Result<HashMap<StatementId, Vec<StatementTotal>>> {
    let all = statement_totals::table.order((statement_totals::statement_id, statement_totals::currency));
    let rows: Vec<TotalRow> = all.select(TotalRow::as_select()).load(conn)?;
    let mut totals: HashMap<StatementId, Vec<StatementTotal>> = HashMap::new();
    for row in rows {
        totals.entry(row.statement_id).or_default().push(row.told());
    }
    Ok(totals)
}

/// What is kept of the accounts that have statements: account, currency, minor units.
pub(super) fn owed(conn: &mut Conn) -> Result<Vec<(String, Currency, i64)>> {
    let kept = balances::table
        .filter(balances::account.like(OWED))
        .filter(balances::account.not_like(OWED_TO_CLIENTS))
        .filter(balances::account.not_like(OWED_TO_PAYERS));
    Ok(kept.select((balances::account, balances::currency, balances::amount_minor)).load(conn)?)
}
