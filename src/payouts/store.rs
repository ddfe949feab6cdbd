//! The rows of batches, of payouts and of what became of them.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use muster_kernel::{Currency, Day, Instant, Money, Month};

use super::{
    BankFileId, BatchId, DetailsId, PayoutId,
    model::{Because, Owner, State},
};
use crate::{
    book::{Account, EntryId},
    db::{Conn, Tx, insert_all},
    error::{Error, Result},
    identity::PersonId,
    schema::{payout_batches, payout_moves, payouts, payouts_left_out},
};

/// One statement asks for so many at most.
const MANY: usize = 500;

/// What goes to the bank in one file. Not shown by `Debug`: an account's number belongs in no log.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = payout_batches)]
pub(super) struct BatchRow {
    pub(super) id: BatchId,
    pub(super) message: String,
    pub(super) currency: Currency,
    pub(super) on_day: Day,
    pub(super) smallest_minor: i64,
    pub(super) debtor: String,
    pub(super) debtor_iban: String,
    pub(super) debtor_bic: Option<String>,
    pub(super) payouts: i32,
    pub(super) total_minor: i64,
    pub(super) left_out: i32,
    pub(super) sha256_v03: String,
    pub(super) sha256_v09: String,
    pub(super) made_by: PersonId,
    pub(super) made_at: Instant,
}

/// Money on its way to somebody.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = payouts, treat_none_as_default_value = false)]
pub(super) struct PayoutRow {
    pub(super) id: PayoutId,
    pub(super) batch_id: BatchId,
    pub(super) account: String,
    pub(super) details_id: DetailsId,
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    pub(super) month: Month,
    pub(super) end_to_end: String,
    pub(super) block: String,
    pub(super) remittance: String,
    pub(super) entry_id: EntryId,
    pub(super) state: State,
    pub(super) contradiction: Option<String>,
    pub(super) decided: Option<String>,
    pub(super) sent_at: Instant,
}

impl PayoutRow {
    /// How much.
    pub(super) fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }

    /// To whom it is owed.
    pub(super) fn owner(&self) -> Result<Owner> {
        let account: Option<Account> = self.account.parse().ok();
        let owner = account.and_then(Owner::of);
        owner.ok_or_else(|| Error::internal("read a payout", format!("{} has no owner", self.account)))
    }

    /// What the bank told of it that cannot be, where no admin has decided on just that.
    pub(super) fn doubt(&self) -> Option<&str> {
        self.contradiction.as_deref().filter(|doubt| self.decided.as_deref() != Some(*doubt))
    }
}

/// Somebody who was owed money and got none in a batch.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = payouts_left_out, treat_none_as_default_value = false)]
pub(super) struct LeftOutRow {
    pub(super) batch_id: BatchId,
    pub(super) account: String,
    pub(super) amount_minor: i64,
    pub(super) because: Because,
    pub(super) words: String,
}

/// What became of a payout.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = payout_moves)]
pub(super) struct MoveRow {
    pub(super) payout_id: PayoutId,
    pub(super) state: State,
    pub(super) entry_id: EntryId,
    pub(super) day: Day,
    pub(super) reason: Option<String>,
    pub(super) bank_file_id: Option<BankFileId>,
    pub(super) decided_by: Option<PersonId>,
    pub(super) moved_at: Instant,
}

/// A batch with its payouts and with whom it leaves out.
pub(super) fn insert_batch(
    tx: &mut Tx<'_>,
    batch: &BatchRow,
    payouts: &[PayoutRow],
    left_out: &[LeftOutRow],
) -> Result<()> {
    diesel::insert_into(payout_batches::table).values(batch).execute(&mut **tx)?;
    insert_all::<_, PayoutRow>(tx, payouts::table, payouts)?;
    insert_all::<_, LeftOutRow>(tx, payouts_left_out::table, left_out)?;
    Ok(())
}

pub(super) fn batch(conn: &mut Conn, id: BatchId) -> Result<BatchRow> {
    let found = payout_batches::table.find(id).select(BatchRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("batch", id))
}

/// The batches, the newest first, before `before`.
pub(super) fn batches(conn: &mut Conn, before: Option<BatchId>, limit: i64) -> Result<Vec<BatchRow>> {
    let mut all = payout_batches::table.into_boxed();
    if let Some(before) = before {
        all = all.filter(payout_batches::id.lt(before));
    }
    Ok(all.order(payout_batches::id.desc()).limit(limit).select(BatchRow::as_select()).load(conn)?)
}

/// The batches that these names stand for at the bank.
pub(super) fn batches_by_message(conn: &mut Conn, messages: &BTreeSet<String>) -> Result<BTreeMap<String, BatchId>> {
    let messages: Vec<&String> = messages.iter().collect();
    let mut found = BTreeMap::new();
    for some in messages.chunks(MANY) {
        let named = payout_batches::table.filter(payout_batches::message.eq_any(some.iter().copied()));
        let rows: Vec<(String, BatchId)> = named.select((payout_batches::message, payout_batches::id)).load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Every account of the network from which payouts ever left.
pub(super) fn debtor_accounts(conn: &mut Conn) -> Result<BTreeSet<String>> {
    let all = payout_batches::table.select(payout_batches::debtor_iban).distinct();
    Ok(all.load(conn)?.into_iter().collect())
}

pub(super) fn payout(conn: &mut Conn, id: PayoutId) -> Result<PayoutRow> {
    let found = payouts::table.find(id).select(PayoutRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("payout", id))
}

/// The payouts of an account, the newest first, before `before`.
pub(super) fn of_account(
    conn: &mut Conn,
    account: Account,
    before: Option<PayoutId>,
    limit: i64,
) -> Result<Vec<PayoutRow>> {
    let mut own = payouts::table.filter(payouts::account.eq(account.to_string())).into_boxed();
    if let Some(before) = before {
        own = own.filter(payouts::id.lt(before));
    }
    Ok(own.order(payouts::id.desc()).limit(limit).select(PayoutRow::as_select()).load(conn)?)
}

/// All payouts of a batch, in the order of its file's making.
pub(super) fn of_batch(conn: &mut Conn, batch: BatchId) -> Result<Vec<PayoutRow>> {
    let own = payouts::table.filter(payouts::batch_id.eq(batch));
    Ok(own.order(payouts::id).select(PayoutRow::as_select()).load(conn)?)
}

/// The payouts of a batch in that order, after `after`.
pub(super) fn page_of_batch(
    conn: &mut Conn,
    batch: BatchId,
    after: Option<PayoutId>,
    limit: i64,
) -> Result<Vec<PayoutRow>> {
    let mut own = payouts::table.filter(payouts::batch_id.eq(batch)).into_boxed();
    if let Some(after) = after {
        own = own.filter(payouts::id.gt(after));
    }
    Ok(own.order(payouts::id).limit(limit).select(PayoutRow::as_select()).load(conn)?)
}

/// Whom a batch leaves out, in the order of their accounts, after the account `after`.
pub(super) fn left_out(conn: &mut Conn, batch: BatchId, after: &str, limit: i64) -> Result<Vec<LeftOutRow>> {
    let own = payouts_left_out::table
        .filter(payouts_left_out::batch_id.eq(batch))
        .filter(payouts_left_out::account.gt(after));
    Ok(own.order(payouts_left_out::account).limit(limit).select(LeftOutRow::as_select()).load(conn)?)
}

/// How many payouts of a batch stand where.
pub(super) fn states_of(conn: &mut Conn, batch: BatchId) -> Result<Vec<(State, i64)>> {
    let own = payouts::table.filter(payouts::batch_id.eq(batch)).group_by(payouts::state);
    Ok(own.order(payouts::state).select((payouts::state, diesel::dsl::count_star())).load(conn)?)
}

/// The payouts that these end-to-end ids name.
pub(super) fn by_end_to_end(conn: &mut Conn, ids: &BTreeSet<String>) -> Result<BTreeMap<String, PayoutRow>> {
    let ids: Vec<&String> = ids.iter().collect();
    let mut found = BTreeMap::new();
    for some in ids.chunks(MANY) {
        let named = payouts::table.filter(payouts::end_to_end.eq_any(some.iter().copied()));
        let rows: Vec<PayoutRow> = named.select(PayoutRow::as_select()).load(conn)?;
        found.extend(rows.into_iter().map(|row| (row.end_to_end.clone(), row)));
    }
    Ok(found)
}

/// The accounts that have a payout under way in that currency.
pub(super) fn under_way(conn: &mut Conn, currency: Currency) -> Result<BTreeSet<String>> {
    let sent = payouts::table.filter(payouts::state.eq(State::Sent)).filter(payouts::currency.eq(currency));
    Ok(sent.select(payouts::account).load(conn)?.into_iter().collect())
}

/// The accounts with a payout of which the bank told what cannot be, and on which no admin has decided.
pub(super) fn in_doubt(conn: &mut Conn) -> Result<BTreeSet<String>> {
    let undecided = payouts::decided.is_null().or(payouts::decided.ne(payouts::contradiction));
    let doubtful = payouts::table.filter(payouts::contradiction.is_not_null()).filter(undecided.assume_not_null());
    Ok(doubtful.select(payouts::account).load(conn)?.into_iter().collect())
}

/// What became of these payouts, each in order.
pub(super) fn moves_of(conn: &mut Conn, ids: &[PayoutId]) -> Result<BTreeMap<PayoutId, Vec<MoveRow>>> {
    let mut found: BTreeMap<PayoutId, Vec<MoveRow>> = BTreeMap::new();
    for some in ids.chunks(MANY) {
        let rows: Vec<MoveRow> = payout_moves::table
            .filter(payout_moves::payout_id.eq_any(some))
            .order((payout_moves::payout_id, payout_moves::entry_id))
            .select(MoveRow::as_select())
            .load(conn)?;
        rows.into_iter().for_each(|row| found.entry(row.payout_id).or_default().push(row));
    }
    Ok(found)
}

/// The entries of those payouts of an account that are settled, and on which day the bank booked each.
pub(super) fn booked(conn: &mut Conn, account: Account, entries: &[EntryId]) -> Result<Vec<(EntryId, Day)>> {
    let settled = payouts::table
        .inner_join(payout_moves::table.on(payout_moves::payout_id.eq(payouts::id)))
        .filter(payouts::account.eq(account.to_string()))
        .filter(payouts::entry_id.eq_any(entries))
        .filter(payouts::state.eq(State::Settled))
        .filter(payout_moves::state.eq(State::Settled));
    Ok(settled.select((payouts::entry_id, payout_moves::day)).load(conn)?)
}

/// Moves a payout on from the state in which it was read, and notes why; refuses where somebody else moved it meanwhile.
pub(super) fn move_on(tx: &mut Tx<'_>, from: &PayoutRow, row: &MoveRow) -> Result<()> {
    let unchanged = payouts::table.find(from.id).filter(payouts::state.eq(from.state));
    let moved = diesel::update(unchanged).set(payouts::state.eq(row.state)).execute(&mut **tx)?;
    if moved != 1 {
        return Err(Error::conflict("payout-moved", "The payout changed meanwhile. Read it again."));
    }
    diesel::insert_into(payout_moves::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Notes what the bank told of a payout that cannot be, or that it tells nothing of the kind any more.
pub(super) fn set_contradiction(tx: &mut Tx<'_>, id: PayoutId, contradiction: Option<&str>) -> Result<()> {
    diesel::update(payouts::table.find(id)).set(payouts::contradiction.eq(contradiction)).execute(&mut **tx)?;
    Ok(())
}

/// Notes that an admin has decided on what the bank told of a payout.
pub(super) fn set_decided(tx: &mut Tx<'_>, id: PayoutId, contradiction: Option<&str>) -> Result<()> {
    diesel::update(payouts::table.find(id)).set(payouts::decided.eq(contradiction)).execute(&mut **tx)?;
    Ok(())
}
