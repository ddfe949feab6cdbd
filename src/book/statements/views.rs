//! What members and spaces see of statements.

use muster_kernel::{Currency, Day, Instant, Money, Month};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    StatementId,
    merkle::Node,
    model::{Leaf, Proof, Statement},
    store::{self, Stated, StatementRow},
};
use crate::{
    book::{Account, EntryId, Movement, Source, lines},
    db::Conn,
    error::{Error, Result},
    http::{Page, PageQuery},
    identity::MemberId,
    places::PlaceId,
    spaces::SpaceId,
};

/// A month that is closed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Period {
    /// Which month.
    pub month: Month,
    /// How many statements were made of it.
    pub statements: i32,
    /// The Merkle root over their hashes: whoever keeps it can show later that nothing was changed.
    pub root: String,
    /// When.
    pub closed_at: Instant,
}

/// A line of a statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementLine {
    /// Its place.
    pub position: i32,
    /// The entry in the book.
    pub entry: EntryId,
    /// When it was posted.
    pub day: Day,
    /// Why money moved.
    pub movement: Movement,
    /// What happened, in words.
    pub memo: String,
    /// How much; below zero where it went.
    pub amount: Money,
    /// What was there after it, in its currency.
    pub balance: Money,
}

/// A member's statement, whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementOfMember {
    /// What it says.
    pub statement: Statement,
    /// Its lines.
    pub lines: Vec<StatementLine>,
}

/// A line of a space's statement, for whoever folds it before anybody sees it.
#[derive(Clone, Debug)]
pub struct WorkCell {
    /// The entry in the book.
    pub entry: EntryId,
    /// When it was posted.
    pub posted_at: Instant,
    /// Why money moved.
    pub movement: Movement,
    /// What work it was for; a payout is for none.
    pub work: Option<Work>,
    /// How much.
    pub amount: Money,
}

/// The work that a space was paid a commission for.
#[derive(Clone, Debug)]
pub struct Work {
    /// Whose.
    pub member: MemberId,
    /// Its kind.
    pub category: String,
    /// Where it was done, where it had a place.
    pub place: Option<PlaceId>,
    /// Who brought the client.
    pub source: Source,
}

/// The first closed month after `month`, or the first of all.
pub fn closed_after(conn: &mut Conn, month: Option<Month>) -> Result<Option<Month>> {
    store::period_after(conn, month)
}

/// The last closed month.
pub fn last_closed(conn: &mut Conn) -> Result<Option<Month>> {
    Ok(store::last_period(conn)?.map(|period| period.month))
}

/// The spaces that have a statement for a closed month, with that statement.
pub fn spaces_of(conn: &mut Conn, month: Month) -> Result<Vec<(SpaceId, StatementId)>> {
    let heads = store::of_month(conn, month)?;
    let of_space = |head: StatementRow| match head.account.parse() {
        Ok(Account::Space(space)) => Some((space, head.id)),
        _ => None,
    };
    Ok(heads.into_iter().filter_map(of_space).collect())
}

/// Closed months, the newest first.
pub fn periods(conn: &mut Conn, query: &PageQuery) -> Result<Page<Period>> {
    let limit = query.limit()?;
    let before = query.after.as_deref().map(str::parse::<Month>).transpose();
    let before = before.map_err(|_| Error::field("after", &query.after, "the `next` of the page before"))?;
    let found = store::periods(conn, before, limit + 1)?;
    let told = |row: store::PeriodRow| {
        let store::PeriodRow { month, statements, root, closed_at } = row;
        Period { month, statements, root, closed_at }
    };
    Ok(Page::of(found, limit, |row| row.month.to_string()).map(told))
}

/// When a month was closed.
pub fn closed_at(conn: &mut Conn, month: Month) -> Result<Instant> {
    let period = store::periods(conn, Some(month.next()), 1)?.pop().filter(|period| period.month == month);
    Ok(period.ok_or_else(|| Error::not_found("period", month))?.closed_at)
}

/// The statements of an account, the newest first.
pub fn list(conn: &mut Conn, account: Account, query: &PageQuery) -> Result<Page<Statement>> {
    let limit = query.limit()?;
    let before = query.after.as_deref().map(str::parse::<i64>).transpose();
    let before = before.map_err(|_| Error::field("after", &query.after, "the `next` of the page before"))?;
    let found = store::of_account(conn, account, before, limit + 1)?;
    let page = Page::of(found, limit, |row: &StatementRow| row.number.to_string());
    let items = store::with_totals(conn, page.items)?.into_iter().map(told).collect();
    Ok(Page { items, next: page.next })
}

fn told((row, totals): (StatementRow, Vec<store::TotalRow>)) -> Statement {
    row.told(totals.iter().map(store::TotalRow::told).collect())
}

fn one(conn: &mut Conn, account: Account, id: StatementId) -> Result<Statement> {
    let row = store::own(conn, account, id)?.ok_or_else(|| Error::not_found("statement", id))?;
    let found = store::with_totals(conn, vec![row])?.into_iter().map(told).next();
    found.ok_or_else(|| Error::not_found("statement", id))
}

/// A member's own statement with its lines.
pub fn of_member(conn: &mut Conn, member: MemberId, id: StatementId) -> Result<StatementOfMember> {
    let statement = one(conn, Account::Member(member), id)?;
    let mut held: Vec<(Currency, i64)> =
        statement.totals.iter().map(|total| (total.opening.currency(), total.opening.minor())).collect();
    let mut lines = Vec::new();
    for stated in store::lines(conn, id)? {
        let amount = amount(&stated);
        let own = held.iter_mut().find(|(currency, _)| *currency == stated.currency);
        let balance = own.map_or(0, |(_, minor)| {
            *minor += amount.minor();
            *minor
        });
        lines.push(StatementLine {
            position: stated.position,
            entry: stated.entry,
            day: stated.posted_at.day(),
            movement: movement(&stated)?,
            amount,
            balance: Money::new(balance, stated.currency),
            memo: lines::memo(stated.payee, stated.memo),
        });
    }
    Ok(StatementOfMember { statement, lines })
}

/// What a space's statement says.
pub fn of_space(conn: &mut Conn, space: SpaceId, id: StatementId) -> Result<Statement> {
    one(conn, Account::Space(space), id)
}

/// What a space's statement is made of: to be folded before anybody sees it.
pub fn cells(conn: &mut Conn, id: StatementId) -> Result<Vec<WorkCell>> {
    let mut work = store::work_of(conn, id)?;
    let stated = store::lines(conn, id)?;
    stated.into_iter().map(|stated| cell(work.remove(&stated.position), &stated)).collect()
}

/// The lines of a space's statement that are for nobody's work: what was paid out, and what came back.
pub fn payouts(conn: &mut Conn, id: StatementId) -> Result<Vec<WorkCell>> {
    store::lines_without_work(conn, id)?.iter().map(|stated| cell(None, stated)).collect()
}

fn cell(work: Option<Work>, stated: &Stated) -> Result<WorkCell> {
    let (movement, amount) = (movement(stated)?, amount(stated));
    Ok(WorkCell { entry: stated.entry, posted_at: stated.posted_at, movement, work, amount })
}

/// The proofs of what an entry paid for a member's work: of their own line, and of what their space was paid. None as long
/// as its month is not closed.
pub fn proofs(conn: &mut Conn, member: MemberId, entry: EntryId) -> Result<Vec<Proof>> {
    let mut proofs = Vec::new();
    for (statement, position) in store::stated_work(conn, entry, member)? {
        let head = store::statement(conn, statement)?;
        let leaves: Vec<Leaf> = store::lines(conn, statement)?.iter().map(|line| leaf(head.number, line)).collect();
        let nodes: Vec<Node> = leaves.iter().map(Leaf::node).collect();
        let own = leaves.into_iter().find(|leaf| leaf.position == position);
        proofs.extend(own.map(|leaf| Proof::of(leaf, &nodes)));
    }
    Ok(proofs)
}

fn leaf(statement: i64, line: &Stated) -> Leaf {
    Leaf {
        statement,
        position: line.position,
        entry: line.entry,
        line: line.line,
        day: line.posted_at.day(),
        amount: amount(line),
        salt: line.salt.clone(),
    }
}

/// An amount as its owner says it.
fn amount(stated: &Stated) -> Money {
    Money::new(stated.amount_minor, stated.currency).negated()
}

fn movement(stated: &Stated) -> Result<Movement> {
    stated.kind.parse().map_err(|cause: String| Error::internal("read a statement", cause))
}
