//! Reasons hold: points add up, and the smallest change is the smallest, as trying every other shows.

use std::collections::BTreeMap;

use muster_formation::{
    Index, Limit,
    document::{
        Brief, BriefChange, BriefReasons, Condition, Member, MemberReasons, Near, Reasons, Seat, Skill, Smallest,
        Subject, Terms, Thing, Wish,
    },
    reasons, why,
};
use proptest::prelude::*;

use crate::{
    naive::Naive,
    quote::{least_cost, moved, with},
    scenes::{Scene, scene},
    truth::{bytes, solve},
};

fn of_brief(scene: &Scene, nodes: u64) -> (BriefReasons, bool) {
    of_brief_from(scene, 0, nodes)
}

fn of_brief_from(scene: &Scene, from: usize, nodes: u64) -> (BriefReasons, bool) {
    let index = Index::new(&scene.pool).unwrap();
    let Reasons { of, proven, .. } = reasons(&index, &scene.brief, from, &mut Limit::nodes(nodes)).unwrap();
    let Subject::Brief(told) = of else { panic!("asked for reasons of a brief") };
    (told, proven)
}

fn of_member(scene: &Scene, id: &str, nodes: u64) -> (MemberReasons, bool) {
    let index = Index::new(&scene.pool).unwrap();
    let Reasons { of, proven, .. } = why(&index, &scene.brief, id, &mut Limit::nodes(nodes)).unwrap();
    let Subject::Member(told) = of else { panic!("asked for reasons of a member") };
    (told, proven)
}

fn sum(terms: &Terms) -> i64 {
    terms.fit + terms.proof + terms.turn + terms.thrift + terms.near + terms.cohesion
}

/// A scene and one of its members; `None` where it has none.
fn somebody(bytes: &[u8], pick: usize) -> Option<(Scene, Member)> {
    let scene = scene(bytes);
    let member = scene.pool.members.get(pick % scene.pool.members.len().max(1))?.clone();
    Some((scene, member))
}

/// Whether the best team has the member once they are like this.
fn is_in(scene: &Scene, changed: Member) -> bool {
    let mut other = with(scene, scene.brief.clone());
    let id = changed.id.clone();
    *other.pool.members.iter_mut().find(|member| member.id == id).unwrap() = changed;
    solve(&other).teams.first().is_some_and(|team| team.seats.iter().any(|place| place.member == id))
}

/// The member with a skill raised to that level or evidence.
fn with_skill(member: &Member, name: &str, change: impl Fn(&mut Skill)) -> Member {
    let mut member = member.clone();
    change(member.skills.entry(name.to_owned()).or_insert(Skill { level: 0, evidence: 0 }));
    member
}

/// Free hours in every week.
fn weeks(member: &Member) -> Vec<i64> {
    member.free.iter().flat_map(|&(hours, run)| (0..run).map(move |_| hours)).collect()
}

/// Every change of one thing by its size: all of level, rate and hours; of evidence and turn a coarse choice.
fn all_changes(scene: &Scene, member: &Member, thing: Thing) -> Vec<(i64, Member)> {
    let coarse = |from: i64| [1, 2, 9, 50, 100, 317, 500, 683, 999, 1000].into_iter().filter(move |&to| to > from);
    let names = ["baking", "tiling", "welding", "poetry", "chess"];
    let mut all = Vec::new();
    match thing {
        Thing::Turn => {
            all.extend(coarse(member.turn).map(|turn| (turn - member.turn, Member { turn, ..member.clone() })))
        }
        Thing::Rate => all.extend((0..member.rate).map(|rate| (member.rate - rate, Member { rate, ..member.clone() }))),
        Thing::Evidence => {
            for (name, &Skill { evidence: from, .. }) in &member.skills {
                let raised = |to| (to - from, with_skill(member, name, |skill| skill.evidence = to));
                all.extend(coarse(from).map(raised));
            }
        }
        Thing::Level => {
            for name in names {
                let from = member.skills.get(name).map_or(0, |skill| skill.level);
                all.extend((from + 1..=5).map(|to| (to - from, with_skill(member, name, |skill| skill.level = to))));
            }
        }
        Thing::Hours => {
            let free = weeks(member);
            for (chosen, hours) in (0..1 << free.len()).flat_map(|set: u32| [5, 9, 10, 20].map(|hours| (set, hours))) {
                let raised =
                    (0..).zip(&free).map(|(week, &now)| if chosen >> week & 1 == 1 { now.max(hours) } else { now });
                let raised: Vec<i64> = raised.collect();
                let size = raised.iter().sum::<i64>() - free.iter().sum::<i64>();
                all.push((size, Member { free: raised.iter().map(|&hours| (hours, 1)).collect(), ..member.clone() }));
            }
        }
    }
    all.retain(|(size, _)| *size > 0);
    all.sort_by_key(|(size, _)| *size);
    assert!(thing != Thing::Hours || scene.brief.seats.iter().all(|seat| [5, 9, 10, 20].contains(&seat.hours)));
    all
}

/// The member after a change that was told, and its size.
fn apply(scene: &Scene, member: &Member, thing: Thing, told: &Smallest, less: i64) -> (i64, Member) {
    let (to, skill) = (told.to, told.skill.as_deref());
    let size = (to - told.from).abs() - less;
    let member = match thing {
        Thing::Turn => Member { turn: to - less, ..member.clone() },
        Thing::Rate => Member { rate: to + less, ..member.clone() },
        Thing::Evidence => with_skill(member, skill.unwrap(), |skill| skill.evidence = to - less),
        Thing::Level => with_skill(member, skill.unwrap(), |skill| skill.level = to - less),
        Thing::Hours => {
            let seat = scene.brief.seats.iter().find(|seat| Some(&seat.id) == told.seat.as_ref()).unwrap();
            let mut free = weeks(member);
            let window = &mut free[usize::try_from(seat.from_week).unwrap()..][..usize::try_from(seat.weeks).unwrap()];
            assert_eq!((told.from, to), (*window.iter().min().unwrap(), seat.hours));
            let before: i64 = window.iter().sum();
            window.iter_mut().for_each(|hours| *hours = (*hours).max(to));
            let size = window.iter().sum::<i64>() - before;
            return (size, Member { free: free.iter().map(|&hours| (hours, 1)).collect(), ..member.clone() });
        }
    };
    (size, member)
}

proptest! {
    #[test]
    fn an_index_tells_again_what_a_pool_said_of_a_member(bytes in prop::collection::vec(any::<u8>(), 0..600), pick in 0_usize..9) {
        let Some((scene, member)) = somebody(&bytes, pick) else { return Ok(()) };
        let index = Index::new(&scene.pool).unwrap();
        let told = index.told(index.member(&member.id).unwrap());
        prop_assert_eq!(weeks(&told), weeks(&member));
        prop_assert!(told.free.windows(2).all(|pair| pair[0].0 != pair[1].0), "the fewest runs");
        let mut languages = member.languages.clone();
        languages.sort();
        languages.dedup();
        let expected = Member { free: told.free.clone(), languages, ..member };
        prop_assert_eq!(told, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn the_terms_of_all_seats_add_up_to_the_points_of_every_team(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let scene = scene(&bytes);
        let (told, proven) = of_brief(&scene, u64::MAX);
        let answer = solve(&scene);
        prop_assert!(proven);
        prop_assert_eq!(told.teams.len(), answer.teams.len());
        for (terms, team) in told.teams.iter().zip(&answer.teams) {
            prop_assert_eq!((terms.z, sum(&terms.terms)), (team.z, team.z));
            prop_assert_eq!(terms.seats.iter().map(|seat| sum(&seat.terms)).sum::<i64>(), team.z);
            let cohesion: i64 = terms.seats.iter().map(|seat| seat.terms.cohesion).sum();
            prop_assert_eq!(cohesion, 2 * scene.brief.weights.cohesion * team.cohesion);
            for (seat, place) in terms.seats.iter().zip(&team.seats) {
                prop_assert_eq!((&seat.seat, &seat.member), (&place.seat, &place.member));
            }
        }
    }

    #[test]
    fn the_smallest_change_puts_a_member_in_and_no_smaller_one_does(bytes in prop::collection::vec(any::<u8>(), 0..600), pick in 0_usize..9) {
        let Some((scene, member)) = somebody(&bytes, pick) else { return Ok(()) };
        let (told, proven) = of_member(&scene, &member.id, u64::MAX);
        prop_assert!(proven);
        let chosen = is_in(&scene, member.clone());
        prop_assert_eq!(told.chosen.is_some(), chosen);
        prop_assert_eq!(told.changes.len(), if chosen { 0 } else { 5 });
        for change in &told.changes {
            let first = all_changes(&scene, &member, change.thing).into_iter().find(|(_, other)| is_in(&scene, other.clone()));
            let Some(smallest) = &change.smallest else {
                prop_assert!(first.is_none(), "{:?} of {:?} would do", first, change.thing);
                continue;
            };
            let (size, changed) = apply(&scene, &member, change.thing, smallest, 0);
            prop_assert!(is_in(&scene, changed));
            prop_assert!(first.is_none_or(|(other, _)| size <= other), "{:?}", change);
            if change.thing != Thing::Hours && size > 1 {
                let (_, nearly) = apply(&scene, &member, change.thing, smallest, 1);
                prop_assert!(!is_in(&scene, nearly), "{:?}", change);
            }
        }
    }

    #[test]
    fn a_member_learns_which_condition_stops_them_at_each_seat(bytes in prop::collection::vec(any::<u8>(), 0..600), pick in 0_usize..9) {
        let Some((scene, member)) = somebody(&bytes, pick) else { return Ok(()) };
        let naive = Naive::new(&scene.pool, &scene.brief);
        let (told, _) = of_member(&scene, &member.id, u64::MAX);
        let team = solve(&scene).teams.into_iter().next();
        for (at, (standing, seat)) in told.seats.iter().zip(&scene.brief.seats).enumerate() {
            let stopped = (1..=6).find(|&condition| !naive.holds(condition, &member, seat));
            prop_assert_eq!(standing.stopped_by, stopped.map(|condition| Condition::ALL[usize::from(condition) - 1]));
            prop_assert_eq!(standing.terms.is_some(), stopped.is_none());
            prop_assert_eq!(standing.holder.is_some(), team.is_some());
            // Where they took the seat from its holder, the team's points would change by the difference of the terms.
            let (Some(terms), Some(holder), Some(team), None) = (standing.terms, standing.holder, &team, &told.chosen)
            else { continue };
            let mut changed = team.clone();
            changed.seats[at].member = member.id.clone();
            let bold = Brief { budget: scene.brief.budget.map(|_| i64::MAX), ..scene.brief.clone() };
            let naive = Naive::new(&scene.pool, &bold);
            if scene.brief.weights.thrift == 0 && let Some(points) = naive.points_of(&changed) {
                prop_assert_eq!(points, i128::from(team.z + sum(&terms) - sum(&holder)));
            }
        }
    }

    #[test]
    fn reasons_that_were_stopped_tell_less_but_nothing_wrong(bytes in prop::collection::vec(any::<u8>(), 0..600), pick in 0_usize..9, nodes in 0_u64..40) {
        let Some((scene, member)) = somebody(&bytes, pick) else { return Ok(()) };
        let ((whole, _), (part, proven)) = (of_member(&scene, &member.id, u64::MAX), of_member(&scene, &member.id, nodes));
        if proven {
            prop_assert_eq!(&part, &whole);
        }
        for change in &part.changes {
            prop_assert!(whole.changes.contains(change));
        }
        let ((whole, _), (part, proven)) = (of_brief(&scene, u64::MAX), of_brief(&scene, nodes));
        if proven {
            prop_assert_eq!(&part, &whole);
        }
        for change in &part.changes {
            let same = |other: &&BriefChange| (other.wish, &other.seat, &other.name, other.to) == (change.wish, &change.seat, &change.name, change.to);
            let truth = whole.changes.iter().find(same);
            let truth = truth.unwrap_or_else(|| panic!("{change:?} is not among {:?}", whole.changes)).then;
            prop_assert!(change.then.least_cost == truth.least_cost && change.then.z <= truth.z && truth.z <= change.then.bound);
        }
    }

    #[test]
    fn of_every_wish_the_smallest_step_that_helps_is_told(bytes in prop::collection::vec(any::<u8>(), 0..600), from in 0_usize..5) {
        let scene = scene(&bytes);
        let (told, proven) = of_brief_from(&scene, from, u64::MAX);
        prop_assert!(proven);
        prop_assert_eq!(told.least_cost, least_cost(&scene));
        let mut expected = Vec::new();
        for (key, steps) in all_steps(&scene, i64::try_from(from).unwrap()) {
            let now = scene.brief.budget.unwrap_or(i64::MAX);
            let goal = least_cost(&scene).filter(|&cost| cost <= now).map_or(now, |cost| cost - 1);
            let reached = |(_, brief): &(Option<i64>, Brief)| {
                let goal = if key.0 == Wish::Budget { brief.budget.unwrap() } else { goal };
                least_cost(&with(&scene, brief.clone())).is_some_and(|cost| cost <= goal)
            };
            if let Some((to, brief)) = steps.into_iter().find(reached) {
                let other = with(&scene, brief);
                expected.push((least_cost(&other).unwrap(), -solve(&other).teams[0].z, key, to));
            }
        }
        let mut all: Vec<_> = told.changes.iter().map(|change| {
            let key = (change.wish, change.seat.clone(), change.name.clone());
            (change.then.least_cost, -change.then.z, key, change.to)
        }).collect();
        prop_assert!(all.is_sorted_by_key(|&(cost, z, ..)| (cost, z)), "the best comes first");
        all.sort();
        expected.sort();
        prop_assert_eq!(all, expected);
    }
}

#[test]
fn the_scenes_show_every_change_of_a_member_and_of_a_brief() {
    let mut things: BTreeMap<String, u32> = BTreeMap::new();
    let mut wishes: BTreeMap<Wish, u32> = BTreeMap::new();
    for seed in 0..1500 {
        let Some((scene, member)) = somebody(&bytes(seed), usize::try_from(seed).unwrap()) else { continue };
        for change in of_member(&scene, &member.id, u64::MAX).0.changes {
            let size =
                change.smallest.map_or("none", |told| if (told.to - told.from).abs() > 1 { "far" } else { "next" });
            *things.entry(format!("{:?} {size}", change.thing)).or_default() += 1;
        }
        for change in of_brief(&scene, u64::MAX).0.changes {
            *wishes.entry(change.wish).or_default() += 1;
        }
    }
    for thing in [Thing::Level, Thing::Evidence, Thing::Turn, Thing::Rate, Thing::Hours] {
        for size in ["none", "far"] {
            assert!(
                things.get(&format!("{thing:?} {size}")).is_some_and(|&seen| seen >= 10),
                "{thing:?} {size}: {things:?}"
            );
        }
    }
    let all = [
        Wish::Level,
        Wish::Must,
        Wish::Hours,
        Wish::Start,
        Wish::Weeks,
        Wish::RateCap,
        Wish::Language,
        Wish::Distance,
        Wish::Budget,
    ];
    for wish in all {
        assert!(wishes.get(&wish).is_some_and(|&seen| seen >= 5), "{wish:?}: {wishes:?}");
    }
}

/// A wish: which, of which seat, about what.
type Key = (Wish, Option<String>, Option<String>);

/// Every step of every wish, the smallest first: what the wish says then, and the brief. No start lies before `from`.
fn all_steps(scene: &Scene, from: i64) -> BTreeMap<Key, Vec<(Option<i64>, Brief)>> {
    let brief = &scene.brief;
    let mut all: BTreeMap<Key, Vec<(Option<i64>, Brief)>> = BTreeMap::new();
    for (at, seat) in brief.seats.iter().enumerate() {
        let mut step = |wish, name: Option<&String>, to: Option<i64>, changed: Seat| {
            let mut other = brief.clone();
            other.seats[at] = changed;
            all.entry((wish, Some(seat.id.clone()), name.cloned())).or_default().push((to, other));
        };
        for (number, need) in seat.skills.iter().enumerate().filter(|(_, need)| need.must) {
            for level in (1..need.level).rev() {
                let mut changed = seat.clone();
                changed.skills[number].level = level;
                step(Wish::Level, Some(&need.skill), Some(level), changed);
            }
            let mut changed = seat.clone();
            changed.skills[number].must = false;
            step(Wish::Must, Some(&need.skill), None, changed);
        }
        for hours in (1..seat.hours).rev() {
            step(Wish::Hours, None, Some(hours), Seat { hours, ..seat.clone() });
        }
        for weeks in (1..seat.weeks).rev() {
            step(Wish::Weeks, None, Some(weeks), Seat { weeks, ..seat.clone() });
        }
        // No member asks for more than 90 an hour, and nobody who is in reach lives farther away than 100 km.
        for cap in seat.rate_cap.iter().flat_map(|&cap| cap + 1..=90) {
            step(Wish::RateCap, None, Some(cap), Seat { rate_cap: Some(cap), ..seat.clone() });
        }
        if let Some(near) = &seat.near {
            for km in near.km + 1..=100 {
                let near = Some(Near { km, ..near.clone() });
                step(Wish::Distance, None, Some(km), Seat { near, ..seat.clone() });
            }
        }
        for language in &seat.languages {
            let languages = seat.languages.iter().filter(|&other| other != language).cloned().collect();
            step(Wish::Language, Some(language), None, Seat { languages, ..seat.clone() });
        }
        if brief.seats.len() > 1 {
            for from_week in from..=scene.pool.weeks - seat.weeks {
                step(Wish::Start, None, Some(from_week), Seat { from_week, ..seat.clone() });
            }
        }
    }
    let weeks = (from..scene.pool.weeks).filter_map(|week| Some((Some(week), moved(scene, week)?)));
    all.insert((Wish::Start, None, None), weeks.collect());
    let dearer = least_cost(scene).zip(brief.budget).filter(|(least, budget)| least > budget);
    if let Some((least, budget)) = dearer {
        let raised = [budget + 1, least - 1, least].into_iter().filter(|&more| more > budget);
        let steps = raised.map(|more| (Some(more), Brief { budget: Some(more), ..brief.clone() }));
        all.insert((Wish::Budget, None, None), steps.collect());
    }
    all
}
