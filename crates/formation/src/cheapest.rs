//! The cheapest team, and whether there is one that costs no more than so much.

use crate::{
    Candidates, Limit, Request, SeatCandidates,
    document::Weights,
    matching,
    search::{Model, Start, Task},
};

/// What the cheapest team costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cheapest {
    /// So many minor units.
    Cost(i64),
    /// There is no team.
    None,
    /// The search was stopped before it could tell.
    Unknown,
}

/// The cost of the cheapest team of these candidates, whatever the budget.
pub(crate) fn cheapest(request: &Request<'_>, candidates: &Candidates, limit: &mut Limit<'_>) -> Cheapest {
    if !is_matched(candidates) {
        return Cheapest::None;
    }
    // Without weight no tie is looked up: nothing but cost counts here.
    let request = Request { weights: Weights::default(), ..request.clone() };
    let model = Model::new(&request, candidates).cheapest();
    let task = Task::new(&model, &[], 1);
    let start = Start::new(&task);
    let found = start.search(start.guess(), limit, &mut 0);
    match found.best {
        _ if !found.complete => Cheapest::Unknown,
        Some(best) => Cheapest::Cost(model.cost(&best.team)),
        None => Cheapest::None,
    }
}

/// Whether some team of these candidates costs at most `most`; `None` where the search was stopped.
///
/// Most questions need no search: where even the cheapest of each seat cost more, the answer is no; where taking the
/// cheapest who is free seat by seat costs no more, it is yes.
pub(crate) fn is_within(
    request: &Request<'_>,
    candidates: &Candidates,
    most: i64,
    limit: &mut Limit<'_>,
) -> Option<bool> {
    let least = |seat: &SeatCandidates| seat.eligible.iter().map(|candidate| candidate.cost).min();
    let Some(least) = candidates.seats.iter().map(least).sum::<Option<i64>>() else { return Some(false) };
    if least > most {
        return Some(false);
    }
    if greedy(request, candidates).is_some_and(|cost| cost <= most) {
        return Some(true);
    }
    match cheapest(request, candidates, limit) {
        Cheapest::Cost(cost) => Some(cost <= most),
        Cheapest::None => Some(false),
        Cheapest::Unknown => None,
    }
}

/// The cost of a team made seat by seat, the scarcest first, of the cheapest members who are still free; `None` where
/// this way leads to no team.
fn greedy(request: &Request<'_>, candidates: &Candidates) -> Option<i64> {
    let mut seats: Vec<&SeatCandidates> = candidates.seats.iter().collect();
    seats.sort_by_key(|seat| seat.eligible.len());
    let (mut team, mut cost) = (Vec::with_capacity(seats.len()), 0);
    for seat in seats {
        let fits =
            |member: u32| !team.iter().any(|other| *other == member || request.index.blocks(member).contains(other));
        let free = seat.eligible.iter().filter(|candidate| fits(candidate.member));
        let candidate = free.min_by_key(|candidate| candidate.cost)?;
        cost += candidate.cost;
        team.push(candidate.member);
    }
    Some(cost)
}

/// Whether every seat can have a member of its own.
pub(crate) fn is_matched(candidates: &Candidates) -> bool {
    matching::exists(candidates.seats.iter().map(|seat| &seat.eligible[..]), |candidate| candidate.member)
}
