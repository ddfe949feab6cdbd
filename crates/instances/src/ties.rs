//! Who knows whom, and who is kept apart, in a network of coworking spaces: a small world.

use crate::{
    member::Home,
    random::{Random, Stream},
    world::FIELDS,
};

/// A tie between two members, given by their numbers, the smaller first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tie {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) strength: u16,
}

/// Each member begins at most so many ties, half as many on average; so the mean degree is about 8.
const MOST_BEGUN: i64 = 8;

/// Members of a place stand in a ring, those of one field a little closer together. Each knows the next few, so that neighbours
/// know each other's neighbours; one tie in ten goes to somebody anywhere instead (Watts and Strogatz 1998).
pub(crate) fn small_world(seed: u64, homes: &[Home]) -> Vec<Tie> {
    let ring = ring(seed, homes);
    let mut ties = Vec::with_capacity(homes.len() * 4);
    for (at, &member) in ring.iter().enumerate() {
        let mut random = Random::new(seed, Stream::Ties, u64::from(member));
        for step in 1..=random.between(0, MOST_BEGUN) {
            let next = at + usize::try_from(step).expect("a step is positive");
            let other = if random.chance(10) { random.position(ring.len()) } else { next % ring.len() };
            add(seed, &mut ties, member, ring[other]);
        }
    }
    ties.sort_unstable();
    ties.dedup_by_key(|tie| (tie.a, tie.b));
    ties
}

fn ring(seed: u64, homes: &[Home]) -> Vec<u32> {
    let mut keyed: Vec<(usize, i64, u32)> = Vec::with_capacity(homes.len());
    for (number, home) in (0..).zip(homes) {
        let mut random = Random::new(seed, Stream::Ring, u64::from(number));
        // A third stand among their field, the others anywhere.
        let field = if random.chance(33) { home.field } else { random.position(FIELDS.len()) };
        let beside = random.between(0, 999_999);
        keyed.push((home.place, 1_000_000 * i64::try_from(field).expect("few fields") + beside, number));
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, number)| number).collect()
}

fn add(seed: u64, ties: &mut Vec<Tie>, one: u32, other: u32) {
    if one == other {
        return;
    }
    let (a, b) = (one.min(other), one.max(other));
    // A tie that is begun from both sides is as strong either way.
    let mut random = Random::new(seed, Stream::Strength, u64::from(a) << 32 | u64::from(b));
    // Some were introduced, others have worked together.
    let strength = if random.chance(55) { random.between(50, 400) } else { random.between(400, 950) };
    ties.push(Tie { a, b, strength: u16::try_from(strength).expect("at most 1000") });
}

/// One member in 250 has a block, half of them towards somebody they are tied to. Sorted, each pair once.
pub(crate) fn blocks(seed: u64, members: usize, ties: &[Tie]) -> Vec<(u32, u32)> {
    let mut random = Random::new(seed, Stream::Blocks, 0);
    let mut blocks = Vec::new();
    for _ in 0..members / 250 {
        let pair = if random.chance(50) && !ties.is_empty() {
            let tie = random.pick(ties);
            (tie.a, tie.b)
        } else {
            let mut draw = || u32::try_from(random.position(members)).expect("numbers of members are u32");
            let (one, other) = (draw(), draw());
            (one.min(other), one.max(other))
        };
        if pair.0 != pair.1 {
            blocks.push(pair);
        }
    }
    blocks.sort_unstable();
    blocks.dedup();
    blocks
}
