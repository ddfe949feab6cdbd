//! The words and states of handovers.

use muster_kernel::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    engagements::MilestoneId,
    error::{Check, Result},
    states::Machine,
};

crate::words! {
    /// How far a handover is.
    #[schema(as = HandoverState)]
    pub enum State {
        /// Waiting for a steward.
        Asked = "asked",
        /// A steward looks at it.
        Taken = "taken",
        /// Confirmed: the seat is being offered.
        Seeking = "seeking",
        /// Nobody was found; the client decides how to go on.
        Unfilled = "unfilled",
        /// Somebody took over.
        Done = "done",
        /// The seat ended without anybody taking over.
        Cut = "cut",
        /// The steward refused it.
        Refused = "refused",
        /// Taken back by whoever asked for it.
        Withdrawn = "withdrawn",
        /// The engagement ended before.
        Lapsed = "lapsed",
    }
}

crate::events! {
    /// What can happen to a handover.
    pub enum Event {
        /// A steward takes the case.
        Take = "take",
        /// The steward gives it back.
        StepBack = "step back",
        /// The steward says from which week on.
        Confirm = "confirm",
        /// The steward refuses it.
        Refuse = "refuse",
        /// Somebody takes over.
        Succeed = "succeed",
        /// Nobody can be found.
        RunDry = "run dry",
        /// The client waits until a later week.
        Wait = "wait",
        /// The client lets the seat end.
        Cut = "cut",
        /// Whoever asked for it takes it back.
        Withdraw = "withdraw",
        /// The engagement ends.
        Lapse = "lapse",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "handover";
    const START: Self = Self::Asked;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Asked, Event::Take) => Some(Self::Taken),
            (Self::Taken, Event::StepBack) => Some(Self::Asked),
            (Self::Taken, Event::Confirm) | (Self::Unfilled, Event::Wait) => Some(Self::Seeking),
            (Self::Taken, Event::Refuse) => Some(Self::Refused),
            (Self::Seeking, Event::Succeed) => Some(Self::Done),
            (Self::Seeking, Event::RunDry) => Some(Self::Unfilled),
            (Self::Unfilled, Event::Cut) => Some(Self::Cut),
            (Self::Asked | Self::Taken | Self::Seeking | Self::Unfilled, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Asked | Self::Taken | Self::Seeking | Self::Unfilled, Event::Lapse) => Some(Self::Lapsed),
            _ => None,
        }
    }
}

impl State {
    /// Whether the other side knows of it: once a steward has confirmed it.
    pub fn is_confirmed(self) -> bool {
        matches!(self, Self::Seeking | Self::Unfilled | Self::Done | Self::Cut)
    }
}

crate::words! {
    /// Who asked for a handover.
    pub enum Asker {
        /// The client.
        Client = "client",
        /// The member who has the seat.
        Member = "member",
    }
}

crate::words! {
    /// Why a seat is to be handed over. For stewards alone.
    #[schema(as = HandoverReason)]
    pub enum Reason {
        /// Too little time for it.
        Time = "time",
        /// Illness, care, a birth.
        Health = "health",
        /// What is needed is not what was thought.
        Skills = "skills",
        /// It does not work between people.
        WorkingTogether = "working_together",
        /// Something that nobody should have to put up with.
        Conduct = "conduct",
        /// Something else; the words say what.
        Other = "other",
    }
}

/// A seat that is to be handed over.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHandover {
    /// The name of the seat.
    pub seat: String,
    /// Why.
    pub reason: Reason,
    /// A few words about it, up to 2000 characters.
    pub words: String,
}

impl NewHandover {
    /// Fine, or what is wrong with it.
    pub(super) fn check(&self) -> Result<()> {
        let mut check = Check::new();
        check.length("seat", &self.seat, 1..=80);
        check.length("words", &self.words, 1..=2000);
        check.done()
    }
}

/// What the outgoing member gets of a milestone, where that is not what the weeks say.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnShare {
    /// Which milestone; it is not paid out yet.
    pub milestone: MilestoneId,
    /// Minor units, before the split; the next member gets the rest of what the seat is paid of it.
    pub outgoing_minor: i64,
}

/// From which week on a seat is free, and how its money is divided.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The Monday of the first week that is not the outgoing member's any more; next Monday or later.
    pub from: Day,
    /// Milestones that are divided otherwise than by weeks.
    #[serde(default)]
    pub shares: Vec<OwnShare>,
    /// Why they are, in 1 to 2000 characters; needed where there are any.
    #[serde(default)]
    pub words: String,
}

/// The most milestones of an engagement.
const MOST_SHARES: usize = 60;

impl Confirmation {
    /// Fine on `today` for a seat whose member has it from `begin` up to `end`, or what is wrong with it.
    pub(super) fn check(&self, today: Day, begin: Day, end: Day) -> Result<()> {
        let earliest = today.monday().plus_weeks(1).max(begin);
        let mut check = Check::new();
        let fits = self.from.is_monday() && (earliest..end).contains(&self.from);
        check.that(fits, "from", self.from, format!("a Monday from {earliest} on, before {end}, when the seat ends"));
        check.that(self.shares.len() <= MOST_SHARES, "shares", self.shares.len(), format!("at most {MOST_SHARES}"));
        let named = |share: &OwnShare| self.shares.iter().filter(|other| other.milestone == share.milestone).count();
        check.that(self.shares.iter().all(|share| named(share) == 1), "shares", "", "each milestone once");
        check.length("words", &self.words, usize::from(!self.shares.is_empty())..=2000);
        check.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_case_that_a_steward_has_is_confirmed_or_refused() {
        for event in [Event::Confirm, Event::Refuse, Event::StepBack] {
            assert_eq!(State::before(event), [State::Taken], "{event}");
        }
    }

    #[test]
    fn whoever_asked_can_take_it_back_until_somebody_took_over() {
        let live = [State::Asked, State::Taken, State::Seeking, State::Unfilled];
        assert_eq!(State::before(Event::Withdraw), live);
        assert_eq!(State::before(Event::Lapse), live);
        for state in State::ALL {
            assert_eq!(state.is_over(), !live.contains(state), "{state}");
        }
    }

    #[test]
    fn a_seat_is_free_from_a_coming_monday_on_while_it_lasts() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let (today, begin, end) = (day("2027-01-13"), day("2027-01-04"), day("2027-02-01"));
        let confirm = |from: &str| {
            Confirmation { from: day(from), shares: vec![], words: String::new() }.check(today, begin, end).is_ok()
        };
        let days = ["2027-01-11", "2027-01-18", "2027-01-19", "2027-01-25", "2027-02-01"];
        assert_eq!(days.map(confirm), [false, true, false, true, false]);
    }
}
