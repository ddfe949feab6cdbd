//! Contracts held against the book: what a milestone's row says of its money is what the entries about it say, and what all that
//! are open have left is what the escrow of their engagement holds.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    model::MilestoneState,
    store::{self, MoneyRow},
};
use crate::{
    book::{self, ByCurrency, Findings, Moved},
    db::{Conn, Db},
    error::Result,
    jobs,
};

/// How many milestones are looked at at once.
const PAGE: i64 = 200;

/// Recounts the book, as [`book::service::verify`] does, and holds every contract against it. Each of the two sees one state
/// of the database.
pub fn verify(db: &Db) -> Result<Findings> {
    let mut findings = book::service::verify(db)?;
    db.snapshot(|conn| jobs::giving_way(|| each_contract(conn, &mut findings)))?;
    Ok(findings)
}

fn each_contract(conn: &mut Conn, findings: &mut Findings) -> Result<()> {
    each_milestone(conn, findings)?;
    each_escrow(conn, findings)
}

fn each_milestone(conn: &mut Conn, findings: &mut Findings) -> Result<()> {
    let mut after = String::new();
    loop {
        let rows = store::money_after(conn, &after, PAGE)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after.clone_from(&last.id);
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let by_book = book::moved(conn, &ids)?;
        faults(&rows, by_book).into_iter().for_each(|fault| findings.fault(fault));
    }
}

/// What is wrong with the money of some milestones, a sentence each.
fn faults(rows: &[MoneyRow], mut by_book: ByCurrency<Moved>) -> Vec<String> {
    let mut faults = Vec::new();
    for row in rows {
        let (contract, book) =
            (row.money(), by_book.remove(&(row.id.clone(), row.currency.clone())).unwrap_or_default());
        if contract != book {
            let (id, currency) = (&row.id, &row.currency);
            faults.push(format!(
                "{id} is not what the book says of it, in minor units of {currency}: by its contract {contract}; by the book \
                 {book}."
            ));
        }
    }
    for ((id, currency), moved) in by_book.into_iter().filter(|(_, moved)| *moved != Moved::default()) {
        faults.push(format!("{id} is not in {currency} by its contract; by the book {moved}, in minor units of it."));
    }
    faults
}

impl MoneyRow {
    /// Where its money is by the contract.
    fn money(&self) -> Moved {
        let unfunded = [MilestoneState::Planned, MilestoneState::LeftOut];
        let is_funded = !unfunded.iter().any(|state| state.as_str() == self.state);
        let funded = if is_funded { i128::from(self.amount_minor) } else { 0 };
        let (paid_out, back) = (i128::from(self.released_minor), i128::from(self.refunded_minor));
        Moved { funded, held: funded - paid_out - back, paid_out }
    }
}

fn each_escrow(conn: &mut Conn, findings: &mut Findings) -> Result<()> {
    let by_book = book::escrows(conn)?;
    let mut by_contracts: ByCurrency<i128> = BTreeMap::new();
    for row in store::money_held(conn)? {
        let held = row.money().held;
        *by_contracts.entry((row.engagement_id, row.currency)).or_default() += held;
    }
    let all: BTreeSet<&(String, String)> = by_book.keys().chain(by_contracts.keys()).collect();
    for key in all {
        let (engagement, currency) = key;
        let [book, contracts] = [&by_book, &by_contracts].map(|sums| sums.get(key).copied().unwrap_or_default());
        if book != contracts {
            findings.fault(format!(
                "The escrow of {engagement} holds {book} minor units of {currency}, and its open milestones have {contracts} \
                 left."
            ));
        }
    }
    Ok(())
}
