//! Engagements.

use muster_kernel::{Id, id::Kind};

pub mod routes;

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
