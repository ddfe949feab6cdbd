//! The states of webhooks and their messages, and when a message is tried again.

use crate::states::Machine;

crate::words! {
    /// Where a webhook stands.
    #[schema(as = WebhookState)]
    pub enum State {
        /// Messages are sent.
        Active = "active",
        /// The client does not want messages now; what happens meanwhile is not sent later.
        Paused = "paused",
        /// Its server did not answer for days, or said that it is gone.
        Stopped = "stopped",
    }
}

crate::events! {
    /// What can happen to a webhook.
    pub enum Event {
        /// Its client wants no messages for now.
        Pause = "pause",
        /// Its client wants messages again.
        Resume = "resume",
        /// Its server does not answer.
        GiveUp = "give up",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "webhook";
    const START: Self = Self::Active;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Active, Event::Pause) => Some(Self::Paused),
            (Self::Paused | Self::Stopped, Event::Resume) => Some(Self::Active),
            (Self::Active, Event::GiveUp) => Some(Self::Stopped),
            _ => None,
        }
    }
}

crate::words! {
    /// Where a message stands.
    pub enum DeliveryState {
        /// It will be tried, or tried again.
        Waiting = "waiting",
        /// The server took it.
        Delivered = "delivered",
        /// It was tried in vain, and is not tried again on its own.
        Dead = "dead",
    }
}

crate::events! {
    /// What can happen to a message.
    pub enum DeliveryEvent {
        /// The server takes it.
        Take = "taken",
        /// It was tried for the last time.
        GiveUp = "last attempt fails",
        /// The client has it sent again.
        SendAgain = "send again",
    }
}

impl Machine for DeliveryState {
    type Event = DeliveryEvent;
    const THING: &'static str = "webhook message";
    const START: Self = Self::Waiting;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [DeliveryEvent] = DeliveryEvent::ALL;

    fn after(self, event: DeliveryEvent) -> Option<Self> {
        match (self, event) {
            (Self::Waiting, DeliveryEvent::Take) => Some(Self::Delivered),
            (Self::Waiting, DeliveryEvent::GiveUp) => Some(Self::Dead),
            (Self::Delivered | Self::Dead, DeliveryEvent::SendAgain) => Some(Self::Waiting),
            _ => None,
        }
    }
}

/// The pauses between attempts, in seconds, as the Standard Webhooks specification suggests them: about three days.
const PAUSES: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// How many seconds after its `attempts`-th failure, counted from one, a message is tried again; `None` after the last.
pub(super) fn pause_after(attempts: i32) -> Option<i64> {
    let place = usize::try_from(attempts).ok()?.checked_sub(1)?;
    PAUSES.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_tried_ten_times_over_three_days() {
        let pauses: Vec<i64> = (1..).map_while(pause_after).collect();
        assert_eq!(pauses.len() + 1, 10);
        assert!((3 * 86_400..4 * 86_400).contains(&pauses.iter().sum::<i64>()));
        assert!(pauses.is_sorted());
    }
}
