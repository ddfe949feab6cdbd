//! The rows of bank details. They are never shown by `Debug`: an account's number belongs in no log.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{DetailsId, PayoutId};
use crate::{
    book::Account,
    db::{Conn, Portable, Tx},
    error::Result,
    identity::PersonId,
    schema::{bank_detail_faults, bank_details},
};

/// One statement asks for so many at most.
const MANY: usize = 500;

/// Where somebody wants to be paid, as they said it once.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = bank_details)]
pub(super) struct DetailsRow {
    pub(super) id: DetailsId,
    pub(super) account: String,
    pub(super) holder: String,
    pub(super) iban: String,
    pub(super) bic: Option<String>,
    pub(super) set_by: PersonId,
    pub(super) set_at: Instant,
}

/// What showed that details cannot be used any more.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = bank_detail_faults)]
pub(super) struct FaultRow {
    pub(super) details_id: DetailsId,
    pub(super) payout_id: PayoutId,
    pub(super) reason: String,
    pub(super) found_at: Instant,
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &DetailsRow) -> Result<()> {
    diesel::insert_into(bank_details::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Notes that others take the place of the details of an account.
pub(super) fn replace(tx: &mut Tx<'_>, account: Account) -> Result<()> {
    let now = tx.now();
    let counted = bank_details::table
        .filter(bank_details::account.eq(account.to_string()))
        .filter(bank_details::replaced_at.is_null());
    diesel::update(counted).set(bank_details::replaced_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// The details that count for an account now, if any were ever set.
pub(super) fn current(conn: &mut Conn, account: Account) -> Result<Option<DetailsRow>> {
    Ok(page(conn, account, None, 1)?.pop())
}

/// The details of an account, the newest first, before `before`.
pub(super) fn page(
    conn: &mut Conn,
    account: Account,
    before: Option<DetailsId>,
    limit: i64,
) -> Result<Vec<DetailsRow>> {
    let mut own = bank_details::table.filter(bank_details::account.eq(account.to_string())).into_boxed();
    if let Some(before) = before {
        own = own.filter(bank_details::id.lt(before));
    }
    Ok(own.order(bank_details::id.desc()).limit(limit).select(DetailsRow::as_select()).load(conn)?)
}

/// The details that count for each of these accounts now; accounts without any are left out.
pub(super) fn current_of(conn: &mut Conn, accounts: &[String]) -> Result<BTreeMap<String, DetailsRow>> {
    let mut found = BTreeMap::new();
    for some in accounts.chunks(MANY) {
        let rows: Vec<DetailsRow> = bank_details::table
            .filter(bank_details::account.eq_any(some))
            .order(bank_details::id)
            .select(DetailsRow::as_select())
            .load(conn)?;
        // A later row takes the place of an earlier one.
        found.extend(rows.into_iter().map(|row| (row.account.clone(), row)));
    }
    Ok(found)
}

/// Details by their ids.
pub(super) fn by_ids(conn: &mut Conn, ids: &BTreeSet<DetailsId>) -> Result<BTreeMap<DetailsId, DetailsRow>> {
    let ids: Vec<DetailsId> = ids.iter().copied().collect();
    let mut found = BTreeMap::new();
    for some in ids.chunks(MANY) {
        let rows: Vec<DetailsRow> =
            bank_details::table.filter(bank_details::id.eq_any(some)).select(DetailsRow::as_select()).load(conn)?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

/// What was found wrong with these details; most are fine.
pub(super) fn faults(conn: &mut Conn, ids: impl Iterator<Item = DetailsId>) -> Result<BTreeMap<DetailsId, FaultRow>> {
    let ids: Vec<DetailsId> = ids.collect();
    let mut found = BTreeMap::new();
    for some in ids.chunks(MANY) {
        let rows: Vec<FaultRow> = bank_detail_faults::table
            .filter(bank_detail_faults::details_id.eq_any(some))
            .select(FaultRow::as_select())
            .load(conn)?;
        found.extend(rows.into_iter().map(|row| (row.details_id, row)));
    }
    Ok(found)
}

/// What was found wrong with the details that count for these accounts now, by account.
pub(super) fn faults_of(conn: &mut Conn, accounts: &[String]) -> Result<BTreeMap<String, FaultRow>> {
    let details = current_of(conn, accounts)?;
    let mut found = faults(conn, details.values().map(|row| row.id))?;
    Ok(details.into_iter().filter_map(|(account, row)| Some((account, found.remove(&row.id)?))).collect())
}

/// Marks details that cannot be used any more; that they are marked already is fine. Answers whether they were not.
pub(super) fn mark(tx: &mut Tx<'_>, row: &FaultRow) -> Result<bool> {
    let statement = diesel::insert_into(bank_detail_faults::table).values(row).on_conflict_do_nothing();
    Ok(Portable(statement).execute(&mut **tx)? == 1)
}
