//! Disputes: what happens when client and team do not agree about a milestone.
//!
//! **What is frozen.** A dispute is about an amount of one milestone, all that is open of it unless less is said. So much
//! is frozen; the rest of the milestone can be accepted and paid out, and every other milestone goes on. A milestone has
//! one dispute at a time. The client can open one while money is held (funded or submitted), a member with a part in the
//! milestone once it is submitted.
//!
//! **The way.** The other side has seven days for its statement; silence is told to everybody and changes nothing else.
//! Then a steward has fourteen days to decide. Either side may appeal once, within seven days; then three stewards vote,
//! and the median of what they would give the members is the outcome. A decision is carried out when the time for an
//! appeal is over, or at once when both sides accept it. At any time both sides can agree on a split, which settles the
//! dispute without a steward; and until there is a decision, whoever opened it can take it back. Each deadline is a job
//! that ends in a defined state ([`deadlines`]).
//!
//! **Consent.** The client speaks through whoever may accept work for it (approver, finance). For the team every member
//! with a part in the milestone has a voice: each may make a statement, propose or appeal, but a split is agreed, and a
//! decision accepted, only when all of them said yes. Nobody's money is given away by a mate.
//!
//! **Who sees what.** Both sides see statements and files, which are about the milestone as a whole. Of the money a
//! member sees their own part, as everywhere; so members propose in basis points, and the client and stewards in minor
//! units. The case's steward or panel sees everything but the proposals, so that an offer made in peace cannot be held
//! against whoever made it, and what was agreed on: the brief's words and the milestone; panel votes are sealed until all
//! are in. In the preview of an entry a steward sees every amount and account, but not which space is paid: nobody decides
//! about a member's home. Operators, other members and other stewards see nothing, and are told that there is no such
//! dispute.
//!
//! **The steward** is drawn by lot among those without ties to either side ([`stewards`](crate::stewards)), may step
//! back, and is replaced by lot after the deadline. Somebody who is not neutral any more is not shown the case any more.
//! Without anybody neutral the case waits, a steward is looked for each day, and both sides can still agree. A panel has
//! three, or one where fewer than three are left; whoever does not vote in time is replaced once. Where nobody is left or
//! nobody votes, the first decision stands, and the outcome says so (`upheld`).
//!
//! **Once.** The outcome is posted in the transaction that settles the dispute, as a release and a refund under keys that
//! name the dispute. Money that goes to the members goes through the terms frozen at award.
//!
//! Calls engagements (what is held), briefs (what was asked for), stewards, files, identity, members. Called by nobody but
//! jobs.

mod cases;
pub mod deadlines;
mod letters;
mod lots;
mod model;
mod papers;
pub mod personal;
pub mod routes;
mod rulings;
pub mod service;
mod settling;
mod store;
mod talks;
mod views;

use muster_kernel::{Id, id::Kind};

pub use self::{
    lots::{hand_on, step_back},
    model::{Division, Reason, State},
    talks::{NewProposal, NewStatement, agree, propose, state},
};

/// Names a dispute.
pub struct DisputeKind;

impl Kind for DisputeKind {
    const PREFIX: &'static str = "dispute";
}

/// The id of a dispute.
pub type DisputeId = Id<DisputeKind>;

/// Names a statement in a dispute.
pub struct StatementKind;

impl Kind for StatementKind {
    const PREFIX: &'static str = "statement";
}

/// The id of a statement.
pub type StatementId = Id<StatementKind>;

/// Names a file in a dispute.
pub struct FileKind;

impl Kind for FileKind {
    const PREFIX: &'static str = "file";
}

/// The id of a file.
pub type FileId = Id<FileKind>;

/// Names a proposal in a dispute.
pub struct ProposalKind;

impl Kind for ProposalKind {
    const PREFIX: &'static str = "proposal";
}

/// The id of a proposal.
pub type ProposalId = Id<ProposalKind>;
