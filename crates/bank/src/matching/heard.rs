//! What was heard from a bank, cut into the smallest parts that say something of a payment.

use muster_kernel::{Currency, Day, Money};
use serde::{Deserialize, Serialize};

use crate::{
    reasons::Reason,
    statement::{self, Account, Entry, EntryStatus, Kind, Party, Reversal, Statement, Transaction},
    status::{self, StatusReport, Verdict},
    xml::{ReadError, Tree, text_of},
};

/// One thing that was heard from a bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// Money moved, or is about to.
    Movement(Box<Movement>),
    /// A payment, or several, came further or were rejected.
    Verdict {
        /// Of which file of ours.
        message: String,
        /// What was said of it.
        verdict: Verdict,
    },
}

/// What a movement is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The payment with this end-to-end id.
    Payment(String),
    /// All payments of a block of a file, booked in one sum.
    Block(String),
    /// All payments of a file, booked in one sum.
    Message(String),
    /// Nothing that was named: a fee, a payment of somebody who named nothing.
    Unnamed,
}

/// A movement of an account, by one transaction or by a batch. It does not know which statement told it, so that two
/// that tell the same are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// By which kind of message it was told.
    pub kind: Kind,
    /// Of which account.
    pub account: Account,
    /// What it is about.
    pub about: About,
    /// How much came in; below zero: went out.
    pub amount: Money,
    /// How much was ordered, in the currency it was ordered in.
    pub instructed: Option<Money>,
    /// Booked, or only expected.
    pub status: EntryStatus,
    /// Whether it takes back an earlier one.
    pub reversal: Reversal,
    /// On which day it was booked.
    pub booked: Option<Day>,
    /// From which day it bears interest.
    pub value: Option<Day>,
    /// What the bank names its entry, within the statement and for all times, and the transaction, for itself and
    /// between banks.
    pub names: [Option<String>; 4],
    /// Who paid.
    pub debtor: Party,
    /// Who was paid.
    pub creditor: Party,
    /// What it was for, in words.
    pub remittance: Vec<String>,
    /// What it was for, by the creditor's references.
    pub references: Vec<String>,
    /// Why it came back, if it is a return.
    pub returned: Option<Reason>,
}

/// What was heard in a file from the bank, whichever of pain.002, camt.052, camt.053 and camt.054 it
/// is.
pub fn hear(bytes: &[u8]) -> Result<Vec<Heard>, ReadError> {
    let tree = Tree::read(text_of(bytes)?)?;
    if tree.message()?.0.name() == "CstmrPmtStsRpt" {
        return status::of_tree(&tree).map(|report| Heard::in_report(&report));
    }
    let statements = statement::of_tree(&tree)?;
    Ok(statements.iter().flat_map(Heard::in_statement).collect())
}

impl Heard {
    /// What a statement tells: each transaction, and each entry that has none. Entries that are told for information
    /// only are left out.
    pub fn in_statement(statement: &Statement) -> Vec<Self> {
        let counts = |entry: &&Entry| matches!(entry.status, EntryStatus::Booked | EntryStatus::Pending);
        let movement = |movement| Self::Movement(Box::new(movement));
        statement.entries.iter().filter(counts).flat_map(|entry| movements(statement, entry)).map(movement).collect()
    }

    /// What a report on a file tells.
    pub fn in_report(report: &StatusReport) -> Vec<Self> {
        let verdict = |verdict: &Verdict| Self::Verdict { message: report.message.clone(), verdict: verdict.clone() };
        report.verdicts.iter().map(verdict).collect()
    }
}

fn movements(statement: &Statement, entry: &Entry) -> Vec<Movement> {
    let bare = Movement {
        kind: statement.kind,
        account: statement.account.clone(),
        about: about_batch(entry),
        amount: entry.amount,
        instructed: None,
        status: entry.status.clone(),
        reversal: entry.reversal,
        booked: entry.booked,
        value: entry.value,
        names: [entry.reference.clone(), entry.servicer_reference.clone(), None, None],
        debtor: Party::default(),
        creditor: Party::default(),
        remittance: entry.information.iter().cloned().collect(),
        references: Vec::new(),
        returned: None,
    };
    if entry.transactions.is_empty() {
        return vec![bare];
    }
    entry.transactions.iter().map(|transaction| detailed(&bare, transaction)).collect()
}

fn about_batch(entry: &Entry) -> About {
    let batch = entry.batch.as_ref();
    let block = batch.and_then(|batch| batch.block.clone()).map(About::Block);
    block.or_else(|| batch.and_then(|batch| batch.message.clone()).map(About::Message)).unwrap_or(About::Unnamed)
}

/// A transaction is about a payment if it names one by either id that we gave it, and else about its block.
fn detailed(entry: &Movement, transaction: &Transaction) -> Movement {
    let [reference, servicer, ..] = entry.names.clone();
    let payment = transaction.end_to_end.as_ref().or(transaction.instruction.as_ref());
    let block = transaction.block.clone().map(About::Block);
    Movement {
        about: payment.cloned().map(About::Payment).or(block).unwrap_or(About::Unnamed),
        amount: transaction.amount,
        instructed: transaction.instructed,
        names: [reference, servicer, transaction.servicer_reference.clone(), transaction.transaction.clone()],
        debtor: transaction.debtor.clone(),
        creditor: transaction.creditor.clone(),
        remittance: transaction.remittance.clone(),
        references: transaction.references.clone(),
        returned: transaction.returned.clone(),
        ..entry.clone()
    }
}

/// What makes a movement the same as another one.
pub(super) type Identity<'m> =
    ((Kind, &'m Account, &'m About, (i64, Currency)), (&'m EntryStatus, Reversal, bool), [Option<&'m str>; 4], Days);
/// The days of a movement that the bank gave no name.
type Days = Option<(Option<Day>, Option<Day>)>;

impl Movement {
    /// What makes it the same as another: account, what it is about, amount, and the bank's names for it. A movement to
    /// which the bank gave no name for all times is told apart by its days, too.
    pub(super) fn identity(&self) -> Identity<'_> {
        let [reference, servicer, own, between] = &self.names;
        let named = servicer.is_some() || own.is_some() || between.is_some();
        let names = [reference.as_deref().filter(|_| !named), servicer.as_deref(), own.as_deref(), between.as_deref()];
        let days = (!named).then_some((self.booked, self.value));
        let amount = (self.amount.minor(), self.amount.currency());
        let kind = (&self.status, self.reversal, self.returned.is_some());
        ((self.kind, &self.account, &self.about, amount), kind, names, days)
    }

    /// By what is chosen among several that are the same, and told in different words.
    pub(super) fn words(&self) -> impl Ord + '_ {
        let instructed = self.instructed.map(|amount| (amount.minor(), amount.currency()));
        let party = |party: &'_ Party| (party.name.clone(), party.account.clone());
        let parties = (party(&self.debtor), party(&self.creditor));
        (self.booked, self.value, &self.returned, instructed, parties, &self.remittance, &self.references, &self.names)
    }
}
