//! The trial balance: what each kind of account holds, and that debits and credits come to the same in each currency.
//!
//! It is read of the kept balances, never summed over postings, and tells kinds of accounts alone: what a member or a space
//! is owed is told to themselves. It is bounded without pages: so many kinds, in the few currencies that were ever used.

use std::collections::BTreeMap;

use muster_kernel::{Currency, Instant, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    AccountKind,
    kept::balances::{self, KindSum},
};
use crate::{
    app::App,
    error::{Error, Result},
};

/// What the accounts hold, by currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialBalance {
    /// Each currency in which anything is held, in the order of their letters.
    pub currencies: Vec<CurrencyBalance>,
    /// When it was read.
    pub at: Instant,
}

/// What the accounts hold in one currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct CurrencyBalance {
    /// Which.
    pub currency: Currency,
    /// Each kind of account that holds anything of it, in a fixed order.
    pub kinds: Vec<KindBalance>,
    /// What all debit balances come to.
    pub debit: Money,
    /// What all credit balances come to: exactly as much, as long as nobody changed the book behind its back.
    pub credit: Money,
}

/// What the accounts of one kind hold in a currency. None of the amounts is below zero.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindBalance {
    /// What they are for.
    pub account: AccountKind,
    /// How many of them hold anything.
    pub accounts: i64,
    /// What their debit balances come to: money that is there, or that somebody owes.
    pub debit: Money,
    /// What their credit balances come to: money that is held for somebody, owed to them, or earned.
    pub credit: Money,
}

/// The trial balance, of one state of the database.
pub(super) fn read(app: &App) -> Result<TrialBalance> {
    let sums = app.db.snapshot(|conn| {
        let kinds = AccountKind::ALL.iter();
        kinds.map(|kind| Ok((*kind, balances::of_kind(conn, *kind)?))).collect::<Result<Vec<_>>>()
    })?;
    let mut by_currency: BTreeMap<&str, CurrencyBalance> = BTreeMap::new();
    for (kind, sums) in &sums {
        for sum in sums {
            let one = by_currency.entry(sum.currency.code()).or_insert_with(|| CurrencyBalance::empty(sum.currency));
            one.add(*kind, sum)?;
        }
    }
    Ok(TrialBalance { currencies: by_currency.into_values().collect(), at: app.now() })
}

impl CurrencyBalance {
    fn empty(currency: Currency) -> Self {
        let nothing = Money::new(0, currency);
        Self { currency, kinds: Vec::new(), debit: nothing, credit: nothing }
    }

    fn add(&mut self, account: AccountKind, sum: &KindSum) -> Result<()> {
        let (debit, credit) = (Money::new(sum.debit_minor, self.currency), Money::new(sum.credit_minor, self.currency));
        self.debit = self.debit.plus(debit).map_err(too_large)?;
        self.credit = self.credit.plus(credit).map_err(too_large)?;
        self.kinds.push(KindBalance { account, accounts: sum.accounts, debit, credit });
        Ok(())
    }
}

fn too_large(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("add up a trial balance", cause)
}
