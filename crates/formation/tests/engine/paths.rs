//! The search goes by groups of tied members or seat by seat. Both are exact, so they meet, also where there are far too
//! many teams to look at each.

use muster_formation::{Index, Limit, form};
use proptest::prelude::*;

use crate::{
    scenes::crowd,
    truth::{bytes, solve, solve_by_seats},
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn by_groups_and_seat_by_seat_the_answer_is_the_same(
        bytes in prop::collection::vec(any::<u8>(), 0..2500),
        steps in prop_oneof![Just(0), 1_u64..200],
    ) {
        let scene = crowd(&bytes);
        let answer = solve(&scene);
        prop_assert!(answer.proven);
        prop_assert_eq!(&answer, &solve_by_seats(&scene, steps), "{:#?}", scene);
    }

    #[test]
    fn what_a_stopped_search_says_of_a_crowd_is_true(
        bytes in prop::collection::vec(any::<u8>(), 0..2500),
        nodes in 0_u64..40,
        steps in prop_oneof![Just(0), 1_u64..200],
    ) {
        let scene = crowd(&bytes);
        let index = Index::new(&scene.pool).unwrap();
        let truth = solve(&scene);
        let stopped = form(&index, &scene.brief, &mut Limit::nodes(nodes).group_steps(steps)).unwrap();
        prop_assert!(stopped.nodes <= nodes);
        let stopped = stopped.answer;
        if stopped.proven {
            prop_assert_eq!(stopped, truth);
            return Ok(());
        }
        for (place, team) in stopped.teams.iter().enumerate() {
            prop_assert!(team.bound >= team.z);
            let best = truth.teams.get(place).map(|team| team.z);
            prop_assert!(best.is_none_or(|best| team.bound >= best));
        }
        if let (Some(found), Some(best)) = (stopped.teams.first(), truth.teams.first()) {
            prop_assert!(found.z <= best.z);
        }
    }
}

#[test]
fn the_crowds_take_work_both_ways() {
    let (mut with_team, mut by_groups, mut by_seats) = (0, 0, 0);
    for seed in 0..200 {
        let scene = crowd(&(0..5).flat_map(|part| bytes(5 * seed + part)).collect::<Vec<u8>>());
        let index = Index::new(&scene.pool).unwrap();
        let groups = form(&index, &scene.brief, &mut Limit::none()).unwrap();
        let seats = form(&index, &scene.brief, &mut Limit::none().group_steps(0)).unwrap();
        assert_eq!(groups.answer, seats.answer, "seed {seed}");
        with_team += u32::from(!groups.answer.teams.is_empty());
        by_groups += u32::from(groups.nodes > 20);
        by_seats += u32::from(seats.nodes > 20);
    }
    assert!(with_team > 60 && by_groups > 30 && by_seats > 15, "{with_team}, {by_groups} and {by_seats} of 200");
}
