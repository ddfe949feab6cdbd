//! What each account holds. An account to which everybody posts is kept in stripes, so that writers do not queue for one
//! row.

use std::{collections::BTreeMap, fmt};

use diesel::{
    dsl::count_star,
    prelude::*,
    result::{DatabaseErrorKind, Error::DatabaseError},
    upsert::excluded,
};
use muster_kernel::{Currency, Money};

use super::Kept;
use crate::{
    book::{Account, AccountKind},
    db::{Conn, total, upsert_all},
    error::{Error, Result},
    schema::balances,
};

/// In how many rows the balance of an account is kept that everybody posts to.
const STRIPES: u64 = 16;
/// The most that one of them holds, in minor units: all together have room in an `i64`.
const MOST_IN_A_STRIPE: i64 = i64::MAX / STRIPES.cast_signed();

/// The row of an account's balance to which a transaction in that lane posts.
fn stripe(account: &str, lane: u64) -> i32 {
    let is_shared = account.parse().is_ok_and(Account::is_shared);
    if is_shared { i32::try_from(lane % STRIPES).unwrap_or_default() } else { 0 }
}

/// What an entry changes of a kept balance.
#[derive(Insertable)]
#[diesel(table_name = balances)]
struct Change<'a> {
    account: &'a str,
    currency: &'a str,
    stripe: i32,
    amount_minor: i64,
}

impl Change<'_> {
    /// Whether it takes from an account that never holds less than nothing.
    fn may_lack(&self) -> bool {
        self.amount_minor > 0 && self.account.parse().is_ok_and(|account: Account| !account.may_be_overdrawn())
    }
}

/// Brings the balances up to date with what an entry changes, by account and currency; in the order of their names, so
/// that rivals take their locks in one order. The database refuses a sum without room.
pub(in crate::book) fn add(conn: &mut Conn, lane: u64, changes: &BTreeMap<(&str, &str), i64>) -> Result<()> {
    let too_large = |change: &&i64| change.unsigned_abs() > MOST_IN_A_STRIPE.unsigned_abs();
    if changes.values().any(|change| too_large(&change)) {
        return Err(overflow());
    }
    let all = changes.iter().map(|((account, currency), change)| Change {
        account,
        currency,
        stripe: stripe(account, lane),
        amount_minor: *change,
    });
    let mut at_once: Vec<Change<'_>> = Vec::with_capacity(changes.len());
    for change in all {
        if change.may_lack() {
            add_all(conn, std::mem::take(&mut at_once))?;
            take(conn, &change)?;
        } else {
            at_once.push(change);
        }
    }
    add_all(conn, at_once)
}

fn add_all(conn: &mut Conn, changes: Vec<Change<'_>>) -> Result<()> {
    let written = upsert_all!(
        conn,
        balances::table,
        changes,
        on (balances::account, balances::currency, balances::stripe)
            => set balances::amount_minor.eq(balances::amount_minor + excluded(balances::amount_minor))
    );
    match written {
        Err(DatabaseError(DatabaseErrorKind::CheckViolation, _)) => Err(overflow()),
        written => Ok(written.map(drop)?),
    }
}

/// Takes what is held; where less is held, nothing.
fn take(conn: &mut Conn, change: &Change<'_>) -> Result<()> {
    let Change { account, currency, stripe, amount_minor } = *change;
    let kept = balances::table.find((account, currency, stripe));
    let enough = kept.filter(balances::amount_minor.le(-amount_minor));
    let taken = diesel::update(enough).set(balances::amount_minor.eq(balances::amount_minor + amount_minor));
    if taken.execute(conn)? == 1 {
        return Ok(());
    }
    let before: Option<i64> = kept.select(balances::amount_minor).first(conn).optional()?;
    let held = -before.unwrap_or_default();
    let sentence = format!("{account} holds {held} minor units of {currency}, so {amount_minor} cannot leave it.");
    Err(Error::conflict("not-held", sentence))
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

/// The accounts of a kind that is not shared, with their currencies, and how much each holds: above zero where it is
/// credited. Those that hold nothing are left out.
pub(in crate::book) fn that_hold(conn: &mut Conn, kind: AccountKind) -> Result<Vec<(String, String, i64)>> {
    // Each of them has one row in a currency.
    let rows: Vec<(String, String, i64)> = balances::table
        .filter(balances::account.like(kind.pattern()))
        .filter(balances::amount_minor.ne(0))
        .select((balances::account, balances::currency, balances::amount_minor))
        .load(conn)?;
    Ok(rows.into_iter().map(|(account, currency, minor)| (account, currency, -minor)).collect())
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

/// What the accounts of a kind hold together in a currency, those above nothing and those below each by themselves.
pub(in crate::book) struct KindSum {
    pub(in crate::book) currency: Currency,
    /// How many of them hold anything.
    pub(in crate::book) accounts: i64,
    /// What the debit balances come to.
    pub(in crate::book) debit_minor: i64,
    /// What the credit balances come to, above zero.
    pub(in crate::book) credit_minor: i64,
}

impl KindSum {
    fn of(currency: Currency, accounts: i64, minor: i64) -> Self {
        let (debit_minor, credit_minor) = (minor.max(0), minor.min(0).saturating_neg());
        Self { currency, accounts, debit_minor, credit_minor }
    }
}

/// The kept balances of all accounts of a kind, added up by currency and side; nothing of a currency in which none holds
/// anything.
pub(in crate::book) fn of_kind(conn: &mut Conn, kind: AccountKind) -> Result<Vec<KindSum>> {
    if kind.is_shared() {
        // One account in each currency, in stripes of either sign: what it holds is their sum.
        let kept: Vec<(Currency, Option<i64>)> = balances::table
            .filter(balances::account.like(kind.pattern()))
            .group_by(balances::currency)
            .select((balances::currency, total(balances::amount_minor)))
            .load(conn)?;
        let held = kept.into_iter().map(|(currency, minor)| KindSum::of(currency, 1, minor.unwrap_or_default()));
        return Ok(held.filter(|held| (held.debit_minor, held.credit_minor) != (0, 0)).collect());
    }
    // Each account has one row in a currency.
    let debits: Vec<(Currency, i64, Option<i64>)> = balances::table
        .filter(balances::account.like(kind.pattern()))
        .filter(balances::amount_minor.gt(0))
        .group_by(balances::currency)
        .select((balances::currency, count_star(), total(balances::amount_minor)))
        .load(conn)?;
    let credits: Vec<(Currency, i64, Option<i64>)> = balances::table
        .filter(balances::account.like(kind.pattern()))
        .filter(balances::amount_minor.lt(0))
        .group_by(balances::currency)
        .select((balances::currency, count_star(), total(balances::amount_minor)))
        .load(conn)?;
    let mut sums: BTreeMap<Currency, KindSum> = BTreeMap::new();
    for (currency, accounts, minor) in debits.into_iter().chain(credits) {
        let side = KindSum::of(currency, accounts, minor.unwrap_or_default());
        let sum = sums.entry(currency).or_insert_with(|| KindSum::of(currency, 0, 0));
        sum.accounts += side.accounts;
        sum.debit_minor += side.debit_minor;
        sum.credit_minor += side.credit_minor;
    }
    Ok(sums.into_values().collect())
}
