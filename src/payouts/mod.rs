//! Payouts: how members, spaces and clients get what they are owed; clients what goes back to them.
//!
//! **Bank details** ([`details`]) say where. Members set their own, operators those of their space, finance those of their
//! client organisation; each change is a row, the last one counts from the next batch on, and whoever owns them is told by a
//! mail that cannot be switched off. Nobody but their owner is shown them whole: others see the last four digits, and so do
//! the log and the audit log.
//!
//! **Batches** ([`batches`]). An admin has everybody paid who is owed at least so much, has details, and has nothing under
//! way. In one transaction each of them gets a payout and an entry in the book that takes the money from what they are
//! owed into transit; so two batches made at once never pay one debt twice, and nobody gets more than the book says at
//! that moment. Who is left out is listed by name, with the reason. The batch is a file for the bank (pain.001), which is
//! made anew from what was stored and compared with its digest each time: it has the same bytes for ever, or is not given
//! out.
//!
//! **Refunds** are payouts to clients. They name the milestones that were paid for, and nobody who worked on them. A client
//! who never said where to, or to whose account a payment came back, is asked once a refund begins to wait for that.
//!
//! **What the bank says** ([`bank_files`]) is taken as a set, by `muster_bank::matching`: all that was ever heard of a
//! batch is matched with all that was sent in it, each time something new is heard. So files may come in any order,
//! overlap, and be sent again. What it amounts to moves the payout ([`model::State`]), each state once: settled once the
//! bank booked it; rejected or returned, and then it is owed again. What cannot be (another amount, booked twice, rejected
//! and yet booked) moves nothing: it is listed, admins are told, and the payee is in no batch until an admin has decided
//! ([`decisions`]). Money from others is listed as credits, which [`bank_files`] offers to whoever waits for it. What nobody
//! claims an admin sends back to the account that it came from: it is owed to whoever paid it, and goes with the next batch.
//! What cannot be sent back from here, or what the bank does not take back, they close with a note.
//!
//! **Accounts that cannot be used.** Where a bank says of one payment that its account is closed, unknown or the like, the
//! details are marked, and no batch uses them until they are set anew; their owner reads what to do. Nobody sets those of a
//! payer: admins are told instead.
//!
//! Calls `book`, `spaces` (who runs one, and its name), `members` (their names), `identity` (who acts for a client),
//! `engagements` (what a milestone is called), `fundings` (who may wait for money that came in), `notices`. Called by
//! `engagements` (a client is owed something) and `fundings` (what came in is used by hand).

pub mod bank_files;
pub mod batches;
mod decisions;
pub mod details;
mod details_store;
mod letters;
mod model;
mod moves;
pub mod personal;
pub mod routes;
mod store;
pub mod views;

use muster_kernel::{Id, id::Kind};

pub use self::model::{Because, Fate, Owner, State};

/// Names bank details.
pub struct DetailsKind;

impl Kind for DetailsKind {
    const PREFIX: &'static str = "details";
}

/// The id of bank details.
pub type DetailsId = Id<DetailsKind>;

/// Names a batch of payouts.
pub struct BatchKind;

impl Kind for BatchKind {
    const PREFIX: &'static str = "batch";
}

/// The id of a batch of payouts.
pub type BatchId = Id<BatchKind>;

/// Names a payout.
pub struct PayoutKind;

impl Kind for PayoutKind {
    const PREFIX: &'static str = "payout";
}

/// The id of a payout.
pub type PayoutId = Id<PayoutKind>;

/// Names a file from the bank.
pub struct BankFileKind;

impl Kind for BankFileKind {
    const PREFIX: &'static str = "bankfile";
}

/// The id of a file from the bank.
pub type BankFileId = Id<BankFileKind>;

/// Names money that came in.
pub struct CreditKind;

impl Kind for CreditKind {
    const PREFIX: &'static str = "credit";
}

/// The id of money that came in.
pub type CreditId = Id<CreditKind>;
