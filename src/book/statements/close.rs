//! Closing a month.

use std::collections::BTreeMap;

use muster_kernel::{Currency, Instant, Month};
use serde_json::json;

use super::{
    StatementId,
    merkle::{self, Node},
    model::{Head, Leaf, Moved, StatementTotal},
    store::{self, LineRow, PeriodRow, Posted, StatementRow, TotalRow},
};
use crate::{
    app::App,
    audit::{self, By},
    book::{Account, EntryId},
    clock::first_id,
    db::{Conn, Tx},
    error::{Error, Result},
    hash,
    letters::Letter,
    notices::{
        Kind, Notice,
        service::{tell_member, tell_space},
    },
};

/// How long before a month an entry may have got its id and still belong to no statement.
const SLACK_DAYS: i32 = 40;

/// Closes every month that is over, the oldest first; each is one transaction. Whoever comes second to one finds it done.
pub fn keep_up(app: &App) -> Result<()> {
    let this_month = app.now().day().month();
    while let Some(month) = app.db.read(next)?.filter(|month| *month < this_month) {
        match app.db.write(|tx| if next(tx)? == Some(month) { close(tx, month) } else { Ok(()) }) {
            Err(error) if error.is_taken() => {}
            outcome => outcome?,
        }
    }
    Ok(())
}

/// The month to be closed next: the one after the last, and at first the one in which something was owed first.
fn next(conn: &mut Conn) -> Result<Option<Month>> {
    match store::last_period(conn)? {
        Some(last) => Ok(Some(last.month.next())),
        None => Ok(store::first_posting(conn)?.map(|first| first.day().month())),
    }
}

/// The first instant after a month.
fn end_of(month: Month) -> Instant {
    month.next().first_day().midnight()
}

/// What an account's statement goes on from, and what it is made of.
#[derive(Default)]
struct Making {
    openings: BTreeMap<Currency, i64>,
    before: Option<String>,
    lines: Vec<Posted>,
}

fn close(tx: &mut Tx<'_>, month: Month) -> Result<()> {
    let from: EntryId = first_id(month.first_day().plus_days(-SLACK_DAYS).midnight());
    let mut makings: BTreeMap<String, Making> = BTreeMap::new();
    for (last, totals) in store::latest(tx)? {
        let making = makings.entry(last.account).or_default();
        making.before = Some(last.hash);
        making.openings = totals.iter().map(|total| (total.currency, total.closing_minor)).collect();
    }
    for posted in store::unstated(tx, from, end_of(month))? {
        makings.entry(posted.account.clone()).or_default().lines.push(posted);
    }
    // Whoever had nothing, and has nothing, has no statement.
    makings.retain(|_, making| !making.lines.is_empty() || making.openings.values().any(|minor| *minor != 0));
    let mut number = store::last_number(tx)?;
    let (mut heads, mut totals, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    for (account, making) in makings {
        number += 1;
        let made = make(tx, month, number, account, &making)?;
        heads.push(made.head);
        totals.extend(made.totals);
        lines.extend(made.lines);
    }
    let root = merkle::told(&month_root(&heads));
    let statements = i32::try_from(heads.len()).map_err(|cause| Error::internal("close a month", cause))?;
    let period = PeriodRow { month, statements, root: root.clone(), closed_at: tx.now() };
    store::insert(tx, &heads, &totals, &lines, &period)?;
    let closed = json!({ "statements": statements, "root": root });
    audit::record_change(tx, By::Muster, "period.closed", month.to_string(), &(), &closed)?;
    heads.iter().try_for_each(|head| tell(tx, head))
}

/// The root over the hashes of a month's statements, in the order of their numbers.
pub(super) fn month_root(heads: &[StatementRow]) -> Node {
    let leaves: Vec<Node> = heads.iter().map(|head| merkle::leaf(head.hash.as_bytes())).collect();
    merkle::root(&leaves)
}

struct Made {
    head: StatementRow,
    totals: Vec<TotalRow>,
    lines: Vec<LineRow>,
}

fn make(tx: &mut Tx<'_>, month: Month, number: i64, account: String, making: &Making) -> Result<Made> {
    let id: StatementId = tx.id();
    let mut leaves = Vec::with_capacity(making.lines.len());
    let mut lines = Vec::with_capacity(making.lines.len());
    for (position, posted) in (0..).zip(&making.lines) {
        let salt = hash::hex(&tx.mint().secret()[..16]);
        let leaf = leaf(number, position, posted, &salt);
        leaves.push(leaf.node());
        lines.push(LineRow { entry_id: posted.entry, line: posted.line, statement_id: id, position, salt });
    }
    let sums = moved(&making.lines).and_then(|moved| sums(&making.openings, moved));
    let sums = sums.ok_or_else(|| Error::internal("close a month", format!("the sums of {account} have no room")))?;
    let count = i32::try_from(lines.len()).map_err(|cause| Error::internal("close a month", cause))?;
    let root = merkle::told(&merkle::root(&leaves));
    let before = making.before.as_deref();
    let head = Head { number, month, account: &account, lines: count, root: &root, totals: &sums, before };
    let hash = head.hash();
    let totals = sums.iter().map(|total| TotalRow::of(id, total)).collect();
    Ok(Made { head: StatementRow { id, number, month, account, lines: count, root, hash }, totals, lines })
}

/// A posting as a leaf, with the sign that its owner gives it.
pub(super) fn leaf(statement: i64, position: i32, posted: &Posted, salt: &str) -> Leaf {
    Leaf {
        statement,
        position,
        entry: posted.entry,
        line: posted.line,
        day: posted.posted_at.day(),
        amount: muster_kernel::Money::new(posted.amount_minor, posted.currency).negated(),
        salt: salt.to_owned(),
    }
}

/// What lines moved, by currency.
fn moved(lines: &[Posted]) -> Option<BTreeMap<Currency, Moved>> {
    let mut moved: BTreeMap<Currency, Moved> = BTreeMap::new();
    for posted in lines {
        let sum = moved.entry(posted.currency).or_default();
        *sum = sum.with(posted.amount_minor.checked_neg()?)?;
    }
    Some(moved)
}

/// The sums of a statement by currency, from what was there before and what moved; `None` where a sum has no room.
pub(super) fn sums(
    openings: &BTreeMap<Currency, i64>,
    mut moved: BTreeMap<Currency, Moved>,
) -> Option<Vec<StatementTotal>> {
    for (currency, _) in openings.iter().filter(|(_, minor)| **minor != 0) {
        moved.entry(*currency).or_default();
    }
    let opening = |currency| openings.get(currency).copied().unwrap_or_default();
    moved.iter().map(|(currency, moved)| StatementTotal::of(*currency, opening(currency), *moved)).collect()
}

/// Whoever it is for is told that the statement is there.
fn tell(tx: &mut Tx<'_>, head: &StatementRow) -> Result<()> {
    let notice = |whose: &str| {
        let letter = Letter::new("statement-closed")
            .with("whose", whose)
            .with("month", head.month)
            .with("number", head.number)
            .with("count", head.lines);
        Notice::new(Kind::Statement, "statement.closed", head.id, letter)
    };
    match head.account.parse() {
        Ok(Account::Member(member)) => {
            tell_member(tx, member, &notice("own").at(format!("/member/statements/{}", head.id)))
        }
        Ok(Account::Space(space)) => {
            tell_space(tx, space, &notice("space").at(format!("/spaces/{space}/statements/{}", head.id)))
        }
        _ => Ok(()),
    }
}
