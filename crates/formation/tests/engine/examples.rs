//! The examples that belong to the contract: every value of every answer counts.

use std::{fs, path::Path};

use muster_formation::{
    Index, Limit,
    document::{Brief, Pool, Teams},
    form,
};
use serde_json::Value;

fn read(folder: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples").join(folder).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn check(folder: &str) {
    let pool: Pool = serde_json::from_str(&read(folder, "pool.json")).unwrap();
    let brief: Brief = serde_json::from_str(&read(folder, "brief.json")).unwrap();
    let index = Index::new(&pool).unwrap();
    let outcome = form(&index, &brief, &mut Limit::none()).unwrap();
    let expected: Value = serde_json::from_str(&read(folder, "answer.json")).unwrap();
    assert_eq!(serde_json::to_value(&outcome.answer).unwrap(), expected);

    let written: Teams = serde_json::from_value(expected).unwrap();
    assert_eq!(written, outcome.answer, "an answer reads back as it was written");
    let again: Pool = serde_json::from_str(&serde_json::to_string(&pool).unwrap()).unwrap();
    assert_eq!(again, pool, "a pool reads back as it was written");
    let again: Brief = serde_json::from_str(&serde_json::to_string(&brief).unwrap()).unwrap();
    assert_eq!(again, brief, "a brief reads back as it was written");
}

#[test]
fn four_seats_with_ties_and_a_budget_that_does_not_bind() {
    check("plain");
}

#[test]
fn the_best_affordable_team_is_not_the_best_team() {
    check("tight-budget");
}

#[test]
fn three_teams_differ_in_two_members_at_least() {
    check("top-3");
}

#[test]
fn one_seat_is_filled_again_and_four_stay() {
    check("repair");
}

#[test]
fn seats_near_a_place_look_at_distance_and_at_who_works_on_site() {
    check("onsite");
}

#[test]
fn without_a_candidate_the_funnel_shows_where_they_were_lost() {
    check("no-candidate");
}

#[test]
fn without_the_money_the_cheapest_team_is_named() {
    check("no-money");
}
