//! The answer depends on what a document says, not on the order in which it says it.

use muster_formation::{Index, Limit, form};
use proptest::prelude::*;

use crate::{
    scenes::{Scene, scene},
    truth::solve,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_members_ties_and_blocks_does_not_matter(
        (scene, shuffled) in prop::collection::vec(any::<u8>(), 0..600).prop_flat_map(|bytes| {
            let scene = scene(&bytes);
            let members = Just(scene.pool.members.clone()).prop_shuffle();
            let ties = Just(scene.pool.ties.clone()).prop_shuffle();
            let blocks = Just(scene.pool.blocks.clone()).prop_shuffle();
            (Just(scene), (members, ties, blocks))
        })
    ) {
        let (members, ties, blocks) = shuffled;
        let ties = ties.into_iter().map(|(a, b, strength)| (b, a, strength)).collect();
        let mut other = Scene { ..scene.clone() };
        other.pool = muster_formation::document::Pool { members, ties, blocks, ..other.pool };
        prop_assert_eq!(solve(&scene), solve(&other));
    }

    #[test]
    fn two_runs_take_the_same_path(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let scene = scene(&bytes);
        let index = Index::new(&scene.pool).unwrap();
        let first = form(&index, &scene.brief, &mut Limit::none()).unwrap();
        prop_assert_eq!(first, form(&index, &scene.brief, &mut Limit::none()).unwrap());
    }
}
