//! The command line as a shell meets it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

fn muster(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_muster")).args(arguments).env_clear().output().unwrap()
}

fn example(name: &str, file: &str) -> String {
    let folder: PathBuf = Path::new("crates/formation/tests/examples").join(name);
    folder.join(file).to_string_lossy().into_owned()
}

fn form(name: &str, more: &[&str]) -> Output {
    let (pool, brief) = (example(name, "pool.json"), example(name, "brief.json"));
    muster(&[&["form", "--pool", &pool, "--brief", &brief], more].concat())
}

/// The sentence of a refusal, after checking that it is one: exit code 2, one line, no answer.
fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    let sentence = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    sentence
}

#[test]
fn form_answers_every_example_of_the_contract() {
    for name in ["plain", "tight-budget", "top-3", "repair", "onsite", "no-candidate", "no-money"] {
        let output = form(name, &[]);
        assert!(output.status.success(), "{output:?}");
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let expected = std::fs::read_to_string(example(name, "answer.json")).unwrap();
        assert_eq!(answer, serde_json::from_str::<Value>(&expected).unwrap(), "{name}");
    }
}

#[test]
fn form_answers_several_briefs_one_a_line_in_their_order() {
    let pool = example("plain", "pool.json");
    let brief = example("plain", "brief.json");
    let output = muster(&["form", "--pool", &pool, "--brief", &brief, "--brief", &brief, "--timing"]);
    let lines: Vec<&[u8]> = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], lines[1]);
    let timings: Vec<Value> =
        String::from_utf8(output.stderr).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(timings.len(), 2);
    for key in ["load_ms", "index_ms", "search_ms", "nodes"] {
        assert!(timings[0][key].is_u64(), "{key}");
    }
}

#[test]
fn form_within_a_time_limit_of_nothing_never_claims_to_have_proven_what_it_has_not() {
    let output = form("plain", &["--time-limit-ms", "0"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    for team in answer["teams"].as_array().unwrap() {
        assert!(team["bound"].as_i64() >= team["z"].as_i64());
    }
    assert!(output.status.success());
}

#[test]
fn form_names_the_file_the_place_and_what_would_be_right() {
    let folder = tempfile::TempDir::new().unwrap();
    let bad = folder.path().join("bad.json");
    let bad_path = bad.to_string_lossy().into_owned();
    let pool = example("plain", "pool.json");
    let brief = std::fs::read_to_string(example("plain", "brief.json")).unwrap();
    for (from, to, told) in [
        ("\"hours\": 4", "\"hours\": 81", "seats[0].hours"),
        ("\"budget\"", "\"budgett\"", "unknown field `budgett`"),
        ("\"level\": 1", "\"level\": \"one\"", "seats[0].skills[0].level"),
        ("{", "", "line 2"),
    ] {
        std::fs::write(&bad, brief.replacen(from, to, 1)).unwrap();
        let sentence = refusal(&muster(&["form", "--pool", &pool, "--brief", &bad_path]));
        assert!(sentence.contains("bad.json") && sentence.contains(told), "{told}: {sentence}");
    }
    let sentence = refusal(&muster(&["form", "--pool", "nowhere.json", "--brief", &bad_path]));
    assert!(sentence.contains("nowhere.json: No such file"), "{sentence}");
}

#[test]
fn an_unknown_setting_is_refused() {
    let output = Command::new(env!("CARGO_BIN_EXE_muster")).arg("migrate").env("MUSTER_BINDE", "x").output().unwrap();
    assert!(refusal(&output).contains("MUSTER_BINDE is no setting of Muster"));
}
