//! Stopped early, the engine says what it found, what it can prove, and no more.

use muster_formation::{Index, Limit, form};
use proptest::prelude::*;

use crate::{naive::Naive, scenes::scene};

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, ..ProptestConfig::default() })]

    #[test]
    fn an_early_stop_never_claims_too_much(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        nodes in 0_u64..12,
        steps in prop_oneof![Just(None), Just(Some(0)), (1_u64..6).prop_map(Some)],
    ) {
        let scene = scene(&bytes);
        let index = Index::new(&scene.pool).unwrap();
        let naive = Naive::new(&scene.pool, &scene.brief);
        let limit = Limit::nodes(nodes);
        let mut limit = match steps {
            Some(steps) => limit.group_steps(steps),
            None => limit,
        };
        let outcome = form(&index, &scene.brief, &mut limit).unwrap();
        prop_assert!(outcome.nodes <= nodes);
        let answer = outcome.answer;
        let expected = naive.answer();
        if answer.proven {
            prop_assert_eq!(serde_json::to_value(&answer).unwrap(), expected);
            return Ok(());
        }
        prop_assert!(answer.why.is_none(), "why is only told where it is known");
        let asked = usize::try_from(scene.brief.teams).unwrap();
        prop_assert!(answer.teams.iter().any(|team| team.bound > team.z) || answer.teams.len() < asked);
        let truth = expected["teams"].as_array().unwrap();
        for (place, team) in answer.teams.iter().enumerate() {
            prop_assert!(team.bound >= team.z);
            prop_assert_eq!(naive.points_of(team), Some(i128::from(team.z)), "a team that may not be: {:?}", team);
            let best = truth.get(place).map(|team| team["z"].as_i64().unwrap());
            prop_assert!(best.is_none_or(|best| team.bound >= best));
        }
        prop_assert!(answer.teams.len() <= asked);
    }

    #[test]
    fn a_signal_stops_as_a_count_does(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let scene = scene(&bytes);
        let index = Index::new(&scene.pool).unwrap();
        let mut stop = || true;
        let at_once = form(&index, &scene.brief, &mut Limit::until(&mut stop)).unwrap();
        prop_assert_eq!(at_once, form(&index, &scene.brief, &mut Limit::nodes(0)).unwrap());
    }
}
