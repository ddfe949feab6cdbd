//! A recount of the book, entry by entry, wherever the entries come from. Pure.

use std::{collections::BTreeMap, mem};

use hashbrown::HashMap;

use super::{
    Account, Movement, Payee,
    kept::{
        Sums,
        balances::{BalanceKey, BalanceRow},
        commissions::{CommissionKey, CommissionRow},
        fees::{FeeKey, FeeRow},
    },
    rows::{PostingRow, SplitRow, Stored},
    store::EntryPage,
};
use crate::chain::{self, Entries};

/// How many faults are told.
const MOST_FAULTS: usize = 100;

/// What a recount of the book found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Entries that were counted.
    pub entries: usize,
    /// Their postings.
    pub postings: usize,
    /// Balances that were compared.
    pub balances: usize,
    /// The chain of the entries.
    pub chain: chain::Findings,
    /// What is wrong with sums, balances and splits, and which contracts say something else, a sentence each; the first
    /// hundred.
    pub faults: Vec<String>,
}

impl Findings {
    /// Every fault, those of the chain as well.
    pub fn all_faults(&self) -> impl Iterator<Item = &str> {
        self.faults.iter().chain(&self.chain.faults).map(String::as_str)
    }

    /// Adds a fault, unless there are too many to be told.
    pub fn fault(&mut self, sentence: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(sentence);
        }
    }
}

/// What an entry took back of a line of a release: below zero, and above where that was reversed.
struct Taken {
    by: String,
    release: String,
    line: i32,
    minor: i64,
}

/// Everything that is summed up on the way through the book.
#[derive(Default)]
pub(super) struct Recount {
    pub(super) findings: Findings,
    /// The entries, for their chain.
    pub(super) entries: Entries,
    balances: Sums<BalanceRow>,
    commissions: Sums<CommissionRow>,
    fees: Sums<FeeRow>,
    /// What each line of each release gave.
    given: HashMap<String, Vec<(i32, i64)>>,
    taken: Vec<Taken>,
}

impl Recount {
    /// The next entries, in the order of their ids, and the lines in their midst that belong to none.
    pub(super) fn page(&mut self, page: &EntryPage) {
        page.entries.iter().for_each(|stored| self.entry(stored));
        for stray in &page.strays {
            self.findings.fault(format!("A line belongs to the entry {stray}, which there is not."));
        }
    }

    /// The next entry, in the order of their ids.
    pub(super) fn entry(&mut self, stored: &Stored) {
        let id = &stored.entry.id;
        let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
        for PostingRow { account, currency, amount_minor, .. } in &stored.postings {
            *sums.entry(currency).or_default() += i128::from(*amount_minor);
            self.balances.add(&BalanceKey { account, currency }, *amount_minor);
        }
        for (currency, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
            self.findings.fault(format!("{id} sums to {sum} minor units of {currency} instead of zero."));
        }
        if stored.postings.len() < 2 {
            self.findings.fault(format!("{id} has {} postings; an entry has two at least.", stored.postings.len()));
        }
        stored.split.iter().for_each(|part| self.part(stored, part));
        if stored.entry.kind == Movement::Release.as_str() {
            let given = stored.split.iter().map(|part| (part.line, part.amount_minor));
            self.given.insert(id.clone(), given.collect());
        }
        for fault in split_fault(stored).into_iter().chain(rate_fault(stored)) {
            self.findings.fault(format!("{id}: {fault}."));
        }
        self.findings.entries += 1;
        self.findings.postings += stored.postings.len();
        self.entries.insert(id.clone(), stored.digest());
    }

    fn part(&mut self, stored: &Stored, part: &SplitRow) {
        if let Some(key) = CommissionKey::of(part) {
            self.commissions.add(&key, part.amount_minor);
        }
        if let Some(key) = FeeKey::of(part) {
            self.fees.add(&key, part.amount_minor);
        }
        let (Some(release), Some(line)) = (&stored.entry.concerns, part.of_line) else { return };
        let by = stored.entry.id.clone();
        self.taken.push(Taken { by, release: release.clone(), line, minor: part.amount_minor });
    }

    /// With what was counted in a later part of the book.
    pub(super) fn and(mut self, later: Self) -> Self {
        let Self { findings, entries, balances, commissions, fees, given, taken } = later;
        self.findings.entries += findings.entries;
        self.findings.postings += findings.postings;
        findings.faults.into_iter().for_each(|fault| self.findings.fault(fault));
        self.entries.join(entries);
        self.balances.join(balances);
        self.commissions.join(commissions);
        self.fees.join(fees);
        self.given.extend(given);
        self.taken.extend(taken);
        self
    }

    /// Once all entries were counted: of no line was more taken back than it gave, at any time.
    pub(super) fn taken_back(&mut self) {
        let mut left: HashMap<(&str, i32), i128> = HashMap::new();
        let mut faults = Vec::new();
        for Taken { by, release, line, minor } in &self.taken {
            let given = || {
                let lines = self.given.get(release).into_iter().flatten();
                lines.filter(|(number, _)| number == line).map(|(_, minor)| i128::from(*minor)).sum()
            };
            let left = left.entry((release, *line)).or_insert_with(given);
            *left += i128::from(*minor);
            if *left < 0 {
                faults.push(format!("{by} takes {} more of line {line} of {release} than it gave.", -*left));
            }
        }
        faults.into_iter().for_each(|fault| self.findings.fault(fault));
    }

    /// The kept balances.
    pub(super) fn balances(&mut self, kept: Vec<BalanceRow>) {
        self.findings.balances += kept.len();
        let faults = mem::take(&mut self.balances).compare(kept);
        self.tell(faults);
    }

    /// The kept sums of the spaces' commissions.
    pub(super) fn commissions(&mut self, kept: Vec<CommissionRow>) {
        let faults = mem::take(&mut self.commissions).compare(kept);
        self.tell(faults);
    }

    /// The kept sums of what fees took in a year.
    pub(super) fn fees(&mut self, kept: Vec<FeeRow>) {
        let faults = mem::take(&mut self.fees).compare(kept);
        self.tell(faults);
    }

    fn tell(&mut self, faults: Vec<String>) {
        faults.into_iter().for_each(|fault| self.findings.fault(fault));
    }
}

/// What is wrong with the split of an entry, if anything: each part is the mirror image of the posting with its number,
/// and together they are what the other postings took out of escrow, or gave to the client or their bank beside the tax on a
/// price.
fn split_fault(stored: &Stored) -> Option<String> {
    if stored.split.is_empty() && stored.entry.kind != Movement::Release.as_str() {
        return None;
    }
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
    // What came on top of a price is no part of the split; the tax on a fee is one.
    let is_part = |posting: &PostingRow| stored.split.iter().any(|part| part.line == posting.line);
    let is_release = stored.entry.kind == Movement::Release.as_str();
    let is_source = |posting: &&PostingRow| match posting.account.parse() {
        Ok(Account::Bank | Account::Escrow(_) | Account::Client(_)) => true,
        Ok(Account::Tax) => !is_release && !is_part(posting),
        _ => false,
    };
    let sources = stored.postings.iter().filter(is_source);
    let whole: i128 = sources.map(|posting| i128::from(posting.amount_minor)).sum();
    (parts != whole).then(|| format!("its split adds up to {parts} instead of {whole}"))
}

/// What is wrong with the rates of a release, if anything: each part that met no bound is, together with what others were
/// given out of it, its rate of what that was taken of, to less than a unit.
fn rate_fault(stored: &Stored) -> Option<String> {
    if stored.entry.kind != Movement::Release.as_str() {
        return None;
    }
    // The parts of a seat stand side by side, and begin with its member's.
    let seats = stored.split.chunk_by(|before, part| {
        (&before.seat, &before.member_id) == (&part.seat, &part.member_id) && part.payee != Payee::Member.as_str()
    });
    for seat in seats {
        // The member has what is left.
        let by_rate = |part: &&SplitRow| part.payee != Payee::Member.as_str() && part.bound.is_none();
        for part in seat.iter().filter(by_rate) {
            // A tax is on top of a part, and does not come out of it.
            let out_of_it =
                |other: &&SplitRow| other.of_payee.as_ref() == Some(&part.payee) && other.payee != Payee::Tax.as_str();
            let shared: i128 = seat.iter().filter(out_of_it).map(|other| i128::from(other.amount_minor)).sum();
            let got = (i128::from(part.amount_minor) + shared) * 10_000;
            let exact = i128::from(part.base_minor) * i128::from(part.basis_points);
            if (got - exact).abs() >= 10_000 {
                return Some(format!("part {} of its split is not its rate of what that was taken of", part.line));
            }
        }
    }
    None
}
