//! The command line as a shell meets it.
#![expect(clippy::unwrap_used, reason = "what goes wrong in a test's helper fails the test, as in the test itself")]

#[path = "cli/backups.rs"]
mod backups;
#[path = "cli/doctor.rs"]
mod doctor;
#[path = "cli/imports.rs"]
mod imports;
#[path = "cli/instances.rs"]
mod instances;
#[path = "cli/place.rs"]
mod place;
#[path = "cli/security.rs"]
mod security;
#[path = "cli/server.rs"]
mod server;
#[path = "cli/stopping.rs"]
mod stopping;
#[path = "cli/tables.rs"]
mod tables;
#[path = "cli/traces.rs"]
mod traces;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use muster::{
    book::{self, Entry},
    clock::Mint,
    db::{Db, Target},
    members::{self, PoolMember},
    policies, turns,
};
use muster_kernel::{Currency, Money};
use serde_json::Value;
use tempfile::TempDir;

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

/// The sentence of a failure that is no refusal: exit code 1.
fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
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

/// Lines of JSON on standard output.
fn lines(output: &Output) -> Vec<Value> {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn form_tells_the_reasons_of_a_brief_and_of_a_member_after_the_answer() {
    let answer = &lines(&form("tight-budget", &[]))[0];
    let chosen: Vec<&str> =
        answer["teams"][0]["seats"].as_array().unwrap().iter().map(|place| place["member"].as_str().unwrap()).collect();
    let pool: Value =
        serde_json::from_str(&std::fs::read_to_string(example("tight-budget", "pool.json")).unwrap()).unwrap();
    let members = pool["members"].as_array().unwrap().iter().map(|member| member["id"].as_str().unwrap());
    let left_out = members.into_iter().find(|id| !chosen.contains(id)).unwrap();
    let told = lines(&form("tight-budget", &["--reasons", "--why", left_out, "--why", chosen[0]]));
    assert_eq!((told.len(), &told[0]), (4, answer));
    for line in &told[1..] {
        assert_eq!((&line["format"], &line["brief"]), (&"muster-reasons/1".into(), &answer["brief"]));
    }
    let of_brief = &told[1]["of"]["brief"];
    assert_eq!(of_brief["teams"][0]["z"], answer["teams"][0]["z"]);
    assert!(!of_brief["changes"].as_array().unwrap().is_empty());
    assert_eq!(told[2]["of"]["member"]["member"], left_out);
    assert_eq!(told[2]["of"]["member"]["changes"].as_array().unwrap().len(), 5);
    assert_eq!(told[3]["of"]["member"]["chosen"], answer["teams"][0]["seats"][0]["seat"]);
    let sentence = refusal(&form("tight-budget", &["--why", "nobody"]));
    assert!(sentence.contains("--why: \"nobody\" is refused"), "{sentence}");
}

#[test]
fn quote_tells_each_brief_what_it_would_get() {
    let quote = |name: &str, more: &[&str]| {
        let (pool, brief) = (example(name, "pool.json"), example(name, "brief.json"));
        muster(&[&["quote", "--pool", &pool, "--brief", &brief], more].concat())
    };
    for name in ["plain", "tight-budget", "no-candidate", "no-money"] {
        let told = &lines(&quote(name, &[]))[0];
        let answer = &lines(&form(name, &[]))[0];
        assert_eq!((&told["format"], &told["brief"]), (&"muster-quote/1".into(), &answer["brief"]));
        assert_eq!(
            (&told["best"]["z"], &told["best"]["cost"]),
            (&answer["teams"][0]["z"], &answer["teams"][0]["cost"])
        );
        assert_eq!(told["cause"], answer["why"]["cause"]);
    }
    assert_eq!(lines(&quote("plain", &["--nodes", "0"]))[0]["proven"], false);
    let (pool, brief) = (example("plain", "pool.json"), example("onsite", "brief.json"));
    let sentence = refusal(&muster(&["quote", "--pool", &pool, "--brief", &brief, "--brief", "nowhere.json"]));
    assert!(sentence.contains("nowhere.json: No such file"), "{sentence}");
}

#[test]
fn form_names_the_file_the_place_and_what_would_be_right() {
    let folder = TempDir::new().unwrap();
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
fn a_pool_is_refused_with_its_place_from_a_file_as_from_a_pipe() {
    let folder = TempDir::new().unwrap();
    let bad = folder.path().join("bad.json");
    let brief = example("plain", "brief.json");
    let pool = std::fs::read_to_string(example("plain", "pool.json")).unwrap();
    for (from, to, told) in [
        ("\"rate\":", "\"rate\":\"low\",\"rated\":", "members[0].rate: invalid type: string \"low\""),
        ("\"rate\":", "\"rate\":-", "members[0].rate: -"),
        ("{", "{} {", "missing field `format`"),
    ] {
        std::fs::write(&bad, pool.replacen(from, to, 1)).unwrap();
        for (file, input) in [(bad.to_str().unwrap(), Stdio::null()), ("/dev/stdin", pipe(&bad))] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
            command.args(["form", "--pool", file, "--brief", &brief]).env_clear().stdin(input);
            let sentence = refusal(&command.output().unwrap());
            assert!(sentence.contains(file) && sentence.contains(told), "{told}: {sentence}");
        }
    }
}

/// A pipe that a file flows through.
fn pipe(file: &Path) -> Stdio {
    Command::new("cat").arg(file).stdout(Stdio::piped()).spawn().unwrap().stdout.unwrap().into()
}

#[test]
fn an_unknown_setting_is_refused() {
    let output = Command::new(env!("CARGO_BIN_EXE_muster")).arg("migrate").env("MUSTER_BINDE", "x").output().unwrap();
    assert!(refusal(&output).contains("MUSTER_BINDE is no setting of Muster"));
}

#[test]
fn settings_stand_in_a_file_that_is_named_and_the_environment_overrides_it() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (settings, secret) = (file("muster.toml"), file("database-url"));
    std::fs::write(&secret, format!("sqlite://{}\n", file("of-a-secret.db"))).unwrap();
    std::fs::write(&settings, format!("MUSTER_DATA = '{}'\nDATABASE_URL_FILE = '{secret}'\n", file("data"))).unwrap();
    let named = settings.as_str();
    let migrate = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.args(arguments).env_clear().envs(variables.iter().copied()).output().unwrap()
    };
    let migrated = |arguments: &[&str], variables: &[(&str, &str)]| {
        let output = migrate(arguments, variables);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(migrated(&["--config", named, "migrate"], &[]).contains("of-a-secret.db"));
    assert!(migrated(&["migrate", "--config", named], &[("MUSTER_CONFIG", "/nowhere")]).contains("of-a-secret.db"));
    assert!(migrated(&["migrate"], &[("MUSTER_CONFIG", named)]).contains("of-a-secret.db"));
    let other = format!("sqlite://{}", file("other.db"));
    assert!(migrated(&["migrate"], &[("MUSTER_CONFIG", named), ("DATABASE_URL", &other)]).contains("other.db"));
    std::fs::write(&settings, "MUSTER_BINDE = 'x'\n").unwrap();
    let sentence = refusal(&migrate(&["migrate", "--config", named], &[]));
    assert!(sentence.contains("muster.toml: MUSTER_BINDE is no setting of Muster"), "{sentence}");
}

/// Runs a command on the network whose data lies in that folder.
fn in_network(data: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_muster"))
        .args(arguments)
        .env_clear()
        .env("MUSTER_DATA", data.path())
        .output()
        .unwrap()
}

#[test]
fn a_second_factor_is_taken_from_nobody_who_is_not_known() {
    let data = TempDir::new().unwrap();
    let sentence = refusal(&in_network(&data, &["second-factor", "remove", "ada@example.org"]));
    assert!(sentence.contains("the address of somebody who signed up and confirmed it"), "{sentence}");
}

/// What formation would read of a member, apart from ids: alias, rate, languages and skills.
type Drawn = (String, i64, String, Vec<(String, u8)>);

fn pool(data: &TempDir) -> Vec<Drawn> {
    let db = Db::open(Target::Sqlite(data.path().join("muster.db")), 1, Mint::system()).unwrap();
    let found = db.read(|conn| members::service::pool(conn, Currency::EUR)).unwrap();
    let skills = |member: PoolMember| member.skills.into_iter().map(|(skill, level, _)| (skill.to_string(), level));
    let told = found.into_iter().map(|member| {
        (member.alias.clone(), member.rate_minor, member.languages.join(","), skills(member).collect::<Vec<_>>())
    });
    told.collect()
}

const PEOPLE: &str = "respondent,works_with,wants_to_work_with\n\
                      7,Rust;PostgreSQL;No such thing,Rust;Go\n8,JavaScript;Rust,JavaScript\n9,,\n";

#[test]
fn people_of_a_survey_become_members_once_and_the_same_seed_draws_the_same() {
    let (first, second, third) = (TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap());
    let file = first.path().join("people.csv");
    std::fs::write(&file, PEOPLE).unwrap();
    let file = file.to_string_lossy().into_owned();
    let import = ["import", "members", "--people", &file, "--currency", "EUR"];
    let output = in_network(&first, &import);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.starts_with("3 people are members in the pool now"), "{told}");
    assert!(told.contains("7 of 8 mentions, 4 of 5 names\n  not recognised: No such thing (1)\n"), "{told}");
    assert!(refusal(&in_network(&first, &import)).contains("people here already"));
    in_network(&second, &import);
    in_network(&third, &[&import[..], &["--seed", "2"]].concat());
    let drawn = pool(&first);
    let skills: Vec<(&str, u8)> = drawn[0].3.iter().map(|(skill, level)| (skill.as_str(), *level)).collect();
    assert_eq!(skills, [("go", 1), ("postgresql", 3), ("rust", 4)]);
    assert_eq!(drawn.len(), 3);
    assert_eq!(drawn, pool(&second));
    assert_ne!(drawn, pool(&third));
}

#[test]
fn a_bad_row_of_an_import_is_named_and_nothing_of_the_file_is_kept() {
    let data = TempDir::new().unwrap();
    let file = data.path().join("bad.csv");
    let path = file.to_string_lossy().into_owned();
    std::fs::write(&file, format!("{PEOPLE}7,,\n")).unwrap();
    let sentence = refusal(&in_network(&data, &["import", "members", "--people", &path]));
    assert!(sentence.contains("bad.csv, line 5: respondent 7 stands on an earlier line"), "{sentence}");
    std::fs::write(
        &file,
        "name,country,kind,latitude_e6,longitude_e6\nLinz,AT,urban,48306940,14285830\nX,A,urban,0,0\n",
    )
    .unwrap();
    let sentence = refusal(&in_network(&data, &["import", "places", "--places", &path]));
    assert!(sentence.contains("bad.csv, line 3: country is \"A\", but should be two capital letters"), "{sentence}");
    let sentence = refusal(&in_network(&data, &["import", "skills", "--esco", "nowhere"]));
    assert!(sentence.contains("nowhere: cannot be read"), "{sentence}");
    // The files are read before anything is opened.
    assert!(!data.path().join("muster.db").exists());
}

/// Changes the database in that folder behind Muster's back.
fn behind_its_back(data: &TempDir, statement: &str) {
    use diesel::{Connection, SqliteConnection, connection::SimpleConnection};
    let file = data.path().join("muster.db");
    SqliteConnection::establish(&file.to_string_lossy()).unwrap().batch_execute(statement).unwrap();
}

#[test]
fn the_book_and_the_audit_log_are_verified_and_their_faults_are_told() {
    let data = TempDir::new().unwrap();
    assert!(refusal(&in_network(&data, &["book", "verify"])).contains("there is no database at"));
    assert!(in_network(&data, &["migrate"]).status.success());
    for (command, statement, told) in [
        (
            ["book", "verify"],
            "INSERT INTO accounts VALUES ('bank', 1); INSERT INTO balances VALUES ('bank', 'EUR', 0, 5)",
            "FAULT: The balance of bank in EUR is kept as 5, but it sums to 0.",
        ),
        (
            ["audit", "verify"],
            "INSERT INTO audit_entries (id, at, act, subject, details)
             VALUES ('audit_00000000000000000000000001', 1, 'a.thing', 'x', 'null')",
            "is not in the chain",
        ),
    ] {
        assert!(in_network(&data, &command).status.success(), "{command:?} found a fault in a new network");
        behind_its_back(&data, statement);
        let output = in_network(&data, &command);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains(told), "{output:?}");
    }
}

#[test]
fn an_exported_book_is_recounted_without_its_network_and_a_changed_byte_or_another_key_is_told() {
    let data = TempDir::new().unwrap();
    assert!(in_network(&data, &["migrate"]).status.success());
    let db = Db::open(Target::Sqlite(data.path().join("muster.db")), 1, Mint::system()).unwrap();
    let (given, got) = (Money::new(400, Currency::EUR), Money::new(10_000, Currency::CZK));
    let entry = Entry::exchange("rate of the day", "25.00 CZK for 1.00 EUR", given, got).unwrap();
    db.write(|tx| book::service::post(tx, &entry, "exchange")).unwrap();
    drop(db);
    let file = data.path().join("book.json");
    let exported = in_network(&data, &["book", "export", file.to_str().unwrap()]);
    assert!(exported.status.success(), "{exported:?}");
    assert!(String::from_utf8_lossy(&exported.stdout).contains("1 entries are in"), "{exported:?}");

    let elsewhere = TempDir::new().unwrap();
    let verify = |file: &Path, more: &[&str]| {
        let output = in_network(&elsewhere, &[&["book", "verify", file.to_str().unwrap()], more].concat());
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let whole = std::fs::read_to_string(&file).unwrap();
    let end: Value = serde_json::from_str(whole.lines().next_back().unwrap()).unwrap();
    let key = end["end"]["key"].as_str().unwrap();
    for more in [vec![], vec!["--key", key]] {
        let (code, said) = verify(&file, &more);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("The book balances."), "{said}");
    }
    let (code, said) = verify(&file, &["--key", &"0".repeat(key.len())]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("and not by the one that was named"), "{said}");
    let changed = elsewhere.path().join("book.json");
    std::fs::write(&changed, whole.replacen("25.00 CZK", "26.00 CZK", 1)).unwrap();
    let (code, said) = verify(&changed, &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("was changed") && said.contains("The lines are not those that were signed."), "{said}");
}

const A_SMALL_YEAR: [&str; 8] = ["simulate", "--members", "120", "--arrivals", "25", "--weeks", "20", "--policy"];

#[test]
fn simulate_prints_and_writes_the_same_on_one_thread_and_on_two() {
    let folder = TempDir::new().unwrap();
    let pages: Vec<(Output, String)> = ["1", "2"]
        .iter()
        .map(|threads| {
            let file = folder.path().join(threads);
            let report = file.to_str().unwrap();
            let output = muster(&[&A_SMALL_YEAR[..], &["default", "--threads", threads, "--report", report]].concat());
            assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
            (output, std::fs::read_to_string(file).unwrap())
        })
        .collect();
    assert_eq!(pages[0].1, pages[1].1);
    let said = |output: &Output| String::from_utf8(output.stdout.clone()).unwrap();
    let tables = |output: &Output| said(output).lines().filter(|line| !line.contains("SHA-256")).collect::<String>();
    assert_eq!(tables(&pages[0].0), tables(&pages[1].0));
    assert!(said(&pages[0].0).contains("How opportunity is spread"));
}

#[test]
fn simulate_writes_a_report_that_a_proposal_can_hand_in() {
    let folder = TempDir::new().unwrap();
    let reports = ["1", "2"].map(|threads| {
        let file = folder.path().join(threads);
        let json = file.to_str().unwrap();
        let output = muster(&[&A_SMALL_YEAR[..], &["default", "--threads", threads, "--json", json]].concat());
        assert!(output.status.success(), "{output:?}");
        let text = std::fs::read_to_string(&file).unwrap();
        let hash = muster::hash::sha256(text.as_bytes());
        assert!(String::from_utf8(output.stdout).unwrap().contains(&hash), "its hash is not told");
        text
    });
    assert_eq!(reports[0], reports[1]);
    assert_eq!(policies::PolicyReport::read(&reports[0]).unwrap().text(), reports[0]);
    let report: Value = serde_json::from_str(&reports[0]).unwrap();
    assert_eq!((&report["source"], &report["members"]), (&"made-up".into(), &120.into()));
    let names: Vec<&str> =
        report["years"].as_array().unwrap().iter().map(|year| year["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["best", "default"]);
    assert_eq!(report["years"][0]["clients"]["quality_kept"], 1000, "always the best keeps all of it");
}

#[test]
fn the_report_of_the_demo_is_what_the_simulator_finds() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("report.json");
    let small = ["simulate", "--members", "1000", "--arrivals", "200", "--policy", "default"];
    let told = ["--policy", "examples/policies/even.json", "--json", file.to_str().unwrap()];
    let output = muster(&[&small[..], &told[..]].concat());
    assert!(output.status.success(), "{output:?}");
    let found = std::fs::read_to_string(file).unwrap();
    assert_eq!(found, include_str!("../assets/demo-policy-report.json"), "docs/simulation.md says how it is made anew");
}

#[test]
fn simulate_plays_a_pool_and_briefs_from_files_under_a_policy_from_a_file() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (briefs, policy) = (file("briefs"), file("fair.json"));
    let brief = std::fs::read_to_string(example("plain", "brief.json")).unwrap();
    std::fs::write(&briefs, format!("{brief}\n{brief}")).unwrap();
    let mut document = serde_json::to_value(policies::Policy::default()).unwrap();
    document["weights"]["turn"] = 600.into();
    std::fs::write(&policy, document.to_string()).unwrap();
    let pool = example("plain", "pool.json");
    let output = muster(&["simulate", "--pool", &pool, "--briefs", &briefs, "--arrivals", "30", "--policy", &policy]);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.lines().next().unwrap().ends_with("fair.json"), "{said}");
    assert!(said.lines().any(|line| line.starts_with("briefs") && line.contains("30")), "{said}");
}

#[test]
fn simulate_refuses_what_it_cannot_play_and_says_what_would_be_right() {
    let refused = |more: &[&str]| refusal(&muster(&[&A_SMALL_YEAR[..], more].concat()));
    assert_eq!(
        refused(&["default", "--declined", "120"]),
        "muster: --declined: 120 is refused; right would be 0 to 100\n"
    );
    assert!(refused(&["nowhere.json"]).contains("nowhere.json: No such file"));
    let folder = TempDir::new().unwrap();
    let policy = folder.path().join("none.json");
    let none = policies::Policy { teams: 0, ..policies::Policy::default() };
    std::fs::write(&policy, serde_json::to_vec(&none).unwrap()).unwrap();
    assert!(refused(&[policy.to_str().unwrap()]).contains("none.json: teams: 0 is refused; right would be 1 to 10"));
    assert!(refused(&["default", "--report", "/no/such/folder/report.html"]).contains("/no/such/folder/report.html"));
    let pool = example("plain", "pool.json");
    let output = muster(&["simulate", "--pool", &pool, "--briefs", &pool]);
    assert!(refusal(&output).contains("pool.json: format: unknown variant"), "{output:?}");
    let locked = example("repair", "brief.json");
    let output = muster(&["simulate", "--pool", &example("repair", "pool.json"), "--briefs", &locked]);
    assert!(refusal(&output).contains("briefs[0].locked is refused"), "{output:?}");
}

#[test]
fn simulate_keeps_turns_by_the_arithmetic_of_the_network() {
    for cap in [1, 37, 2_000, 10_000] {
        for balance in (-12_000..=12_000).step_by(7) {
            assert_eq!(muster_simulation::points(balance, cap), turns::points(balance, cap));
        }
    }
}
