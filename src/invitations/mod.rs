//! Invitations.

use muster_kernel::{Id, id::Kind};

pub mod routes;
pub mod service;

/// Names an invitation.
pub struct InvitationKind;

impl Kind for InvitationKind {
    const PREFIX: &'static str = "invitation";
}

/// The id of an invitation.
pub type InvitationId = Id<InvitationKind>;
