//! What whoever measures relies on.
#![expect(clippy::unwrap_used, reason = "a scene that cannot be made fails its test")]

use std::collections::{BTreeMap, BTreeSet};

use muster_formation::{
    Candidates, Index, Limit, Request,
    document::{Brief, Pool},
    form,
};
use muster_instances::{Family, Instances};

const FAMILIES: [Family; 3] = [Family::Mix, Family::Team, Family::Network];

fn scene(family: Family, members: usize, briefs: usize) -> (Index, Vec<Brief>) {
    let instances = Instances::new(family, 3, members);
    let index = Index::new(&instances.pool()).unwrap();
    let briefs = instances.briefs(&index, briefs);
    (index, briefs)
}

#[test]
fn the_same_seed_gives_the_same_bytes_today_and_ever() {
    // FNV-1a of both documents. Change these numbers only with a change that is meant to make other instances.
    let told = FAMILIES.map(|family| {
        let instances = Instances::new(family, 1, 300);
        let index = Index::new(&instances.pool()).unwrap();
        let mut bytes = serde_json::to_vec(&instances).unwrap();
        bytes.extend(serde_json::to_vec(&instances.briefs(&index, 10)).unwrap());
        bytes
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    });
    assert_eq!(told, [13_746_957_677_673_109_316, 14_965_931_439_905_563_522, 10_481_810_482_711_495_180]);
}

#[test]
fn a_pool_is_written_as_it_is_held() {
    for family in FAMILIES {
        let instances = Instances::new(family, 2, 200);
        let written = serde_json::to_string(&instances).unwrap();
        assert_eq!(serde_json::from_str::<Pool>(&written).unwrap(), instances.pool());
        assert_eq!(written, serde_json::to_string(&instances.pool()).unwrap());
    }
}

#[test]
fn ids_are_distinct_and_the_index_takes_every_pool() {
    for family in FAMILIES {
        for members in [0, 1, 2, 1000] {
            let pool = Instances::new(family, 5, members).pool();
            let ids: BTreeSet<&str> = pool.members.iter().map(|member| &*member.id).collect();
            assert_eq!(ids.len(), members);
            assert!(Index::new(&pool).is_ok());
        }
    }
}

#[test]
fn ties_are_a_small_world_of_degree_eight_where_neighbours_know_each_other() {
    let instances = Instances::new(Family::Mix, 1, 4000);
    let ties: BTreeSet<(String, String)> = instances.ties().map(|(a, b, _)| (a, b)).collect();
    let degree_tenths = 20 * ties.len() / instances.len();
    assert!((70..=85).contains(&degree_tenths), "{degree_tenths}");
    let mut friends: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (a, b) in &ties {
        friends.entry(a).or_default().insert(b);
        friends.entry(b).or_default().insert(a);
    }
    let (mut known, mut pairs) = (0, 0);
    for circle in friends.values() {
        for (at, one) in circle.iter().enumerate() {
            for other in circle.iter().take(at) {
                pairs += 1;
                known += usize::from(friends[one].contains(other));
            }
        }
    }
    let clustering_percent = 100 * known / pairs;
    assert!((30..=60).contains(&clustering_percent), "{clustering_percent}");
}

#[test]
fn briefs_have_the_seats_of_their_family_and_half_of_them_a_tight_budget() {
    for family in FAMILIES {
        let (index, briefs) = scene(family, 2000, 40);
        let low = if family == Family::Network { 10 } else { 3 };
        let sizes: BTreeSet<usize> = briefs.iter().map(|brief| brief.seats.len()).collect();
        assert_eq!(sizes, (low..=12).collect());
        assert_eq!(briefs.iter().filter(|brief| brief.id.ends_with("tight")).count(), 20);
        for brief in &briefs {
            assert!(Request::new(&index, brief).is_ok(), "{}", brief.id);
            for seat in &brief.seats {
                assert_eq!(seat.skills.iter().filter(|need| need.must).count(), 1);
                assert!((2..=5).contains(&seat.skills.len()) && (4..=12).contains(&seat.weeks));
            }
        }
    }
}

#[test]
fn nearly_every_brief_can_be_answered_and_nearly_every_tight_budget_binds() {
    for family in [Family::Mix, Family::Team] {
        let (index, briefs) = scene(family, 4000, 20);
        let (mut answered, mut bound) = (0, 0);
        for brief in &briefs {
            let outcome = form(&index, brief, &mut Limit::none()).unwrap();
            let Some(team) = outcome.answer.teams.first() else { continue };
            answered += 1;
            if brief.id.ends_with("tight") {
                let unbounded = Brief { budget: None, ..brief.clone() };
                let free = &form(&index, &unbounded, &mut Limit::none()).unwrap().answer.teams[0];
                bound += usize::from(free.cost > team.cost);
            }
        }
        assert!(answered >= 19, "{family}: {answered} of 20");
        assert!(bound >= 9, "{family}: {bound} of 10");
    }
}

#[test]
fn more_briefs_begin_with_the_same() {
    let (index, few) = scene(Family::Mix, 500, 5);
    let more = Instances::new(Family::Mix, 3, 500).briefs(&index, 9);
    assert_eq!(few[..], more[..5]);
    assert!(Candidates::new(&Request::new(&index, &more[0]).unwrap()).seats.iter().all(|seat| seat.left[0] == 500));
}
