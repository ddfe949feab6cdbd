//! Reasons: what makes up a team's points, why a member is not in it, and what the smallest changes would be.
//!
//! Whatever is said of a change was seen in a run of the engine on the changed instance, and so was that the next
//! smaller one does not do.

mod alone;
mod brief;
mod changes;
mod member;
mod seated;
mod smallest;
mod terms;
mod weeks;

use crate::{
    Candidates, Index, Limit, Refusal, Request,
    cheapest::{self, Cheapest},
    document::{Brief, BriefReasons, Pool, Reasons, ReasonsFormat, Subject},
};

/// Tells what makes up the points of a brief's teams, and which wishes, loosened, would bring a team or a cheaper one.
///
/// Every run of the engine uses up the limit; what it did not allow to find out is left out, and the reasons are then
/// not `proven`.
///
/// # Errors
/// The first thing in the brief that cannot be believed.
pub fn reasons(index: &Index, brief: &Brief, limit: &mut Limit<'_>) -> Result<Reasons, Refusal> {
    let request = Request::new(index, brief)?;
    let candidates = Candidates::new(&request);
    let answer = request.form(&candidates, limit).answer;
    let teams = answer.teams.iter().map(|team| terms::of_team(index, brief, team)).collect();
    // What a loosened brief gets is its best team, however many are asked for.
    let brief = &Brief { teams: 1, ..brief.clone() };
    let request = Request { teams: 1, ..request };
    let least = cheapest::cheapest(&request, &candidates, limit);
    let budget = request.budget.unwrap_or(i64::MAX);
    let goal = match least {
        Cheapest::Cost(cost) if cost <= budget => Some(cost - 1),
        Cheapest::Cost(_) | Cheapest::None => Some(budget),
        Cheapest::Unknown => None,
    };
    let least_cost = if let Cheapest::Cost(cost) = least { Some(cost) } else { None };
    let mut proven = answer.proven && goal.is_some();
    let mut changes = Vec::new();
    if let Some(goal) = goal {
        let (request, candidates) = (&request, &candidates);
        let mut loosening = brief::Loosening { index, brief, request, candidates, goal, limit, proven };
        changes = loosening.changes(least_cost);
        proven = loosening.proven;
    }
    let funnel = candidates.funnel(&request);
    let of = Subject::Brief(BriefReasons { funnel, teams, least_cost, changes });
    Ok(Reasons { format: ReasonsFormat::One, brief: brief.id.clone(), proven, of })
}

/// Tells how a member stands with a brief, and what would have put them into its best team.
///
/// `index` must be that of `pool`. Every run of the engine uses up the limit; what it did not allow to find out is
/// left out, and the reasons are then not `proven`.
///
/// # Errors
/// The first thing in the brief that cannot be believed, or that the pool has no such member.
pub fn why(pool: &Pool, index: &Index, brief: &Brief, member: &str, limit: &mut Limit<'_>) -> Result<Reasons, Refusal> {
    // Only the best team is asked for, and how many others are wanted does not change it.
    let brief = &Brief { teams: 1, ..brief.clone() };
    let request = Request::new(index, brief)?;
    let missing = || Refusal::new("member", member, "the id of a member of the pool");
    let number = index.member(member).ok_or_else(missing)?;
    let member = pool.members.iter().find(|known| known.id == member).ok_or_else(missing)?;
    let candidates = Candidates::new(&request);
    let (request, candidates) = (&request, &candidates);
    let inquiry = member::Inquiry { pool, brief, request, candidates, member, number };
    let (reasons, proven) = inquiry.answer(limit)?;
    let of = Subject::Member(reasons);
    Ok(Reasons { format: ReasonsFormat::One, brief: brief.id.clone(), proven, of })
}
