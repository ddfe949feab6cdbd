//! What members have in common: skills in clusters, and places with distances.

use std::collections::BTreeMap;

use crate::random::{Random, Stream};

/// Fields of work. Each is a cluster of skills.
pub(crate) const FIELDS: [&str; 30] = [
    "accounting",
    "architecture",
    "backend",
    "biology",
    "copy",
    "crafts",
    "data",
    "design",
    "energy",
    "events",
    "film",
    "food",
    "frontend",
    "garden",
    "hardware",
    "health",
    "law",
    "logistics",
    "marketing",
    "mobile",
    "music",
    "operations",
    "people",
    "photo",
    "product",
    "research",
    "sales",
    "teaching",
    "testing",
    "translation",
];

/// How many skills a field has.
pub(crate) const SKILLS: usize = 10;
/// How many places there are.
pub(crate) const PLACES: usize = 60;

/// The places lie in a square with sides of so many kilometres, and know of each other within a reach.
const SIDE_KM: i64 = 600;
const REACH_KM: u64 = 400;

/// The skill with that number in its field; low numbers are known by many, high ones by few.
pub(crate) fn skill(field: usize, number: usize) -> String {
    format!("{}-{number}", FIELDS[field])
}

/// The id of the place with that number; towns come before villages.
pub fn place(number: usize) -> String {
    format!("place-{number:02}")
}

/// A third of the pairs within a field are related.
pub(crate) fn related(seed: u64) -> Vec<(String, String, i64)> {
    let mut random = Random::new(seed, Stream::Skills, 0);
    let mut related = Vec::new();
    for field in 0..FIELDS.len() {
        for a in 0..SKILLS {
            for b in 0..a {
                if random.chance(33) {
                    related.push((skill(field, a), skill(field, b), 50 * random.between(3, 18)));
                }
            }
        }
    }
    related
}

/// Whole kilometres between places that can reach each other.
pub(crate) fn distances(seed: u64) -> BTreeMap<String, BTreeMap<String, i64>> {
    let mut random = Random::new(seed, Stream::Places, 0);
    let at: Vec<(i64, i64)> = (0..PLACES).map(|_| (random.between(0, SIDE_KM), random.between(0, SIDE_KM))).collect();
    let mut distances = BTreeMap::new();
    for (a, from) in at.iter().enumerate() {
        let mut row = BTreeMap::new();
        for (b, to) in at.iter().enumerate().skip(a + 1) {
            let (east, north) = (from.0.abs_diff(to.0), from.1.abs_diff(to.1));
            let km = (east * east + north * north).isqrt();
            if km <= REACH_KM {
                row.insert(place(b), i64::try_from(km).expect("within reach"));
            }
        }
        if !row.is_empty() {
            distances.insert(place(a), row);
        }
    }
    distances
}

/// A place for a member: towns before villages, the first a tenth of all, the last less than a hundredth.
pub(crate) fn draw_place(random: &mut Random) -> usize {
    random.position(PLACES).min(random.position(PLACES + PLACES / 2))
}
