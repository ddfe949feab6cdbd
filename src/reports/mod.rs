//! Reports: what the operators of a space are told of its money, in which nobody stands alone.
//!
//! **A report** sums up what a space earned in a span of closed months: by month, quarter, place, category of work or source
//! (who brought the client), beside the same span a year before, of all work or of one place's or category's alone; as JSON,
//! CSV, XLSX, HTML or PDF.
//!
//! **Atoms.** When a month is closed, its lines are cut into parts once ([`atoms`]): by category of work, source and place, as
//! long as each part stands for three members at least. Only these are kept for reports, and every number of every report is
//! a sum of whole ones. Two reports over spans that overlap, by two dimensions, or asked on two days, differ by whole atoms again;
//! so no arithmetic over reports comes out at one or two members, beyond what a statement's own sums tell (a month in which one
//! member earned is told to the cent, because a space is owed an account of its money). An attacker tries it, in [`attack`].
//! What it costs and what was rejected: `docs/decisions/sums-of-whole-atoms.md`.
//!
//! **Cheap.** A report reads the atoms of its months, a few dozen a month, however many lines they are made of.
//!
//! **The overview**: what is there now, what was paid out, what the next statement would say, and the last ones.
//!
//! **Shared lines.** Drilling down ends at statements, never at a person, unless a member shows their own lines to their space
//! ([`sharing`]). They show what is posted from then on, and take it back at once. Whoever shows their lines hides nobody else, so
//! they do not count to the three.
//!
//! Calls spaces, book, meter, identity, members, places and skills. Called by the worker alone.

mod atoms;
#[cfg(test)]
mod attack;
mod closing;
mod paper;
pub mod personal;
mod report;
pub mod routes;
pub mod service;
pub mod sharing;
pub mod statement;
mod store;
mod words;

use muster_kernel::{Id, id::Kind};

pub use self::{closing::keep_up, report::Dimension};

/// Names a time in which a member shows their lines.
pub struct ShareKind;

impl Kind for ShareKind {
    const PREFIX: &'static str = "share";
}

/// The id of a time in which a member shows their lines.
pub type ShareId = Id<ShareKind>;
