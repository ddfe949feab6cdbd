//! Briefs.

use muster_kernel::{Id, id::Kind};

pub mod routes;

/// Names a brief.
pub struct BriefKind;

impl Kind for BriefKind {
    const PREFIX: &'static str = "brief";
}

/// The id of a brief.
pub type BriefId = Id<BriefKind>;
