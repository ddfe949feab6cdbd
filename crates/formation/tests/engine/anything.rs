//! Whatever two documents hold: they are refused, or answered by what they say.

use muster_formation::{
    Candidates, Index, Limit, Request,
    document::{Brief, Pool, Team, Teams},
    form, quote, why,
};

/// More than this is for other tests: a fuzzer wants many short runs.
const SEATS: usize = 6;
const NODES: u64 = 30;

/// Reads a pool from the first line and a brief from the rest, and panics where the engine does, or where it contradicts
/// itself or the documents.
pub fn judge(documents: &[u8]) {
    let mut lines = documents.splitn(2, |&byte| byte == b'\n');
    let (pool, brief) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let whole: Result<Pool, _> = serde_json::from_slice(pool);
    let index = whole.as_ref().ok().and_then(|pool| Index::new(pool).ok());
    // A list with the values of a document in order is read as one where it is read whole.
    if pool.starts_with(b"{") {
        assert_eq!(read(pool), index, "read member by member, a pool is another");
    }
    let Ok(brief) = serde_json::from_slice::<Brief>(brief) else { return };
    let (Ok(pool), Some(index)) = (whole, index) else { return };
    if brief.seats.len() > SEATS {
        return;
    }
    let Ok(outcome) = form(&index, &brief, &mut Limit::nodes(NODES)) else {
        assert!(quote(&index, &brief, &mut Limit::nodes(0)).is_err(), "what cannot be formed cannot be quoted");
        let why = pool.members.first().map(|member| why(&index, &brief, &member.id, &mut Limit::nodes(0)));
        assert!(why.is_none_or(|why| why.is_err()), "nor can anybody be told why not");
        return;
    };
    check(&pool, &index, &brief, &outcome.answer);
    let by_seats = form(&index, &brief, &mut Limit::nodes(NODES).group_steps(0)).unwrap();
    check(&pool, &index, &brief, &by_seats.answer);
    if outcome.answer.proven && by_seats.answer.proven {
        assert_eq!(outcome.answer, by_seats.answer);
    }
    quote(&index, &brief, &mut Limit::nodes(NODES)).unwrap();
    for member in pool.members.iter().take(2) {
        why(&index, &brief, &member.id, &mut Limit::nodes(NODES)).unwrap();
    }
}

fn read(pool: &[u8]) -> Option<Index> {
    let mut json = serde_json::Deserializer::from_slice(pool);
    let index = Index::read(&mut json).ok()?.ok()?;
    json.end().ok()?;
    Some(index)
}

fn check(pool: &Pool, index: &Index, brief: &Brief, answer: &Teams) {
    let candidates = Candidates::new(&Request::new(index, brief).unwrap());
    assert!(answer.why.is_none() || (answer.proven && answer.teams.is_empty()));
    for team in &answer.teams {
        let members: Vec<&str> = team.seats.iter().map(|place| place.member.as_str()).collect();
        for (at, member) in members.iter().enumerate() {
            let slot = index.member(member).unwrap();
            assert!(candidates.seats[at].eligible.iter().any(|candidate| candidate.member == slot), "not eligible");
            assert!(!members[..at].contains(member), "twice in a team");
        }
        let within = |a: &str, b: &str| members.contains(&a) && members.contains(&b);
        assert!(!pool.blocks.iter().any(|(a, b)| within(a, b)), "a blocked pair");
        let cohesion: i64 = pool.ties.iter().filter(|(a, b, _)| within(a, b)).map(|tie| tie.2).sum();
        assert_eq!(team.cohesion, cohesion);
        assert_eq!(team.z, points(brief, team));
        assert_eq!(team.cost, cost(index, brief, &members));
        assert!(brief.budget.is_none_or(|budget| team.cost <= budget), "too dear");
        assert!(team.bound >= team.z && (!answer.proven || team.bound == team.z), "a bound that is none");
    }
}

/// Z, from the terms that the answer tells.
fn points(brief: &Brief, team: &Team) -> i64 {
    let w = &brief.weights;
    let seats = team
        .seats
        .iter()
        .map(|p| w.fit * p.fit + w.proof * p.proof + w.turn * p.turn + w.thrift * p.thrift + w.near * p.near);
    let scale = i64::try_from(brief.seats.len() - 1).unwrap().max(1);
    scale * seats.sum::<i64>() + 2 * w.cohesion * team.cohesion
}

fn cost(index: &Index, brief: &Brief, members: &[&str]) -> i64 {
    let rate = |member: &str| index.told(index.member(member).unwrap()).rate;
    brief.seats.iter().zip(members).map(|(seat, member)| rate(member) * seat.hours * seat.weeks).sum()
}
