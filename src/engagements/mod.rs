//! Engagements: the contract that follows an award.
//!
//! **Milestones.** An engagement's price is divided over milestones. The client funds one (the money is held), a member
//! submits it, the client accepts it, and accepting pays it out at once: over the seats in proportion to what they cost,
//! and each seat's share by the terms that were frozen at award. The engagement is completed with its last release.
//!
//! **Once.** Funding and release are each one transaction with their entry in the book, under a key that names the
//! milestone, so that money never moves twice, whoever asks at once.
//!
//! **In parts.** A dispute freezes a part of a milestone's money ([`held`]) and says in the end where it goes. Accepting
//! releases what is not frozen; a milestone is over when nothing of it is open or frozen.
//!
//! **Who.** Only people of the client organisation see its engagements: finance funds, approvers and finance accept.
//! A member sees the engagements in which they have a seat, and of the money their own part. Steward, operators and
//! everybody else see nothing here.
//!
//! **Afterwards.** What the seats needed becomes evidence of their members' skills, the ties between them grow, and both
//! sides may review each other once.
//!
//! Calls spaces for terms, the book for money, members and ties for what was learnt, identity for roles and mail. Called
//! by bids.

use muster_kernel::{Id, id::Kind};

pub mod delivery;
pub mod held;
mod mails;
mod model;
pub mod reviews;
pub mod routes;
pub mod service;
mod shares;
mod sheet;
mod store;
mod views;
mod waterfall;

pub use self::model::{EngagementState, MilestoneState};

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

/// Names a review.
pub struct ReviewKind;

impl Kind for ReviewKind {
    const PREFIX: &'static str = "review";
}

/// The id of a review.
pub type ReviewId = Id<ReviewKind>;
