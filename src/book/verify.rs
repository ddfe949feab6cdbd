//! A recount of the whole book in the database.

use std::thread;

use super::{
    kept::{balances, commissions, fees},
    recount::{Findings, Recount},
    statements::{Gathering, Said},
    store::{self, Span},
};
use crate::{
    chain::{self, Chain},
    db::{Conn, Db, Reader, side_by_side},
    error::Result,
    jobs,
};

/// On how many threads at most the book is gone through, each with a connection of its own.
const MOST_READERS: usize = 4;

/// Recounts the book as it stands at one moment: every entry sums to zero, every part of a split is what was posted and
/// what its rate says, the parts add up to their release, of no part was more taken back than it gave, kept balances and
/// commissions are the sums of their postings, the chain is whole, and so is every month that was closed.
pub fn verify(db: &Db) -> Result<Findings> {
    chain::seal(db, Chain::Book)?;
    let readers = thread::available_parallelism().map_or(1, usize::from).min(MOST_READERS);
    db.snapshots(readers, |readers| jobs::giving_way(|| recount(readers)))
}

fn recount(readers: &mut [Reader]) -> Result<Findings> {
    let said = Said::read(&mut readers[0])?;
    let (mut recount, gathering) = through(readers, &said)?;
    let conn = &mut *readers[0];
    recount.taken_back();
    recount.balances(balances::all(conn)?);
    recount.commissions(commissions::all(conn)?);
    recount.fees(fees::all(conn)?);
    let mut findings = recount.findings;
    gathering.faults(conn)?.into_iter().for_each(|fault| findings.fault(fault));
    findings.chain = chain::verify(readers, Chain::Book, recount.entries)?;
    Ok(findings)
}

/// Goes through the book, a part of it on each thread.
fn through<'a>(readers: &mut [Reader], said: &'a Said) -> Result<(Recount, Gathering<'a>)> {
    let parts = readers.len();
    let spans = store::spans(&mut readers[0], parts)?;
    let parts = side_by_side(readers, &spans, |conn, span| count(conn, span, said))?;
    let none = (Recount::default(), Gathering::of(said));
    Ok(parts.into_iter().fold(none, |(recount, gathering), part| (recount.and(part.0), gathering.and(part.1))))
}

fn count<'a>(conn: &mut Conn, span: &Span, said: &'a Said) -> Result<(Recount, Gathering<'a>)> {
    let (mut recount, mut gathering) = (Recount::default(), Gathering::of(said));
    store::each_page(conn, span, |conn, page| {
        recount.page(&page);
        gathering.page(conn, &page.entries)
    })?;
    Ok((recount, gathering))
}
