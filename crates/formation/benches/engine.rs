//! What the engine spends its time on: `cargo bench -p muster-formation`, a name for only some, such as `-- form`.
//!
//! Quick by default. `muster bench form` measures many briefs and says what was proven; these watch single steps for changes.

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use muster_formation::{
    Candidates, Index, Limit, Request,
    document::{Brief, Member, Pool},
    form, quote,
};
use muster_instances::{Family, Instances};

fn main() {
    divan::main();
}

const SEED: u64 = 1;

/// A pool with its index, and briefs of 3 to 12 seats, half of them tight.
struct Scene {
    pool: Pool,
    index: Index,
    mix: Vec<Brief>,
    team: Vec<Brief>,
}

impl Scene {
    fn new(members: usize) -> Self {
        let [mix, team] = [Family::Mix, Family::Team].map(|family| Instances::new(family, SEED, members));
        let pool = mix.pool();
        let index = Index::new(&pool).expect("a made-up pool keeps the contract");
        let (mix, team) = (mix.briefs(&index, 20), team.briefs(&index, 20));
        Self { pool, index, mix, team }
    }

    fn of(members: usize) -> &'static Self {
        static SMALL: LazyLock<Scene> = LazyLock::new(|| Scene::new(10_000));
        static LARGE: LazyLock<Scene> = LazyLock::new(|| Scene::new(100_000));
        if members == 10_000 { &SMALL } else { &LARGE }
    }
}

const SIZES: [usize; 2] = [10_000, 100_000];

#[divan::bench(args = SIZES, sample_count = 10)]
fn index_build(bencher: Bencher<'_, '_>, members: usize) {
    let scene = Scene::of(members);
    bencher.bench_local(|| Index::new(black_box(&scene.pool)).expect("a made-up pool keeps the contract"));
}

/// One member gets everything of another, and then their own again.
#[divan::bench(args = SIZES)]
fn two_updates(bencher: Bencher<'_, '_>, members: usize) {
    let scene = Scene::of(members);
    let mut index = scene.index.clone();
    let own = &scene.pool.members[0];
    let changed = Member { id: own.id.clone(), ..scene.pool.members[1].clone() };
    bencher.bench_local(|| {
        for member in [&changed, own] {
            black_box(index.put(member).expect("a made-up member keeps the contract"));
        }
    });
}

/// The candidates of twenty briefs.
#[divan::bench(args = SIZES, sample_count = 20)]
fn candidates_of_20_briefs(bencher: Bencher<'_, '_>, members: usize) {
    let scene = Scene::of(members);
    bencher.bench_local(|| {
        for brief in &scene.mix {
            let request = Request::new(&scene.index, brief).expect("a made-up brief keeps the contract");
            black_box(Candidates::new(&request));
        }
    });
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn form_20_briefs_of_mix(bencher: Bencher<'_, '_>, members: usize) {
    let scene = Scene::of(members);
    bencher.bench_local(|| form_all(&scene.index, &scene.mix));
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn form_20_briefs_of_team(bencher: Bencher<'_, '_>, members: usize) {
    let scene = Scene::of(members);
    bencher.bench_local(|| form_all(&scene.index, &scene.team));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn quote_20_briefs_of_mix(bencher: Bencher<'_, '_>) {
    let scene = Scene::of(10_000);
    bencher.bench_local(|| {
        for brief in &scene.mix {
            black_box(quote(&scene.index, brief, &mut Limit::none()).expect("a made-up brief keeps the contract"));
        }
    });
}

/// One team, and three of which each two differ in two members.
#[divan::bench(args = [1, 3], sample_count = 5, sample_size = 1)]
fn form_several_teams(bencher: Bencher<'_, '_>, teams: i64) {
    let scene = Scene::of(10_000);
    let several = scene.team.iter().map(|brief| Brief { teams, min_difference: 2, ..brief.clone() });
    let several: Vec<Brief> = several.collect();
    bencher.bench_local(|| form_all(&scene.index, &several));
}

/// Every answer is proven, as nothing stops the search.
fn form_all(index: &Index, briefs: &[Brief]) {
    for brief in briefs {
        black_box(form(index, brief, &mut Limit::none()).expect("a made-up brief keeps the contract"));
    }
}
