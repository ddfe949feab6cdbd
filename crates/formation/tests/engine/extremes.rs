//! The largest numbers that documents may hold. Tests are built so that a sum that overflows panics.

use muster_formation::{
    Index, Limit,
    document::{Brief, Member, Near, Need, Pool, Seat, Skill, Weights},
    form,
};
use proptest::prelude::*;

use crate::{
    naive::Naive,
    scenes::{Dice, Scene, scene},
    truth::{solve, solve_by_seats},
};

const RATE: i64 = 1_000_000_000_000;
const WEEKS: i64 = 104;
const HOURS: i64 = 80;

/// So many members and seats, with everything as large as it may be: weights, ties, rates, hours and weeks.
fn extreme(members: usize, seats: usize) -> Scene {
    let Scene { pool, brief } = scene(&[]);
    let skills = [("baking".to_owned(), Skill { level: 5, evidence: 1000 })].into();
    let one = Member {
        id: String::new(),
        skills,
        rate: RATE,
        free: vec![(HOURS, WEEKS)],
        place: Some("Hill".into()),
        languages: Vec::new(),
        turn: 1000,
        onsite: true,
    };
    let seat = Seat {
        id: String::new(),
        skills: vec![Need { skill: "baking".into(), level: 5, weight: 10, must: true }],
        hours: HOURS,
        from_week: 0,
        weeks: WEEKS,
        rate_cap: None,
        languages: Vec::new(),
        near: Some(Near { place: "Hill".into(), km: i64::MAX }),
    };
    let ids: Vec<String> = (0..members).map(|at| format!("m{at:02}")).collect();
    let pairs = ids.iter().enumerate().flat_map(|(at, b)| ids[..at].iter().map(move |a| (a.clone(), b.clone(), 1000)));
    Scene {
        pool: Pool {
            weeks: WEEKS,
            members: ids.iter().map(|id| Member { id: id.clone(), ..one.clone() }).collect(),
            ties: pairs.collect(),
            blocks: Vec::new(),
            ..pool
        },
        brief: Brief {
            seats: (0..seats).map(|at| Seat { id: format!("s{at}"), ..seat.clone() }).collect(),
            budget: None,
            excluded: Vec::new(),
            locked: Default::default(),
            weights: Weights { fit: 1000, proof: 1000, turn: 1000, thrift: 1000, near: 1000, cohesion: 1000 },
            teams: 1,
            min_difference: 1,
            ..brief
        },
    }
}

/// The same with other rates, points and ties here and there, and money for some of the teams.
fn varied(bytes: &[u8], members: usize, seats: usize) -> Scene {
    let dice = &mut Dice(bytes);
    let Scene { mut pool, mut brief } = extreme(members, seats);
    for member in &mut pool.members {
        member.rate = RATE - dice.pick(&[0, 1, RATE, 77, RATE / 2, RATE / 3, 1_000_003]);
        member.turn = dice.pick(&[1000, 999, 0]);
        member.skills.insert("baking".into(), Skill { level: 5, evidence: dice.pick(&[1000, 0, 500]) });
    }
    pool.ties.retain_mut(|tie| {
        tie.2 = dice.pick(&[1000, 1000, 999, 1]);
        dice.roll(3) > 0
    });
    brief.teams = dice.pick(&[1, 2]);
    for seat in &mut brief.seats {
        seat.hours = dice.pick(&[HOURS, HOURS, 79]);
        seat.rate_cap = dice.pick(&[None, Some(i64::MAX), Some(RATE)]);
    }
    let hours: i64 = brief.seats.iter().map(|seat| seat.hours * seat.weeks).sum();
    brief.budget =
        dice.pick(&[None, Some(hours * RATE / 2), Some(hours * (RATE - 40)), Some(i64::MAX), Some(hours * RATE)]);
    Scene { pool, brief }
}

#[test]
fn the_most_points_a_team_can_have_fit_well() {
    let mut scene = extreme(20, 16);
    for member in &mut scene.pool.members {
        member.rate = 0;
    }
    for seat in &mut scene.brief.seats {
        seat.rate_cap = Some(1);
    }
    let teams = solve(&scene);
    assert_eq!(teams, solve_by_seats(&scene, 0));
    // 15 · 16 seats · 5 terms · 1000 · 1000 + 2 · 1000 · 120 pairs · 1000
    assert_eq!((teams.proven, teams.teams[0].z, teams.teams[0].cohesion), (true, 1_440_000_000, 120_000));
}

#[test]
fn the_dearest_team_there_can_be_is_paid_to_the_last_unit() {
    let mut scene = extreme(20, 16);
    // 16 seats · 80 hours · 104 weeks · 10^12
    let cost = 133_120_000_000_000_000;
    for budget in [cost, i64::MAX] {
        scene.brief.budget = Some(budget);
        let teams = solve(&scene);
        assert_eq!((teams.proven, teams.teams[0].cost), (true, cost));
        assert_eq!(teams, solve_by_seats(&scene, 0));
    }
    scene.brief.budget = Some(cost - 1);
    let none = solve(&scene);
    assert_eq!(none.why.as_ref().unwrap().least_cost, Some(cost));
    assert_eq!(none, solve_by_seats(&scene, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn at_the_extremes_the_answer_is_that_of_the_naive_solver(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let scene = varied(&bytes, 7, 4);
        let expected = Naive::new(&scene.pool, &scene.brief).answer();
        prop_assert_eq!(serde_json::to_value(solve(&scene)).unwrap(), expected.clone());
        prop_assert_eq!(serde_json::to_value(solve_by_seats(&scene, 0)).unwrap(), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 50, ..ProptestConfig::default() })]

    #[test]
    fn sixteen_seats_at_the_extremes_do_not_overflow(bytes in prop::collection::vec(any::<u8>(), 400..800)) {
        let scene = varied(&bytes, 19, 16);
        let index = Index::new(&scene.pool).unwrap();
        for steps in [0, 32] {
            let answer = form(&index, &scene.brief, &mut Limit::nodes(300).group_steps(steps)).unwrap().answer;
            for team in &answer.teams {
                prop_assert!(team.z <= team.bound);
                prop_assert!(!answer.proven || team.z == team.bound);
            }
        }
    }
}
