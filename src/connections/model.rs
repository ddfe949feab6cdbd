//! The words of connections, their states, and how much each kind counts.

use muster_kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ConnectionId;
use crate::states::Machine;

crate::words! {
    /// What happened between two members.
    pub enum ConnectionKind {
        /// One made the other known to somebody.
        Introduction = "introduction",
        /// One gave the other advice.
        Advice = "advice",
        /// One helped the other out.
        Support = "support",
        /// They worked together and were paid.
        PaidWork = "paid_work",
    }
}

impl ConnectionKind {
    /// By how much a confirmed connection makes a tie stronger, of 1000: a policy of the network.
    pub const fn strength(self) -> u16 {
        match self {
            Self::Introduction => 30,
            Self::Advice => 40,
            Self::Support => 60,
            Self::PaidWork => 150,
        }
    }

    /// The kind in a sentence, such as "an introduction".
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::Introduction => "an introduction",
            Self::Advice => "advice",
            Self::Support => "support",
            Self::PaidWork => "paid work",
        }
    }
}

crate::words! {
    /// How far a connection is.
    pub enum ConnectionState {
        /// Somebody still has to confirm it.
        Proposed = "proposed",
        /// Both confirmed it, and it counts.
        Confirmed = "confirmed",
        /// One of the two said no.
        Declined = "declined",
        /// Nobody answered in time.
        Expired = "expired",
        /// It was taken back.
        TakenBack = "taken_back",
    }
}

crate::events! {
    /// What happens to a connection.
    pub enum ConnectionEvent {
        /// The last of those who are asked agrees.
        Agree = "agree",
        /// One of those who are asked says no.
        Decline = "decline",
        /// The time to answer is over.
        Expire = "expire",
        /// Whoever logged it, or one of the two, takes it back.
        TakeBack = "take back",
    }
}

impl Machine for ConnectionState {
    type Event = ConnectionEvent;
    const THING: &'static str = "connection";
    const START: Self = Self::Proposed;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [ConnectionEvent] = ConnectionEvent::ALL;

    fn after(self, event: ConnectionEvent) -> Option<Self> {
        match (self, event) {
            (Self::Proposed, ConnectionEvent::Agree) => Some(Self::Confirmed),
            (Self::Proposed, ConnectionEvent::Decline) => Some(Self::Declined),
            (Self::Proposed, ConnectionEvent::Expire) => Some(Self::Expired),
            (Self::Proposed | Self::Confirmed, ConnectionEvent::TakeBack) => Some(Self::TakenBack),
            _ => None,
        }
    }
}

/// What a member logs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConnection {
    /// What happened.
    pub kind: ConnectionKind,
    /// The address of the other member.
    pub email: String,
    /// When: within the last year, or today.
    pub happened_on: Day,
    /// For the two of them, up to 200 characters.
    pub note: String,
}

/// What a host logs: it happened between two members of the space.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHostedConnection {
    /// What happened.
    pub kind: ConnectionKind,
    /// The addresses of the two.
    pub emails: [String; 2],
    /// When: within the last year, or today.
    pub happened_on: Day,
}

/// A connection, as one of its two members sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Connection {
    /// Which.
    pub id: ConnectionId,
    /// What happened.
    pub kind: ConnectionKind,
    /// The other member's name.
    pub with: String,
    /// When it happened.
    pub happened_on: Day,
    /// What whoever logged it noted.
    pub note: String,
    /// How far it is.
    pub state: ConnectionState,
    /// Whether you are asked to confirm it.
    pub awaits_you: bool,
    /// Whether a host of a space logged it.
    pub by_host: bool,
    /// When it expires, where it is not confirmed until then.
    pub expires_at: Instant,
}

/// A connection that a space's host logged, as the hosts of that space see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct HostedConnection {
    /// Which.
    pub id: ConnectionId,
    /// What happened.
    pub kind: ConnectionKind,
    /// The two members' names.
    pub between: [String; 2],
    /// When it happened.
    pub happened_on: Day,
    /// Whether both confirmed it. Who did not is nobody else's business.
    pub confirmed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_confirmed_counts_and_it_can_be_taken_back() {
        assert_eq!(ConnectionState::before(ConnectionEvent::Agree), [ConnectionState::Proposed]);
        let before = ConnectionState::before(ConnectionEvent::TakeBack);
        assert_eq!(before, [ConnectionState::Proposed, ConnectionState::Confirmed]);
    }

    #[test]
    fn paid_work_says_most_of_two_people_and_an_introduction_least() {
        let strengths: Vec<u16> = ConnectionKind::ALL.iter().map(|kind| kind.strength()).collect();
        assert!(strengths.is_sorted(), "{strengths:?}");
    }
}
