//! A recount of the whole book.

use std::collections::{BTreeMap, HashMap};

use super::store::{self, Stored};
use crate::{
    chain::{self, Chain},
    db::{BATCH, Conn, Db},
    error::Result,
};

/// How many faults are told; the rest is counted.
const MOST_FAULTS: usize = 100;

/// What a recount of the book found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Entries that were counted.
    pub entries: usize,
    /// Balances that were compared.
    pub balances: usize,
    /// The chain of the entries.
    pub chain: chain::Findings,
    /// What is wrong with sums, balances and splits, a sentence each; the first hundred.
    pub faults: Vec<String>,
}

impl Findings {
    /// Every fault, those of the chain as well.
    pub fn all_faults(&self) -> impl Iterator<Item = &str> {
        self.faults.iter().chain(&self.chain.faults).map(String::as_str)
    }

    fn fault(&mut self, sentence: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(sentence);
        }
    }
}

/// Account and currency, as they are stored.
type Purse = (String, String);

/// Everything that is summed up on the way through the book. Sums are wide, so that none wraps.
#[derive(Default)]
struct Recount {
    findings: Findings,
    digests: HashMap<String, String>,
    sums: BTreeMap<Purse, i128>,
    postings: usize,
    split_lines: usize,
}

/// Recounts the book as it stands at one moment: every entry sums to zero, every part of a split is what was posted and
/// the parts add up to their release, kept balances are the sums of their postings, and the chain is whole.
pub fn verify(db: &Db) -> Result<Findings> {
    chain::seal(db, Chain::Book)?;
    db.snapshot(|conn| {
        let mut recount = Recount::default();
        let mut after = String::new();
        loop {
            let page = store::page(conn, &after, i64::try_from(BATCH).expect("a batch is small"))?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.entry.id);
            page.iter().for_each(|stored| recount.entry(stored));
        }
        recount.strays(conn)?;
        recount.balances(conn)?;
        let mut findings = recount.findings;
        findings.chain = chain::verify(conn, Chain::Book, recount.digests)?;
        Ok(findings)
    })
}

impl Recount {
    fn entry(&mut self, stored: &Stored) {
        let id = &stored.entry.id;
        let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
        for posting in &stored.postings {
            let amount = i128::from(posting.amount_minor);
            *sums.entry(&posting.currency).or_default() += amount;
            *self.sums.entry((posting.account.clone(), posting.currency.clone())).or_default() += amount;
        }
        for (currency, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
            self.findings.fault(format!("{id} sums to {sum} minor units of {currency} instead of zero."));
        }
        if stored.postings.len() < 2 {
            self.findings.fault(format!("{id} has {} postings; an entry has two at least.", stored.postings.len()));
        }
        if let Some(fault) = split_fault(stored) {
            self.findings.fault(format!("{id}: {fault}."));
        }
        self.findings.entries += 1;
        self.postings += stored.postings.len();
        self.split_lines += stored.split.len();
        self.digests.insert(id.clone(), stored.digest());
    }

    /// Postings and split lines that belong to no entry.
    fn strays(&mut self, conn: &mut Conn) -> Result<()> {
        let counts = [
            ("postings", store::count_postings(conn)?, self.postings),
            ("split lines", store::count_split_lines(conn)?, self.split_lines),
        ];
        for (what, all, seen) in counts {
            if usize::try_from(all).ok() != Some(seen) {
                self.findings.fault(format!("There are {all} {what}, but the entries have {seen}."));
            }
        }
        Ok(())
    }

    fn balances(&mut self, conn: &mut Conn) -> Result<()> {
        for (account, currency, kept) in store::all_balances(conn)? {
            let sum = self.sums.remove(&(account.clone(), currency.clone())).unwrap_or_default();
            self.findings.balances += 1;
            if sum != i128::from(kept) {
                let sentence =
                    format!("The balance of {account} is kept as {kept} {currency}, but its postings sum to {sum}.");
                self.findings.fault(sentence);
            }
        }
        for ((account, currency), sum) in std::mem::take(&mut self.sums) {
            self.findings.fault(format!("{account} has no kept balance, but its postings sum to {sum} {currency}."));
        }
        Ok(())
    }
}

/// What is wrong with the split of an entry, if anything: each part is the mirror image of the posting with its number,
/// and together they are what the first posting took out of escrow.
fn split_fault(stored: &Stored) -> Option<String> {
    let (first, _) =
        stored.postings.split_first().filter(|_| !stored.split.is_empty() || stored.entry.kind == "release")?;
    for part in &stored.split {
        let posting = stored.postings.iter().find(|posting| posting.line == part.line);
        let same = posting.is_some_and(|posting| {
            posting.account == part.account
                && posting.currency == part.currency
                && i128::from(posting.amount_minor) == -i128::from(part.amount_minor)
        });
        if !same {
            return Some(format!("part {} of its split is not what was posted", part.line));
        }
    }
    let parts: i128 = stored.split.iter().map(|part| i128::from(part.amount_minor)).sum();
    let whole = first.amount_minor;
    (parts != i128::from(whole)).then(|| format!("its split adds up to {parts} instead of {whole}"))
}
