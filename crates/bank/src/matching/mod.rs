//! What became of each payment that was sent: [`match_up`].
//!
//! Whatever was heard is taken as a set. What is heard twice counts once, in which order it is heard changes nothing,
//! and a file may be read in parts. A notification and a statement tell of the same money, so that they are counted
//! apart, and what one of them tells is enough. Money that moved outweighs what was said of it.

mod account;
mod heard;

use std::collections::HashMap;

use muster_kernel::{Day, Money};
use serde::{Deserialize, Serialize};

use self::account::Books;
pub use self::heard::{About, Heard, Movement, hear};
use crate::{
    iban::Iban,
    reasons::Reason,
    statement::Account,
    status::{Part, Status, Verdict},
    text::{BlockId, EndToEndId, MessageId},
};

/// A payment that was sent to the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// What names it from end to end.
    pub id: EndToEndId,
    /// How much.
    pub amount: Money,
    /// From which account of ours.
    pub from: Iban,
    /// In which file.
    pub message: MessageId,
    /// In which block of the file.
    pub block: BlockId,
}

/// What became of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// Neither paid nor rejected as far as was heard.
    Open {
        /// How far it has come; `None` where nothing was heard of it.
        status: Option<Status>,
    },
    /// Paid.
    Settled {
        /// On which day it was booked.
        on: Day,
    },
    /// Never paid.
    Rejected {
        /// Why, in the bank's order of codes; a bank may name none.
        reasons: Vec<Reason>,
    },
    /// Paid, and come back, whole or in part.
    Returned {
        /// On which day it was booked; `None` where only the return was heard of.
        settled: Option<Day>,
        /// On which day it came back; the first one, where it came in parts.
        on: Day,
        /// How much came back: less than was sent where a bank has kept charges.
        amount: Money,
        /// Why; a bank may name no reason.
        reasons: Vec<Reason>,
    },
}

/// Something that was heard and cannot be, so that a person must look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "contradiction")]
pub enum Contradiction {
    /// Two different payments were sent under one id; the first one counts.
    #[error("{id}: two different payments were sent under this id")]
    SentTwice {
        /// Under which.
        id: EndToEndId,
    },
    /// The bank tells another amount than was sent.
    #[error("{id}: {sent} were sent, and the bank tells of {heard}")]
    OtherAmount {
        /// Of which payment.
        id: EndToEndId,
        /// How much was sent.
        sent: Money,
        /// How much was heard.
        heard: Money,
    },
    /// It was booked more than once.
    #[error("{id}: {sent} were sent once, and booked {times} times")]
    PaidTwice {
        /// Which payment.
        id: EndToEndId,
        /// How much was sent.
        sent: Money,
        /// How often it was booked.
        times: usize,
    },
    /// More came back than was paid.
    #[error("{id}: {sent} were sent, and {returned} came back")]
    ReturnedTooMuch {
        /// Of which payment.
        id: EndToEndId,
        /// How much was sent.
        sent: Money,
        /// How much came back.
        returned: Money,
    },
    /// The bank says that it rejected what it says it paid.
    #[error("{id}: the bank rejected it, and tells that it was paid")]
    RejectedAndPaid {
        /// Which payment.
        id: EndToEndId,
    },
    /// A batch was booked in a sum that is not that of its payments.
    #[error("batch {name}: its payments are {sent} together, and {heard} were booked")]
    OtherSum {
        /// Which file, or which block of one.
        name: String,
        /// How much it is; of payments in several currencies, of the first of them.
        sent: Money,
        /// How much was booked.
        heard: Money,
    },
}

/// What became of everything that was sent, and what was heard beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matched {
    /// Each payment, once, in the order in which they were sent.
    pub payments: Vec<(EndToEndId, Outcome)>,
    /// Movements that are not of what was sent: money from others, fees, payments made elsewhere. Each once, by their
    /// days and then by their names.
    pub others: Vec<Movement>,
    /// What was said of payments that were not sent, each with the name of its file and once.
    pub strangers: Vec<(String, Verdict)>,
    /// What cannot be. Each once.
    pub contradictions: Vec<Contradiction>,
}

/// Finds out what became of each payment, from all that was heard. The same set of things heard gives the same answer,
/// in whatever order and however often each of them was heard.
pub fn match_up(sent: &[Sent], heard: &[Heard]) -> Matched {
    let mut books = Books::of(sent);
    let mut strangers = Vec::new();
    for (message, verdict) in verdicts(heard) {
        if !books.judge(message, verdict) {
            strangers.push((message.to_owned(), verdict.clone()));
        }
    }
    // Batches are told by their sum, which rejected payments may be missing from: so verdicts come first.
    let mut others = Vec::new();
    for movement in movements(heard) {
        if !books.book(movement) {
            others.push(movement.clone());
        }
    }
    let (payments, contradictions) = books.close();
    Matched { payments, others, strangers, contradictions }
}

/// Each verdict once, in an order of their own.
fn verdicts(heard: &[Heard]) -> Vec<(&str, &Verdict)> {
    let mut verdicts: Vec<(&str, &Verdict)> = heard
        .iter()
        .filter_map(|heard| match heard {
            Heard::Verdict { message, verdict } => Some((message.as_str(), verdict)),
            Heard::Movement(_) => None,
        })
        .collect();
    verdicts.sort_by_cached_key(|(message, verdict)| {
        let amount = verdict.amount.map(|amount| (amount.minor(), amount.currency()));
        ((*message).to_owned(), verdict.of.clone(), verdict.status.clone(), verdict.reasons.clone(), amount)
    });
    verdicts.dedup();
    verdicts
}

/// Each movement once, by their days, then by what makes them what they are.
fn movements(heard: &[Heard]) -> Vec<&Movement> {
    let mut movements: Vec<&Movement> = heard
        .iter()
        .filter_map(|heard| match heard {
            Heard::Movement(movement) => Some(movement.as_ref()),
            Heard::Verdict { .. } => None,
        })
        .collect();
    movements.sort_by(|one, other| one.identity().cmp(&other.identity()).then_with(|| one.words().cmp(&other.words())));
    movements.dedup_by(|one, other| one.identity() == other.identity());
    movements.sort_by_key(|movement| movement.booked);
    movements
}
