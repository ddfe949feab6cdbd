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
//! **Accounts.** `bank`, `escrow:<engagement>`, `payable:member:<id>`, `payable:space:<id>`, `payable:client:<id>` (what
//! goes back to a client), `payable:payer:<id>` (what nobody asked for and goes back to whoever paid it), `revenue:network`,
//! `fund:mutual`, `tax` (what clients paid on top of prices, owed to the tax office), `transit` (paid, and not yet booked by
//! the bank), `exchange:<currency>`; each is opened by its first posting. An escrow and what is on its way never hold less
//! than nothing; whoever was paid too much owes it.
//!
//! **Splits.** A release carries one [`SplitLine`] for each part of each seat: who got it, by which rule, of what, and for
//! which work ([`split`](mod@split)). The lines are part of the entry and covered by its digest; [`why`] says each in a
//! sentence. A fee may take no more than so much of one member's work in a year: what it took is kept ([`kept`]).
//!
//! **Tax.** A client pays a price and the tax on it ([`Taxed`]). What goes back takes its tax with it by difference, so
//! that the tax of a milestone is at every moment exactly the tax on what remains of it.
//!
//! **Back.** What was paid out is taken back in proportion to what is left of it ([`takeback`]), so that any pieces end at
//! zero. A refund is owed to the client first, and leaves the bank by a payout as what members are owed does; a chargeback
//! the client's bank has taken already. Refunds from before that was so went from the bank at once, and stay as they are. A
//! payout is settled once, or returned once, and then it is owed again.
//!
//! **By hand** an admin records what the bank exchanged, and corrects that ([`exchanges`]); nothing else, since on every other
//! entry something stands elsewhere. They see what all accounts hold by kind ([`trial`]), and the entries ([`listing`]), with
//! nobody's name: who got what is told to themselves alone.
//!
//! **Balances** are kept with each posting, and so are the spaces' commissions ([`kept`]): reading one does not sum up a history. An
//! account to which everybody posts is kept in stripes; see `docs/decisions/balances-in-stripes.md`.
//!
//! **Months** are closed into [`statements`]. **Nights**: the whole book is recounted ([`nightly`]), and contracts are held
//! against it, which engagements do by what is [`moved`](fn@moved) and what [`escrows`] hold. **Others** recount it
//! with their own tools: [`export_file`], [`export_journal`]. What all of this costs is measured: [`bench`].
//!
//! **Keys.** Whoever posts names the entry by a key, such as `release:<milestone>`. The same key with the same content
//! answers the entry that is there; with other content it is a conflict.
//!
//! Called by engagements and spaces (and read by disputes); calls none of them, and knows them by their ids alone.

mod accounts;
pub mod bench;
mod earnings;
mod exchanges;
mod file;
mod kept;
mod lines;
mod listing;
mod model;
mod moved;
pub mod nightly;
mod paid;
pub mod personal;
mod plaintext;
mod recount;
mod refunds;
pub mod routes;
mod rows;
pub mod service;
mod split;
pub mod statements;
mod store;
mod takeback;
mod taxed;
mod trial;
mod verify;
mod why;
mod years;

use muster_kernel::{Id, id::Kind};

pub use self::{
    accounts::{Account, AccountKind},
    file::{export as export_file, verify_file},
    model::{Entry, Line, Movement, Refusal, Source, SplitLine},
    moved::{ByCurrency, Moved, escrows, moved},
    paid::{LeftPart, PaidOut},
    plaintext::{Journal, export as export_journal},
    recount::Findings,
    refunds::WayBack,
    split::{Bound, Finder, MOST_TAKEN, Part, Payee, Rule, SeatTerms, member_part, split, split_after},
    taxed::{Taxed, tax_on},
    years::YearSoFar,
};

/// Names an entry of the book.
pub struct EntryKind;

impl Kind for EntryKind {
    const PREFIX: &'static str = "entry";
}

/// The id of an entry of the book.
pub type EntryId = Id<EntryKind>;
