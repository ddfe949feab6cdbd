//! What members, operators and admins see of payouts.

use std::collections::BTreeMap;

use muster_kernel::{Currency, Day, Instant, Money, Month};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    BatchId, DetailsId, Owner, PayoutId,
    details::READERS,
    details_store::{self, DetailsRow},
    model::{self, Because, State},
    store::{self, BatchRow, LeftOutRow, MoveRow, PayoutRow},
};
use crate::{
    app::App,
    book::{self, Account, EntryId},
    db::Conn,
    error::{Error, Result},
    http::{Page, PageQuery},
    identity::{self, Client, ClientId, Member, Operator},
    members,
    spaces::{self, SpaceId},
};

/// Money on its way to you.
#[derive(Debug, Serialize, ToSchema)]
pub struct Payout {
    /// Which payout.
    pub id: PayoutId,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: State,
    /// The last four characters of the account's number.
    pub account_ends: String,
    /// The month in whose statement it stands.
    pub month: Month,
    /// When it was put into a file for the bank.
    pub sent_at: Instant,
    /// On which day the bank booked it.
    pub settled_on: Option<Day>,
    /// On which day it was rejected or came back.
    pub back_on: Option<Day>,
    /// Why, as the bank told it.
    pub reason: Option<String>,
    /// Why, in the words of the admin who decided that it came back, where the bank did not tell it.
    pub words: Option<String>,
}

/// A payout as admins see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchPayout {
    /// The payout.
    pub payout: Payout,
    /// In which batch.
    pub batch: BatchId,
    /// To whom: the id of a member, a space, a client who gets something back, or what came in and goes back.
    pub payee: String,
    /// Whose account it is.
    pub holder: String,
    /// What names it to the bank.
    pub end_to_end: String,
    /// What the bank told of it that cannot be, as long as no admin has decided.
    pub doubt: Option<String>,
}

/// Payouts that go to the bank in one file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PayoutBatch)]
pub struct Batch {
    /// Which batch.
    pub id: BatchId,
    /// What names the file to the bank.
    pub message: String,
    /// What is paid out.
    pub currency: Currency,
    /// On which day the bank is to pay.
    pub on: Day,
    /// Whoever was owed less was left out, in minor units.
    pub smallest: i64,
    /// How many payouts.
    pub payouts: i32,
    /// How much all of them are.
    pub total: Money,
    /// How many who are owed money were left out.
    pub left_out: i32,
    /// The SHA-256 of the file in version 09.
    pub sha256: String,
    /// The last four characters of the number of the account that pays.
    pub account_ends: String,
    /// When it was made.
    pub made_at: Instant,
}

/// How many payouts of a batch stand where.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PayoutStateCount)]
pub struct StateCount {
    /// Where.
    pub state: State,
    /// How many.
    pub payouts: i64,
}

/// A batch, and how far it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PayoutBatchInFull)]
pub struct BatchInFull {
    /// The batch.
    pub batch: Batch,
    /// How many payouts stand where.
    pub states: Vec<StateCount>,
}

/// Somebody who was owed money and got none in a batch.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PayoutLeftOut)]
pub struct LeftOut {
    /// Who: the id of a member, a space, a client who gets something back, or what came in and goes back.
    pub payee: String,
    /// What they are called.
    pub name: String,
    /// How much they are owed.
    pub amount: Money,
    /// Why they got none.
    pub because: Because,
    /// The same in words.
    pub words: String,
}

impl From<BatchRow> for Batch {
    fn from(row: BatchRow) -> Self {
        Self {
            id: row.id,
            message: row.message,
            currency: row.currency,
            on: row.on_day,
            smallest: row.smallest_minor,
            payouts: row.payouts,
            total: Money::new(row.total_minor, row.currency),
            left_out: row.left_out,
            sha256: row.sha256_v09,
            account_ends: model::last_four(&row.debtor_iban),
            made_at: row.made_at,
        }
    }
}

impl Payout {
    fn of(row: &PayoutRow, details: &DetailsRow, moves: &[MoveRow]) -> Self {
        let settled = moves.iter().find(|one| one.state == State::Settled);
        let back = moves.iter().find(|one| matches!(one.state, State::Rejected | State::Returned));
        let why = back.and_then(|one| one.reason.clone());
        let (reason, words) = if back.is_some_and(|one| one.decided_by.is_some()) { (None, why) } else { (why, None) };
        Self {
            id: row.id,
            amount: row.amount(),
            state: row.state,
            account_ends: model::last_four(&details.iban),
            month: row.month,
            sent_at: row.sent_at,
            settled_on: settled.map(|one| one.day),
            back_on: back.map(|one| one.day),
            reason,
            words,
        }
    }
}

/// A member's own payouts, the newest first.
pub fn of_member(app: &App, who: Member, query: &PageQuery) -> Result<Page<Payout>> {
    app.db.read(|conn| own(conn, Owner::Member(who.member), query))
}

/// The payouts of a space, for those who run it, the newest first.
pub fn of_space(app: &App, who: Operator, space: SpaceId, query: &PageQuery) -> Result<Page<Payout>> {
    app.db.read(|conn| {
        spaces::service::check_run_by(conn, who, space)?;
        own(conn, Owner::Space(space), query)
    })
}

/// What was paid back to a client organisation, for those of it who see money on paper, the newest first.
pub fn of_client(app: &App, who: Client, query: &PageQuery) -> Result<Page<Payout>> {
    app.db.read(|conn| {
        identity::clients::check_role(conn, who, &READERS)?;
        own(conn, Owner::Client(who.client), query)
    })
}

/// What goes back to a client organisation and has not left yet, in each currency, for those of it who see money on paper.
pub fn balance_of_client(app: &App, who: Client) -> Result<Vec<Money>> {
    app.db.read(|conn| {
        identity::clients::check_role(conn, who, &READERS)?;
        book::service::holds(conn, Account::Client(who.client))
    })
}

/// On which day the bank booked some of a client's payouts, by their entries in the book; without those that it has not
/// booked, or that came back.
pub fn booked(conn: &mut Conn, client: ClientId, entries: &[EntryId]) -> Result<BTreeMap<EntryId, Day>> {
    Ok(store::booked(conn, Account::Client(client), entries)?.into_iter().collect())
}

fn own(conn: &mut Conn, owner: Owner, query: &PageQuery) -> Result<Page<Payout>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    let found = store::of_account(conn, owner.account(), before, limit + 1)?;
    let page = Page::of(found, limit, |row| row.id.to_string());
    let items = told(conn, page.items)?.into_iter().map(|told| told.payout).collect();
    Ok(Page { items, next: page.next })
}

/// The batches, the newest first.
pub fn batches(conn: &mut Conn, query: &PageQuery) -> Result<Page<Batch>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    Ok(Page::of(store::batches(conn, before, limit + 1)?, limit, |row| row.id.to_string()).map(Batch::from))
}

/// A batch, and how far it is.
pub fn batch(conn: &mut Conn, id: BatchId) -> Result<BatchInFull> {
    let batch = Batch::from(store::batch(conn, id)?);
    let states = store::states_of(conn, id)?.into_iter().map(|(state, payouts)| StateCount { state, payouts });
    Ok(BatchInFull { batch, states: states.collect() })
}

/// The payouts of a batch.
pub fn of_batch(conn: &mut Conn, id: BatchId, query: &PageQuery) -> Result<Page<BatchPayout>> {
    let (limit, after) = (query.limit()?, query.cursor()?);
    store::batch(conn, id)?;
    let page = Page::of(store::page_of_batch(conn, id, after, limit + 1)?, limit, |row| row.id.to_string());
    Ok(Page { items: told(conn, page.items)?, next: page.next })
}

/// One payout as admins see it.
pub(super) fn of_batch_payout(conn: &mut Conn, id: PayoutId) -> Result<BatchPayout> {
    let row = store::payout(conn, id)?;
    told(conn, vec![row])?.pop().ok_or_else(|| Error::not_found("payout", id))
}

/// Who was left out of a batch, and why.
pub fn left_out(conn: &mut Conn, id: BatchId, query: &PageQuery) -> Result<Page<LeftOut>> {
    let limit = query.limit()?;
    let currency = store::batch(conn, id)?.currency;
    let after = query.after.as_deref().map(str::parse::<Account>).transpose();
    let after = after.map_err(|_| Error::field("after", &query.after, "the `next` of the page before"))?;
    let after = after.map(|account| account.to_string()).unwrap_or_default();
    let page = Page::of(store::left_out(conn, id, &after, limit + 1)?, limit, |row| row.account.clone());
    let one = |LeftOutRow { account, amount_minor, because, words, .. }: LeftOutRow| {
        Ok(LeftOut {
            payee: payee(&account),
            name: name(conn, &account)?,
            amount: Money::new(amount_minor, currency),
            because,
            words,
        })
    };
    Ok(Page { items: page.items.into_iter().map(one).collect::<Result<_>>()?, next: page.next })
}

/// What the owner of an account is called.
fn name(conn: &mut Conn, account: &str) -> Result<String> {
    let known: Account = account.parse().map_err(|cause: String| Error::internal("read who was left out", cause))?;
    match Owner::of(known) {
        Some(Owner::Member(member)) => members::service::name(conn, member),
        Some(Owner::Space(space)) => spaces::service::name(conn, space),
        Some(Owner::Client(client)) => identity::clients::name(conn, client),
        // Nobody here: all that is known of them is whose account the bank named.
        Some(Owner::Payer(_)) => Ok(details_store::current(conn, known)?.map(|row| row.holder).unwrap_or_default()),
        None => Err(Error::internal("read who was left out", format!("nobody is paid out of {account}"))),
    }
}

/// The id in an account's name.
fn payee(account: &str) -> String {
    account.rsplit(':').next().unwrap_or_default().to_owned()
}

/// Rows with all that is shown of them.
fn told(conn: &mut Conn, rows: Vec<PayoutRow>) -> Result<Vec<BatchPayout>> {
    let ids: Vec<PayoutId> = rows.iter().map(|row| row.id).collect();
    let mut moves = store::moves_of(conn, &ids)?;
    let details: BTreeMap<DetailsId, DetailsRow> =
        details_store::by_ids(conn, &rows.iter().map(|row| row.details_id).collect())?;
    let one = |row: PayoutRow| {
        let used = details.get(&row.details_id);
        let used = used.ok_or_else(|| Error::internal("read a payout", "its bank details have gone"))?;
        Ok(BatchPayout {
            payout: Payout::of(&row, used, &moves.remove(&row.id).unwrap_or_default()),
            batch: row.batch_id,
            payee: payee(&row.account),
            holder: used.holder.clone(),
            doubt: row.doubt().map(str::to_owned),
            end_to_end: row.end_to_end,
        })
    };
    rows.into_iter().map(one).collect()
}
