//! What Muster says to a bank and hears from it, by ISO 20022, as values.
//!
//! Payouts to members and spaces leave in a file, a customer credit transfer initiation (pain.001). What comes back is
//! told in other files, on other days, in no certain order and often more than once: whether the bank took the file
//! (pain.002), what moved on the account (camt.052, camt.053, camt.054), what came back because an account was closed.
//! Of each payout the network must know whether it was paid, rejected or returned, and must know it once.
//!
//! So payments are made of values that a bank can take, a batch is made of payments or says all that is wrong with
//! them, files from the bank are read within bounds, and everything that was ever heard can be matched with everything
//! that was sent, again and again, with the same answer. Nothing here reads a clock, a file or a network.
//!
//! ```
//! use muster_bank::{
//!     matching::{Outcome, hear, match_up},
//!     text::Name,
//!     transfer::{Batch, Draft, Order, Version},
//! };
//! use muster_kernel::{Currency, Money};
//!
//! let order = Order {
//!     message: "RUN-11".parse()?,
//!     made: "2026-11-21T09:30:00Z".parse()?,
//!     initiator: Name::of("Coworking-Verbund e. V.")?,
//!     debtor: Name::of("Coworking-Verbund e. V.")?,
//!     iban: "CZ65 0800 0000 1920 0014 5399".parse()?,
//!     bic: None,
//! };
//! let payout = Draft {
//!     id: "PAYOUT-1".parse()?,
//!     amount: Money::new(25_000, Currency::EUR),
//!     on: "2026-11-23".parse()?,
//!     name: "Jana Nováková".to_owned(),
//!     iban: "DE89 3704 0044 0532 0130 00".to_owned(),
//!     bic: String::new(),
//!     address: None,
//!     remittance: "Statement 2026-10 no. 17".to_owned(),
//! };
//! let batch = Batch::of(order, &[payout])?;
//! assert!(batch.to_xml(Version::V09).contains("<Nm>Jana Novakova</Nm>"));
//!
//! // Days later, from the bank:
//! let heard = hear(include_bytes!("../tests/files/camt.053.001.02.xml"))?;
//! let matched = match_up(&batch.sent(), &heard);
//! let (id, outcome) = &matched.payments[0];
//! assert_eq!(id.as_str(), "PAYOUT-1");
//! let Outcome::Returned { amount, reasons, .. } = outcome else { panic!("{outcome:?}") };
//! assert_eq!(amount.to_string(), "250.00 EUR");
//! assert_eq!(reasons[0].to_string(), "the account is closed (AC04): Account closed on 2026-10-01");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rooms
//!
//! | room | what is there |
//! | --- | --- |
//! | [`iban`] | where an account is: [`Iban`](iban::Iban), [`Bic`](iban::Bic) |
//! | [`text`] | what may be written to a bank: [`SepaText`](text::SepaText), [`EndToEndId`](text::EndToEndId) |
//! | [`transfer`] | payouts as a file for the bank: [`Batch`](transfer::Batch) |
//! | [`status`] | what became of the file: [`StatusReport`](status::StatusReport) |
//! | [`statement`] | what moved on the account: [`Statement`](statement::Statement) |
//! | [`matching`] | what became of each payment: [`hear`](matching::hear), [`match_up`](matching::match_up) |
//! | [`reasons`] | why a bank did not pay, in plain words: [`Reason`](reasons::Reason) |
//! | `xml` | foreign bytes within bounds: [`ReadError`] |
//!
//! # What it does not know
//!
//! Two bookings of one payment that a bank gives the same day and no reference of its own are taken for one told twice.
//! A payment that is booked in another currency than it was sent in is matched only where the bank tells what was
//! ordered. Accounts without an IBAN cannot be paid to.

pub mod iban;
pub mod matching;
pub mod reasons;
pub mod statement;
pub mod status;
pub mod text;
pub mod transfer;
mod xml;

pub use xml::{MOST_BYTES, MOST_DEPTH, MOST_ELEMENTS, ReadError};
