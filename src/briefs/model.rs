//! The states of a brief.

crate::words! {
    /// Where a brief stands.
    #[schema(as = BriefState)]
    pub enum State {
        /// Being written.
        Draft = "draft",
        /// Open until its deadline.
        Posted = "posted",
        /// The deadline has passed, and there are bids to choose from.
        Decided = "decided",
        /// A bid was chosen.
        Awarded = "awarded",
        /// Taken back by the client.
        Withdrawn = "withdrawn",
        /// The deadline has passed without a bid.
        Lapsed = "lapsed",
    }
}

crate::words! {
    /// Who may bid on a brief.
    pub enum Bidding {
        /// Teams that Muster forms.
        Formed = "formed",
    }
}

/// What can happen to a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Its client posts it.
    Post,
    /// Its client takes it back.
    Withdraw,
    /// Its deadline passes, and at least one bid is complete.
    CloseWithBids,
    /// Its deadline passes without a bid.
    CloseWithout,
    /// Its client chooses a bid.
    Award,
}

impl State {
    /// The state after `event`, or `None` where it cannot happen in this state.
    pub fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Draft, Event::Post) => Some(Self::Posted),
            (Self::Draft | Self::Posted | Self::Decided, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Posted, Event::CloseWithBids) => Some(Self::Decided),
            (Self::Posted, Event::CloseWithout) => Some(Self::Lapsed),
            (Self::Decided, Event::Award) => Some(Self::Awarded),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: [Event; 5] = [Event::Post, Event::Withdraw, Event::CloseWithBids, Event::CloseWithout, Event::Award];

    #[test]
    fn nothing_happens_any_more_to_a_brief_that_has_ended() {
        for end in [State::Awarded, State::Withdrawn, State::Lapsed] {
            assert!(EVENTS.iter().all(|event| end.after(*event).is_none()), "{end}");
        }
    }

    #[test]
    fn a_brief_is_awarded_only_after_its_deadline() {
        let from: Vec<State> = State::ALL.iter().copied().filter(|state| state.after(Event::Award).is_some()).collect();
        assert_eq!(from, [State::Decided]);
    }
}
