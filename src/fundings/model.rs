//! The states of a funding and of a stray; the days of a request.

use muster_kernel::{Day, Instant};

use crate::{error::Error, states::Machine};

/// How many days a client has who says nothing.
const DAYS: i32 = 14;
/// The fewest and the most days that a client can choose.
const DAYS_TO_CHOOSE: std::ops::RangeInclusive<i32> = 1..=60;
/// How many days before the last one finance is reminded.
const DAYS_OF_REMINDER: i32 = 3;

crate::words! {
    /// How far a funding is.
    #[schema(as = FundingState)]
    pub enum State {
        /// The client was asked; the money is not there yet.
        Pending = "pending",
        /// The bank has the money, and it is held for the milestone.
        Posted = "posted",
        /// It was taken back before the money came.
        Void = "void",
        /// The money did not come in time.
        Expired = "expired",
    }
}

crate::events! {
    /// What can happen to a funding.
    pub enum Event {
        /// The bank has the money.
        Post = "post",
        /// The client or an admin takes the request back, or its milestone is left out or costs less.
        Void = "void",
        /// The last day is over.
        Expire = "expire",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "funding";
    const START: Self = Self::Pending;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Pending, Event::Post) => Some(Self::Posted),
            (Self::Pending, Event::Void) => Some(Self::Void),
            (Self::Pending, Event::Expire) => Some(Self::Expired),
            _ => None,
        }
    }
}

impl State {
    /// The state after `event`, or a conflict that says how far the funding is.
    pub(super) fn moved(self, event: Event) -> Result<Self, Error> {
        let sentence = || format!("You can {event} a funding that is pending, and this one is {self}.");
        self.after(event).ok_or_else(|| Error::conflict("funding-state", sentence()))
    }
}

crate::words! {
    /// Why a funding is void.
    pub enum VoidReason {
        /// The client took it back.
        Client = "client",
        /// An admin took it back.
        Admin = "admin",
        /// The milestone was left out of the plan.
        LeftOut = "left_out",
        /// The milestone costs less than was asked for.
        Changed = "changed",
    }
}

crate::words! {
    /// Why money that names a funding does not fit it.
    pub enum Misfit {
        /// It is not the amount, or not the currency, that was asked for.
        WrongAmount = "wrong_amount",
        /// The funding is not pending any more: void, expired, or posted by other money.
        TooLate = "too_late",
    }
}

crate::words! {
    /// How far a stray is.
    pub enum StrayState {
        /// An admin has to look at it.
        Open = "open",
        /// It was used for a funding that it fits.
        Used = "used",
        /// An admin did something else about it, and noted what.
        Closed = "closed",
    }
}

crate::events! {
    /// What can happen to a stray.
    pub enum StrayEvent {
        /// A funding is posted with it.
        Use = "use",
        /// An admin notes what was done.
        Close = "close",
    }
}

impl Machine for StrayState {
    type Event = StrayEvent;
    const THING: &'static str = "stray";
    const START: Self = Self::Open;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [StrayEvent] = StrayEvent::ALL;

    fn after(self, event: StrayEvent) -> Option<Self> {
        match (self, event) {
            (Self::Open, StrayEvent::Use) => Some(Self::Used),
            (Self::Open, StrayEvent::Close) => Some(Self::Closed),
            _ => None,
        }
    }
}

impl StrayState {
    /// The state after `event`, or a conflict that says how far the stray is.
    pub(super) fn moved(self, event: StrayEvent) -> Result<Self, Error> {
        let sentence = || format!("You can {event} a stray that is open, and this one is {self}.");
        self.after(event).ok_or_else(|| Error::conflict("stray-state", sentence()))
    }
}

/// The last day for money that is asked for `today`, or what is wrong with the choice.
pub(super) fn last_day(today: Day, days: Option<i32>) -> Result<Day, Error> {
    let days = days.unwrap_or(DAYS);
    let (fewest, most) = (DAYS_TO_CHOOSE.start(), DAYS_TO_CHOOSE.end());
    let right = || format!("{fewest} to {most}, the days until the money has to be there");
    if DAYS_TO_CHOOSE.contains(&days) { Ok(today.plus_days(days)) } else { Err(Error::field("days", days, right())) }
}

/// When a request whose last day that is expires: when the day is over.
pub(super) fn expires_at(last_day: Day) -> Instant {
    last_day.plus_days(1).midnight()
}

/// When finance is reminded: when the third day before the last one begins.
pub(super) fn reminds_at(last_day: Day) -> Instant {
    last_day.plus_days(-DAYS_OF_REMINDER).midnight()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn only_what_is_pending_can_change() {
        let over = [State::Posted, State::Void, State::Expired];
        assert!(over.iter().all(|state| state.is_over()) && !State::Pending.is_over());
        let refused = State::Expired.moved(Event::Post).unwrap_err().to_string();
        assert_eq!(refused, "You can post a funding that is pending, and this one is expired.");
    }

    #[test]
    fn a_stray_is_used_or_closed_once() {
        assert!(StrayState::Used.is_over() && StrayState::Closed.is_over());
    }

    #[test]
    fn a_client_chooses_up_to_sixty_days_and_has_fourteen_otherwise() {
        let today = day("2026-11-02");
        assert_eq!(last_day(today, None).unwrap(), day("2026-11-16"));
        assert_eq!(last_day(today, Some(1)).unwrap(), day("2026-11-03"));
        assert_eq!(last_day(today, Some(60)).unwrap(), day("2027-01-01"));
        for wrong in [0, -1, 61, i32::MIN, i32::MAX] {
            let told = last_day(today, Some(wrong)).unwrap_err().to_string();
            assert!(told.starts_with(&format!("days is {wrong}, but should be 1 to 60")), "{told}");
        }
    }

    #[test]
    fn the_whole_last_day_counts_and_the_reminder_comes_three_days_before() {
        let last = day("2026-11-16");
        assert_eq!(expires_at(last).to_string(), "2026-11-17T00:00:00Z");
        assert_eq!(reminds_at(last).to_string(), "2026-11-13T00:00:00Z");
    }
}
