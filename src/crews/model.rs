//! The words of crews.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::CrewId;
use crate::{identity::MemberId, states::Machine};

/// The most members of a crew, those who were invited among them: as many as a brief has seats.
pub(super) const MOST_MEMBERS: i64 = 16;
/// The most crews that one member may be in or be invited to.
pub(super) const MOST_CREWS: i64 = 50;

crate::words! {
    /// How somebody stands to a crew.
    pub enum Membership {
        /// Asked to join.
        Invited = "invited",
        /// In it.
        Joined = "joined",
        /// Said no, or left.
        Left = "left",
    }
}

crate::events! {
    /// What can happen between a member and a crew.
    pub enum MembershipEvent {
        /// They join.
        Join = "join",
        /// They say no, or leave.
        Leave = "leave",
        /// They are asked again.
        Invite = "invite",
    }
}

impl Machine for Membership {
    type Event = MembershipEvent;
    const THING: &'static str = "membership of a crew";
    const START: Self = Self::Invited;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [MembershipEvent] = MembershipEvent::ALL;

    fn after(self, event: MembershipEvent) -> Option<Self> {
        match (self, event) {
            (Self::Invited, MembershipEvent::Join) => Some(Self::Joined),
            (Self::Invited | Self::Joined, MembershipEvent::Leave) => Some(Self::Left),
            (Self::Left, MembershipEvent::Invite) => Some(Self::Invited),
            _ => None,
        }
    }
}

/// A crew to be founded.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCrew {
    /// What it is called, 1 to 80 characters.
    pub name: String,
}

/// Whom a crew asks: exactly one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CrewInvitation)]
pub struct Asked {
    /// The address of a member.
    pub email: Option<String>,
    /// A member to whom whoever asks has a tie.
    pub member: Option<MemberId>,
}

/// A crew, as those who are in it or asked to join see it.
#[derive(Serialize, ToSchema)]
pub struct Crew {
    /// Names it.
    pub id: CrewId,
    /// What it is called.
    pub name: String,
    /// How you stand to it.
    pub membership: Membership,
    /// Who joined, in the order of their ids.
    pub members: Vec<CrewMember>,
    /// When it was founded.
    pub created_at: Instant,
}

/// Somebody who joined a crew.
#[derive(Serialize, ToSchema)]
pub struct CrewMember {
    /// Which member.
    pub member: MemberId,
    /// What they are called.
    pub first_name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whoever_was_invited_can_join() {
        assert_eq!(Membership::before(MembershipEvent::Join), [Membership::Invited]);
    }
}
