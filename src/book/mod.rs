//! The book: who owns how much, in double entry.
//!
//! **Entries.** An entry says once and for all what moved: a memo, a subject, and lines that sum to zero in each
//! currency. Three guards stand behind that sentence: [`Entry`] cannot be built from lines that do not balance, the
//! database checks the postings the moment the entry's row appears, and [`service::verify`] recounts everything. An
//! entry is never changed or deleted; what was wrong is reversed by its mirror image, once.
//!
//! **Signs.** A positive amount is a debit, a negative one a credit, as plain-text accounting writes them. The money in
//! the `bank` is positive; what is owed to somebody, held for somebody or earned is negative. Nobody outside of the book
//! sees these signs: [`service::holds`] tells what an account holds as its owner would say it.
//!
//! **Accounts.** `bank`, `escrow:<engagement>`, `payable:member:<id>`, `payable:space:<id>`, `revenue:network`,
//! `fund:mutual`; each is opened by its first posting.
//!
//! **Splits.** A release carries one [`SplitLine`] for each part of each seat: who got it, at which rate, out of what,
//! for which work. The lines are part of the entry and covered by its digest. Reports and earnings read them.
//!
//! **Balances** are kept with each posting, so that reading one does not sum up a history. Who posts to one account at the
//! same time waits for, or is run again after, the other; every funding touches the bank.
//!
//! **Keys.** Whoever posts names the entry by a key, such as `release:<milestone>`. The same key with the same content
//! answers the entry that is there; with other content it is a conflict.
//!
//! Called by engagements and spaces (and read by disputes); calls none of them, and knows them by their ids alone.

mod earnings;
mod file;
mod lines;
mod model;
pub mod nightly;
mod plaintext;
mod recount;
pub mod routes;
pub mod service;
mod split;
pub mod statements;
mod store;
mod takeback;
mod verify;

use muster_kernel::{Id, id::Kind};

pub use self::{
    file::{export as export_file, verify_file},
    model::{Account, Entry, Line, Movement, Refusal, SplitLine},
    plaintext::{Journal, export as export_journal},
    recount::Findings,
    split::{MOST_TAKEN, Part, Payee, SeatTerms, member_part, split},
};

/// Names an entry of the book.
pub struct EntryKind;

impl Kind for EntryKind {
    const PREFIX: &'static str = "entry";
}

/// The id of an entry of the book.
pub type EntryId = Id<EntryKind>;
