//! Certificates and receipts: what somebody else needs to check a run.
//!
//! **A receipt** is one file with everything that a run read and answered: the pool, under pseudonyms of this run alone, the
//! brief as the engine read it, the policy, the result, their hashes and the engine's version, signed by the network. The
//! same run gives the same bytes. `muster verify` checks it without a network: signature, hashes, and the run, done again.
//!
//! **A certificate** says that spaces changed nothing. After every run that forms teams a job permutes, at random and with
//! the run's id as the seed, which member belongs to which space, the rates of all terms, and who operates what, in a
//! transaction that is rolled back; takes the pool before and after, runs the engine on both, and compares them with each
//! other and with the run. The outcome is kept, signed, and put into the receipt. If anything was unequal, every admin is
//! told and the audit log says so.
//!
//! **Who sees them.** Nobody while the brief is open: until the deadline bids are sealed to everybody but their authors, and
//! a receipt holds the rates they are made of. Then its client, and a steward who has nothing to do with the client or with
//! anybody whom the run chose, and could not be chosen themselves; to any other one there is no such run. That a steward
//! read a run is in the audit log. A certificate holds hashes alone, and stewards see it at any time. What a pseudonym does
//! not hide: rates, skills and calendars can give somebody away, which is why a receipt goes to those two and not to the
//! world.
//!
//! Calls `formation` and, to permute them, `spaces`: it stands between the two, since neither may know the other; and
//! `stewards`, to say who is neutral. Called by `jobs` alone.

mod letters;
mod model;
pub mod routes;
pub mod service;
mod store;
pub mod verify;

pub use self::model::{Certificate, Outcome, Permuted, ReceiptFile};
