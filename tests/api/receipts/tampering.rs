//! Whatever is tampered with in a receipt is found.

use std::{fs, process::Command};

use muster::{
    certificates::{ReceiptFile, verify},
    clock::Mint,
    identity::Hat,
    signing::{Signed, Signer},
};
use muster_kernel::Instant;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Scene, faults};
use crate::support::{
    Network, On,
    bidding::{REACT, RUST, bidder, post_open, two_seats},
    market::{Draft, Market, answer_all, post},
    on_both,
};

/// Whether a check finds anything wrong, or cannot even read it.
fn is_found(text: &str, key: Option<&str>) -> bool {
    verify::check(text, key).map_or(true, |checked| !checked.faults.is_empty())
}

/// Every place of a document where something stands, as a path of keys and positions.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, it)| leaves(it, &format!("{path}/{key}"), found)),
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(at, it)| leaves(it, &format!("{path}/{at}"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

/// Something else of the same kind.
fn other(value: &Value) -> Value {
    match value {
        Value::Null => json!(1),
        Value::Bool(is) => json!(!is),
        Value::Number(number) => json!(number.as_i64().unwrap() + 1),
        Value::String(text) => {
            let changed = |last: char| if last == '0' { '1' } else { '0' };
            let mut letters: Vec<char> = text.chars().collect();
            let last = letters.pop().map_or('0', changed);
            letters.push(last);
            json!(letters.into_iter().collect::<String>())
        }
        Value::Array(_) => json!([1]),
        Value::Object(_) => json!({ "a": 1 }),
    }
}

#[test]
fn whatever_single_field_of_a_receipt_is_tampered_with_it_is_found() {
    let network = Network::start(On::Sqlite);
    let scene = Scene::open(&network);
    let receipt = scene.receipt(&scene.ended_run());
    let document: Value = serde_json::from_str(&receipt).unwrap();
    let mut places = Vec::new();
    leaves(&document, "", &mut places);
    assert!(places.len() > 150, "{} fields", places.len());
    for place in &places {
        let mut tampered = document.clone();
        let field = tampered.pointer_mut(place).unwrap();
        *field = other(field);
        let text = written(tampered);
        assert_ne!(text, receipt, "{place} was not changed");
        assert!(is_found(&text, None), "{place} can be tampered with");
    }
    assert!(is_found(&receipt.replacen("\"nodes\":", "\"nodes\": ", 1), None), "a space can be slipped in");
    assert!(is_found(&format!("{receipt}x"), None));
}

/// The receipts of two briefs' runs by kind: one for which a member declined, one for which members offered to take seats.
fn of_every_kind(network: &Network) -> Vec<(String, String)> {
    let market = Market::open(network);
    let (client, steward) = (market.client("Carla"), market.official("Stella", Hat::Steward));
    let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
    let (_, bob) = bidder(&market, Draft::of("Bob", REACT));
    for name in ["Cyd", "Dan"] {
        market.member(Draft::of(name, &[("rust", 3, 100), ("react", 3, 50)]));
    }
    let formed = post(&client, &two_seats());
    assert_eq!(answer_all(&ada, "decline"), 1);
    network.work();
    let open = post_open(&client, &two_seats());
    for (person, seat) in [(&ada, "lead"), (&bob, "front")] {
        person.wear("member");
        person.put(&format!("/member/briefs/{open}/offer"), &json!({ "seat": seat, "rate": 5_500 })).ok(200);
    }
    network.wait_hours(24 * 8);
    let runs = [formed, open].map(|brief| client.get(&format!("/briefs/{brief}/runs")).ok(200));
    let receipts = runs.iter().flat_map(|page| page["items"].as_array().unwrap()).map(|run| {
        let receipt = steward.get(&format!("/runs/{}/receipt", run["receipt"]["run"].as_str().unwrap()));
        assert_eq!(receipt.status, 200, "{receipt:?}");
        (run["receipt"]["kind"].as_str().unwrap().to_owned(), receipt.text)
    });
    receipts.collect()
}

#[test]
fn runs_that_repair_compose_and_score_have_receipts_that_are_whole_and_whatever_is_tampered_with_in_them_is_found() {
    on_both(|network| {
        let receipts = of_every_kind(network);
        for kind in ["form", "repair", "compose", "score"] {
            let (_, receipt) = receipts.iter().find(|(it, _)| it == kind).unwrap_or_else(|| panic!("no run to {kind}"));
            assert_eq!(faults(receipt, None), [] as [&str; 0], "{kind}");
            let document: Value = serde_json::from_str(receipt).unwrap();
            let mut places = Vec::new();
            leaves(&document, "", &mut places);
            for place in &places {
                let mut tampered = document.clone();
                let field = tampered.pointer_mut(place).unwrap();
                *field = other(field);
                assert!(is_found(&written(tampered), None), "{kind}: {place} can be tampered with");
            }
            // A forger who writes the hash of the pool anew, and signs, is found by the engine, since the team is another.
            let cheaper = forge(receipt, |document| {
                let run = &mut document["content"]["run"];
                for member in run["pool"]["members"].as_array_mut().unwrap() {
                    member["rate"] = json!(1);
                }
                run["receipt"]["pool_hash"] = json!(muster::hash::of_json(&pool_of(&run["pool"])));
            });
            let found = faults(&cheaper, None);
            assert!(found.iter().any(|fault| fault.starts_with("The engine answers otherwise")), "{kind}: {found:?}");
        }
    });
}

/// A pool as it is hashed.
fn pool_of(document: &Value) -> muster_formation::document::Pool {
    serde_json::from_value(document.clone()).unwrap()
}

/// A receipt as Muster would write it; as it is where it is none any more.
fn written(document: Value) -> String {
    let text = document.to_string();
    let read: Result<Signed<ReceiptFile>, _> = serde_json::from_value(document);
    read.map_or(text, |signed| serde_json::to_string(&signed).unwrap() + "\n")
}

/// A receipt, changed and then signed by somebody else's key, as a forger would.
fn forge(receipt: &str, change: impl Fn(&mut Value)) -> String {
    let folder = TempDir::new().unwrap();
    let forger = Signer::open(&folder.path().join("signing.json"), &Mint::seeded(9, Instant::from_micros(0))).unwrap();
    let mut document: Value = serde_json::from_str(receipt).unwrap();
    change(&mut document);
    let content: ReceiptFile = serde_json::from_value(document["content"].clone()).unwrap();
    let signed: Signed<_> = forger.sign(content);
    serde_json::to_string(&signed).unwrap() + "\n"
}

#[test]
fn a_forger_who_signs_anew_is_found_by_hashes_by_the_engine_or_at_least_by_the_key() {
    let network = Network::start(On::Sqlite);
    let scene = Scene::open(&network);
    let receipt = scene.receipt(&scene.ended_run());
    assert_eq!(faults(&forge(&receipt, |_| ()), None), [] as [&str; 0], "a signature alone says nothing without a key");
    assert!(faults(&forge(&receipt, |_| ()), Some(&scene.key()))[0].contains("not by"));
    let hash = |value: &Value| json!(muster::hash::sha256(value.to_string().as_bytes()));
    let dearer = forge(&receipt, |document| {
        document["content"]["run"]["pool"]["members"][0]["rate"] = json!(9_999);
    });
    let found = faults(&dearer, None);
    assert!(found.iter().any(|fault| fault.starts_with("The pool is not the one of the run")), "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("The engine answers otherwise")), "{found:?}");
    let heavier = forge(&receipt, |document| {
        let run = &mut document["content"]["run"];
        run["policy"]["weights"]["turn"] = json!(999);
        run["policy_hash"] = hash(&run["policy"]);
    });
    let found = faults(&heavier, None);
    assert!(found.iter().any(|fault| fault.contains("weights are not those of the policy")), "{found:?}");
    let unproven = forge(&receipt, |document| document["content"]["run"]["result"]["teams"][0]["z"] = json!(1));
    assert!(faults(&unproven, None).iter().any(|fault| fault.starts_with("The engine answers otherwise")));
}

#[test]
fn the_command_checks_a_receipt_without_a_network_and_says_by_its_exit_code() {
    let network = Network::start(On::Sqlite);
    let scene = Scene::open(&network);
    let receipt = scene.receipt(&scene.ended_run());
    let folder = TempDir::new().unwrap();
    let verify = |name: &str, text: &str, more: &[&str]| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let command = Command::new(env!("CARGO_BIN_EXE_muster")).arg("verify").arg(&file).args(more).output().unwrap();
        let said = String::from_utf8_lossy(&command.stdout).into_owned() + &String::from_utf8_lossy(&command.stderr);
        (command.status.code().unwrap(), said)
    };
    let (code, said) = verify("whole.json", &receipt, &["--key", &scene.key()]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("is whole") && said.contains("permuting spaces changed nothing"), "{said}");
    let (code, said) = verify("forged.json", &forge(&receipt, |_| ()), &["--key", &scene.key()]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("FAULT: It is signed by the key"), "{said}");
    let (code, said) = verify("none.json", "{}", &[]);
    assert_eq!(code, 2, "{said}");
}
