//! State machines: what may happen to what, in one shape, so that all of them can be tested and drawn alike.
//!
//! A state is an enum made by `words!`, an event one made by `events!`. What an event does in a state is said by one pure
//! function, [`Machine::after`]. [`drawing`] draws every machine of Muster; `docs/states.md` is that drawing, and a test
//! compares the two.

use std::fmt::{Display, Write};

/// Makes an enum of events whose variants have one word each, to be told and drawn.
#[macro_export]
macro_rules! events {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Every one of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self { $(Self::$variant => $word,)+ })
            }
        }
    };
}

/// A state of something that goes through states.
pub trait Machine: Copy + Eq + Display + 'static {
    /// What can happen to it.
    type Event: Copy + Display + 'static;
    /// What goes through these states: a word of the domain.
    const THING: &'static str;
    /// Where it begins.
    const START: Self;
    /// Every state.
    const STATES: &'static [Self];
    /// Every event.
    const EVENTS: &'static [Self::Event];

    /// The state after `event`, or `None` where it cannot happen in this state.
    fn after(self, event: Self::Event) -> Option<Self>;

    /// Whether nothing can happen any more.
    fn is_over(self) -> bool {
        Self::EVENTS.iter().all(|event| self.after(*event).is_none())
    }

    /// The states in which `event` can happen.
    fn before(event: Self::Event) -> Vec<Self> {
        Self::STATES.iter().copied().filter(|state| state.after(event).is_some()).collect()
    }
}

/// Every state machine of Muster as a page of Mermaid diagrams.
pub fn drawing() -> String {
    let mut page = String::from(
        "# States\n\nDrawn from the code by `muster states`; a test compares this page with it. Every transition is a pure function\n\
         (`Machine::after` in the slice's `model`), and the database refuses to move a row whose state is no longer the one\n\
         that was read.\n",
    );
    for_each(&mut Draw(&mut page));
    page
}

/// Every state machine there is, in the order of a brief's walk.
fn for_each(visit: &mut impl Visit) {
    visit.machine::<crate::briefs::State>();
    visit.machine::<crate::invitations::State>();
    visit.machine::<crate::counters::State>();
    visit.machine::<crate::standbys::State>();
    visit.machine::<crate::crews::Membership>();
    visit.machine::<crate::bids::State>();
    visit.machine::<crate::bids::OfferState>();
    visit.machine::<crate::questions::QuestionState>();
    visit.machine::<crate::availability::BookingState>();
    visit.machine::<crate::engagements::EngagementState>();
    visit.machine::<crate::engagements::MilestoneState>();
    visit.machine::<crate::fundings::State>();
    visit.machine::<crate::fundings::StrayState>();
    visit.machine::<crate::payouts::State>();
    visit.machine::<crate::handovers::State>();
    visit.machine::<crate::disputes::State>();
    visit.machine::<crate::reviews::State>();
    visit.machine::<crate::connections::ConnectionState>();
    visit.machine::<crate::calendars::CalendarState>();
    visit.machine::<crate::webhooks::State>();
    visit.machine::<crate::webhooks::DeliveryState>();
    visit.machine::<crate::turns::State>();
    visit.machine::<crate::policies::State>();
}

/// What is done with each machine.
trait Visit {
    fn machine<M: Machine>(&mut self);
}

/// Draws each machine on a page.
struct Draw<'a>(&'a mut String);

impl Visit for Draw<'_> {
    fn machine<M: Machine>(&mut self) {
        draw::<M>(self.0);
    }
}

/// Appends the diagram of one machine. Writing to a string cannot fail.
fn draw<M: Machine>(page: &mut String) {
    let mut line = |text: String| {
        let _ = writeln!(page, "{text}");
    };
    line(format!("\n## {}\n\n```mermaid\nstateDiagram-v2\n    [*] --> {}", M::THING, M::START));
    for state in M::STATES {
        for event in M::EVENTS {
            if let Some(next) = state.after(*event) {
                line(format!("    {state} --> {next}: {event}"));
            }
        }
    }
    for state in M::STATES.iter().filter(|state| state.is_over()) {
        line(format!("    {state} --> [*]"));
    }
    line("```".to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever a thing can be, it can become: every state is reached from the start.
    fn every_state_is_reached<M: Machine>() {
        let mut reached = vec![M::START];
        let mut next = 0;
        while let Some(state) = reached.get(next).copied() {
            for after in M::EVENTS.iter().filter_map(|event| state.after(*event)) {
                if !reached.contains(&after) {
                    reached.push(after);
                }
            }
            next += 1;
        }
        for state in M::STATES {
            assert!(reached.contains(state), "no way leads a {} to {state}", M::THING);
        }
    }

    struct Reach;

    impl Visit for Reach {
        fn machine<M: Machine>(&mut self) {
            every_state_is_reached::<M>();
        }
    }

    #[test]
    fn no_machine_has_a_state_that_cannot_be_reached() {
        for_each(&mut Reach);
    }

    #[test]
    fn the_page_of_states_is_what_the_code_does() {
        let page = include_str!("../docs/states.md");
        assert!(page == drawing(), "docs/states.md is old; write it with: cargo run -- states > docs/states.md");
    }
}
