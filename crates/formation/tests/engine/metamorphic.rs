//! At sizes where nobody can look at every team, one run can still be held against another: what a change of the pool or
//! of the brief must do to the answer, and what it must leave as it was.

use std::collections::BTreeSet;

use muster_formation::{
    Candidates, Index, Limit, Request,
    document::{Brief, Member, Pool, Team, Weights},
    form,
};
use muster_instances::{Family, Instances};

/// A made-up pool, and briefs of one family for it.
struct Town {
    pool: Pool,
    index: Index,
    briefs: Vec<Brief>,
}

fn town(family: Family, members: usize, briefs: usize) -> Town {
    let instances = Instances::new(family, 23, members);
    let pool = instances.pool();
    let index = Index::new(&pool).unwrap();
    let briefs = instances.briefs(&index, briefs);
    Town { pool, index, briefs }
}

fn towns() -> [Town; 3] {
    [town(Family::Mix, 10_000, 20), town(Family::Team, 10_000, 12), town(Family::Network, 3_000, 2)]
}

/// Asks for each town and each of its briefs that has a team; tells how many were asked.
fn each(mut check: impl FnMut(&Town, &Brief, &Team)) {
    let mut asked = 0;
    for town in towns() {
        for brief in &town.briefs {
            if let Some(team) = best(&town.index, brief) {
                check(&town, brief, &team);
                asked += 1;
            }
        }
    }
    assert!(asked >= 25, "only {asked} briefs have a team");
}

fn teams(index: &Index, brief: &Brief) -> Vec<Team> {
    let answer = form(index, brief, &mut Limit::none()).unwrap().answer;
    assert!(answer.proven, "{}", brief.id);
    assert!(answer.teams.iter().all(|team| team.bound == team.z));
    answer.teams
}

fn best(index: &Index, brief: &Brief) -> Option<Team> {
    teams(index, brief).into_iter().next()
}

fn members(team: &Team) -> Vec<&str> {
    team.seats.iter().map(|place| place.member.as_str()).collect()
}

/// The team, without the numbers of eligible members.
fn uncounted(team: &Team) -> Team {
    let mut team = team.clone();
    team.seats.iter_mut().for_each(|place| place.eligible = 0);
    team
}

/// The ids of all who may take some seat.
fn eligible(index: &Index, brief: &Brief) -> BTreeSet<String> {
    let candidates = Candidates::new(&Request::new(index, brief).unwrap());
    let all = candidates.seats.iter().flat_map(|seat| &seat.eligible);
    all.map(|candidate| index.id(candidate.member).to_owned()).collect()
}

fn member(town: &Town, id: &str) -> Member {
    town.index.told(town.index.member(id).unwrap())
}

#[test]
fn the_order_of_the_document_does_not_matter_to_a_town() {
    for town in towns() {
        let Pool { members, ties, blocks, .. } = town.pool.clone();
        let half = members.len() / 2;
        let shuffled = Pool {
            members: members[half..].iter().chain(members[..half].iter().rev()).cloned().collect(),
            ties: ties.into_iter().rev().map(|(a, b, strength)| (b, a, strength)).collect(),
            blocks: blocks.into_iter().rev().collect(),
            ..town.pool.clone()
        };
        let index = Index::new(&shuffled).unwrap();
        for brief in &town.briefs {
            let expected = form(&town.index, brief, &mut Limit::none()).unwrap();
            assert_eq!(form(&index, brief, &mut Limit::none()).unwrap(), expected, "{}", brief.id);
        }
    }
}

/// With its seats turned, a brief has the same teams. Of equally good ones the first is told, and which that is depends on
/// the order of seats: neither run may have missed one that comes before its own.
#[test]
fn the_order_of_seats_decides_only_among_equals() {
    each(|town, brief, team| {
        let turn = 1 + brief.seats.len() / 3;
        let mut turned = brief.clone();
        turned.seats.rotate_left(turn);
        let other = best(&town.index, &turned).unwrap();
        assert_eq!(other.z, team.z, "{}", brief.id);
        let (mut there, mut back) = (members(team), members(&other));
        there.rotate_left(turn);
        assert!(members(&other) <= there, "{}", brief.id);
        back.rotate_right(turn);
        assert!(members(team) <= back, "{}", brief.id);
    });
}

#[test]
fn a_member_who_may_take_no_seat_changes_nothing() {
    each(|town, brief, team| {
        let mut index = town.index.clone();
        let known = member(town, &team.seats[0].member);
        let busy = Member { id: "!".into(), free: vec![(0, town.pool.weeks)], rate: 0, ..known };
        index.put(&busy).unwrap();
        for place in &team.seats {
            index.put_tie("!", &place.member, 1000).unwrap();
        }
        assert_eq!(best(&index, brief).as_ref(), Some(team), "{}", brief.id);
    });
}

/// A team with the newcomer, or the team as it was.
#[test]
fn a_newcomer_joins_or_leaves_the_team_as_it_was() {
    let mut joined = 0;
    each(|town, brief, team| {
        for (at, turn) in [(0, 1000), (team.seats.len() - 1, 0)] {
            let mut index = town.index.clone();
            let known = member(town, &team.seats[at].member);
            let newcomer = Member { id: "!".into(), turn, rate: known.rate * 9 / 10, ..known };
            index.put(&newcomer).unwrap();
            let other = best(&index, brief).unwrap();
            assert!(other.z >= team.z, "{}", brief.id);
            if members(&other).contains(&"!") {
                joined += 1;
            } else {
                assert_eq!(uncounted(&other), uncounted(team), "{}", brief.id);
            }
        }
    });
    assert!(joined > 3, "a newcomer joined only {joined} times");
}

#[test]
fn more_money_never_makes_a_worse_team_and_in_the_end_changes_nothing() {
    let mut bound = 0;
    each(|town, brief, _| {
        let weights = Weights { thrift: 0, ..brief.weights };
        let within = |budget| {
            let mut team = best(&town.index, &Brief { budget, weights, ..brief.clone() })?;
            // It is measured against the budget and told, though it has no weight.
            team.seats.iter_mut().for_each(|place| place.thrift = 0);
            Some(team)
        };
        let free = within(None).unwrap();
        assert_eq!(within(Some(free.cost)).as_ref(), Some(&free), "{}", brief.id);
        assert_eq!(within(Some(2 * free.cost + 1)).as_ref(), Some(&free), "{}", brief.id);
        let mut z = free.z;
        for share in [99, 90, 75, 60] {
            let Some(team) = within(Some(free.cost * share / 100)) else { break };
            assert!(team.cost <= free.cost * share / 100 && team.z <= z, "{}", brief.id);
            // What a team costs is all the money that it needs.
            assert_eq!(within(Some(team.cost)).as_ref(), Some(&team), "{}", brief.id);
            bound += u32::from(team.z < z);
            z = team.z;
        }
    });
    assert!(bound > 20, "a budget mattered only {bound} times");
}

#[test]
fn weights_that_grow_alike_keep_the_team() {
    each(|town, brief, _| {
        let Weights { fit, proof, turn, thrift, near, cohesion } = brief.weights;
        let times = |factor| {
            let [fit, proof, turn, thrift, near, cohesion] =
                [fit, proof, turn, thrift, near, cohesion].map(|weight| weight / 20 * factor);
            Brief { weights: Weights { fit, proof, turn, thrift, near, cohesion }, ..brief.clone() }
        };
        let small = best(&town.index, &times(1)).unwrap();
        let large = best(&town.index, &times(17)).unwrap();
        assert_eq!(large, Team { z: 17 * small.z, bound: 17 * small.z, ..small }, "{}", brief.id);
    });
}

#[test]
fn ties_to_those_who_may_take_no_seat_do_not_matter() {
    each(|town, brief, team| {
        let able = eligible(&town.index, brief);
        let mut pool = town.pool.clone();
        pool.ties.retain(|(a, b, _)| able.contains(a) && able.contains(b));
        pool.blocks.retain(|(a, b)| able.contains(a) && able.contains(b));
        assert!(pool.ties.len() < town.pool.ties.len());
        assert_eq!(best(&Index::new(&pool).unwrap(), brief).as_ref(), Some(team), "{}", brief.id);
    });
}

#[test]
fn those_outside_the_team_can_be_excluded() {
    each(|town, brief, team| {
        let others = eligible(&town.index, brief).into_iter().filter(|id| !members(team).contains(&id.as_str()));
        let others: Vec<String> = others.collect();
        for part in [1, 2, 7] {
            let excluded = others.iter().step_by(part).cloned().collect();
            let other = best(&town.index, &Brief { excluded, ..brief.clone() }).unwrap();
            assert_eq!(uncounted(&other), uncounted(team), "{}", brief.id);
        }
    });
}

#[test]
fn members_of_the_team_can_be_locked_where_they_sit() {
    each(|town, brief, team| {
        let locks = team.seats.iter().map(|place| (place.seat.clone(), place.member.clone()));
        for part in [1, 2, team.seats.len()] {
            let locked = locks.clone().step_by(part).collect();
            let other = best(&town.index, &Brief { locked, ..brief.clone() }).unwrap();
            assert_eq!(uncounted(&other), uncounted(team), "{}", brief.id);
        }
    });
}

#[test]
fn the_first_of_three_teams_is_the_best_and_the_others_follow() {
    each(|town, brief, team| {
        let three = teams(&town.index, &Brief { teams: 3, min_difference: 2, ..brief.clone() });
        assert_eq!(three.first(), Some(team), "{}", brief.id);
        for (at, later) in three.iter().enumerate() {
            for earlier in &three[..at] {
                let fresh = members(later).into_iter().filter(|id| !members(earlier).contains(id)).count();
                assert!(fresh >= 2 && later.z <= earlier.z, "{}", brief.id);
            }
        }
    });
}

/// Whatever differs from the best team lacks one of its members, so the second is the best of those without one of them.
#[test]
fn the_second_team_is_the_best_without_someone_of_the_first() {
    each(|town, brief, team| {
        let two = teams(&town.index, &Brief { teams: 2, ..brief.clone() });
        let without = |place: &muster_formation::document::Place| {
            best(&town.index, &Brief { excluded: vec![place.member.clone()], ..brief.clone() })
        };
        let next = team.seats.iter().filter_map(without).map(|team| uncounted(&team));
        let next = next.min_by(|a, b| b.z.cmp(&a.z).then_with(|| members(a).cmp(&members(b))));
        assert_eq!(two.get(1).map(uncounted), next, "{}", brief.id);
    });
}

#[test]
fn a_search_that_was_stopped_brackets_the_truth() {
    let mut open = 0;
    each(|town, brief, _| {
        let brief = Brief { teams: 2, ..brief.clone() };
        let truth = teams(&town.index, &brief);
        for nodes in [0, 1, 2, 5, 20, 100] {
            let answer = form(&town.index, &brief, &mut Limit::nodes(nodes)).unwrap().answer;
            let found: Vec<(i64, i64)> = answer.teams.iter().map(|team| (team.z, team.bound)).collect();
            assert!(found.first().is_none_or(|&(z, _)| z <= truth[0].z), "{}", brief.id);
            assert!(found.iter().zip(&truth).all(|(&(_, bound), team)| bound >= team.z), "{}", brief.id);
            if answer.proven {
                assert_eq!(answer.teams, truth, "{}", brief.id);
            } else {
                open += 1;
            }
        }
    });
    assert!(open > 10, "a search was stopped only {open} times");
}

#[test]
fn a_town_gets_the_same_teams_seat_by_seat() {
    for town in [town(Family::Mix, 3_000, 12), town(Family::Team, 3_000, 6)] {
        for brief in &town.briefs {
            let brief = Brief { teams: 2, ..brief.clone() };
            let by_seats = form(&town.index, &brief, &mut Limit::none().group_steps(0)).unwrap();
            assert_eq!(by_seats.answer.teams, teams(&town.index, &brief), "{}", brief.id);
        }
    }
}
