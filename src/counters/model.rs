//! The states of a counter, and what it may ask for.

use crate::{
    error::{Check, Error, Result},
    invitations::Invitation,
    states::Machine,
};

/// The highest rate that can be asked, in minor units an hour.
const HIGHEST_RATE: i64 = 10_000_000;

crate::words! {
    /// Where a counter stands.
    #[schema(as = CounterState)]
    pub enum State {
        /// Waiting for the client.
        Waiting = "waiting",
        /// The seat is the member's on these terms.
        Held = "held",
        /// Not on these terms; the offer stands as it was.
        Refused = "refused",
        /// The client did not answer in time; the offer stands as it was.
        Lapsed = "lapsed",
        /// The offer was answered or taken back meanwhile.
        Closed = "closed",
    }
}

crate::events! {
    /// What can happen to a counter.
    pub enum Event {
        /// The policy or the client takes it.
        Hold = "hold",
        /// The policy or the client does not.
        Refuse = "refuse",
        /// The time of the client is over.
        Lapse = "lapse",
        /// The invitation is answered or taken back.
        Close = "close",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "counter";
    const START: Self = Self::Waiting;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Waiting, Event::Hold) => Some(Self::Held),
            (Self::Waiting, Event::Refuse) => Some(Self::Refused),
            (Self::Waiting, Event::Lapse) => Some(Self::Lapsed),
            (Self::Waiting, Event::Close) => Some(Self::Closed),
            _ => None,
        }
    }
}

/// What a member would take instead of what they are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// Another rate, in minor units an hour.
    Rate(i64),
    /// Fewer hours a week.
    Hours(i32),
}

impl Terms {
    /// What a request asks for: one of the two.
    pub fn of(rate: Option<i64>, hours: Option<i32>) -> Result<Self> {
        let expected = "a rate or hours, one of the two";
        match (rate, hours) {
            (Some(rate), None) => Ok(Self::Rate(rate)),
            (None, Some(hours)) => Ok(Self::Hours(hours)),
            (None, None) => Err(Error::field("rate", rate, expected)),
            (Some(_), Some(_)) => Err(Error::field("hours", hours, expected)),
        }
    }

    /// Fine, or what is wrong with them for that invitation.
    pub(super) fn check(self, invitation: &Invitation) -> Result<()> {
        let mut check = Check::new();
        match self {
            Self::Rate(rate) => {
                let fits = (1..=HIGHEST_RATE).contains(&rate) && rate != invitation.rate_minor;
                let expected = format!("1 to {HIGHEST_RATE}, other than the {} offered", invitation.rate_minor);
                check.that(fits, "rate", rate, expected);
            }
            Self::Hours(hours) => {
                let most = invitation.hours - 1;
                check.that((1..=most).contains(&hours), "hours", hours, format!("1 to {most}, fewer than are offered"));
            }
        }
        check.done()
    }

    /// The rate in minor units and the hours a week, in the place of those of `invitation`.
    pub fn applied(self, invitation: &Invitation) -> (i64, i32) {
        match self {
            Self::Rate(rate) => (rate, invitation.hours),
            Self::Hours(hours) => (invitation.rate_minor, hours),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_was_decided_stays_so() {
        for state in State::ALL.iter().filter(|state| **state != State::Waiting) {
            assert!(state.is_over(), "{state}");
        }
    }

    #[test]
    fn a_counter_asks_for_one_thing() {
        assert_eq!(Terms::of(Some(5), None).unwrap(), Terms::Rate(5));
        assert_eq!(Terms::of(None, Some(5)).unwrap(), Terms::Hours(5));
        assert!(Terms::of(None, None).is_err());
        assert!(Terms::of(Some(5), Some(5)).is_err());
    }
}
