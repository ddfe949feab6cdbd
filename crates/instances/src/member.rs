//! One member, from its number alone: any of a million can be made up without the others.

use std::collections::BTreeMap;

use muster_formation::document::{Member, Skill};

use crate::{
    Instances, WEEKS,
    random::{Random, Stream},
    world::{self, FIELDS, SKILLS},
};

/// Languages by how many speak them.
pub(crate) const LANGUAGES: [&str; 10] = ["de", "de", "de", "de", "de", "fr", "fr", "it", "pl", "es"];
/// Free hours a week where nothing is booked.
const HOURS: [i64; 12] = [40, 40, 40, 40, 32, 32, 24, 20, 20, 16, 10, 5];
/// Seniority in hundredths: who is at level 1, 2, 3, 4, 5 in their best skill.
const SENIORITY: [i64; 5] = [5, 16, 29, 25, 25];

/// What ties depend on, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    pub(crate) place: usize,
    pub(crate) field: usize,
    pub(crate) second: usize,
}

impl Home {
    pub(crate) fn draw(random: &mut Random) -> Self {
        let place = world::draw_place(random);
        Self { place, field: random.position(FIELDS.len()), second: random.position(FIELDS.len()) }
    }
}

/// The id of a member: ids say nothing, and their order is not the order in which members are made up.
pub(crate) fn id(number: usize) -> String {
    // The factor has no divisor in common with 10^8, so no two numbers below 10^8 share an id.
    format!("m{:08}", number * 61_803_399 % 100_000_000)
}

/// Makes up the member with that number.
pub(crate) fn member(instances: &Instances, number: usize) -> Member {
    let home = instances.homes[number];
    let mut random = Random::new(instances.seed, Stream::Member, number as u64);
    let seniority = seniority(&mut random);
    Member {
        id: id(number),
        skills: skills(&mut random, home, seniority),
        rate: rate(&mut random, home, seniority),
        free: free(&mut random),
        place: (!random.chance(6)).then(|| world::place(home.place)),
        languages: languages(&mut random),
        turn: turn(&mut random),
        onsite: !random.chance(14),
    }
}

fn seniority(random: &mut Random) -> i64 {
    let mut drawn = random.between(1, SENIORITY.iter().sum());
    let mut level = 1;
    for share in SENIORITY {
        if drawn <= share {
            break;
        }
        drawn -= share;
        level += 1;
    }
    level
}

/// 3 to 12 skills, most of them of one field, some of a second, few of any other.
fn skills(random: &mut Random, home: Home, seniority: i64) -> BTreeMap<String, Skill> {
    let many = 3 + random.position(6) + random.position(5);
    let mut skills = BTreeMap::new();
    while skills.len() < many {
        let field = match random.between(1, 100) {
            1..=72 => home.field,
            73..=92 => home.second,
            _ => random.position(FIELDS.len()),
        };
        let skill = world::skill(field, random.position(SKILLS).min(random.position(SKILLS)));
        let level = random.between(1, seniority);
        let evidence = if random.chance(56) { 10 * random.between(6 * level, 24 + 15 * level) } else { 0 };
        skills.insert(skill, Skill { level, evidence });
    }
    skills
}

/// Minor units an hour: each field has its own, more with seniority, a fifth more or less for oneself.
fn rate(random: &mut Random, home: Home, seniority: i64) -> i64 {
    let usual = 2600 + 170 * i64::try_from(home.field * 7 % FIELDS.len()).expect("few fields");
    let rate = usual * (55 + 17 * seniority) * random.between(80, 125) / 10_000;
    rate / 50 * 50
}

/// Weeks as usual, and bookings in between that take all or half of them.
fn free(random: &mut Random) -> Vec<(i64, i64)> {
    let usual = random.pick(&HOURS);
    if random.chance(6) {
        return vec![(0, WEEKS)];
    }
    let mut free = Vec::new();
    let mut left = WEEKS;
    let mut booked = random.chance(30);
    while left > 0 {
        let (hours, most) = match booked {
            false => (usual, 26),
            true if random.chance(60) => (0, 12),
            true => (usual / 2, 12),
        };
        let run = random.between(2, most).min(left);
        free.push((hours, run));
        left -= run;
        booked = !booked;
    }
    free
}

fn languages(random: &mut Random) -> Vec<String> {
    let mut languages = vec![random.pick(&LANGUAGES)];
    if random.chance(65) {
        languages.push("en");
    }
    if random.chance(20) {
        let third = random.pick(&LANGUAGES);
        if !languages.contains(&third) {
            languages.push(third);
        }
    }
    languages.into_iter().map(str::to_owned).collect()
}

/// A third have had their turn; of the others most are due a little, few a lot.
fn turn(random: &mut Random) -> i64 {
    if random.chance(31) { 0 } else { random.between(0, 1000).min(random.between(0, 1000)) }
}
