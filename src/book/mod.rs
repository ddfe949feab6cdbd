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
//! `fund:mutual`, `transit` (paid, and not yet booked by the bank), `exchange:<currency>`; each is opened by its first
//! posting. An escrow and what is on its way never hold less than nothing; whoever was paid too much owes it.
//!
//! **Splits.** A release carries one [`SplitLine`] for each part of each seat: who got it, at which rate, out of what,
//! for which work. The lines are part of the entry and covered by its digest. Reports and earnings read them.
//!
//! **Back.** What was paid out is taken back in proportion to what is left of it ([`takeback`]), so that any pieces end at
//! zero. A payout is settled once, or returned once, and then it is owed again.
//!
//! **Balances** are kept with each posting, and so are the spaces' commissions: reading one does not sum up a history. An
//! account to which everybody posts is kept in stripes; see `docs/decisions/balances-in-stripes.md`.
//!
//! **Months** are closed into [`statements`]. **Nights**: the whole book is recounted ([`nightly`]). **Others** recount it
//! with their own tools: [`export_file`], [`export_journal`].
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
    model::{Account, Entry, Line, Movement, Refusal, Source, SplitLine},
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
