//! The states of a bid.

use crate::states::Machine;

crate::words! {
    /// Where a bid stands.
    #[schema(as = BidState)]
    pub enum State {
        /// Its seats are being offered.
        Staffing = "staffing",
        /// Every seat is taken.
        Complete = "complete",
        /// Nobody could be found for a seat in time.
        Failed = "failed",
        /// The client chose it.
        Awarded = "awarded",
        /// The client chose another one.
        Lost = "lost",
        /// The client took the brief back.
        Withdrawn = "withdrawn",
    }
}

crate::events! {
    /// What can happen to a bid.
    pub enum Event {
        /// The last seat is taken.
        Complete = "complete",
        /// A member who took a seat cannot keep it.
        LoseMember = "lose a member",
        /// A seat cannot be filled, or not in time.
        Fail = "fail",
        /// The client chooses it.
        Award = "award",
        /// The client chooses another one.
        Lose = "lose",
        /// The client takes the brief back.
        Withdraw = "withdraw",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "bid";
    const START: Self = Self::Staffing;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Staffing, Event::Complete) => Some(Self::Complete),
            (Self::Staffing, Event::Fail | Event::Lose) => Some(Self::Failed),
            (Self::Complete, Event::LoseMember) => Some(Self::Staffing),
            (Self::Complete, Event::Award) => Some(Self::Awarded),
            (Self::Complete, Event::Lose) => Some(Self::Lost),
            (Self::Staffing | Self::Complete, Event::Withdraw) => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

impl State {
    /// Whether it may still be awarded.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Staffing | Self::Complete)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_complete_bid_can_be_awarded() {
        assert_eq!(State::before(Event::Award), [State::Complete]);
    }

    #[test]
    fn nothing_happens_any_more_to_a_bid_that_has_ended() {
        for state in State::ALL.iter().filter(|state| !state.is_live()) {
            assert!(state.is_over(), "{state}");
        }
    }
}
