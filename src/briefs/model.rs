//! The states of a brief.

use crate::states::Machine;

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
        /// The deadline has passed without a bid, or the day on which the work was to begin without an award.
        Lapsed = "lapsed",
    }
}

crate::words! {
    /// Why a brief lapsed.
    pub enum LapsedFor {
        /// Muster could form no team for it, and nobody else bid.
        NoTeam = "no_team",
        /// Muster was to form none, and nobody bid.
        NoBid = "no_bid",
        /// There were bids, and none was complete at the deadline.
        Incomplete = "incomplete",
        /// The day on which the work was to begin passed without an award.
        NotAwarded = "not_awarded",
    }
}

impl LapsedFor {
    /// What happened to the brief.
    pub fn event(self) -> Event {
        match self {
            Self::NoTeam | Self::NoBid | Self::Incomplete => Event::CloseWithout,
            Self::NotAwarded => Event::RunOut,
        }
    }
}

crate::words! {
    /// Who may bid on a brief.
    pub enum Bidding {
        /// Teams that Muster forms.
        Formed = "formed",
        /// Crews and single members who opted in.
        Open = "open",
        /// Both.
        Both = "both",
    }
}

impl Bidding {
    /// Whether Muster forms teams for the brief.
    pub fn forms(self) -> bool {
        matches!(self, Self::Formed | Self::Both)
    }

    /// Whether crews and single members may bid.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Both)
    }
}

crate::events! {
    /// What can happen to a brief.
    pub enum Event {
        /// Its client posts it.
        Post = "post",
        /// Its client takes it back.
        Withdraw = "withdraw",
        /// Its deadline passes, and at least one bid is complete.
        CloseWithBids = "deadline, with bids",
        /// Its deadline passes without a bid.
        CloseWithout = "deadline, without",
        /// Its client chooses a bid.
        Award = "award",
        /// The day on which the work was to begin passes, and no bid was chosen.
        RunOut = "run out",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "brief";
    const START: Self = Self::Draft;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Draft, Event::Post) => Some(Self::Posted),
            (Self::Draft | Self::Posted | Self::Decided, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Posted, Event::CloseWithBids) => Some(Self::Decided),
            (Self::Posted, Event::CloseWithout) => Some(Self::Lapsed),
            (Self::Decided, Event::Award) => Some(Self::Awarded),
            (Self::Decided, Event::RunOut) => Some(Self::Lapsed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_happens_any_more_to_a_brief_that_has_ended() {
        for end in [State::Awarded, State::Withdrawn, State::Lapsed] {
            assert!(end.is_over(), "{end}");
        }
    }

    #[test]
    fn a_brief_is_awarded_only_after_its_deadline() {
        assert_eq!(State::before(Event::Award), [State::Decided]);
    }
}
