//! A recount of the book, entry by entry, wherever the entries come from. Pure.

use std::collections::{BTreeMap, HashMap};

use super::{
    Account, Movement,
    store::{BalanceRow, CommissionRow, PostingRow, SplitRow, Stored},
    years::{FeeKey, FeeRow},
};
use crate::chain;

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
    /// What is wrong with sums, balances and splits, a sentence each; the first hundred.
    pub faults: Vec<String>,
}

impl Findings {
    /// Every fault, those of the chain as well.
    pub fn all_faults(&self) -> impl Iterator<Item = &str> {
        self.faults.iter().chain(&self.chain.faults).map(String::as_str)
    }

    pub(super) fn fault(&mut self, sentence: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(sentence);
        }
    }
}

/// Account and currency, as they are stored.
type Purse = (String, String);

/// Space, month, member, category, place, source, currency.
type CommissionKey = (String, i32, String, String, String, String, String);

/// Everything that is summed up on the way through the book. Sums are wide, so that none wraps.
#[derive(Default)]
pub(super) struct Recount {
    pub(super) findings: Findings,
    /// The digest of each entry, by its id.
    pub(super) digests: HashMap<String, String>,
    pub(super) split_lines: usize,
    sums: BTreeMap<Purse, i128>,
    commissions: BTreeMap<CommissionKey, i128>,
    fees: BTreeMap<FeeKey, i128>,
    /// What is left of each line of each release.
    left: HashMap<(String, i32), i128>,
}

impl Recount {
    /// The next entry, in the order of their ids.
    pub(super) fn entry(&mut self, stored: &Stored) {
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
        stored.split.iter().for_each(|part| self.part(stored, part));
        if let Some(fault) = split_fault(stored) {
            self.findings.fault(format!("{id}: {fault}."));
        }
        self.findings.entries += 1;
        self.findings.postings += stored.postings.len();
        self.split_lines += stored.split.len();
        self.digests.insert(id.clone(), stored.digest());
    }

    fn part(&mut self, stored: &Stored, part: &SplitRow) {
        if let Some(space) = part.space_paid() {
            let place = part.work_place_id.clone().unwrap_or_default();
            let (member, category, currency) = (part.member_id.clone(), part.category.clone(), part.currency.clone());
            let key = (space.to_owned(), part.month, member, category, place, part.source.clone(), currency);
            *self.commissions.entry(key).or_default() += i128::from(part.amount_minor);
        }
        if let Some(key) = FeeKey::of(part) {
            *self.fees.entry(key).or_default() += i128::from(part.amount_minor);
        }
        if stored.entry.kind == Movement::Release.as_str() {
            self.left.insert((stored.entry.id.clone(), part.line), i128::from(part.amount_minor));
        }
        let (Some(release), Some(line)) = (&stored.entry.concerns, part.of_line) else { return };
        let left = self.left.entry((release.clone(), line)).or_default();
        *left += i128::from(part.amount_minor);
        if *left < 0 {
            let sentence =
                format!("{} takes {} more of line {line} of {release} than it gave.", stored.entry.id, -*left);
            self.findings.fault(sentence);
        }
    }

    /// The kept balances.
    pub(super) fn balances(&mut self, kept: impl IntoIterator<Item = BalanceRow>) {
        for (account, currency, kept) in kept {
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
    }

    /// The kept sums of the spaces' commissions.
    pub(super) fn commissions(&mut self, kept: impl IntoIterator<Item = CommissionRow>) {
        for (space, month, member, category, place, source, currency, kept) in kept {
            let sum = self.commissions.remove(&(space.clone(), month, member, category, place, source, currency));
            let sum = sum.unwrap_or_default();
            if sum != i128::from(kept) {
                let sentence =
                    format!("A commission of {space} in {month} is kept as {kept}, but its lines sum to {sum}.");
                self.findings.fault(sentence);
            }
        }
        for (key, sum) in std::mem::take(&mut self.commissions) {
            self.findings.fault(format!("A commission of {} in {} sums to {sum}, and is not kept.", key.0, key.1));
        }
    }

    /// The kept sums of what fees took in a year.
    pub(super) fn fees(&mut self, kept: impl IntoIterator<Item = FeeRow>) {
        for FeeRow { key, amount_minor } in kept {
            let sum = self.fees.remove(&key).unwrap_or_default();
            if sum != i128::from(amount_minor) {
                self.findings.fault(format!("{key} is kept as {amount_minor}, but its lines sum to {sum}."));
            }
        }
        for (key, sum) in std::mem::take(&mut self.fees) {
            self.findings.fault(format!("{key} sums to {sum}, and is not kept."));
        }
    }
}

/// What is wrong with the split of an entry, if anything: each part is the mirror image of the posting with its number,
/// and together they are what the other postings took out of escrow, or let leave the bank beside the tax on a price.
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
        Ok(Account::Bank | Account::Escrow(_)) => true,
        Ok(Account::Tax) => !is_release && !is_part(posting),
        _ => false,
    };
    let sources = stored.postings.iter().filter(is_source);
    let whole: i128 = sources.map(|posting| i128::from(posting.amount_minor)).sum();
    (parts != whole).then(|| format!("its split adds up to {parts} instead of {whole}"))
}
