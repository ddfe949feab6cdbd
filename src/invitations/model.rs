//! The states of an invitation.

use crate::states::Machine;

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

crate::events! {
    /// What can happen to an invitation.
    pub enum Event {
        /// The member accepts.
        Accept = "accept",
        /// The member declines.
        Decline = "decline",
        /// The time to answer is over.
        Lapse = "lapse",
        /// The seat is needed no more.
        Close = "close",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "invitation";
    const START: Self = Self::Pending;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Pending, Event::Accept) => Some(Self::Accepted),
            (Self::Pending, Event::Decline) => Some(Self::Declined),
            (Self::Pending, Event::Lapse) => Some(Self::Lapsed),
            (Self::Pending | Self::Accepted, Event::Close) => Some(Self::Closed),
            _ => None,
        }
    }
}

impl State {
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
            assert_eq!(State::before(event), [State::Pending], "{event}");
        }
    }

    #[test]
    fn whatever_is_over_stays_over() {
        for state in State::ALL.iter().filter(|state| !state.is_live()) {
            assert!(state.is_over(), "{state}");
        }
    }
}
