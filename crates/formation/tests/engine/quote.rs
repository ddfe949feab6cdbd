//! A quote says what separate full runs say.

use muster_formation::{
    Index, Limit,
    document::{Brief, Cause, Feasible, Near, Quote, Seat, Teams, Wish},
    quote,
};
use proptest::prelude::*;

use crate::{
    scenes::{Scene, scene},
    truth::solve,
};

fn quoted(scene: &Scene, nodes: u64) -> Quote {
    let index = Index::new(&scene.pool).unwrap();
    quote(&index, &scene.brief, &mut Limit::nodes(nodes)).unwrap()
}

/// The scene with another brief, of which only the best team counts.
pub fn with(scene: &Scene, brief: Brief) -> Scene {
    Scene { pool: scene.pool.clone(), brief: Brief { teams: 1, ..brief } }
}

/// What the cheapest team costs, whatever the budget: found by asking for one that costs nothing.
pub fn least_cost(scene: &Scene) -> Option<i64> {
    let answer = solve(&with(scene, Brief { budget: Some(0), ..scene.brief.clone() }));
    answer.teams.first().map_or_else(|| answer.why.unwrap().least_cost, |team| Some(team.cost))
}

/// All windows moved alike, so that the earliest begins in that week; `None` where one would end too late.
pub fn moved(scene: &Scene, week: i64) -> Option<Brief> {
    let mut brief = scene.brief.clone();
    let first = brief.seats.iter().map(|seat| seat.from_week).min().unwrap();
    brief.seats.iter_mut().for_each(|seat| seat.from_week += week - first);
    brief.seats.iter().all(|seat| seat.from_week + seat.weeks <= scene.pool.weeks).then_some(brief)
}

/// How many members are eligible for a seat, judged by an answer.
fn eligible(answer: &Teams, seat: usize) -> i64 {
    match answer.teams.first() {
        Some(team) => team.seats[seat].eligible,
        None => answer.why.as_ref().unwrap().funnel[seat].left[5],
    }
}

/// The seat without each wish that the quote may name, in its order.
fn without(scene: &Scene, at: usize) -> Vec<(Wish, Option<String>, Scene)> {
    let seat = &scene.brief.seats[at];
    let changed = |change: &dyn Fn(&mut Seat)| {
        let mut scene = scene.clone();
        change(&mut scene.brief.seats[at]);
        scene
    };
    let mut all = Vec::new();
    for (at, need) in seat.skills.iter().enumerate().filter(|(_, need)| need.must) {
        all.push((Wish::Must, Some(need.skill.clone()), changed(&|seat| seat.skills[at].must = false)));
    }
    let mut idle = scene.clone();
    let always = (80, scene.pool.weeks);
    idle.pool.members.iter_mut().for_each(|member| member.free = vec![always]);
    all.push((Wish::Hours, None, idle));
    all.push((Wish::RateCap, None, changed(&|seat| seat.rate_cap = None)));
    for name in &seat.languages {
        let named = Some(name.clone());
        all.push((Wish::Language, named, changed(&|seat| seat.languages.retain(|other| other != name))));
    }
    all.push((Wish::Distance, None, changed(&|seat: &mut Seat| seat.near = None::<Near>)));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn a_quote_says_what_separate_runs_say(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let scene = scene(&bytes);
        let quote = quoted(&scene, u64::MAX);
        let answer = solve(&with(&scene, scene.brief.clone()));
        prop_assert!(quote.proven);
        prop_assert_eq!(quote.cause, answer.why.as_ref().map(|why| why.cause));
        prop_assert_eq!(quote.feasible, if answer.teams.is_empty() { Feasible::No } else { Feasible::Yes });
        let best = answer.teams.first().map(|team| (team.z, team.z, team.cost));
        prop_assert_eq!(quote.best.map(|best| (best.z, best.bound, best.cost)), best);
        prop_assert_eq!(quote.least_cost, least_cost(&scene));
        for (seat, funnel) in quote.funnel.iter().enumerate() {
            prop_assert_eq!(funnel.left[5], eligible(&answer, seat));
            prop_assert_eq!(&funnel.seat, &scene.brief.seats[seat].id);
        }
        if let Some(why) = answer.why {
            prop_assert_eq!(quote.funnel, why.funnel);
        }
    }

    #[test]
    fn the_earliest_start_is_the_first_week_from_the_wanted_one_on_in_which_a_run_finds_a_team(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let scene = scene(&bytes);
        let wanted = scene.brief.seats.iter().map(|seat| seat.from_week).min().unwrap();
        let weeks = (wanted..scene.pool.weeks).filter_map(|week| Some((week, moved(&scene, week)?)));
        let mut formed = weeks.filter(|(_, brief)| !solve(&with(&scene, brief.clone())).teams.is_empty());
        prop_assert_eq!(quoted(&scene, u64::MAX).earliest_start, formed.next().map(|(week, _)| week));
    }

    #[test]
    fn the_wish_that_narrows_most_keeps_most_members_from_the_scarcest_seat(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let scene = scene(&bytes);
        let quote = quoted(&scene, u64::MAX);
        let left = quote.funnel.iter().map(|funnel| funnel.left[5]);
        let (scarcest, now) = left.enumerate().min_by_key(|&(at, left)| (left, at)).unwrap();
        let mut most: Option<(Wish, Option<String>, i64)> = None;
        for (wish, name, other) in without(&scene, scarcest) {
            let then = eligible(&solve(&other), scarcest);
            if then > most.as_ref().map_or(now, |most| most.2) {
                most = Some((wish, name, then));
            }
        }
        let told = quote.narrowest.as_ref().map(|told| (told.wish, told.name.clone(), told.without));
        prop_assert_eq!(told, most);
        if let Some(told) = quote.narrowest {
            prop_assert_eq!((&told.seat, told.eligible), (&scene.brief.seats[scarcest].id, now));
        }
    }

    #[test]
    fn a_quote_that_was_stopped_tells_less_but_nothing_wrong(bytes in prop::collection::vec(any::<u8>(), 0..600), nodes in 0_u64..6) {
        let scene = scene(&bytes);
        let (whole, part) = (quoted(&scene, u64::MAX), quoted(&scene, nodes));
        if part.proven {
            prop_assert_eq!(part, whole);
            return Ok(());
        }
        prop_assert!(part.feasible == whole.feasible || part.feasible == Feasible::Unknown);
        prop_assert!(part.cause.is_none() || part.cause == whole.cause);
        prop_assert!(part.least_cost.is_none() || part.least_cost == whole.least_cost);
        prop_assert!(part.earliest_start.is_none() || part.earliest_start == whole.earliest_start);
        prop_assert_eq!(&part.narrowest, &whole.narrowest);
        if let Some(best) = part.best {
            let truth = whole.best.unwrap().z;
            prop_assert!(best.z <= truth && truth <= best.bound);
        }
    }
}

#[test]
fn the_scenes_show_every_cause_and_every_wish_that_narrows() {
    let mut causes = [0_u32; 4];
    let mut wishes = std::collections::BTreeMap::new();
    for seed in 0..1500 {
        let quote = quoted(&scene(&crate::truth::bytes(seed)), u64::MAX);
        let all = [Cause::Eligible, Cause::Distinct, Cause::Blocks, Cause::Budget];
        all.iter().zip(&mut causes).filter(|(cause, _)| quote.cause == Some(**cause)).for_each(|(_, seen)| *seen += 1);
        if let Some(narrowest) = quote.narrowest {
            *wishes.entry(narrowest.wish).or_insert(0) += 1;
        }
    }
    assert!(causes.iter().all(|&seen| seen >= 5), "{causes:?}");
    for wish in [Wish::Must, Wish::Hours, Wish::RateCap, Wish::Language, Wish::Distance] {
        assert!(wishes.get(&wish).is_some_and(|&seen| seen >= 5), "{wishes:?}");
    }
}
