//! The words of ties and blocks.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::identity::MemberId;

/// The strongest tie.
pub const STRONGEST: u16 = 1000;
/// The most blocks that one member may say: enough for anybody, and too few to hold a pool up.
pub(super) const MOST_BLOCKS: i64 = 100;

/// Whom a member is never to be in one team with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBlock {
    /// The other member's address.
    pub email: String,
}

/// A block that a member said.
#[derive(Debug, Serialize, ToSchema)]
pub struct Block {
    /// The other member.
    pub member: MemberId,
    /// Their address.
    pub email: String,
    /// Since when.
    pub since: Instant,
}
