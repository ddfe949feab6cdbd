//! A year of briefs under one policy: what happens, in order.
//!
//! A brief is posted and teams are formed. Their seats are offered and members answer: who accepts has the hours held until
//! the brief is decided, and a seat that is refused is filled again with the others locked, as the server does it. At the
//! deadline the client takes the best complete bid.

use std::{cmp::Reverse, collections::BTreeMap};

use muster_formation::document::{Brief, Place, Team, Weights};

use crate::{
    MONTH, WEEK,
    live::{Found, Live, value},
    plan::{Answer, Arrival, Plan},
    policy::Policy,
    turns::{self, Ledger, MILLI_OFFERS_AN_HOUR},
    walk::{Bid, BidState, OfferState, Offered, Walk},
    world::World,
    year::{Formed, Played, Standing, Year},
};

/// From posting to the deadline: two weeks.
const DEADLINE: i64 = 2 * WEEK;

enum Event {
    Month,
    Arrive(Arrival),
    Answer { number: u64, offer: usize, accepts: bool },
    Deadline { number: u64 },
}

/// The state of a year that is being played.
pub(crate) struct Play<'w> {
    world: &'w World,
    plan: &'w Plan,
    policy: &'w Policy,
    yardstick: Weights,
    live: Live,
    ledger: Ledger,
    /// By hour, and within an hour in the order in which it was planned.
    events: BTreeMap<(i64, u64), Event>,
    planned: u64,
    walks: BTreeMap<u64, (Walk, Option<Formed>)>,
    briefs: Vec<Played>,
    balances: Vec<Vec<i64>>,
    unproven: usize,
}

/// Plays a year. `arrived` is called once a brief.
pub(crate) fn play(world: &World, plan: &Plan, policy: &Policy, yardstick: Weights, arrived: &dyn Fn()) -> Year {
    let mut play = Play {
        world,
        plan,
        policy,
        yardstick,
        live: Live::new(world),
        ledger: Ledger::new(world.members.len()),
        events: BTreeMap::new(),
        planned: 0,
        walks: BTreeMap::new(),
        briefs: Vec::new(),
        balances: Vec::new(),
        unproven: 0,
    };
    for month in 1..=plan.weeks * WEEK / MONTH {
        play.plan(month * MONTH, Event::Month);
    }
    for arrival in plan.arrivals(world) {
        play.plan(arrival.hour, Event::Arrive(arrival));
    }
    while let Some(((now, _), event)) = play.events.pop_first() {
        if let Event::Arrive(_) = event {
            arrived();
        }
        play.happen(now, event);
        debug_assert_eq!(play.ledger.sums(), (0, 0));
    }
    play.end()
}

impl Play<'_> {
    fn plan(&mut self, at: i64, event: Event) {
        self.planned += 1;
        self.events.insert((at, self.planned), event);
    }

    fn happen(&mut self, now: i64, event: Event) {
        match event {
            Event::Month => self.turn_the_month(),
            Event::Arrive(arrival) => self.arrive(arrival),
            Event::Answer { number, offer, accepts } => self.answer(number, offer, accepts, now),
            Event::Deadline { number } => {
                let (walk, formed) = self.walks.remove(&number).expect("a brief ends at its deadline");
                self.close(walk, formed);
            }
        }
    }

    fn answer(&mut self, number: u64, offer: usize, accepts: bool, now: i64) {
        let Some((mut walk, formed)) = self.walks.remove(&number) else { return };
        let Offered { seat, state, .. } = walk.offers[offer];
        // A seat may have been taken back meanwhile.
        if state == OfferState::Pending {
            // Who promised these hours to another brief meanwhile has to decline.
            if accepts && self.live.hold(walk.offers[offer].member(), number, &walk.brief.seats[seat]) {
                walk.offers[offer].state = OfferState::Accepted;
                walk.complete(now);
            } else {
                self.refuse(&mut walk, offer, now);
            }
        }
        self.walks.insert(number, (walk, formed));
    }

    fn turn_the_month(&mut self) {
        self.ledger.decay(self.policy.monthly_keep);
        self.live.touch_all();
        let members = 0..u32::try_from(self.world.members.len()).expect("numbers of members are u32");
        let eligible = members.filter(|&member| self.ledger.was_eligible(member));
        let mut balances: Vec<i64> = eligible.map(|member| self.ledger.balance(member)).collect();
        balances.sort_unstable();
        self.balances.push(balances);
    }

    /// Posts a brief and offers the seats of its teams.
    fn arrive(&mut self, arrival: Arrival) {
        let brief = self.brief(arrival);
        self.live.refresh(&self.ledger, self.policy);
        let found = self.search(&brief);
        let formed = self.compare(&brief, &found);
        let mut walk =
            Walk { arrival, brief, offers: Vec::new(), bids: Vec::new(), refused: Vec::new(), filled_after: None };
        for team in &found.teams.teams {
            let seats = self.members(team).into_iter().enumerate();
            let seats = seats.map(|(seat, member)| self.offer(&mut walk, &found, seat, member, arrival.hour)).collect();
            let value = value(team, &self.yardstick);
            walk.bids.push(Bid { state: BidState::Staffing, seats, value, cost: team.cost });
        }
        if walk.bids.is_empty() {
            return self.close(walk, formed);
        }
        self.plan(arrival.hour + DEADLINE, Event::Deadline { number: arrival.number });
        self.walks.insert(arrival.number, (walk, formed));
    }

    /// The brief as the engine is asked, with its windows where they lie in the year.
    fn brief(&self, arrival: Arrival) -> Brief {
        let mut brief = self.world.briefs[arrival.brief].clone();
        for seat in &mut brief.seats {
            seat.from_week += arrival.begin;
        }
        let Policy { weights, teams, min_difference, .. } = *self.policy;
        Brief { weights, teams, min_difference, ..brief }
    }

    /// Forms teams of the index as it is.
    fn search(&mut self, brief: &Brief) -> Found {
        let found = self.live.form(brief);
        self.unproven += usize::from(!found.teams.proven);
        found
    }

    /// The policy's first team beside the best one.
    fn compare(&self, brief: &Brief, found: &Found) -> Option<Formed> {
        let team = found.teams.teams.first()?;
        let worth = value(team, &self.yardstick);
        let best = self.live.best(brief, &found.candidates, self.yardstick);
        // Where a search was stopped early, the policy's team may be the better one.
        let best = best.as_ref().filter(|best| best.z >= worth).unwrap_or(team);
        let best_value = value(best, &self.yardstick);
        Some(Formed { value: worth, best_value, cost: team.cost, best_cost: best.cost })
    }

    fn members(&self, team: &Team) -> Vec<u32> {
        let number = |place: &Place| self.live.index.member(&place.member).expect("a team is made of the pool");
        team.seats.iter().map(number).collect()
    }

    /// Offers a seat; a seat that is offered to the member already is not offered again.
    fn offer(&mut self, walk: &mut Walk, found: &Found, seat: usize, member: u32, now: i64) -> usize {
        if let Some(known) = walk.live_offer(seat, member) {
            return known;
        }
        let wanted = &walk.brief.seats[seat];
        let turns = turns::Offer {
            to: member,
            eligible: found.candidates.seats[seat].eligible.iter().map(|candidate| candidate.member).collect(),
            weight: wanted.hours * wanted.weeks * MILLI_OFFERS_AN_HOUR,
        };
        self.ledger.offer(&turns);
        self.touch(&turns);
        let offer = walk.offers.len();
        walk.offers.push(Offered { seat, state: OfferState::Pending, turns });
        let expiry = (now + self.policy.answer_hours).min(walk.arrival.hour + DEADLINE);
        let (at, accepts) = match self.plan.answer(walk.arrival.number, seat, member) {
            Answer::Accept { after } if now + after <= expiry => (now + after, true),
            Answer::Decline { after } if now + after <= expiry => (now + after, false),
            _ => (expiry, false),
        };
        self.plan(at, Event::Answer { number: walk.arrival.number, offer, accepts });
        offer
    }

    fn touch(&mut self, turns: &turns::Offer) {
        if self.policy.weights.turn > 0 {
            turns.eligible.iter().for_each(|&member| self.live.touch(member));
        }
    }

    /// Takes an offer back, as if it had not been made.
    fn take_back(&mut self, walk: &mut Walk, offer: usize) {
        let offer = &mut walk.offers[offer];
        if offer.is_accepted() {
            self.live.let_go(offer.member(), walk.arrival.number, &walk.brief.seats[offer.seat]);
        }
        offer.state = OfferState::Gone;
        self.ledger.reverse(&offer.turns);
        self.touch(&offer.turns);
    }

    fn refuse(&mut self, walk: &mut Walk, offer: usize, now: i64) {
        self.take_back(walk, offer);
        walk.refused.push(walk.offers[offer].member());
        self.repair_all(walk, now);
    }

    /// Repairs every bid with an empty seat.
    fn repair_all(&mut self, walk: &mut Walk, now: i64) {
        for bid in walk.bids_in(BidState::Staffing) {
            if walk.bids[bid].seats.iter().any(|&offer| !walk.offers[offer].is_live()) {
                self.repair(walk, bid, now);
            }
        }
    }

    /// Fills the empty seats of a bid again: first with every other seat as it is; where that is impossible, with those
    /// that were accepted.
    fn repair(&mut self, walk: &mut Walk, bid: usize, now: i64) {
        for keep in [Offered::is_live as fn(&Offered) -> bool, Offered::is_accepted] {
            let id = |member| self.live.index.id(member).to_owned();
            let locked = walk.locked(bid, keep, id);
            let mut excluded = walk.brief.excluded.clone();
            excluded.extend(walk.refused.iter().map(|&member| id(member)));
            let brief = Brief { locked, excluded, teams: 1, ..walk.brief.clone() };
            self.live.refresh(&self.ledger, self.policy);
            let accepted = walk.offers.iter().filter(|offer| offer.is_accepted()).map(Offered::member);
            self.live.see_as(walk.arrival.number, accepted);
            let found = self.search(&brief);
            if !found.teams.teams.is_empty() {
                return self.restaff(walk, bid, &found, now);
            }
        }
        self.fail(walk, bid);
    }

    fn restaff(&mut self, walk: &mut Walk, bid: usize, found: &Found, now: i64) {
        let team = &found.teams.teams[0];
        let members = self.members(team);
        if walk.has_another(bid, &members) {
            return self.fail(walk, bid);
        }
        let before = walk.bids[bid].seats.clone();
        for (seat, member) in members.into_iter().enumerate() {
            walk.bids[bid].seats[seat] = self.offer(walk, found, seat, member, now);
        }
        (walk.bids[bid].value, walk.bids[bid].cost) = (value(team, &self.yardstick), team.cost);
        self.take_back_needless(walk, &before);
        walk.complete(now);
    }

    fn fail(&mut self, walk: &mut Walk, bid: usize) {
        walk.bids[bid].state = BidState::Failed;
        let seats = walk.bids[bid].seats.clone();
        self.take_back_needless(walk, &seats);
    }

    fn take_back_needless(&mut self, walk: &mut Walk, offers: &[usize]) {
        for &offer in offers {
            if walk.offers[offer].is_live() && !walk.is_needed(offer) {
                self.take_back(walk, offer);
            }
        }
    }

    /// Ends a brief. The client takes the best complete bid: its hours are booked and its turns settled. Every other
    /// offer is as if it had not been made.
    fn close(&mut self, mut walk: Walk, formed: Option<Formed>) {
        let complete = walk.bids_in(BidState::Complete);
        let won = complete.into_iter().max_by_key(|&bid| (walk.bids[bid].value, Reverse(bid)));
        for offer in won.map_or_else(Vec::new, |bid| walk.bids[bid].seats.clone()) {
            let offer = &mut walk.offers[offer];
            self.live.book(offer.member(), walk.arrival.number, &walk.brief.seats[offer.seat]);
            self.ledger.settle(&offer.turns);
            offer.state = OfferState::Gone;
        }
        for offer in 0..walk.offers.len() {
            if walk.offers[offer].is_live() {
                self.take_back(&mut walk, offer);
            }
        }
        let awarded = won.map(|bid| (walk.bids[bid].value, walk.bids[bid].cost));
        let Walk { arrival: Arrival { hour, number, brief, .. }, filled_after, .. } = walk;
        self.briefs.push(Played { hour, number, site: self.world.sites[brief], formed, filled_after, awarded });
    }

    fn end(mut self) -> Year {
        debug_assert!(self.walks.is_empty(), "every brief has ended");
        self.briefs.sort_by_key(|brief| (brief.hour, brief.number));
        let standing = |(member, &home): (u32, &_)| {
            let (entitled, received) = self.ledger.share(member);
            let was_eligible = self.ledger.was_eligible(member);
            Standing { home, was_eligible, asked: self.ledger.asked(member), entitled, received }
        };
        Year {
            policy: self.policy.clone(),
            briefs: self.briefs,
            members: (0..).zip(&self.world.homes).map(standing).collect(),
            balances: self.balances,
            unproven: self.unproven,
        }
    }
}
