//! A brief on its way: its bids, the seats that are offered, and what becomes of them.

use std::collections::BTreeMap;

use muster_formation::document::Brief;

use crate::{plan::Arrival, turns};

/// Where an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfferState {
    Pending,
    Accepted,
    /// Declined, lapsed, or taken back.
    Gone,
}

/// A seat that is offered to a member.
#[derive(Clone, Debug)]
pub(crate) struct Offered {
    pub(crate) seat: usize,
    pub(crate) state: OfferState,
    pub(crate) turns: turns::Offer,
}

impl Offered {
    pub(crate) fn member(&self) -> u32 {
        self.turns.to
    }

    pub(crate) fn is_live(&self) -> bool {
        self.state != OfferState::Gone
    }

    pub(crate) fn is_accepted(&self) -> bool {
        self.state == OfferState::Accepted
    }
}

/// Where a bid stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BidState {
    Staffing,
    Complete,
    Failed,
}

/// A team that is asked whether it wants the work.
#[derive(Clone, Debug)]
pub(crate) struct Bid {
    pub(crate) state: BidState,
    /// By seat: which offer.
    pub(crate) seats: Vec<usize>,
    /// What the team is worth by the yardstick.
    pub(crate) value: i64,
    /// In minor units.
    pub(crate) cost: i64,
}

/// A brief that was posted and has not ended.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    pub(crate) arrival: Arrival,
    /// With its windows where they lie in the year, and the policy's weights.
    pub(crate) brief: Brief,
    pub(crate) offers: Vec<Offered>,
    pub(crate) bids: Vec<Bid>,
    /// Who declined or let it lapse.
    pub(crate) refused: Vec<u32>,
    /// After how many hours the first bid was complete.
    pub(crate) filled_after: Option<i64>,
}

impl Walk {
    /// The bids in a state.
    pub(crate) fn bids_in(&self, state: BidState) -> Vec<usize> {
        (0..self.bids.len()).filter(|&bid| self.bids[bid].state == state).collect()
    }

    /// The live offer of a seat to a member, if there is one.
    pub(crate) fn live_offer(&self, seat: usize, member: u32) -> Option<usize> {
        self.offers.iter().position(|offer| offer.seat == seat && offer.member() == member && offer.is_live())
    }

    /// Whether a bid that has not failed needs this offer.
    pub(crate) fn is_needed(&self, offer: usize) -> bool {
        self.bids.iter().any(|bid| bid.state != BidState::Failed && bid.seats.contains(&offer))
    }

    /// Calls those bids complete whose every seat is accepted.
    pub(crate) fn complete(&mut self, now: i64) {
        for bid in self.bids_in(BidState::Staffing) {
            if self.bids[bid].seats.iter().all(|&offer| self.offers[offer].is_accepted()) {
                self.bids[bid].state = BidState::Complete;
                self.filled_after.get_or_insert(now - self.arrival.hour);
            }
        }
    }

    /// The seats of a bid whose offers pass, and by whom they are taken.
    pub(crate) fn locked(
        &self,
        bid: usize,
        pass: fn(&Offered) -> bool,
        id: impl Fn(u32) -> String,
    ) -> BTreeMap<String, String> {
        let offers = self.bids[bid].seats.iter().map(|&offer| &self.offers[offer]);
        let kept = offers.filter(|offer| pass(offer));
        kept.map(|offer| (self.brief.seats[offer.seat].id.clone(), id(offer.member()))).collect()
    }

    /// Whether another bid that has not failed has this very team.
    pub(crate) fn has_another(&self, bid: usize, team: &[u32]) -> bool {
        let members = |bid: &Bid| bid.seats.iter().map(|&offer| self.offers[offer].member()).collect::<Vec<_>>();
        let others = self.bids.iter().enumerate().filter(|&(other, _)| other != bid);
        others.filter(|(_, bid)| bid.state != BidState::Failed).any(|(_, bid)| members(bid) == team)
    }
}
