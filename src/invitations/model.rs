//! The states of an invitation.

crate::words! {
    /// Where an invitation stands.
    #[schema(as = InvitationState)]
    pub enum State {
        /// Waiting for an answer.
        Pending = "pending",
        /// The member takes the seat.
        Accepted = "accepted",
        /// The member does not.
        Declined = "declined",
        /// Nobody answered in time.
        Lapsed = "lapsed",
        /// Taken back: the seat is needed no more.
        Closed = "closed",
    }
}

/// What can happen to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The member accepts.
    Accept,
    /// The member declines.
    Decline,
    /// The time to answer is over.
    Lapse,
    /// The seat is needed no more.
    Close,
}

impl State {
    /// The state after `event`, or `None` where it cannot happen in this state.
    pub fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Pending, Event::Accept) => Some(Self::Accepted),
            (Self::Pending, Event::Decline) => Some(Self::Declined),
            (Self::Pending, Event::Lapse) => Some(Self::Lapsed),
            (Self::Pending | Self::Accepted, Event::Close) => Some(Self::Closed),
            _ => None,
        }
    }

    /// Whether the seat is still offered to the member, or taken by them.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Pending | Self::Accepted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_pending_invitation_can_be_answered() {
        for event in [Event::Accept, Event::Decline, Event::Lapse] {
            let from: Vec<State> = State::ALL.iter().copied().filter(|state| state.after(event).is_some()).collect();
            assert_eq!(from, [State::Pending], "{event:?}");
        }
    }

    #[test]
    fn whatever_is_over_stays_over() {
        for state in State::ALL.iter().filter(|state| !state.is_live()) {
            assert_eq!(state.after(Event::Close), None, "{state}");
        }
    }
}
