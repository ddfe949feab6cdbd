//! Policies: proposed by one steward, adopted by another, in force from a date on.

use muster::{hash, identity::Hat};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    market::{Draft, Market, brief, post, seat},
    on_both,
    rush::at_once_with,
};

const WHY: &str = "Villages are short of offers; the simulation says that this helps.";

/// The policy that a network begins with, with another weight for turns.
fn policy(turn: i64) -> Value {
    json!({
        "weights": { "fit": 500, "proof": 150, "turn": turn, "thrift": 100, "near": 50, "cohesion": 200 },
        "teams": 3, "min_difference": 2, "horizon_weeks": 104, "answer_hours": 72, "turn_cap": 250_000, "turn_keep": 900, "keep_pool_days": 400,
    })
}

fn propose(steward: &Person<'_>, turn: i64) -> String {
    let new = json!({ "policy": policy(turn), "why": WHY, "report": "ab".repeat(32) });
    steward.post("/policies", &new).ok(201)["id"].as_str().unwrap().to_owned()
}

fn in_force(network: &Network) -> (i64, i64) {
    let now = Person::nobody(network).get("/policy").ok(200);
    (now["version"].as_i64().unwrap(), now["policy"]["weights"]["turn"].as_i64().unwrap())
}

#[test]
fn a_network_begins_with_a_policy_that_everybody_can_read() {
    on_both(|network| {
        let nobody = Person::nobody(network);
        let now = nobody.get("/policy").ok(200);
        assert_eq!((&now["version"], &now["policy"]), (&json!(1), &policy(150)));
        let all = nobody.get("/policies").ok(200);
        assert_eq!(all["items"].as_array().unwrap().len(), 1);
        assert_eq!((&all["items"][0]["version"], &all["items"][0]["state"]), (&json!(1), &json!("adopted")));
    });
}

#[test]
fn a_policy_is_adopted_by_another_steward_and_counts_from_its_date_on() {
    on_both(|network| {
        let market = Market::open(network);
        let (stella, sven) = (market.official("Stella", Hat::Steward), market.official("Sven", Hat::Steward));
        let id = propose(&stella, 300);
        let path = format!("/policies/{id}/adopt");
        // Whoever proposed it is told so, and nobody else.
        let yours = |who: &Person<'_>| {
            let listed = who.get("/policies").ok(200)["items"][0]["yours"].clone();
            (listed, who.get(&format!("/policies/{id}")).ok(200)["yours"].clone())
        };
        let seen = [yours(&stella), yours(&sven), yours(&Person::nobody(network))];
        assert_eq!(seen, [true, false, false].map(|is| (json!(is), json!(is))));
        assert_eq!(stella.post(&path, &json!({ "from": "2026-11-10" })).refused(409), "own-proposal");
        assert_eq!(sven.post(&path, &json!({ "from": "2026-11-08" })).fields(), ["from"]);
        assert_eq!(sven.post(&path, &json!({ "from": "2027-11-04" })).fields(), ["from"]);
        assert_eq!(sven.post(&path, &json!({ "from": "2026-11-10" })).ok(200)["version"], 2);
        assert_eq!(sven.post(&path, &json!({ "from": "2026-11-10" })).refused(409), "proposal-state");
        // A run keeps the version that was in force when it was made.
        let client = market.client("Carla");
        market.member(Draft::of("Ada", &[("rust", 4, 300)]));
        let first = post(&client, &brief(&[seat("lead", "rust")]));
        let version =
            |id: &str| client.get(&format!("/briefs/{id}/runs")).ok(200)["items"][0]["receipt"]["policy"].clone();
        assert_eq!((in_force(network), version(&first)), ((1, 150), json!(1)));
        network.wait_hours(24 * 7);
        assert_eq!(in_force(network), (1, 150), "it is 9 November");
        network.wait_hours(15);
        assert_eq!(in_force(network), (2, 300), "it is midnight");
        let second = client.post("/briefs", &brief(&[seat("lead", "rust")])).ok(201)["id"].as_str().unwrap().to_owned();
        let posting = json!({ "bidding": "formed", "deadline": "2026-11-20T12:00:00Z" });
        client.post(&format!("/briefs/{second}/post"), &posting).ok(200);
        network.work();
        assert_eq!((version(&first), version(&second)), (json!(1), json!(2)));
        let shown = Person::nobody(network).get(&format!("/policies/{id}")).ok(200);
        assert_eq!(shown["in_force_from"], "2026-11-10T00:00:00Z");
        assert_eq!((&shown["why"], &shown["report"]), (&json!(WHY), &json!("ab".repeat(32))));
        assert!(!shown.to_string().contains("person_"), "the public page says who: {shown}");
    });
}

/// What somebody was told of policies.
fn told(person: &Person<'_>) -> Vec<Value> {
    let notices = person.get("/notices").ok(200);
    let about = notices["items"].as_array().unwrap().iter().filter(|notice| notice["kind"] == "policy");
    about.map(|notice| notice["event"].clone()).collect()
}

#[test]
fn every_other_steward_is_told_of_a_proposal_and_its_proposer_what_became_of_it() {
    on_both(|network| {
        let market = Market::open(network);
        let (stella, sven) = (market.official("Stella", Hat::Steward), market.official("Sven", Hat::Steward));
        let adam = market.official("Adam", Hat::Admin);
        let first = propose(&stella, 200);
        assert_eq!((told(&stella), told(&sven), told(&adam)), (vec![], vec![json!("policy.proposed")], vec![]));
        sven.post(&format!("/policies/{first}/adopt"), &json!({ "from": "2026-11-10" })).ok(200);
        assert_eq!(told(&stella), [json!("policy.adopted")]);
        let second = propose(&stella, 300);
        sven.post(&format!("/policies/{second}/withdraw"), &json!({})).ok(204);
        assert_eq!(told(&stella).iter().filter(|event| **event == "policy.withdrawn").count(), 1);
        let third = propose(&stella, 400);
        stella.post(&format!("/policies/{third}/withdraw"), &json!({})).ok(204);
        assert_eq!(told(&stella).len(), 2, "nobody is told of what they did themselves");
    });
}

#[test]
fn whatever_is_wrong_with_a_policy_is_said_with_what_would_be_right() {
    on_both(|network| {
        let stella = Market::open(network).official("Stella", Hat::Steward);
        let refused = |change: fn(&mut Value)| {
            let mut new = json!({ "policy": policy(150), "why": WHY });
            change(&mut new);
            stella.post("/policies", &new).fields()
        };
        assert_eq!(refused(|new| new["policy"]["weights"]["turn"] = json!(1001)), ["policy.weights.turn"]);
        assert_eq!(
            refused(|new| {
                new["policy"]["turn_keep"] = json!(1001);
                new["policy"]["turn_cap"] = json!(i64::MAX);
            }),
            ["policy.turn_cap", "policy.turn_keep"]
        );
        assert_eq!(refused(|new| new["policy"]["weights"] = json!({})), ["policy.weights"]);
        assert_eq!(refused(|new| drop(new["policy"].as_object_mut().unwrap().remove("teams"))), ["policy.teams"]);
        assert_eq!(refused(|new| new["why"] = json!("Better.")), ["why"]);
        assert_eq!(refused(|new| new["report"] = json!("AB".repeat(32))), ["report"]);
        assert_eq!(Person::nobody(network).get("/policies").ok(200)["items"].as_array().unwrap().len(), 1);
    });
}

/// A report that `muster simulate` wrote: the policy that a network begins with, and one that is more even.
const REPORT: &str = include_str!("../../assets/demo-policy-report.json");

/// The policy that the report tells of, beside what is in force.
fn more_even() -> Value {
    let report: Value = serde_json::from_str(REPORT).unwrap();
    report["years"][2]["policy"].clone()
}

#[test]
fn a_report_is_handed_in_with_a_proposal_and_everybody_reads_it_to_the_byte() {
    on_both(|network| {
        let market = Market::open(network);
        let stella = market.official("Stella", Hat::Steward);
        let new = json!({ "policy": more_even(), "why": WHY, "report_text": REPORT });
        let id = stella.post_once("/policies", "a policy", &new).ok(201)["id"].clone();
        assert_eq!(stella.post_once("/policies", "a policy", &new).ok(201)["id"], id, "the same proposal, sent twice");
        let path = format!("/policies/{}", id.as_str().unwrap());
        let nobody = Person::nobody(network);
        let shown = nobody.get(&path).ok(200);
        let hash = json!(hash::sha256(REPORT.as_bytes()));
        assert_eq!((&shown["report"], &shown["report_kept"]), (&hash, &json!(true)));
        let report = nobody.get(&format!("{path}/report"));
        assert_eq!((report.status, report.text.as_str()), (200, REPORT));
        assert_eq!(nobody.get("/policies").ok(200)["items"][0]["report_kept"], true);
        // The log names it by its hash, and does not hold it.
        let log = market.official("Adam", Hat::Admin).get("/audit").ok(200);
        let acts = log["items"].as_array().unwrap();
        let act = acts.iter().find(|entry| entry["act"] == "policy.proposed").unwrap();
        assert_eq!(act["after"]["report"], hash);
        assert!(!act.to_string().contains("report_text"), "{act}");
        // What is named alone cannot be read.
        let named = propose(&stella, 200);
        assert_eq!(nobody.get(&format!("/policies/{named}")).ok(200)["report_kept"], false);
        assert_eq!(nobody.get(&format!("/policies/{named}/report")).refused(404), "not-found");
    });
}

#[test]
fn a_report_that_is_not_the_proposals_is_refused_with_what_would_be_right() {
    on_both(|network| {
        let market = Market::open(network);
        let stella = market.official("Stella", Hat::Steward);
        let handed_in = |change: &dyn Fn(&mut Value)| {
            let mut new = json!({ "policy": more_even(), "why": WHY, "report_text": REPORT });
            change(&mut new);
            stella.post("/policies", &new)
        };
        let edited = |edit: &dyn Fn(&mut Value)| {
            let mut report: Value = serde_json::from_str(REPORT).unwrap();
            edit(&mut report);
            handed_in(&|new| new["report_text"] = json!(report.to_string())).fields()
        };
        assert_eq!(handed_in(&|new| new["report"] = json!("ab".repeat(32))).fields(), ["report"], "another's hash");
        assert_eq!(handed_in(&|new| new["report"] = json!("ab")).fields(), ["report"], "no hash at all");
        assert_eq!(handed_in(&|new| new["report_text"] = json!("<html>")).fields(), ["report_text"]);
        assert_eq!(handed_in(&|new| new["report_text"] = json!("")).fields(), ["report_text"]);
        let long = format!("{REPORT}{}", " ".repeat(64 * 1024));
        assert_eq!(handed_in(&|new| new["report_text"] = json!(long)).fields(), ["report_text"]);
        assert_eq!(edited(&|report| report["format"] = json!("muster-policy-report/2")), ["report_text"]);
        assert_eq!(edited(&|report| report["note"] = json!("All is well.")), ["report_text"]);
        let gini = |value: Value| edited(&move |report| report["years"][1]["opportunity"]["gini"] = value.clone());
        assert_eq!([gini(json!(-1)), gini(json!(0.5))], [["report_text"], ["report_text"]]);
        assert_eq!(edited(&|report| report["years"] = json!([])), ["report_text"]);
        // Of another proposal, and of a network in which another policy was in force.
        assert_eq!(handed_in(&|new| new["policy"] = policy(251)).fields(), ["report_text"]);
        assert_eq!(
            edited(&|report| report["years"][1]["policy"]["weights"]["turn"] = json!(149)),
            ["report_text"],
            "what is in force was not played"
        );
        // Whoever may not propose hands nothing in.
        let new = json!({ "policy": more_even(), "why": WHY, "report_text": REPORT });
        assert_eq!(market.client("Carla").post("/policies", &new).refused(403), "forbidden");
        assert_eq!(Person::nobody(network).post("/policies", &new).refused(401), "unauthenticated");
        assert_eq!(Person::nobody(network).get("/policies").ok(200)["items"].as_array().unwrap().len(), 1);
        assert_eq!(handed_in(&|new| new["report"] = json!(hash::sha256(REPORT.as_bytes()))).status, 201);
    });
}

#[test]
fn a_proposal_that_was_taken_back_stays_visible_and_pages_go_on_to_the_first_policy() {
    on_both(|network| {
        let market = Market::open(network);
        let (stella, sven) = (market.official("Stella", Hat::Steward), market.official("Sven", Hat::Steward));
        let ids = [propose(&stella, 200), propose(&stella, 300)];
        stella.post(&format!("/policies/{}/withdraw", ids[1]), &json!({})).ok(204);
        let again = sven.post(&format!("/policies/{}/adopt", ids[1]), &json!({ "from": "2026-11-20" }));
        assert_eq!(again.refused(409), "proposal-state");
        let nobody = Person::nobody(network);
        let mut seen = Vec::new();
        let mut path = "/policies?limit=1".to_owned();
        loop {
            let page = nobody.get(&path).ok(200);
            seen.push((page["items"][0]["state"].clone(), page["items"][0]["version"].clone()));
            assert!(seen.len() < 9, "the pages do not end");
            match page["next"].as_str() {
                Some(next) => path = format!("/policies?limit=1&after={next}"),
                None => break,
            }
        }
        let told = |state: &str, version: Value| (json!(state), version);
        assert_eq!(seen, [told("withdrawn", json!(null)), told("proposed", json!(null)), told("adopted", json!(1))]);
    });
}

/// What they are answered who act at the same moment, sorted.
fn answered(network: &Network, requests: &[(&Person<'_>, String, Value)]) -> Vec<u16> {
    let mut answers = at_once_with(network, requests);
    answers.sort_unstable();
    answers
}

#[test]
fn of_stewards_who_decide_at_once_one_does_and_the_others_are_told() {
    on_both(|network| {
        let market = Market::open(network);
        let stella = market.official("Stella", Hat::Steward);
        let others: Vec<Person<'_>> =
            ["Sven", "Sonja", "Sara"].iter().map(|name| market.official(name, Hat::Steward)).collect();
        let adopt = |person, id: &str, from: &str| (person, format!("/policies/{id}/adopt"), json!({ "from": from }));
        // The same proposal, three times.
        let one = propose(&stella, 200);
        let wanted: Vec<_> = others.iter().map(|person| adopt(person, &one, "2026-11-20")).collect();
        assert_eq!(answered(network, &wanted), [200, 409, 409]);
        // Three proposals for the same day.
        let ids = [propose(&stella, 210), propose(&stella, 220), propose(&stella, 230)];
        let wanted: Vec<_> = others.iter().zip(&ids).map(|(person, id)| adopt(person, id, "2026-12-01")).collect();
        assert_eq!(answered(network, &wanted), [200, 409, 409]);
        // One adopts while another takes it back.
        let last = propose(&stella, 240);
        let withdraw = (&others[1], format!("/policies/{last}/withdraw"), json!({}));
        let answers = answered(network, &[adopt(&others[0], &last, "2026-12-24"), withdraw]);
        assert!(answers == [200, 409] || answers == [204, 409], "{answers:?}");
        let all = stella.get("/policies").ok(200);
        let versions = all["items"].as_array().unwrap().iter().filter(|policy| policy["state"] == "adopted").count();
        assert_eq!(versions, if answers[0] == 200 { 4 } else { 3 });
    });
}
