//! What a bank tells of an account: statements (camt.053), notifications (camt.054) and reports within the day
//! (camt.052), as [`Statement`]s.
//!
//! Elements are found by their names and not by their namespace, so that every version from 02 on is read by one code.
//! What is not asked for here is passed over.

mod read;

use std::fmt;

use muster_kernel::{Currency, Day, Money};
use serde::{Deserialize, Serialize};

pub use self::read::read;
pub(crate) use self::read::{of_tree, reason};
use crate::{
    iban::{Iban, masked},
    reasons::Reason,
};

/// What a bank tells of one account, for a span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What kind of account it gives.
    pub kind: Kind,
    /// What the bank names it.
    pub id: String,
    /// Its number in the row of statements, as the bank counts them.
    pub sequence: Option<u64>,
    /// Of which account.
    pub account: Account,
    /// In which currency the account is kept, if it is told.
    pub currency: Option<Currency>,
    /// What was on the account before; statements alone have balances.
    pub opening: Option<Balance>,
    /// What is on it after all that was booked: the opening balance and the booked entries add up to it.
    pub closing: Option<Balance>,
    /// What happened, in the order of the file.
    pub entries: Vec<Entry>,
}

/// How final it is what a bank tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A notification of single bookings (camt.054), or a report within the day (camt.052): without balances, and a
    /// statement repeats them.
    Notification,
    /// A statement (camt.053): whole, with balances.
    Statement,
}

/// An account that a bank names; masked in logs (`Debug`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// By its IBAN.
    Iban(Iban),
    /// By anything else.
    Other(String),
}

/// What is on an account at the end of a day; below zero where it is overdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// How much.
    pub amount: Money,
    /// At which day's end (of an opening balance: at which day's beginning).
    pub on: Day,
}

/// A line of a statement: one movement of the account, of one transaction or of several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What the bank names it within the statement.
    pub reference: Option<String>,
    /// What the bank names it for all times.
    pub servicer_reference: Option<String>,
    /// How much came in; below zero: went out.
    pub amount: Money,
    /// Whether it is final.
    pub status: EntryStatus,
    /// Whether it takes back an entry of before.
    pub reversal: Reversal,
    /// On which day it was booked; every booked entry has one, for want of its own the day of the closing balance.
    pub booked: Option<Day>,
    /// From which day it bears interest.
    pub value: Option<Day>,
    /// What kind of movement it is, by the bank's code.
    pub code: Code,
    /// What a batch of ours was booked as in one sum, if the bank says so.
    pub batch: Option<BatchBooking>,
    /// The transactions it consists of, as far as the bank tells them.
    pub transactions: Vec<Transaction>,
    /// What the bank adds in its own words.
    pub information: Option<String>,
}

/// How final an entry is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryStatus {
    /// Booked (BOOK): part of the balance.
    Booked,
    /// Expected (PDNG): may not come.
    Pending,
    /// Told for information only (INFO), or any other code.
    Other(String),
}

/// Whether an entry takes back an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reversal {
    /// It is an entry of its own.
    No,
    /// It takes one back.
    Yes,
}

/// The bank's code for the kind of a movement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// By ISO 20022: domain, family and sub-family, such as `PMNT`, `ICDT`, `ESCT`.
    pub iso: Option<[String; 3]>,
    /// By the bank's own list.
    pub own: Option<String>,
}

/// A batch that was booked in one sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchBooking {
    /// The name of the file it came in.
    pub message: Option<String>,
    /// The name of the block within the file.
    pub block: Option<String>,
    /// How many payments it was.
    pub count: Option<u64>,
}

/// One transaction of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// The end-to-end id that its sender gave it; `None` where it gave none.
    pub end_to_end: Option<String>,
    /// The instruction id that its sender gave it.
    pub instruction: Option<String>,
    /// The name of the file it came in.
    pub message: Option<String>,
    /// The name of the block within the file.
    pub block: Option<String>,
    /// What the bank names it for all times.
    pub servicer_reference: Option<String>,
    /// What the banks name it between them.
    pub transaction: Option<String>,
    /// How much came in, in the account's currency; below zero: went out.
    pub amount: Money,
    /// How much was ordered, without charges and in the currency it was ordered in; with the sign of `amount`.
    pub instructed: Option<Money>,
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

/// One side of a transaction, as far as it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Who.
    pub name: Option<String>,
    /// With which account.
    pub account: Option<Account>,
}

impl Account {
    /// The account of that IBAN, or one that is named in another way.
    pub(crate) fn of(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Other(text.to_owned()), Self::Iban)
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iban(iban) => fmt::Debug::fmt(iban, f),
            Self::Other(number) => write!(f, "Other({})", masked(number)),
        }
    }
}
