//! Small problems of every kind, drawn from bytes, so that a failing one shrinks to a plain one.

use std::collections::BTreeMap;

use muster_formation::document::{Brief, BriefFormat, Member, Near, Need, Pool, PoolFormat, Seat, Skill, Weights};

/// A source of choices: its bytes, then zeros.
pub struct Dice<'a>(pub &'a [u8]);

impl Dice<'_> {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(first) % sides
    }

    /// True once in so many times; never for a zero, so that shrinking takes things away.
    pub fn once_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == sides - 1
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// A pool and a brief for it.
#[derive(Clone, Debug)]
pub struct Scene {
    pub pool: Pool,
    pub brief: Brief,
}

const SKILLS: [&str; 5] = ["baking", "tiling", "welding", "poetry", "chess"];
const PLACES: [&str; 3] = ["Harbour", "Hill", "Moor"];
const IDS: [&str; 10] = ["m7", "m10", "m2", "a", "ab", "z", "M1", "é", "m", "b-9"];

pub fn scene(bytes: &[u8]) -> Scene {
    let dice = &mut Dice(bytes);
    let weeks = 1 + dice.roll(4);
    let count = if dice.once_in(8) { dice.roll(4) } else { 3 + dice.roll(6) };
    let alike = dice.once_in(4);
    let quarrel = if dice.once_in(4) { 2 } else { 10 };
    let mut members: Vec<Member> = (0..count).map(|at| member(dice, IDS[at], weeks)).collect();
    if alike && count > 0 {
        let first = members[0].clone();
        members = (0..count).map(|at| Member { id: IDS[at].into(), ..first.clone() }).collect();
    }
    let pool = pool(dice, weeks, members, 3, quarrel);
    let seats = 1 + dice.roll(if count > 7 { 4 } else { 5 });
    let brief = brief(dice, weeks, &IDS[..count], seats);
    Scene { pool, brief }
}

/// A problem with too many teams to look at each, and so many ties that groups of tied members are hard to tell apart.
pub fn crowd(bytes: &[u8]) -> Scene {
    let dice = &mut Dice(bytes);
    let weeks = 1 + dice.roll(3);
    let count = 10 + dice.roll(24);
    let (friendly, quarrel) = (dice.pick(&[4, 2, 7, 12]), dice.pick(&[50, 12]));
    let ids: Vec<String> = (0..count).map(|at| format!("m{}", at * 7 % 41)).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let members = ids.iter().map(|id| member(dice, id, weeks)).collect();
    let pool = pool(dice, weeks, members, friendly, quarrel);
    let seats = 3 + dice.roll(6);
    let brief = brief(dice, weeks, &ids, seats);
    Scene { pool, brief }
}

/// These members, of whom every so many pairs are tied, or blocked.
fn pool(dice: &mut Dice<'_>, weeks: usize, members: Vec<Member>, friendly: usize, quarrel: usize) -> Pool {
    let ids: Vec<&str> = members.iter().map(|member| member.id.as_str()).collect();
    let (mut ties, mut blocks) = (Vec::new(), Vec::new());
    for (a, b) in pairs(&ids) {
        if dice.once_in(friendly) {
            ties.push((a.clone(), b.clone(), dice.pick(&[1, 1000, 500, 333, 77])));
        }
        if dice.once_in(quarrel) {
            blocks.push((b, a));
        }
    }
    Pool {
        format: PoolFormat::One,
        week0: "2026-01-05".parse().unwrap(),
        weeks: whole(weeks),
        related: related(dice),
        distances: distances(dice),
        members,
        ties,
        blocks,
    }
}

/// Every two of these names.
fn pairs(names: &[&str]) -> Vec<(String, String)> {
    let with_earlier = |(at, &a): (usize, &&str)| names[..at].iter().map(|&b| (a.into(), b.into())).collect::<Vec<_>>();
    names.iter().enumerate().flat_map(with_earlier).collect()
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap()
}

fn member(dice: &mut Dice<'_>, id: &str, weeks: usize) -> Member {
    let mut skills = BTreeMap::new();
    for name in &SKILLS[..4] {
        if !dice.once_in(3) {
            let skill = Skill { level: dice.pick(&[3, 4, 5, 2, 1]), evidence: dice.pick(&[0, 0, 1000, 317, 50]) };
            skills.insert((*name).to_owned(), skill);
        }
    }
    let cut = dice.roll(weeks);
    let free =
        [(dice.pick(&[40, 20, 80, 40, 40, 9]), whole(weeks - cut)), (dice.pick(&[40, 30, 40, 10, 40, 0]), whole(cut))];
    let place = if dice.once_in(4) { None } else { Some(dice.pick(&PLACES).to_owned()) };
    let languages: &[&[&str]] = &[&["de", "en"], &["de"], &["en"], &[], &["en", "de", "en"]];
    Member {
        id: id.into(),
        skills,
        rate: dice.pick(&[50, 20, 0, 51, 35, 90]),
        free: free.into(),
        place,
        languages: dice.pick(languages).iter().map(|&name| name.to_owned()).collect(),
        turn: dice.pick(&[0, 500, 1000, 7]),
        onsite: !dice.once_in(5),
    }
}

fn related(dice: &mut Dice<'_>) -> Vec<(String, String, i64)> {
    let some = pairs(&SKILLS).into_iter().filter_map(|(a, b)| {
        let share = dice.pick(&[500, 999, 1, 730]);
        dice.once_in(3).then_some((a, b, share))
    });
    some.collect()
}

fn distances(dice: &mut Dice<'_>) -> BTreeMap<String, BTreeMap<String, i64>> {
    let mut map: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
    for (a, b) in [(0, 1), (1, 2), (2, 0), (0, 0)] {
        if !dice.once_in(4) {
            let km = if a == b { 0 } else { dice.pick(&[10, 99, 0, 100]) };
            map.entry(PLACES[a].into()).or_default().insert(PLACES[b].into(), km);
        }
    }
    map
}

fn brief(dice: &mut Dice<'_>, weeks: usize, ids: &[&str], count: usize) -> Brief {
    let mut seats: Vec<Seat> = Vec::new();
    for at in 0..count {
        let id = format!("seat-{}", 9 - at);
        let twin = seats.last().filter(|_| dice.once_in(3)).cloned();
        seats.push(Seat { id, ..twin.unwrap_or_else(|| seat(dice, weeks)) });
    }
    let hours: i64 = seats.iter().map(|seat| seat.hours * seat.weeks).sum();
    let budget =
        dice.once_in(2).then(|| hours * dice.pick(&[50, 20, 35, 45, 40, 30, 0, 60, 28]) + dice.pick(&[0, 1, -1, 77]));
    let mut excluded: Vec<String> = ids.iter().filter(|_| dice.once_in(12)).map(|&id| id.into()).collect();
    if dice.once_in(6) {
        excluded.push("gone".into());
    }
    let mut locked: BTreeMap<String, String> = BTreeMap::new();
    for seat in &seats {
        let member = ids.get(dice.roll(ids.len().max(1))).filter(|id| !locked.values().any(|other| other == **id));
        if dice.once_in(6)
            && let Some(&member) = member
        {
            locked.insert(seat.id.clone(), member.into());
        }
    }
    let weights: &[i64] = if dice.once_in(3) { &[0, 1, 2] } else { &[300, 0, 1000, 41] };
    let mut weight = || dice.pick(weights);
    let weights = Weights {
        fit: weight(),
        proof: weight(),
        turn: weight(),
        thrift: weight(),
        near: weight(),
        cohesion: weight(),
    };
    Brief {
        format: BriefFormat::One,
        id: "brief".into(),
        seats,
        budget: budget.map(|budget| budget.max(0)),
        excluded,
        locked,
        weights,
        teams: dice.pick(&[1, 3, 2, 4]),
        min_difference: dice.pick(&[1, 2, 3, 9]),
    }
}

fn seat(dice: &mut Dice<'_>, weeks: usize) -> Seat {
    let mut skills: Vec<Need> = Vec::new();
    for at in 0..1 + dice.roll(3) {
        let skill = SKILLS[(dice.roll(4) + at) % if dice.once_in(20) { 5 } else { 4 }];
        if skills.iter().all(|need| need.skill != skill) {
            let must = dice.once_in(5);
            let level = if must { dice.pick(&[1, 2, 1]) } else { 1 + whole(dice.roll(5)) };
            skills.push(Need { skill: skill.into(), level, weight: 1 + whole(dice.roll(10)), must });
        }
    }
    let from = dice.roll(weeks);
    let near = dice.once_in(6).then(|| Near {
        place: if dice.once_in(9) { "Nowhere".into() } else { dice.pick(&PLACES).into() },
        km: dice.pick(&[100, 99, 150, 200, 7]),
    });
    Seat {
        id: String::new(),
        skills,
        hours: dice.pick(&[5, 9, 10, 20]),
        from_week: whole(from),
        weeks: whole(1 + dice.roll(weeks - from)),
        rate_cap: dice.once_in(5).then(|| dice.pick(&[60, 50, 100, 35, 90, 1])),
        languages: dice
            .pick(&[&[][..], &[], &[], &[], &["de"][..], &["en", "de"][..]])
            .iter()
            .map(|&l| l.to_owned())
            .collect(),
        near,
    }
}
