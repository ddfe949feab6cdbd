//! From a request to its answer: one search for each team, or the reason why there is none.

use crate::{
    Candidates, Index, Limit, Refusal, Request,
    document::{Brief, Cause, Funnel, Place, Team, Teams, TeamsFormat, Why},
    index::Slot,
    matching,
    search::{Best, Found, Model, Start, Task},
};

/// An answer, and how much was searched for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The answer.
    pub answer: Teams,
    /// Nodes of the search.
    pub nodes: u64,
}

/// Forms the best teams of a pool for a brief.
///
/// # Errors
/// The first thing in the brief that cannot be believed.
pub fn form(index: &Index, brief: &Brief, limit: &mut Limit<'_>) -> Result<Outcome, Refusal> {
    let request = Request::new(index, brief)?;
    let candidates = Candidates::new(&request);
    Ok(request.form(&candidates, limit))
}

impl Request<'_> {
    /// Forms the best teams of these candidates, which must be those of this request.
    pub fn form(&self, candidates: &Candidates, limit: &mut Limit<'_>) -> Outcome {
        let mut run = Run { request: self, candidates, limit, nodes: 0 };
        let answer = run.answer();
        Outcome { answer, nodes: run.nodes }
    }
}

struct Run<'r, 'i, 'l> {
    request: &'r Request<'i>,
    candidates: &'r Candidates,
    limit: &'r mut Limit<'l>,
    nodes: u64,
}

/// What is known of a team's place.
enum Outlook {
    /// A team, and whether it is the one.
    Team(Found),
    /// There is none; the cost of the cheapest, where only the budget is in the way.
    None { least_cost: Option<i64> },
    /// The search was stopped before it could tell.
    Unknown,
}

impl Run<'_, '_, '_> {
    fn answer(&mut self) -> Teams {
        let seats = &self.candidates.seats;
        if seats.iter().any(|seat| seat.eligible.is_empty()) {
            return self.no_team(Cause::Eligible, None);
        }
        if !matching::exists(seats.iter().map(|seat| &seat.eligible[..]), |candidate| candidate.member) {
            return self.no_team(Cause::Distinct, None);
        }
        let model = Model::new(self.request, self.candidates);
        let mut earlier: Vec<Best> = Vec::new();
        let mut teams: Vec<Team> = Vec::new();
        let mut proven = true;
        while teams.len() < self.request.teams {
            match self.next_team(&model, &earlier) {
                Outlook::Team(Found { best: Some(best), bound, complete }) => {
                    let above = teams.last().map_or(i64::MAX, |team| team.bound);
                    proven &= complete;
                    let bound = if complete { bound } else { bound.min(above).max(best.points + 1) };
                    teams.push(self.team(&model, &best, bound));
                    earlier.push(best);
                }
                Outlook::None { least_cost } if teams.is_empty() => {
                    let cause = if least_cost.is_some() { Cause::Budget } else { Cause::Blocks };
                    return self.no_team(cause, least_cost);
                }
                Outlook::None { .. } => break,
                Outlook::Team(_) | Outlook::Unknown => {
                    proven = false;
                    break;
                }
            }
        }
        self.teams(proven, teams, None)
    }

    /// The best team that differs enough from the earlier ones. Where none is found at once, it is first settled
    /// whether there is one at all.
    fn next_team(&mut self, model: &Model, earlier: &[Best]) -> Outlook {
        let task = Task::new(model, earlier, self.request.difference);
        let start = Start::new(&task);
        let mut known = start.guess();
        if known.is_none() {
            match self.affordable(model, earlier) {
                Outlook::Team(found) => known = found.best,
                other => return other,
            }
        }
        Outlook::Team(start.search(known, self.limit, &mut self.nodes))
    }

    /// Some team within the budget, or that there is none.
    fn affordable(&mut self, model: &Model, earlier: &[Best]) -> Outlook {
        let cheapest = model.cheapest();
        let task = Task::new(&cheapest, earlier, self.request.difference);
        let start = Start::new(&task);
        let found = start.search(start.guess(), self.limit, &mut self.nodes);
        let Some(best) = found.best else {
            return if found.complete { Outlook::None { least_cost: None } } else { Outlook::Unknown };
        };
        let cost = model.cost(&best.team);
        if model.budget.is_none_or(|budget| cost <= budget) {
            let best = Best { points: model.points(&best.team), team: best.team };
            return Outlook::Team(Found { best: Some(best), ..found });
        }
        if found.complete { Outlook::None { least_cost: Some(cost) } } else { Outlook::Unknown }
    }

    fn team(&self, model: &Model, best: &Best, bound: i64) -> Team {
        let members: Vec<Slot> = best.team.iter().map(|&member| model.pool[member as usize]).collect();
        let index = self.request.index;
        let pairs =
            members.iter().enumerate().map(|(at, &a)| members[..at].iter().map(|&b| index.tie(a, b)).sum::<i64>());
        let cohesion = pairs.sum();
        let seats = (0..members.len()).map(|seat| self.place(seat, members[seat])).collect();
        Team { z: best.points, bound, cost: model.cost(&best.team), seats, cohesion }
    }

    fn place(&self, seat: usize, member: Slot) -> Place {
        let candidates = &self.candidates.seats[seat];
        let rank = |member| self.request.index.rank(member);
        let at = candidates.eligible.binary_search_by_key(&rank(member), |candidate| rank(candidate.member));
        let points = candidates.eligible[at.expect("a team is made of candidates")].points;
        Place {
            seat: self.request.seats[seat].id.clone(),
            member: self.request.index.id(member).to_owned(),
            fit: points.fit,
            proof: points.proof,
            turn: points.turn,
            thrift: points.thrift,
            near: points.near,
            eligible: count(candidates.eligible.len()),
        }
    }

    fn no_team(&self, cause: Cause, least_cost: Option<i64>) -> Teams {
        let seats = self.request.seats.iter().zip(&self.candidates.seats);
        let funnel = seats.map(|(seat, found)| Funnel { seat: seat.id.clone(), left: found.left.map(count) });
        self.teams(true, Vec::new(), Some(Why { cause, funnel: funnel.collect(), least_cost }))
    }

    fn teams(&self, proven: bool, teams: Vec<Team>, why: Option<Why>) -> Teams {
        Teams { format: TeamsFormat::One, brief: self.request.brief.clone(), proven, teams, why }
    }
}

fn count(members: usize) -> i64 {
    i64::try_from(members).expect("a pool has fewer members than i64 has numbers")
}
