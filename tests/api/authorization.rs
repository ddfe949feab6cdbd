//! Who may use what: every operation of the API's description, under every hat, as a table that is reviewed as a diff.
//!
//! The same holds on both databases, in a test for each, so that they run side by side.

use std::{collections::BTreeMap, fmt::Write};

use muster::identity::Hat;
use muster_kernel::{Id, id::Kind};
use serde_json::{Value, json};

use crate::support::{
    Network, On, Person,
    market::{Draft, Market},
    operations::{Operation, description},
};

/// Every operation: method, path, and the hats that its description names.
fn operations() -> Vec<(String, String, Vec<String>)> {
    let description = description();
    let told = |operation: &Operation<'_>| {
        let hats = operation.hats().into_iter().map(str::to_owned).collect();
        (operation.method.clone(), operation.path.to_owned(), hats)
    };
    Operation::all(&description).iter().map(told).collect()
}

struct Nothing;

impl Kind for Nothing {
    const PREFIX: &'static str = "nothing";
}

/// The path with ids that name nothing: whoever may ask is told that it is not found, not that they may not.
fn filled(path: &str) -> String {
    let kinds = BTreeMap::from([
        ("briefs", "brief"),
        ("bids", "bid"),
        ("runs", "run"),
        ("invitations", "invitation"),
        ("counters", "counter"),
        ("standbys", "standby"),
        ("spaces", "space"),
        ("engagements", "engagement"),
        ("milestones", "milestone"),
        ("handovers", "handover"),
        ("exceptions", "exception"),
        ("members", "member"),
        ("blocks", "member"),
        ("calendars", "calendar"),
        ("connections", "connection"),
        ("disputes", "dispute"),
        ("files", "file"),
        ("proposals", "proposal"),
        ("crews", "crew"),
        ("questions", "question"),
        ("policies", "proposal"),
        ("fundings", "funding"),
        ("strays", "stray"),
        ("payout-batches", "batch"),
        ("payouts", "payout"),
        ("bank-files", "bankfile"),
        ("bank-credits", "credit"),
        ("providers", "provider"),
        ("passkeys", "passkey"),
    ]);
    let mut last = "";
    let parts = path.split('/').map(|part| {
        if part.starts_with('{') {
            let id = Id::<Nothing>::from_bits(1).to_string();
            return id.replacen("nothing", kinds.get(last).copied().unwrap_or("nothing"), 1);
        }
        last = part;
        part.to_owned()
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Somebody under each hat, and nobody.
fn cast<'n>(network: &'n Network) -> Vec<(&'static str, Person<'n>)> {
    let market = Market::open(network);
    let (_, member) = market.member(Draft::of("Mia", &[]));
    member.wear("member");
    vec![
        ("nobody", Person::nobody(network)),
        (Hat::Client.as_str(), market.client("Carla")),
        (Hat::Member.as_str(), member),
        (Hat::Operator.as_str(), market.official("Olga", Hat::Operator)),
        (Hat::Steward.as_str(), market.official("Stella", Hat::Steward)),
        (Hat::Admin.as_str(), market.official("Adam", Hat::Admin)),
    ]
}

/// Whether a request gets past the door. What it is told behind it does not matter here.
fn is_let_in(person: &Person<'_>, method: &str, path: &str) -> bool {
    let body = (method != "GET" && method != "DELETE").then(|| json!({}));
    let answer = person.send(method, path, body.as_ref(), &[("if-match", "\"v1\"")]);
    assert!(answer.status < 500, "{method} {path}: {answer:?}");
    let kind = answer.json["type"].as_str().unwrap_or_default();
    !(kind.ends_with(":forbidden") || kind.ends_with(":unauthenticated"))
}

#[test]
fn every_operation_lets_in_exactly_the_hats_that_it_names_on_sqlite() {
    every_operation_lets_in_exactly_the_hats_that_it_names(On::Sqlite);
}

#[test]
fn every_operation_lets_in_exactly_the_hats_that_it_names_on_postgres() {
    every_operation_lets_in_exactly_the_hats_that_it_names(On::Postgres);
}

fn every_operation_lets_in_exactly_the_hats_that_it_names(on: On) {
    let network = Network::start(on);
    let cast = cast(&network);
    let mut table = String::new();
    for (method, path, named) in operations() {
        // Signing out would end the session that the others need; its door is the same as that of GET /me.
        let signs_out = method == "DELETE" && path.ends_with("/sessions/current");
        let is_a_way_in = path.ends_with("/sessions") || path.ends_with("/refreshes");
        let let_in: Vec<&str> = cast
            .iter()
            .filter(|(_, person)| !signs_out && !is_a_way_in && is_let_in(person, &method, &filled(&path)))
            .map(|(hat, _)| *hat)
            .collect();
        let told = match named.as_slice() {
            _ if signs_out || is_a_way_in => let_in.clone(),
            [] => cast.iter().map(|(hat, _)| *hat).collect(),
            [any] if any == "any" => cast.iter().map(|(hat, _)| *hat).filter(|hat| *hat != "nobody").collect(),
            named => named.iter().map(String::as_str).collect(),
        };
        assert_eq!(let_in, told, "{method} {path} lets in others than its description says");
        let named = if named.is_empty() { "everybody".to_owned() } else { named.join(", ") };
        writeln!(table, "{method:<7}{path:<58}{named}").unwrap();
    }
    insta::assert_snapshot!("authorization", table);
}

#[test]
fn no_operation_answers_a_fault_of_ours_to_a_body_of_the_wrong_shape_on_sqlite() {
    no_operation_answers_a_fault_of_ours_to_a_body_of_the_wrong_shape(On::Sqlite);
}

#[test]
fn no_operation_answers_a_fault_of_ours_to_a_body_of_the_wrong_shape_on_postgres() {
    no_operation_answers_a_fault_of_ours_to_a_body_of_the_wrong_shape(On::Postgres);
}

fn no_operation_answers_a_fault_of_ours_to_a_body_of_the_wrong_shape(on: On) {
    let network = Network::start(on);
    let cast = cast(&network);
    let shapes: [Value; 5] = [json!(null), json!([]), json!("text"), json!({ "a": { "b": [1e300] } }), json!(-1)];
    let description = description();
    // Whoever reads no body is not troubled by one.
    for Operation { method, path, .. } in
        Operation::all(&description).iter().filter(|operation| operation.body().is_some())
    {
        for shape in &shapes {
            for (hat, person) in &cast {
                let answer = person.send(method, &filled(path), Some(shape), &[("if-match", "\"v1\"")]);
                assert!((400..500).contains(&answer.status), "{method} {path} as {hat}: {answer:?}");
            }
        }
    }
}
