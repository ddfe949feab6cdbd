//! The states of a bid.

use crate::states::Machine;

crate::words! {
    /// Where a bid stands.
    #[schema(as = BidState)]
    pub enum State {
        /// Not everybody in it has said yes: its seats are being offered, or its revision is being signed off.
        Staffing = "staffing",
        /// Everybody in it has said yes.
        Complete = "complete",
        /// Nobody could be found for a seat in time.
        Failed = "failed",
        /// The client chose it.
        Awarded = "awarded",
        /// The client chose another one, or none before the work's time was over.
        Lost = "lost",
        /// The client took the brief back, or its authors the bid.
        Withdrawn = "withdrawn",
    }
}

crate::words! {
    /// How a bid came to be.
    pub enum Origin {
        /// Muster formed its team of everybody in the pool.
        Formed = "formed",
        /// A crew made it.
        Crew = "crew",
        /// Members each offered to take a seat.
        Offers = "offers",
    }
}

crate::events! {
    /// What can happen to a bid.
    pub enum Event {
        /// The last seat is taken.
        Complete = "complete",
        /// Its authors change it.
        Revise = "revise",
        /// A member who took a seat cannot keep it.
        LoseMember = "lose a member",
        /// A seat cannot be filled, or not in time.
        Fail = "fail",
        /// The client chooses it.
        Award = "award",
        /// The client chooses another one, or none before the work's time is over.
        Lose = "lose",
        /// The client takes the brief back, or its authors the bid.
        Withdraw = "withdraw",
    }
}

crate::words! {
    /// Whether an offer stands.
    pub enum OfferState {
        /// It stands.
        Open = "open",
        /// Its member took it back.
        Withdrawn = "withdrawn",
        /// It found no place in a bid, its member's hours are gone, or its brief was taken back.
        Over = "over",
    }
}

crate::events! {
    /// What can happen to an offer.
    pub enum OfferEvent {
        /// Its member takes it back.
        Withdraw = "withdraw",
        /// The deadline passes and no bid takes it in, its member is booked by another engagement, or the client takes the
        /// brief back.
        End = "end",
    }
}

impl Machine for OfferState {
    type Event = OfferEvent;
    const THING: &'static str = "offer";
    const START: Self = Self::Open;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [OfferEvent] = OfferEvent::ALL;

    fn after(self, event: OfferEvent) -> Option<Self> {
        match (self, event) {
            (Self::Open, OfferEvent::Withdraw) => Some(Self::Withdrawn),
            (Self::Open, OfferEvent::End) => Some(Self::Over),
            (Self::Withdrawn | Self::Over, _) => None,
        }
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
            (Self::Complete, Event::LoseMember) | (Self::Staffing | Self::Complete, Event::Revise) => {
                Some(Self::Staffing)
            }
            (Self::Complete, Event::Award) => Some(Self::Awarded),
            (Self::Complete, Event::Lose) => Some(Self::Lost),
            (Self::Staffing | Self::Complete, Event::Withdraw) => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

impl State {
    /// Where a bid stands that may still be awarded.
    pub const LIVE: &'static [Self] = &[Self::Staffing, Self::Complete];
    /// Where a bid stands that its client is shown, once the bids are opened.
    pub const SHOWN: &'static [Self] = &[Self::Complete, Self::Awarded, Self::Lost];

    /// Whether it may still be awarded.
    pub fn is_live(self) -> bool {
        Self::LIVE.contains(&self)
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
