//! The words of turns, and what an offer weighs.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{briefs::BriefId, formation::RunId, identity::MemberId, invitations::InvitationId, states::Machine};

/// One offer stands for an hour of work: so many milli-offers is an hour worth. In a pool of ten thousand, a seat of ten
/// hours for one week still credits everybody who was eligible.
const MILLI_OFFERS_AN_HOUR: i64 = 1_000;

crate::words! {
    /// Where the offer of a seat stands in the ledger.
    #[schema(as = TurnState)]
    pub enum State {
        /// The seat is offered, or taken in a bid that is not decided yet. It counts, and does not shrink.
        Open = "open",
        /// The bid was awarded: the member had this turn.
        Settled = "settled",
        /// It came to nothing: as if it had never been offered.
        Reversed = "reversed",
    }
}

crate::events! {
    /// What can happen to the offer of a seat.
    pub enum Event {
        /// The bid with this seat is awarded.
        Award = "award",
        /// The seat was declined, lapsed, was taken back, or its bid lost.
        TakeBack = "take back",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "turn";
    const START: Self = Self::Open;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Open, Event::Award) => Some(Self::Settled),
            (Self::Open, Event::TakeBack) => Some(Self::Reversed),
            (Self::Settled | Self::Reversed, _) => None,
        }
    }
}

/// A seat that is offered to a member.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// With which invitation.
    pub invitation: InvitationId,
    /// For which brief.
    pub brief: BriefId,
    /// The run that chose the member.
    pub run: RunId,
    /// Which seat of the brief.
    pub seat: &'a str,
    /// Who is invited.
    pub to: MemberId,
    /// Everybody who is eligible for the seat. Counts when the seat is offered first; the later offers of a seat are shared by
    /// the same members.
    pub eligible: &'a [MemberId],
    /// Hours a week.
    pub hours: i32,
    /// For how many weeks.
    pub weeks: i32,
}

/// How an offer is divided, in milli-offers: the invited member is debited `weight`, each of those who were eligible is
/// credited `share`, and the network takes what does not divide. The three cannot be made so that they do not add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Parts {
    weight: i64,
    share: i64,
    network: i64,
}

impl Parts {
    /// The parts of a seat of `hours` a week for `weeks` weeks among `heads` members, each given the equal share rounded
    /// down. Where nobody was eligible the network takes all.
    pub fn of(hours: i32, weeks: i32, heads: u32) -> Self {
        let weight = i64::from(hours.max(0)) * i64::from(weeks.max(0)) * MILLI_OFFERS_AN_HOUR;
        let share = weight.checked_div(i64::from(heads)).unwrap_or_default();
        Self { weight, share, network: weight - share * i64::from(heads) }
    }

    /// The parts as they were kept, or `None` where they do not add up.
    pub(super) fn kept(weight: i64, share: i64, network: i64, heads: u32) -> Option<Self> {
        let sum = share.checked_mul(i64::from(heads))?.checked_add(network)?;
        (sum == weight && share >= 0 && network >= 0).then_some(Self { weight, share, network })
    }

    /// What the invited member is debited.
    pub fn weight(self) -> i64 {
        self.weight
    }

    /// What each eligible member is credited.
    pub fn share(self) -> i64 {
        self.share
    }

    /// What the network is credited.
    pub fn network(self) -> i64 {
        self.network
    }
}

/// Turn points of a balance: 500 where entitled and received are even, 1000 from `cap` milli-offers entitled up, 0 from
/// `cap` milli-offers received down.
pub fn points(balance: i64, cap: i64) -> i64 {
    let cap = cap.max(1);
    500 + balance.clamp(-cap, cap) * 500 / cap
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_parts_of_an_offer_add_up_to_it(heads in 0..30_000_u32, hours in 1..=80, weeks in 1..=104) {
            let parts = Parts::of(hours, weeks, heads);
            prop_assert_eq!(parts.share() * i64::from(heads) + parts.network(), parts.weight());
            prop_assert!(parts.share() >= 0 && parts.network() >= 0);
            prop_assert!(heads == 0 || parts.network() < i64::from(heads));
        }

        #[test]
        fn more_entitled_is_never_less_points(balance in -5_000_000..5_000_000i64, more in 0..500_000i64, cap in 1..2_000_000i64) {
            prop_assert!(points(balance, cap) <= points(balance + more, cap));
            prop_assert!((0..=1000).contains(&points(balance, cap)));
            prop_assert_eq!(points(0, cap), 500);
        }
    }
}
