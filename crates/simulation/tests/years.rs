//! Whole years: what must be true of every one, and what turns are for.

use muster_formation::document::Weights;
use muster_simulation::{OfBriefs, OfMembers, Plan, Policy, Report, World, Year, simulate, tables};

const PLAN: Plan = Plan { seed: 7, weeks: 52, arrivals: 150, declined: 15, unanswered: 5 };

fn with_turns(turn: i64) -> Policy {
    Policy {
        name: format!("turn {turn}"),
        weights: Weights { fit: 500, proof: 150, turn, thrift: 100, near: 50, cohesion: 200 },
        teams: 3,
        min_difference: 2,
        answer_hours: 72,
        turn_cap: 100_000,
        monthly_keep: 900,
    }
}

fn world() -> World {
    World::made_up(7, 1_000, 60).expect("a made-up world is sound")
}

fn years(world: &World, plan: &Plan, turns: &[i64], threads: usize) -> Vec<Year> {
    let policies: Vec<Policy> = turns.iter().map(|&turn| with_turns(turn)).collect();
    simulate(world, plan, &policies, threads, &|| {})
}

#[test]
fn the_same_seed_plays_the_same_years_on_one_thread_and_on_two() {
    let one = years(&world(), &PLAN, &[0, 150, 400], 1);
    assert_eq!(one, years(&world(), &PLAN, &[0, 150, 400], 2));
    assert_ne!(one, years(&world(), &Plan { seed: 8, ..PLAN }, &[0, 150, 400], 2));
}

#[test]
fn always_the_best_keeps_all_of_the_quality_and_regrets_nothing() {
    let years = years(&world(), &PLAN, &[0, 150], 2);
    let [best, turns] = [&years[0], &years[1]].map(|year| OfBriefs::new(year, |_| true));
    assert_eq!((best.quality_kept, best.regret_worst, best.price), (Some(1000), Some(0), Some(1000)));
    assert!(best.awarded > 50, "only {} briefs were awarded", best.awarded);
    assert!(turns.quality_kept < Some(1000) && turns.quality_kept > Some(800), "{:?}", turns.quality_kept);
    let formed = years.iter().flat_map(|year| &year.briefs).filter_map(|brief| brief.formed);
    assert!(formed.into_iter().all(|formed| formed.value <= formed.best_value));
}

#[test]
fn turns_spread_opportunity_better_than_always_the_best() {
    let years = years(&world(), &PLAN, &[0, 400], 2);
    let [best, turns] = [&years[0], &years[1]].map(|year| OfMembers::new(year, |_| true));
    assert!(turns.gini < best.gini.map(|gini| gini - 30), "{:?} against {:?}", turns.gini, best.gini);
    assert!(turns.jain > best.jain.map(|jain| jain + 30), "{:?} against {:?}", turns.jain, best.jain);
    assert!(turns.never_offered < best.never_offered.map(|never| never - 30));
    assert!(turns.top_hundredth < best.top_hundredth);
}

#[test]
fn where_everybody_says_yes_every_team_is_filled_and_where_nobody_does_none() {
    let world = world();
    let patient = Policy { answer_hours: 96, ..with_turns(150) };
    // Few briefs, so that nobody's hours are wanted twice.
    let willing = Plan { arrivals: 12, declined: 0, unanswered: 0, ..PLAN };
    let all = &simulate(&world, &willing, &[patient], 1, &|| {})[0];
    assert!(
        all.briefs.iter().all(|brief| brief.formed.is_some() == brief.filled_after.is_some_and(|hours| hours <= 96))
    );
    let none = &years(&world, &Plan { declined: 100, unanswered: 0, ..PLAN }, &[150], 1)[0];
    assert!(none.briefs.iter().all(|brief| brief.awarded.is_none() && brief.filled_after.is_none()));
    // Who declines everything is neither entitled nor in debt: every offer was reversed whole.
    assert!(none.members.iter().all(|member| (member.entitled, member.received) == (0, 0)));
    assert!(none.members.iter().any(|member| member.asked > 0));
}

#[test]
fn what_is_received_is_what_is_awarded_and_entitlement_adds_up_to_it() {
    for year in years(&world(), &PLAN, &[0, 150], 2) {
        let received: i64 = year.members.iter().map(|member| member.received).sum();
        let entitled: i64 = year.members.iter().map(|member| member.entitled).sum();
        // What does not divide among the eligible stays with the network: less than a milli-offer a head and seat.
        assert!(entitled <= received && received - entitled < received / 10_000, "{entitled} of {received}");
        assert_eq!(year.balances.len(), 12);
        assert_eq!(year.briefs.len(), PLAN.arrivals);
    }
}

#[test]
fn a_report_is_one_page_that_loads_nothing_and_is_the_same_to_the_byte() {
    let (world, plan) = (world(), Plan { arrivals: 60, ..PLAN });
    let years = years(&world, &plan, &[0, 400], 2);
    let html = || Report { source: "made up <here>", world: &world, plan: &plan, years: &years }.html();
    let page = html();
    assert_eq!(page, html());
    for foreign in ["<script", "src=", "href=", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("made up &lt;here&gt;") && page.contains("turn 400"));
    // Lorenz, a histogram for each policy, quality, regret, time to fill, and two by place.
    assert_eq!(page.matches("<svg role=\"img\"").count(), 8);
    for table in tables(&years) {
        assert!(page.contains(table.title) && table.rows.iter().all(|row| row.cells.len() == 2), "{}", table.title);
    }
}
