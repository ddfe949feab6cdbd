//! A recount of the whole book in the database.

use super::{
    recount::{Findings, Recount},
    statements, store, years,
};
use crate::{
    chain::{self, Chain},
    db::{BATCH, Conn, Db},
    error::Result,
};

/// Recounts the book as it stands at one moment: every entry sums to zero, every part of a split is what was posted and
/// the parts add up to their release, of no part was more taken back than it gave, kept balances and commissions are the
/// sums of their postings, the chain is whole, and so is every month that was closed.
pub fn verify(db: &Db) -> Result<Findings> {
    chain::seal(db, Chain::Book)?;
    let mut findings = recount(db)?;
    statements::verify(db)?.into_iter().for_each(|fault| findings.fault(fault));
    Ok(findings)
}

fn recount(db: &Db) -> Result<Findings> {
    db.snapshot(|conn| {
        let mut recount = Recount::default();
        let mut after = String::new();
        loop {
            let page = store::page(conn, &after, i64::try_from(BATCH).expect("a batch is small"))?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.entry.id);
            page.iter().for_each(|stored| recount.entry(stored));
        }
        strays(conn, &mut recount)?;
        recount.balances(store::all_balances(conn)?);
        recount.commissions(store::all_commissions(conn)?);
        recount.fees(years::all(conn)?);
        let mut findings = recount.findings;
        findings.chain = chain::verify(conn, Chain::Book, recount.digests)?;
        Ok(findings)
    })
}

/// Postings and split lines that belong to no entry.
fn strays(conn: &mut Conn, recount: &mut Recount) -> Result<()> {
    let counts = [
        ("postings", store::count_postings(conn)?, recount.findings.postings),
        ("split lines", store::count_split_lines(conn)?, recount.split_lines),
    ];
    for (what, all, seen) in counts {
        if usize::try_from(all).ok() != Some(seen) {
            recount.findings.fault(format!("There are {all} {what}, but the entries have {seen}."));
        }
    }
    Ok(())
}
