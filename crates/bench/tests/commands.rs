//! The commands as a shell meets them.
#![expect(clippy::unwrap_used, reason = "what goes wrong in a test's helper fails the test, as in the test itself")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

fn bench(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_muster-bench")).args(arguments).output().unwrap()
}

fn rows(more: &[&str]) -> Vec<Value> {
    let output = bench(&[&["form", "--members", "300", "--briefs", "4", "--json"], more].concat());
    assert!(output.status.success(), "{output:?}");
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn document(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn each_pool_and_family_is_told_with_every_brief_and_all_are_proven() {
    let rows = rows(&["--family", "mix,network"]);
    assert_eq!(rows.iter().map(|row| row["family"].as_str().unwrap()).collect::<Vec<_>>(), ["mix", "network"]);
    for row in &rows {
        assert_eq!(row["briefs"].as_array().unwrap().len(), 4);
        assert_eq!((&row["all"]["briefs"], &row["all"]["proven"]), (&4.into(), &4.into()));
        assert_eq!((&row["loose"]["briefs"], &row["tight"]["briefs"]), (&2.into(), &2.into()));
    }
}

#[test]
fn the_same_seed_gives_the_same_teams_and_another_seed_others() {
    let points = |seed| -> Vec<Value> {
        let row = rows(&["--family", "team", "--seed", seed]).remove(0);
        row["briefs"].as_array().unwrap().iter().map(|brief| brief["z"].clone()).collect()
    };
    assert_eq!(points("1"), points("1"));
    assert_ne!(points("1"), points("2"));
}

#[test]
fn a_table_is_printed_for_people() {
    let output = bench(&["form", "--members", "200", "--family", "mix", "--briefs", "2", "--stream"]);
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.contains("| 200 | mix | all | 2 |"), "{table}");
    assert!(table.contains("| 200 | mix | loose | 1 |"), "{table}");
}

#[test]
fn a_written_model_holds_what_the_answer_is_made_of() {
    let folder = TempDir::new().unwrap();
    let rows = rows(&["--family", "team", "--write", folder.path().to_str().unwrap()]);
    let written = folder.path().join("team-300");
    // Those with five seats, which every team can be tried for.
    for brief in &rows[0]["briefs"].as_array().unwrap()[..2] {
        let name = format!("{}.json", brief["brief"].as_str().unwrap());
        let model = document(&written.join("models").join(&name));
        assert_eq!(document(&written.join("briefs").join(&name))["id"], brief["brief"]);
        assert_eq!(best(&model), brief["z"].as_i64(), "{name}");
    }
}

#[test]
fn a_written_pool_is_read_back_with_what_it_took() {
    let folder = TempDir::new().unwrap();
    rows(&["--family", "mix", "--write", folder.path().to_str().unwrap()]);
    let file = folder.path().join("mix-300").join("pool.json");
    let output = bench(&["pool", file.to_str().unwrap()]);
    let reading: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(reading["members"], 300);
    assert_eq!(reading["bytes"].as_u64(), Some(fs::metadata(&file).unwrap().len()));
}

#[test]
fn a_bad_document_or_option_is_refused_with_what_would_be_right() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("pool.json");
    fs::write(&file, "{}").unwrap();
    let output = bench(&["pool", file.to_str().unwrap()]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("pool.json: missing field `format`"), "{output:?}");
    let output = bench(&["form", "--family", "duet"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("right would be mix, team or network"), "{output:?}");
}

/// The most points of a small model, by trying every team that could still become the best.
fn best(model: &Value) -> Option<i64> {
    let triples = |list: &Value| -> Vec<[i64; 3]> {
        list.as_array().unwrap().iter().map(|one| [0, 1, 2].map(|at| one[at].as_i64().unwrap_or_default())).collect()
    };
    let seats: Vec<Vec<[i64; 3]>> = model["seats"].as_array().unwrap().iter().map(triples).collect();
    let (ties, blocks) = (triples(&model["ties"]), triples(&model["blocks"]));
    let budget = model["budget"].as_i64().unwrap_or(i64::MAX);
    let most_ties: i64 = ties.iter().map(|tie| tie[2]).sum();
    let mut best = None;
    let mut open = vec![(Vec::<i64>::new(), 0, 0)];
    while let Some((team, points, cost)) = open.pop() {
        let Some(seat) = seats.get(team.len()) else {
            best = best.max(Some(points));
            continue;
        };
        let rest: i64 = seats[team.len()..].iter().map(|seat| seat.iter().map(|one| one[1]).max().unwrap_or(0)).sum();
        if best.is_some_and(|best| points + rest + most_ties < best) {
            continue;
        }
        for &[member, score, price] in seat {
            let with = |pairs: &[[i64; 3]]| -> Vec<i64> {
                let pair = |other: i64| [(member, other), (other, member)];
                let met = |one: &&[i64; 3]| team.iter().any(|&other| pair(other).contains(&(one[0], one[1])));
                pairs.iter().filter(met).map(|one| one[2]).collect()
            };
            if !team.contains(&member) && cost + price <= budget && with(&blocks).is_empty() {
                let points = points + score + with(&ties).iter().sum::<i64>();
                open.push(([&team[..], &[member]].concat(), points, cost + price));
            }
        }
    }
    best
}
