//! The instance that is searched: seats with options, points between members, and what may not be.

use super::{
    dominance::{self, Weighed},
    locals::Locals,
};
use crate::{
    Candidate, Candidates, Request,
    index::{Rows, Slot},
};

/// A member in the instance's own numbers: members who may take some seat, in the order of their ids.
pub(crate) type Local = u32;

/// A member who may take a seat, with the points this earns and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) member: Local,
    pub(crate) score: i64,
    pub(crate) cost: i64,
}

/// The same before members have numbers of the instance's own.
struct Sifted {
    member: Slot,
    score: i64,
    cost: i64,
}

/// A formation problem, stripped to what a search needs. All points are at least 0.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// For each seat its options, sorted by member.
    pub(crate) seats: Vec<Vec<Choice>>,
    /// Points two members earn together, by member.
    pub(crate) ties: Rows<(Local, i64)>,
    /// By member.
    pub(crate) blocks: Rows<Local>,
    pub(crate) budget: Option<i64>,
    /// The members' numbers in the index.
    pub(crate) pool: Vec<Slot>,
    /// Whether the first of several equally good teams is asked for, and not just any.
    pub(crate) order: Order,
}

/// What to do with teams of equal points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The one that comes first in the order of the pool is the answer.
    First,
    /// Any is as good as the other.
    Any,
}

impl Model {
    pub(crate) fn new(request: &Request<'_>, candidates: &Candidates) -> Self {
        let index = request.index;
        let weight = 2 * request.weights.cohesion;
        let others = request.seats.len() - 1;
        // Even where all members of the earlier teams are taken off, enough better ones are left.
        let enough = request.seats.len() * request.teams;
        let seats: Vec<Vec<Sifted>> = candidates
            .seats
            .iter()
            .map(|seat| {
                let option = |candidate: &Candidate| Sifted {
                    member: candidate.member,
                    score: request.scale() * candidate.points.weighted(&request.weights),
                    cost: candidate.cost,
                };
                let weigh = |option: &Sifted| Weighed {
                    score: option.score,
                    most: weight * index.tied(option.member, others),
                    cost: if request.budget.is_some() { option.cost } else { 0 },
                };
                let options = seat.eligible.iter().map(option).collect();
                dominance::sift(options, enough, weigh, |option| index.blocks(option.member).is_empty())
            })
            .collect();
        let locals = Locals::new(index, || seats.iter().flatten().map(|option| option.member));
        let seats = seats.iter().map(|options| {
            let choice = |option: &Sifted| Choice {
                member: locals.number(index, option.member),
                score: option.score,
                cost: option.cost,
            };
            options.iter().map(choice).collect()
        });
        let members = &locals.members;
        let ties = Rows::filled(members.len(), |local, row| {
            let near = index.ties(members[local]).filter(|&(other, _)| weight > 0 && locals.has(other));
            row.extend(near.map(|(other, t)| (locals.number(index, other), weight * i64::from(t))));
        });
        let blocks = Rows::filled(members.len(), |local, row| {
            let blocked = index.blocks(members[local]).iter().filter(|&&other| locals.has(other));
            row.extend(blocked.map(|&other| locals.number(index, other)));
        });
        Self { seats: seats.collect(), ties, blocks, budget: request.budget, order: Order::First, pool: locals.members }
    }

    /// The same seats, but the cheapest team is the best and nothing else counts.
    pub(crate) fn cheapest(&self) -> Self {
        let seats = self.seats.iter().map(|options| {
            let dearest = dearest(options);
            options.iter().map(|choice| Choice { score: dearest - choice.cost, ..*choice }).collect()
        });
        Self {
            seats: seats.collect(),
            ties: Rows::new(self.pool.len(), Vec::new()),
            blocks: self.blocks.clone(),
            budget: None,
            pool: self.pool.clone(),
            order: Order::Any,
        }
    }

    /// The largest cost that any choice of options could have.
    pub(crate) fn dearest(&self) -> i64 {
        self.seats.iter().map(|options| dearest(options)).sum()
    }

    /// How many members may take some seat.
    pub(crate) fn members(&self) -> usize {
        self.pool.len()
    }

    /// The points two members earn together.
    pub(crate) fn tie(&self, a: Local, b: Local) -> i64 {
        let row = self.ties.row(a);
        row.binary_search_by_key(&b, |&(other, _)| other).map_or(0, |at| row[at].1)
    }

    /// What a member would be in a seat; they must be one of its options.
    pub(crate) fn choice(&self, seat: usize, member: Local) -> Choice {
        let options = &self.seats[seat];
        let at = options.binary_search_by_key(&member, |choice| choice.member);
        options[at.expect("a team is made of options")]
    }

    /// The points of a team.
    pub(crate) fn points(&self, team: &[Local]) -> i64 {
        let seats: i64 = team.iter().enumerate().map(|(seat, &member)| self.choice(seat, member).score).sum();
        let pairs = team.iter().enumerate().map(|(at, &a)| team[..at].iter().map(|&b| self.tie(a, b)).sum::<i64>());
        seats + pairs.sum::<i64>()
    }

    /// The cost of a team.
    pub(crate) fn cost(&self, team: &[Local]) -> i64 {
        team.iter().enumerate().map(|(seat, &member)| self.choice(seat, member).cost).sum()
    }
}

fn dearest(options: &[Choice]) -> i64 {
    options.iter().map(|choice| choice.cost).max().unwrap_or(0)
}
