//! What each account holds. An account to which everybody posts is kept in stripes, so that writers do not queue for one
//! row.

use std::{collections::BTreeMap, fmt};

use diesel::{prelude::*, upsert::excluded};
use muster_kernel::{Currency, Money};

use super::Kept;
use crate::{
    book::Account,
    db::{Conn, Portable, Tx},
    error::{Error, Result},
    schema::balances,
};

/// In how many rows the balance of an account is kept that everybody posts to.
const STRIPES: i32 = 16;
/// The most that one of them holds, in minor units: all together have room in an `i64`.
const MOST_IN_A_STRIPE: i64 = i64::MAX / STRIPES as i64;

/// The row of an account's balance to which an entry posts.
pub(in crate::book) fn stripe(account: &str, entry: &str) -> i32 {
    let is_shared = account.parse().is_ok_and(Account::is_shared);
    let last = entry.bytes().last().unwrap_or_default();
    if is_shared { i32::from(last) % STRIPES } else { 0 }
}

/// Brings the balances up to date with what an entry changes, by account and currency; one after another in the order of
/// their names, so that rivals take their locks in one order.
pub(in crate::book) fn add(tx: &mut Tx<'_>, entry: &str, changes: &BTreeMap<(&str, &str), i64>) -> Result<()> {
    changes
        .iter()
        .try_for_each(|((account, currency), change)| add_to(tx, (account, currency, stripe(account, entry)), *change))
}

/// Brings a kept balance up to date. It is read first, so that a sum without room is refused and not wrapped.
fn add_to(tx: &mut Tx<'_>, (account, currency, stripe): (&str, &str, i32), change: i64) -> Result<()> {
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

/// What a sum without room is answered.
pub(in crate::book) fn overflow() -> Error {
    Error::conflict(
        "balance-too-large",
        "An account would hold more than the book can count (5.7 · 10^17 minor units).",
    )
}

/// What a balance is the balance of, as it is stored.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::book) struct BalanceKey<'a> {
    pub(in crate::book) account: &'a str,
    pub(in crate::book) currency: &'a str,
}

impl fmt::Display for BalanceKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The balance of {} in {}", self.account, self.currency)
    }
}

/// A kept balance.
#[derive(Queryable, Selectable)]
#[diesel(table_name = balances)]
pub(in crate::book) struct BalanceRow {
    pub(in crate::book) account: String,
    pub(in crate::book) currency: String,
    pub(in crate::book) amount_minor: i64,
}

impl Kept for BalanceRow {
    type Key<'a> = BalanceKey<'a>;

    fn nothing(key: &BalanceKey<'_>) -> Self {
        Self { account: key.account.to_owned(), currency: key.currency.to_owned(), amount_minor: 0 }
    }

    fn key(&self) -> BalanceKey<'_> {
        BalanceKey { account: &self.account, currency: &self.currency }
    }

    fn is_of(&self, key: &BalanceKey<'_>) -> bool {
        self.key() == *key
    }

    fn minor(&self) -> i64 {
        self.amount_minor
    }
}

/// Every kept balance, in the order of accounts and currencies.
pub(in crate::book) fn all(conn: &mut Conn) -> Result<Vec<BalanceRow>> {
    let mut rows: Vec<BalanceRow> = balances::table.select(BalanceRow::as_select()).load(conn)?;
    rows.sort_by(|a, b| a.key().cmp(&b.key()));
    // The stripes of an account become one.
    rows.dedup_by(|stripe, kept| {
        let is_its = stripe.key() == kept.key();
        if is_its {
            kept.amount_minor = kept.amount_minor.saturating_add(stripe.amount_minor);
        }
        is_its
    });
    Ok(rows)
}

/// Everybody who is owed something in a currency, in the order of their accounts, and how much, above zero.
pub(in crate::book) fn owed(conn: &mut Conn, currency: Currency) -> Result<Vec<(String, i64)>> {
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
pub(in crate::book) fn of(conn: &mut Conn, account: Account) -> Result<Vec<Money>> {
    let rows: Vec<(i64, Currency)> = balances::table
        .filter(balances::account.eq(account.to_string()))
        .order(balances::currency)
        .select((balances::amount_minor, balances::currency))
        .load(conn)?;
    let sum = |stripes: &[(i64, Currency)]| stripes.iter().map(|(minor, _)| minor).sum();
    Ok(rows.chunk_by(|a, b| a.1 == b.1).map(|stripes| Money::new(sum(stripes), stripes[0].1)).collect())
}
