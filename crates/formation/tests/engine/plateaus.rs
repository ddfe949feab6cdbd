//! Many members who are all the same, and many seats: the hard part is to stop.

use muster_formation::document::{Brief, Pool, Teams};
use serde_json::{Value, json};

use crate::{scenes::Scene, truth::solve};

/// So many members, all alike, and so many seats, all alike.
fn crowd(members: usize, seats: usize) -> (Value, Value) {
    let member = |at: usize| json!({ "id": format!("m{at:04}"), "skills": { "baking": 3 }, "rate": 10, "free": [[20, 4]], "languages": [] });
    let seat = |at: usize| {
        json!({ "id": format!("s{at}"), "hours": 5, "from_week": 0, "weeks": 4, "languages": [],
            "skills": [{ "skill": "baking", "level": 2, "weight": 1, "must": true }] })
    };
    let pool = json!({ "format": "muster-pool/1", "week0": "2026-01-05", "weeks": 4, "ties": [], "blocks": [],
        "members": (0..members).rev().map(member).collect::<Vec<_>>() });
    let brief = json!({ "format": "muster-brief/1", "id": "x", "weights": { "fit": 100, "thrift": 7, "cohesion": 10 },
        "seats": (0..seats).map(seat).collect::<Vec<_>>() });
    (pool, brief)
}

fn answer((pool, brief): (Value, Value)) -> Teams {
    let pool: Pool = serde_json::from_value(pool).unwrap();
    let brief: Brief = serde_json::from_value(brief).unwrap();
    solve(&Scene { pool, brief })
}

fn members(teams: &Teams, team: usize) -> Vec<&str> {
    teams.teams[team].seats.iter().map(|place| place.member.as_str()).collect()
}

fn names(range: std::ops::Range<usize>) -> Vec<String> {
    range.map(|at| format!("m{at:04}")).collect()
}

#[test]
fn of_members_who_are_all_the_same_the_first_are_chosen() {
    let teams = answer(crowd(400, 16));
    assert!(teams.proven);
    assert_eq!(members(&teams, 0), names(0..16));
}

#[test]
fn ten_teams_of_the_same_members_follow_each_other() {
    let (pool, mut brief) = crowd(200, 12);
    brief["teams"] = json!(10);
    brief["min_difference"] = json!(12);
    brief["budget"] = json!(12 * 5 * 4 * 10);
    let teams = answer((pool, brief));
    assert!(teams.proven);
    for team in 0..10 {
        assert_eq!(members(&teams, team), names(12 * team..12 * team + 12));
    }
}

#[test]
fn sixteen_seats_at_the_highest_rates_do_not_overflow() {
    let (mut pool, mut brief) = crowd(40, 16);
    pool["weeks"] = json!(104);
    for (at, member) in (0_i64..).zip(pool["members"].as_array_mut().unwrap()) {
        member["rate"] = json!(1_000_000_000_000 - (at * 37 % 40) * 1_000_000_007);
        member["free"] = json!([[80, 104]]);
    }
    for seat in brief["seats"].as_array_mut().unwrap() {
        seat["hours"] = json!(80);
        seat["weeks"] = json!(104);
    }
    pool["ties"] = (1..39).map(|at| json!(["m0000", format!("m{at:04}"), 1000])).collect();
    brief["weights"] = json!({ "fit": 1000, "turn": 1000, "thrift": 1000, "cohesion": 1000 });
    let discounts: i64 = (24..40).map(|step| step * 1_000_000_007).sum();
    let least = 80 * 104 * (16 * 1_000_000_000_000 - discounts);
    brief["budget"] = json!(least - 1);
    let why = answer((pool.clone(), brief.clone())).why.unwrap();
    assert_eq!(why.least_cost, Some(least));
    brief["budget"] = json!(least);
    let teams = answer((pool.clone(), brief.clone()));
    assert_eq!((teams.proven, teams.teams[0].cost), (true, least));
    brief["budget"] = json!(least + 80 * 104 * 20 * 1_000_000_007);
    assert!(answer((pool, brief)).proven);
}

#[test]
fn one_member_apart_is_enough_where_no_more_is_asked() {
    let (pool, mut brief) = crowd(60, 12);
    brief["teams"] = json!(3);
    let teams = answer((pool, brief));
    assert_eq!(members(&teams, 1)[11], "m0012");
    assert_eq!(members(&teams, 2)[11], "m0013");
}

#[test]
fn without_weights_only_the_order_counts() {
    let (mut pool, mut brief) = crowd(300, 12);
    pool["ties"] = (0..299).map(|at| json!([format!("m{at:04}"), format!("m{:04}", at + 1), 9])).collect();
    brief["weights"] = json!({});
    let teams = answer((pool, brief));
    assert!(teams.proven);
    assert_eq!(members(&teams, 0), names(0..12));
    assert_eq!((teams.teams[0].z, teams.teams[0].cohesion), (0, 99));
}

#[test]
fn one_heavy_tie_is_found_in_a_crowd_and_counted_once() {
    let (mut pool, brief) = crowd(300, 12);
    pool["ties"] = json!([["m0250", "m0251", 1000], ["m0100", "m0270", 999]]);
    let teams = answer((pool, brief));
    assert!(teams.proven);
    let expected: Vec<String> = [names(0..8), names(100..101), names(250..252), names(270..271)].concat();
    assert_eq!(members(&teams, 0), expected);
}

#[test]
fn where_everybody_blocks_everybody_the_blocks_are_the_cause() {
    let (mut pool, brief) = crowd(30, 8);
    let pairs = (0..30).flat_map(|b| (0..b).map(move |a| json!([format!("m{a:04}"), format!("m{b:04}")])));
    pool["blocks"] = pairs.filter(|pair| pair[0] != "m0000" || pair[1] != "m0001").collect();
    let why = answer((pool, brief)).why.unwrap();
    assert_eq!(serde_json::to_value(why.cause).unwrap(), "blocks");
}
