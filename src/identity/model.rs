//! The words of identity.

use muster_kernel::{Id, id::Kind};

/// Names a person.
pub struct PersonKind;
/// Names a session.
pub struct SessionKind;
/// Names a client organisation.
pub struct ClientKind;
/// Names a member.
pub struct MemberKind;
/// Names an invite: a link by mail to act for a client organisation.
pub struct InviteKind;
/// Names an API key of a client organisation.
pub struct ApiKeyKind;
/// Names the provider of a client organisation: its own sign-in.
pub struct ProviderKind;

impl Kind for PersonKind {
    const PREFIX: &'static str = "person";
}
impl Kind for SessionKind {
    const PREFIX: &'static str = "session";
}
impl Kind for ClientKind {
    const PREFIX: &'static str = "client";
}
impl Kind for MemberKind {
    const PREFIX: &'static str = "member";
}
impl Kind for InviteKind {
    const PREFIX: &'static str = "invite";
}
impl Kind for ApiKeyKind {
    const PREFIX: &'static str = "key";
}
impl Kind for ProviderKind {
    const PREFIX: &'static str = "provider";
}

/// The id of a person.
pub type PersonId = Id<PersonKind>;
/// The id of a session.
pub type SessionId = Id<SessionKind>;
/// The id of a client organisation.
pub type ClientId = Id<ClientKind>;
/// The id of a member.
pub type MemberId = Id<MemberKind>;
/// The id of an invite.
pub type InviteId = Id<InviteKind>;
/// The id of an API key.
pub type ApiKeyId = Id<ApiKeyKind>;
/// The id of a client organisation's provider.
pub type ProviderId = Id<ProviderKind>;

crate::words! {
    /// The one capacity in which a signed-in person acts.
    pub enum Hat {
        /// Posts briefs for an organisation.
        Client = "client",
        /// A freelancer in the pool.
        Member = "member",
        /// Runs a space.
        Operator = "operator",
        /// A neutral person for replacements, disputes and policy.
        Steward = "steward",
        /// Runs the installation.
        Admin = "admin",
    }
}

crate::words! {
    /// What a person may do for their client organisation.
    pub enum ClientRole {
        /// Writes and posts briefs.
        Requester = "requester",
        /// Also awards bids and accepts work.
        Approver = "approver",
        /// Also moves money.
        Finance = "finance",
    }
}

crate::words! {
    /// What somebody agrees to.
    pub enum Agreement {
        /// The conditions of the network, its policy on data among them.
        Conditions = "conditions",
        /// That teams are formed with them.
        Formation = "formation",
    }
}

crate::words! {
    /// What an address is tried for without anybody being signed in.
    pub enum Knock {
        /// A sign-in that failed.
        SignIn = "sign-in",
        /// A code of the second factor that was wrong.
        Code = "code",
        /// A mail that was asked for.
        Mail = "mail",
    }
}

crate::words! {
    /// What a token sent by mail is good for.
    pub enum Purpose {
        /// Shows that the address is theirs.
        Verify = "verify",
        /// Sets a new password.
        Reset = "reset",
    }
}
