//! Engagements: the contract that follows an award.
//!
//! **Milestones.** An engagement's price is divided over milestones. The client pays for one ([`payments`]: the money is
//! held), a member submits it, the client accepts it, and accepting pays it out at once: over the seats in proportion to what they cost,
//! and each seat's share by the terms that were frozen at award. The engagement is completed with its last release.
//!
//! **Once.** Payment and release are each one transaction with their entry in the book, under a key that names the
//! milestone, so that money never moves twice, whoever asks at once.
//!
//! **Tax.** What a client pays is the milestone's amount and the tax on it, at the rate that was frozen at award
//! ([`billing`]); what goes back takes its tax with it. When a milestone is over, an invoice follows.
//!
//! **In parts.** A dispute freezes a part of a milestone's money ([`held`]) and says in the end where it goes. Accepting
//! releases what is not frozen; a milestone is over when nothing of it is open or frozen.
//!
//! **Who.** Only people of the client organisation see its engagements: finance pays, approvers and finance accept.
//! A member sees the engagements in which they have a seat, and of the money their own part. Steward, operators and
//! everybody else see nothing here.
//!
//! **One after the other.** A seat may be handed over: then it has several holders, each with their weeks and the terms
//! of the day on which they took it. A milestone goes over the seats by what they cost, and within a seat over its holders
//! by the weeks of the milestone that each had it, unless a steward has set another part. What is over, and what is
//! disputed, stays with those who had the seats then.
//!
//! **Before the end.** The client may end an engagement ([`ending`]): what is not funded yet is left out, and nothing is due
//! for it; what is held stays held, to be accepted or disputed, and the hours after it are free again. Where a seat ends with
//! nobody after it, what its last weeks would have been paid is not due, and what is held for them goes back.
//!
//! **Afterwards.** What the seats needed becomes evidence of their members' skills, and the ties between those who worked
//! side by side grow: each by the weeks they were there, and by how much of what they were to be paid was released, so that
//! work that was refunded, or never begun, proves nothing. And the reviews of both sides are opened.
//!
//! **Held against the book.** What a milestone's row says of its money is what the entries about it say; [`recount`] compares
//! the two each night.
//!
//! Calls spaces for terms, the book for money, members and ties for what was learnt, availability for hours that are free
//! again, identity for roles, reviews at completion, fundings for what is awaited, payouts for where a refund goes. Called by
//! bids, briefs (what followed one), fundings, handovers, payouts, reviews.

use muster_kernel::{Id, id::Kind};

pub mod billing;
pub mod delivery;
mod ending;
pub mod held;
mod mails;
mod model;
pub mod payments;
pub mod personal;
pub mod recount;
pub mod refunds;
pub mod routes;
pub mod service;
mod shares;
mod sheet;
mod store;
pub mod successions;
mod views;
mod waterfall;

pub use self::{
    model::{EngagementState, MilestoneState, SeatTitles, milestone_called},
    views::EngagementInFull,
};

/// Names an engagement.
pub struct EngagementKind;

impl Kind for EngagementKind {
    const PREFIX: &'static str = "engagement";
}

/// The id of an engagement.
pub type EngagementId = Id<EngagementKind>;

/// Names a milestone.
pub struct MilestoneKind;

impl Kind for MilestoneKind {
    const PREFIX: &'static str = "milestone";
}

/// The id of a milestone.
pub type MilestoneId = Id<MilestoneKind>;
