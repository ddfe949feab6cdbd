//! Privacy: what is kept of somebody, for how long, how they take it along, and how they leave.
//!
//! **The register** ([`register`]) names every table that says something of a person, and for each whether it is told to
//! them and what becomes of it when they leave. A test reads the tables of both databases and fails on one that is missing.
//!
//! **Taking it along.** Whoever is signed in gets everything that Muster keeps of them, under whichever hat, as one JSON
//! file: sections by slice, rows by table. Each slice tells its own rows ([`personal`](crate::personal)), and none tells who
//! else is in them.
//!
//! **Leaving.** Whoever leaves shows again who they are. While something counts on them they are told what, and stay: an
//! engagement, a bid, an invitation, money, a payout, a case, and whatever nobody else would look after. Then what says who
//! they are is deleted at once, and their name gives way to a pseudonym. The book, turns, the audit log, statements, invoices
//! and contracts stay as they are; none of them is edited. An access token is good for ten minutes more: what is written with
//! it is erased as well, a little later. The address can sign up anew, as somebody else.
//!
//! **Growing old.** What is deleted by its age is listed once ([`retention`]), and deleted once an hour.
//!
//! **The law.** Whoever runs the network names its imprint, its privacy notice and its conditions ([`Legal`]): pages of their
//! own, which every page links.
//!
//! **Consents** ([`identity::consents`](crate::identity::consents)) are told with what somebody shows to others.
//!
//! Calls every slice that keeps something of people. Called by jobs alone.

mod conditions;
mod consents;
mod gathering;
mod legal;
pub mod register;
pub mod retention;
pub mod routes;
pub mod service;

pub use self::{conditions::Conditions, legal::Legal};
