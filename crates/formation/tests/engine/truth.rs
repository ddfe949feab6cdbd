//! The engine gives the naive solver's answer, to the last value, on every kind of small problem.

use std::collections::BTreeMap;

use muster_formation::{Index, Limit, document::Teams, form};
use proptest::prelude::*;

use crate::{
    naive::Naive,
    scenes::{Scene, scene},
};

pub fn solve(scene: &Scene) -> Teams {
    solve_within(scene, Limit::none())
}

/// Solves a scene seat by seat where groups of tied members take more steps; with 0 steps altogether.
pub fn solve_by_seats(scene: &Scene, steps: u64) -> Teams {
    solve_within(scene, Limit::none().group_steps(steps))
}

fn solve_within(scene: &Scene, mut limit: Limit<'_>) -> Teams {
    let index = Index::new(&scene.pool).unwrap();
    form(&index, &scene.brief, &mut limit).unwrap().answer
}

/// Bytes that look random and are the same everywhere (splitmix64).
pub fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    (0..75).flat_map(|_| next().to_le_bytes()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn the_answer_is_that_of_the_naive_solver(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let scene = scene(&bytes);
        let expected = Naive::new(&scene.pool, &scene.brief).answer();
        prop_assert_eq!(serde_json::to_value(solve(&scene)).unwrap(), expected, "{:#?}", scene);
    }

    #[test]
    fn searched_seat_by_seat_the_answer_is_the_same(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let scene = scene(&bytes);
        let expected = Naive::new(&scene.pool, &scene.brief).answer();
        prop_assert_eq!(serde_json::to_value(solve_by_seats(&scene, 0)).unwrap(), expected, "{:#?}", scene);
    }

    #[test]
    fn where_groups_are_given_up_half_way_the_answer_is_the_same(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        steps in 1_u64..6,
    ) {
        let scene = scene(&bytes);
        let expected = Naive::new(&scene.pool, &scene.brief).answer();
        prop_assert_eq!(serde_json::to_value(solve_by_seats(&scene, steps)).unwrap(), expected, "{:#?}", scene);
    }
}

#[test]
fn the_scenes_show_every_feature_and_every_cause() {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for seed in 0..4000 {
        let scene = scene(&bytes(seed));
        let expected = Naive::new(&scene.pool, &scene.brief).answer();
        let answer = solve(&scene);
        assert_eq!(serde_json::to_value(&answer).unwrap(), expected, "seed {seed}");
        assert_eq!(answer, solve_by_seats(&scene, 0), "seed {seed}");
        for feature in features(&scene, &answer) {
            *seen.entry(feature).or_default() += 1;
        }
    }
    let all = [
        "cause Eligible",
        "cause Distinct",
        "cause Blocks",
        "cause Budget",
        "1 teams",
        "2 teams",
        "3 teams",
        "4 teams",
        "fewer teams than asked",
        "equal points",
        "budget binds",
        "block binds",
        "locked",
        "excluded",
        "near",
        "language",
        "rate cap",
        "related",
        "tie",
        "twins",
        "no points",
        "difference above one",
    ];
    for feature in all {
        let count = seen.get(feature).copied().unwrap_or(0);
        assert!(count >= 20, "{feature} came only {count} times: {seen:#?}");
    }
}

/// What a scene shows, judged by its answer.
fn features(scene: &Scene, answer: &Teams) -> Vec<String> {
    let mut seen = Vec::new();
    let Scene { pool, brief } = scene;
    let Some(first) = answer.teams.first() else {
        return vec![format!("cause {:?}", answer.why.as_ref().unwrap().cause)];
    };
    seen.push(format!("{} teams", answer.teams.len()));
    let mut mark = |holds: bool, name: &str| {
        if holds {
            seen.push(name.to_owned());
        }
    };
    let without = |change: &dyn Fn(&mut Scene)| {
        let mut other = scene.clone();
        change(&mut other);
        solve(&other).teams.first().map(|team| team.z) != Some(first.z)
    };
    let thriftless = brief.weights.thrift == 0;
    mark(answer.teams.len() < usize::try_from(brief.teams).unwrap(), "fewer teams than asked");
    mark(answer.teams.windows(2).any(|pair| pair[0].z == pair[1].z), "equal points");
    mark(thriftless && brief.budget.is_some() && without(&|s| s.brief.budget = None), "budget binds");
    mark(!pool.blocks.is_empty() && without(&|s| s.pool.blocks.clear()), "block binds");
    mark(!pool.related.is_empty() && without(&|s| s.pool.related.clear()), "related");
    mark(!brief.locked.is_empty(), "locked");
    mark(!brief.excluded.is_empty(), "excluded");
    mark(first.seats.iter().any(|place| place.near > 0), "near");
    mark(brief.seats.iter().any(|seat| !seat.languages.is_empty()), "language");
    mark(brief.seats.iter().any(|seat| seat.rate_cap.is_some()), "rate cap");
    mark(first.cohesion > 0 && brief.weights.cohesion > 0, "tie");
    mark(brief.seats.windows(2).any(|pair| pair[0].skills == pair[1].skills), "twins");
    mark(first.z == 0, "no points");
    mark(brief.min_difference > 1 && answer.teams.len() > 1, "difference above one");
    seen
}
