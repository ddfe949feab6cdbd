//! The words of members.

use crate::{
    identity::{MemberId, PersonId},
    places::PlaceId,
    skills::SkillId,
};

/// The most evidence that a skill can have.
pub const MOST_EVIDENCE: u16 = 1000;

/// A member of the pool, as formation reads one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolMember {
    /// Which member.
    pub id: MemberId,
    /// Which person; for leaving a client's own people out.
    pub person: PersonId,
    /// The name they go by in pools.
    pub alias: String,
    /// What an hour costs, in minor units.
    pub rate_minor: i64,
    /// Where they work from, if they said so.
    pub place: Option<PlaceId>,
    /// Whether they also work on site.
    pub onsite: bool,
    /// Skills with level (1 to 5) and evidence (0 to 1000), in order.
    pub skills: Vec<(SkillId, u8, u16)>,
    /// Languages they speak, in order.
    pub languages: Vec<String>,
}
