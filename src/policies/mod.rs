//! Policies: the published weights and rules of formation and of turns.
//!
//! A policy is a whole document with a version, and a version is never changed. Which one counts is a matter of the date
//! alone: the last one whose date has come. A network begins with version 1, the default. Every run keeps the version that
//! it used.
//!
//! A steward proposes a policy with the reason, and with a simulation's report where there is one: handed in whole, so that
//! everybody sees what it says, or named by its hash. Another steward adopts it, from a day at least a week ahead on, or either takes it back; the database, too, refuses an
//! adoption by the proposer. Every other steward is told of a proposal, and its proposer what became of it. Proposals and
//! versions are on a public page, those that were taken back as well.
//!
//! Called by `formation`, `bids`, `invitations` and `turns`; calls `changes`, `identity` and `notices`.

mod letters;
mod model;
pub mod personal;
mod report;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::{
    model::{Event, Policy, State},
    report::{PolicyReport, ReportSource},
};

/// Names a proposal of a policy.
pub struct ProposalKind;

impl Kind for ProposalKind {
    const PREFIX: &'static str = "proposal";
}

/// The id of a proposal of a policy.
pub type ProposalId = Id<ProposalKind>;
