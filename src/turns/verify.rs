//! A recount of the whole turn ledger.

use std::collections::HashMap;

use super::{
    TurnEntryId, ledger,
    ledger::Ledger,
    service,
    store::{self, AccountRow, Closing, Group, OfferRow},
};
use crate::{
    chain::{self, Chain},
    db::{Conn, Db},
    error::Result,
    identity::MemberId,
};

/// How many faults are told.
const MOST_FAULTS: usize = 100;
/// How many rows are read at once.
const READ: i64 = 500;

/// What a recount of the turn ledger found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Offers that were counted.
    pub offers: usize,
    /// Groups whose members were named again.
    pub groups: usize,
    /// Changes of the kept balances that were done again.
    pub closings: usize,
    /// Balances that were compared.
    pub balances: usize,
    /// The chain of all of them.
    pub chain: chain::Findings,
    /// What is wrong with parts, groups, sums and balances, a sentence each; the first hundred.
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

/// Recounts the ledger as it stands at one moment: the parts of every offer add up, every group is who its name says,
/// counting the offers and letting the months pass again gives the kept balances, all of them sum to zero, and the chain
/// is whole.
pub fn verify(db: &Db) -> Result<Findings> {
    chain::seal(db, Chain::Turns)?;
    db.snapshot(|conn| {
        let rows = store::accounts(conn)?;
        let mut recount = Recount { numbers: service::numbers(&rows), ..Recount::default() };
        recount.groups(conn, &rows)?;
        recount.offers(conn)?;
        recount.closings(conn)?;
        recount.balances(&rows);
        let mut findings = recount.findings;
        findings.chain = chain::verify(&mut [conn], Chain::Turns, recount.entries)?;
        Ok(findings)
    })
}

#[derive(Default)]
struct Recount {
    findings: Findings,
    numbers: HashMap<MemberId, u32>,
    entries: chain::Entries,
    ledger: Ledger,
}

impl Recount {
    /// Names every group again, by the hash of its members' ids.
    fn groups(&mut self, conn: &mut Conn, rows: &[AccountRow]) -> Result<()> {
        let accounts: HashMap<u32, &str> = rows.iter().map(|row| (row.number(), row.account.as_str())).collect();
        let mut after = String::new();
        loop {
            let read = store::groups_after(conn, &after, READ)?;
            let Some(last) = read.last() else { return Ok(()) };
            after.clone_from(&last.hash);
            for group in &read {
                self.findings.groups += 1;
                if !is_as_named(group, &accounts)? {
                    self.findings.fault(format!("The group {} is not who its name says.", group.hash));
                }
            }
        }
    }

    /// Looks at every offer by itself.
    fn offers(&mut self, conn: &mut Conn) -> Result<()> {
        let mut after = None;
        loop {
            let read = store::offers_after(conn, after, READ)?;
            let Some(last) = read.last() else { return Ok(()) };
            after = Some(last.id);
            for offer in &read {
                self.findings.offers += 1;
                if offer.parts().is_err() {
                    self.findings.fault(format!("The parts of {} do not add up.", offer.id));
                }
                self.entries.insert(offer.id.to_string(), offer.digest());
                if let Some((id, digest)) = offer.end() {
                    self.entries.insert(id, digest);
                }
            }
        }
    }

    /// Counts and lets months pass again, in the order in which it happened.
    fn closings(&mut self, conn: &mut Conn) -> Result<()> {
        let mut next = 1;
        loop {
            let read = store::closings_from(conn, next, READ)?;
            let Some(last) = read.last() else { return Ok(()) };
            let end = last.position + 1;
            for closing in read {
                if closing.position != next {
                    self.findings.fault(format!("There is no closing at position {next}."));
                }
                next = closing.position + 1;
                let counted = store::counted_in(conn, closing.position)?;
                self.closing(conn, &closing, &counted)?;
            }
            next = end;
        }
    }

    fn closing(&mut self, conn: &mut Conn, closing: &Closing, counted: &[OfferRow]) -> Result<()> {
        self.findings.closings += 1;
        if usize::try_from(closing.offers).ok() != Some(counted.len()) {
            self.findings.fault(format!("{} counted {} offers, not {}.", closing.id, closing.offers, counted.len()));
        }
        // A broken offer was told already, and cannot be counted.
        let sound: Vec<OfferRow> = counted.iter().filter(|offer| offer.parts().is_ok()).cloned().collect();
        service::post_all(conn, &mut self.ledger, &sound, &self.numbers)?;
        if let Some(keep) = closing.keep_permille {
            let changes = self.ledger.shrink(i64::from(keep));
            if closing.shrunk.as_deref() != Some(ledger::pack(&changes).as_slice()) {
                self.findings.fault(format!("{} is not the decay that follows from what came before.", closing.id));
            }
        }
        let ids: Vec<TurnEntryId> = counted.iter().map(|offer| offer.id).collect();
        self.entries.insert(closing.id.to_string(), closing.digest(&ids));
        Ok(())
    }

    fn balances(&mut self, rows: &[AccountRow]) {
        let mut sum = 0;
        for row in rows {
            self.findings.balances += 1;
            sum += i128::from(row.held().balance);
            let counted = self.ledger.account(row.number());
            if row.held() != counted {
                let (kept, counted) = (row.held().balance, counted.balance);
                let sentence = format!("The balance of {} is kept as {kept}, and counts to {counted}.", row.account);
                self.findings.fault(sentence);
            }
        }
        if sum != 0 {
            self.findings.fault(format!("All balances sum to {sum} milli-offers instead of zero."));
        }
    }
}

fn is_as_named(group: &Group, accounts: &HashMap<u32, &str>) -> Result<bool> {
    let members = group.members()?;
    let mut names: Vec<&str> = members.iter().filter_map(|number| accounts.get(&number).copied()).collect();
    names.sort_unstable();
    let heads = usize::try_from(group.heads).ok();
    Ok(heads == Some(names.len()) && service::group_hash(names) == group.hash)
}
