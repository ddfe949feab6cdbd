//! Briefs that a pool can answer.

use muster_formation::{
    Candidate, Candidates, Index, Request, SeatCandidates,
    document::{Brief, BriefFormat, Near, Need, Seat, Weights},
};

use crate::{
    Family, Instances, WEEKS,
    member::LANGUAGES,
    random::{Random, Stream},
    world::{self, FIELDS, SKILLS},
};

/// Seats of the first ten pairs of briefs, so that few briefs already show all sizes.
const SEATS: [usize; 10] = [5, 8, 12, 3, 10, 6, 4, 11, 7, 9];
const SEATS_OF_NETWORK: [usize; 3] = [12, 10, 11];
/// Hours a week of a seat.
const HOURS: [i64; 10] = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20];
/// How often a seat is drawn again until it has enough candidates; after that it is taken as it is.
const DRAWS: usize = 20;

/// Makes up the brief with that number.
pub(crate) fn brief(instances: &Instances, index: &Index, number: usize) -> Brief {
    let Instances { family, seed, .. } = *instances;
    let mut random = Random::new(seed, Stream::Brief, (number as u64) << 2 | family as u64);
    let many = match family {
        Family::Mix | Family::Team => SEATS[number / 2 % SEATS.len()],
        Family::Network => SEATS_OF_NETWORK[number / 2 % SEATS_OF_NETWORK.len()],
    };
    let is_tight = number % 2 == 1;
    let tightness = if is_tight { "tight" } else { "loose" };
    let mut brief = Brief {
        format: BriefFormat::One,
        id: format!("{family}-{number:04}-{many:02}-{tightness}"),
        seats: Vec::with_capacity(many),
        budget: None,
        excluded: Vec::new(),
        locked: Default::default(),
        weights: weights(&mut random, family),
        teams: 1,
        min_difference: 1,
    };
    let theme = Theme::draw(&mut random, family);
    let mut found = Vec::with_capacity(many);
    for _ in 0..many {
        let (seat, candidates) = seat(&mut random, index, &brief, &theme, many);
        brief.seats.push(seat);
        found.push(candidates);
    }
    brief.budget = budget(&mut random, &brief.weights, &found, is_tight);
    brief
}

/// In mix all weights count; in the others cohesion weighs most.
fn weights(random: &mut Random, family: Family) -> Weights {
    let mut draw = |low, high| random.between(low, high);
    let [fit, proof, turn, thrift, near, cohesion] = match family {
        Family::Mix => [(300, 600), (100, 250), (40, 150), (40, 120), (40, 150), (50, 350)],
        Family::Team => [(200, 350), (80, 200), (20, 100), (0, 60), (0, 60), (900, 1000)],
        Family::Network => [(200, 400), (50, 200), (20, 100), (0, 60), (0, 0), (800, 1000)],
    }
    .map(|(low, high)| draw(low, high));
    Weights { fit, proof, turn, thrift, near, cohesion }
}

/// What the seats of a brief have in common.
struct Theme {
    fields: Vec<usize>,
    from_week: i64,
    weeks: i64,
    place: usize,
    stray: i64,
}

impl Theme {
    fn draw(random: &mut Random, family: Family) -> Self {
        let weeks = random.between(4, 12);
        let field = random.position(FIELDS.len());
        let fields = match family {
            Family::Mix | Family::Team => vec![field, random.position(FIELDS.len()), random.position(FIELDS.len())],
            Family::Network => vec![field],
        };
        // Of a hundred seats, so many are of any field.
        let stray = if family == Family::Network { 10 } else { 35 };
        Self { fields, from_week: random.between(0, WEEKS - 12), weeks, place: world::draw_place(random), stray }
    }
}

/// A seat for which there are as many candidates as the brief has seats, where a few draws find one.
fn seat(random: &mut Random, index: &Index, brief: &Brief, theme: &Theme, many: usize) -> (Seat, SeatCandidates) {
    let mut best: Option<(Seat, SeatCandidates)> = None;
    for _ in 0..DRAWS {
        let seat = draw_seat(random, theme, brief.seats.len());
        let candidates = candidates(index, brief, &seat);
        if best.as_ref().is_none_or(|(_, known)| candidates.eligible.len() > known.eligible.len()) {
            best = Some((seat, candidates));
        }
        if best.as_ref().is_some_and(|(_, known)| known.eligible.len() >= many) {
            break;
        }
    }
    best.expect("drawn at least once")
}

fn candidates(index: &Index, brief: &Brief, seat: &Seat) -> SeatCandidates {
    let alone = Brief { seats: vec![seat.clone()], ..brief.clone() };
    let request = Request::new(index, &alone).expect("a made-up brief keeps the contract");
    Candidates::new(&request).seats.pop().expect("there is one seat")
}

fn draw_seat(random: &mut Random, theme: &Theme, number: usize) -> Seat {
    let field = if random.chance(theme.stray) { random.position(FIELDS.len()) } else { random.pick(&theme.fields) };
    let (from_week, weeks) = if random.chance(75) {
        (theme.from_week, theme.weeks)
    } else {
        let weeks = random.between(4, 12);
        (random.between(0, WEEKS - weeks), weeks)
    };
    let languages = match random.between(1, 100) {
        1..=20 => vec!["en".to_owned()],
        21..=28 => vec![random.pick(&LANGUAGES).to_owned()],
        _ => Vec::new(),
    };
    let near = random.chance(12).then(|| Near { place: world::place(theme.place), km: random.pick(&[100, 150, 250]) });
    Seat {
        id: format!("{}-{}", FIELDS[field], number + 1),
        skills: needs(random, field),
        hours: random.pick(&HOURS),
        from_week,
        weeks,
        rate_cap: random.chance(15).then(|| 100 * random.between(35, 90)),
        languages,
        near,
    }
}

/// One must and one to four others, most of them of the same field.
fn needs(random: &mut Random, field: usize) -> Vec<Need> {
    let must = Need {
        skill: world::skill(field, random.position(SKILLS).min(random.position(SKILLS))),
        level: random.pick(&[1, 1, 1, 1, 2, 2, 3]),
        weight: random.between(3, 10),
        must: true,
    };
    let mut needs = vec![must];
    let many = 1 + random.between(1, 4);
    while i64::try_from(needs.len()).expect("few needs") < many {
        let field = if random.chance(20) { random.position(FIELDS.len()) } else { field };
        let skill = world::skill(field, random.position(SKILLS));
        if needs.iter().all(|need| need.skill != skill) {
            needs.push(Need { skill, level: random.between(1, 5), weight: random.between(1, 9), must: false });
        }
    }
    // The must is not always the first to be named.
    let at = random.position(needs.len());
    needs.swap(0, at);
    needs
}

/// A loose budget is none, or more than the best need; a tight one lies between what the cheapest team costs and what is usual.
///
/// Both are taken seat by seat, each member once: cheap to know, and a team for the cheapest really exists unless a block is
/// in the way.
fn budget(random: &mut Random, weights: &Weights, seats: &[SeatCandidates], is_tight: bool) -> Option<i64> {
    let cheapest = seat_by_seat(seats, |candidate| candidate.cost);
    let usual = seat_by_seat(seats, |candidate| -candidate.points.weighted(weights));
    if !is_tight {
        return random.chance(60).then(|| usual * random.between(150, 250) / 100);
    }
    Some(cheapest + (usual - cheapest).max(0) * random.between(15, 60) / 100)
}

/// The cost of the team that takes for each seat in turn the first by some order among those still free, and of
/// equals the first in the order of the pool.
fn seat_by_seat(seats: &[SeatCandidates], order: impl Fn(&Candidate) -> i64) -> i64 {
    let mut taken = Vec::with_capacity(seats.len());
    let mut cost = 0;
    for seat in seats {
        let free = seat.eligible.iter().filter(|candidate| !taken.contains(&candidate.member));
        if let Some(first) = free.min_by_key(|candidate| order(candidate)) {
            taken.push(first.member);
            cost += first.cost;
        }
    }
    cost
}
