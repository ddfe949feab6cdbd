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
    db::{Conn, Db, Reader},
    error::{Error, Result},
};

/// On how many threads at most the book is gone through, each with a connection of its own.
const MOST_READERS: usize = 4;

/// Recounts the book as it stands at one moment: every entry sums to zero, every part of a split is what was posted and
/// the parts add up to their release, of no part was more taken back than it gave, kept balances and commissions are the
/// sums of their postings, the chain is whole, and so is every month that was closed.
pub fn verify(db: &Db) -> Result<Findings> {
    chain::seal(db, Chain::Book)?;
    let readers = thread::available_parallelism().map_or(1, usize::from).min(MOST_READERS);
    db.snapshots(readers, |readers| {
        let said = Said::read(&mut readers[0])?;
        let (mut recount, gathering) = through(readers, &said)?;
        let conn = &mut *readers[0];
        strays(conn, &mut recount)?;
        recount.taken_back();
        recount.balances(balances::all(conn)?);
        recount.commissions(commissions::all(conn)?);
        recount.fees(fees::all(conn)?);
        let mut findings = recount.findings;
        findings.chain = chain::verify(conn, Chain::Book, recount.digests)?;
        gathering.faults(conn)?.into_iter().for_each(|fault| findings.fault(fault));
        Ok(findings)
    })
}

/// Goes through the book, a part of it on each thread.
fn through<'a>(readers: &mut [Reader], said: &'a Said) -> Result<(Recount, Gathering<'a>)> {
    let parts = readers.len();
    let spans = store::spans(&mut readers[0], parts)?;
    let parts = thread::scope(|scope| {
        let running: Vec<_> = readers
            .iter_mut()
            .zip(&spans)
            .map(|(reader, span)| scope.spawn(move || count(reader, span, said)))
            .collect();
        let broke_off = |_| Error::internal("recount the book", "a part of the count broke off");
        running.into_iter().map(|part| part.join().map_err(broke_off)?).collect::<Result<Vec<_>>>()
    })?;
    let none = (Recount::default(), Gathering::of(said));
    Ok(parts.into_iter().fold(none, |(recount, gathering), part| (recount.and(part.0), gathering.and(part.1))))
}

fn count<'a>(conn: &mut Conn, span: &Span, said: &'a Said) -> Result<(Recount, Gathering<'a>)> {
    let (mut recount, mut gathering) = (Recount::default(), Gathering::of(said));
    store::each_page(conn, span, |conn, page| {
        page.iter().for_each(|stored| recount.entry(stored));
        gathering.page(conn, &page)
    })?;
    Ok((recount, gathering))
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
