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
    document::{Brief, BriefReasons, Reasons, ReasonsFormat, Subject},
};

/// Tells what makes up the points of a brief's teams, and which wishes, loosened, would bring a team or a cheaper one.
/// Another start is looked for from the week `from` on: 0 where the whole horizon will do.
///
/// Every run of the engine uses up the limit; what it did not allow to find out is left out, and the reasons are then
/// not `proven`.
///
/// # Errors
/// The first thing in the brief that cannot be believed.
pub fn reasons(index: &Index, brief: &Brief, from: usize, limit: &mut Limit<'_>) -> Result<Reasons, Refusal> {
    // What a loosened brief gets is its best team, however many are asked for.
    let one = &Brief { teams: 1, ..brief.clone() };
    let (request, only) = (Request::new(index, brief)?, Request::new(index, one)?);
    let candidates = &Candidates::new(&request);
    let least = cheapest::cheapest(&only, candidates, limit);
    let least_cost = if let Cheapest::Cost(cost) = least { Some(cost) } else { None };
    let budget = only.budget.unwrap_or(i64::MAX);
    let goal = least_cost.filter(|&cost| cost <= budget).map_or(budget, |cost| cost - 1);
    let mut loosening =
        brief::Loosening { index, brief: one, request: &only, candidates, goal, from, limit, proven: true };
    // Steps are found before any best team is proven, which may take all that is left of the limit: what the steps lead
    // to is then less exact, but none is missed.
    let steps = if least == Cheapest::Unknown { Vec::new() } else { loosening.steps(least_cost) };
    let answer = request.form(candidates, loosening.limit).answer;
    let changes = loosening.lead(steps);
    let proven = loosening.proven && answer.proven && least != Cheapest::Unknown;
    let teams = answer.teams.iter().map(|team| terms::of_team(index, brief, team)).collect();
    let of = Subject::Brief(BriefReasons { funnel: candidates.funnel(&request), teams, least_cost, changes });
    Ok(Reasons { format: ReasonsFormat::One, brief: brief.id.clone(), proven, of })
}

/// Tells how a member stands with a brief, and what would have put them into its best team.
///
/// Every run of the engine uses up the limit; what it did not allow to find out is
/// left out, and the reasons are then not `proven`.
///
/// ```
/// # use muster_formation::{Index, Limit, document::{Brief, Pool, Subject}, why};
/// # const POOL: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/examples/plain/pool.json"));
/// # const BRIEF: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/examples/plain/brief.json"));
/// let pool: Pool = serde_json::from_str(POOL)?;
/// let brief: Brief = serde_json::from_str(BRIEF)?;
/// let index = Index::new(&pool)?;
///
/// let told = why(&index, &brief, &pool.members[0].id, &mut Limit::none())?;
/// let Subject::Member(reasons) = told.of else { unreachable!("a member was asked about") };
/// for standing in &reasons.seats {
///     println!("{}: stopped by {:?}, would add {:?}", standing.seat, standing.stopped_by, standing.terms);
/// }
/// for change in &reasons.changes {
///     println!("{:?}: {:?}", change.thing, change.smallest);
/// }
/// assert_eq!(reasons.chosen.is_none(), reasons.changes.len() == 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// The first thing in the brief that cannot be believed, or that the pool has no such member.
pub fn why(index: &Index, brief: &Brief, member: &str, limit: &mut Limit<'_>) -> Result<Reasons, Refusal> {
    // Only the best team is asked for, and how many others are wanted does not change it.
    let request = Request { teams: 1, ..Request::new(index, brief)? };
    let brief = &Brief { teams: 1, ..brief.clone() };
    let number =
        index.member(member).ok_or_else(|| Refusal::new("member", member, "the id of a member of the pool"))?;
    let member = &index.told(number);
    let candidates = Candidates::new(&request);
    let (request, candidates) = (&request, &candidates);
    let inquiry = member::Inquiry { brief, request, candidates, member, number };
    let (reasons, proven) = inquiry.answer(limit)?;
    let of = Subject::Member(reasons);
    Ok(Reasons { format: ReasonsFormat::One, brief: brief.id.clone(), proven, of })
}
