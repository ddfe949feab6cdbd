//! The states of a standby.

use crate::states::Machine;

crate::words! {
    /// Where a standby stands.
    #[schema(as = StandbyState)]
    pub enum State {
        /// Asked whether they would.
        Asked = "asked",
        /// They would.
        Ready = "ready",
        /// They would not.
        Declined = "declined",
        /// They did not say.
        Lapsed = "lapsed",
        /// The seat fell free and was offered to them.
        Offered = "offered",
        /// Not needed any more.
        Closed = "closed",
    }
}

crate::events! {
    /// What can happen to a standby.
    pub enum Event {
        /// The member stands by.
        Accept = "accept",
        /// The member does not, or no longer.
        Decline = "decline",
        /// The time to answer is over.
        Lapse = "lapse",
        /// The seat falls free.
        Offer = "offer",
        /// The offer is taken back before it was answered: the seat stays taken, or is to be offered anew.
        TakeBack = "take the offer back",
        /// The brief ended without an award, the engagement is over, or the seat was taken over or ended.
        Close = "close",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "standby";
    const START: Self = Self::Asked;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Asked, Event::Accept) => Some(Self::Ready),
            (Self::Asked | Self::Ready, Event::Decline) => Some(Self::Declined),
            (Self::Asked, Event::Lapse) => Some(Self::Lapsed),
            (Self::Ready, Event::Offer) => Some(Self::Offered),
            (Self::Offered, Event::TakeBack) => Some(Self::Ready),
            (Self::Asked | Self::Ready, Event::Close) => Some(Self::Closed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whoever_said_yes_is_offered_the_seat() {
        assert_eq!(State::before(Event::Offer), [State::Ready]);
    }

    #[test]
    fn whoever_stands_by_may_step_back() {
        assert_eq!(State::before(Event::Decline), [State::Asked, State::Ready]);
    }
}
