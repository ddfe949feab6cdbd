//! The states of a bid.

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

/// What can happen to a bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The last seat is taken.
    Complete,
    /// A member who took a seat cannot keep it.
    LoseMember,
    /// A seat cannot be filled, or not in time.
    Fail,
    /// The client chooses it.
    Award,
    /// The client chooses another one.
    Lose,
    /// The client takes the brief back.
    Withdraw,
}

impl State {
    /// The state after `event`, or `None` where it cannot happen in this state.
    pub fn after(self, event: Event) -> Option<Self> {
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

    /// Whether it may still be awarded.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Staffing | Self::Complete)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: [Event; 6] =
        [Event::Complete, Event::LoseMember, Event::Fail, Event::Award, Event::Lose, Event::Withdraw];

    #[test]
    fn only_a_complete_bid_can_be_awarded() {
        let from: Vec<State> = State::ALL.iter().copied().filter(|state| state.after(Event::Award).is_some()).collect();
        assert_eq!(from, [State::Complete]);
    }

    #[test]
    fn nothing_happens_any_more_to_a_bid_that_has_ended() {
        for state in State::ALL.iter().filter(|state| !state.is_live()) {
            assert!(EVENTS.iter().all(|event| state.after(*event).is_none()), "{state}");
        }
    }
}
