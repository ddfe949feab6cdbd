//! Why somebody was chosen or not, and for how long that can be told.

use diesel::prelude::*;
use muster::{identity::Hat, schema::pools};
use serde_json::{Value, json};

use super::{Scene, faults};
use crate::support::{market::answer_all, on_both};

#[test]
fn before_the_deadline_whoever_was_chosen_sees_their_own_and_nobody_else_anything() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        let path = format!("/member/runs/{run}");
        let member = |at: usize| scene.members[at].1.wear("member");
        let own = member(0).get(&path).ok(200);
        assert_eq!(own["run"]["title"], "A shop for bicycles");
        assert!(own["chosen_for"].is_string());
        let seat = &own["seats"][0];
        assert_eq!((&seat["seat"], &seat["title"]), (&json!("lead"), &json!("The lead")));
        assert!(seat["points"]["fit"].as_i64().unwrap() > 0);
        assert_eq!((&seat["chosen_had"], &seat["points"]["cohesion"]), (&Value::Null, &Value::Null));
        assert_eq!(own["changes"], json!([]));
        assert_eq!(own["run"]["sealed_until"], "2026-11-09T12:00:00Z");
        // Eve's level is below what is asked; she was not eligible, and never learns of it.
        member(4).get(&path).refused(404);
        assert_eq!(member(4).get("/member/runs").ok(200)["items"], json!([]));
        let chosen: Vec<bool> = (0..4).map(|at| member(at).get(&path).status == 200).collect();
        let listed: Vec<bool> =
            (0..4).map(|at| !member(at).get("/member/runs").ok(200)["items"].as_array().unwrap().is_empty()).collect();
        assert_eq!(chosen, listed);
    });
}

#[test]
fn after_the_deadline_a_member_sees_what_the_chosen_one_had_and_what_would_have_altered_it() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        network.wait_hours(24 * 8);
        let path = format!("/member/runs/{run}");
        let dan = scene.members[3].1.wear("member");
        let list = dan.get("/member/runs").ok(200);
        assert_eq!(list["items"][0]["run"], json!(run));
        assert_eq!(list["items"][0]["sealed_until"], Value::Null);
        let why = dan.get(&path).ok(200);
        assert_eq!(why["proven"], true);
        for seat in why["seats"].as_array().unwrap() {
            assert!(seat["points"].is_object() && seat["chosen_had"].is_object(), "{seat}");
            assert!(seat["points"]["fit"].as_i64() <= seat["chosen_had"]["fit"].as_i64());
        }
        let things: Vec<&str> =
            why["changes"].as_array().unwrap().iter().map(|change| change["thing"].as_str().unwrap()).collect();
        assert_eq!(things, ["level", "evidence", "turn", "rate", "hours"]);
        for word in ["Ada", "Bob", "m0000", "member_", "example.org"] {
            assert!(!why.to_string().contains(word), "it says {word}: {why}");
        }
        let receipt = scene.receipt(&run);
        let pool: Value = serde_json::from_str(&receipt).unwrap();
        for other in pool["content"]["run"]["pool"]["members"].as_array().unwrap() {
            assert!(!why.to_string().contains(other["id"].as_str().unwrap()), "it names somebody of the pool");
        }
        scene.members[4].1.wear("member").get(&path).refused(404);
    });
}

#[test]
fn a_run_is_told_with_the_policy_by_which_it_was_made_and_not_with_the_one_in_force() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        let formed_by = scene.steward.get("/policy").ok(200)["policy"].clone();
        let mut policy = formed_by.clone();
        policy["weights"]["cohesion"] = json!(900);
        let proposal = json!({ "policy": policy, "why": "Who knows each other works well together.", "report": null });
        let id = scene.steward.post("/policies", &proposal).ok(201)["id"].as_str().unwrap().to_owned();
        let sven = scene.market.official("Sven", Hat::Steward);
        sven.post(&format!("/policies/{id}/adopt"), &json!({ "from": "2026-11-10" })).ok(200);
        network.wait_hours(24 * 8);
        assert_eq!(sven.get("/policy").ok(200)["policy"]["weights"]["cohesion"], 900);
        let why = scene.members[3].1.wear("member").get(&format!("/member/runs/{run}")).ok(200);
        assert_eq!(why["policy"], formed_by);
    });
}

#[test]
fn who_declined_is_not_in_the_receipt_of_the_repair() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (brief, form) = scene.run();
        let ada = &scene.members[0].1;
        assert!(answer_all(ada, "decline") > 0);
        network.work();
        let listed = scene.client.get(&format!("/briefs/{brief}/runs")).ok(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 1, "a repair tells of a decline: {listed}");
        network.wait_hours(24 * 8);
        let listed = scene.client.get(&format!("/briefs/{brief}/runs")).ok(200);
        let repair = &listed["items"][0]["receipt"];
        assert_eq!(repair["kind"], "repair");
        let receipt = scene.receipt(repair["run"].as_str().unwrap());
        assert_eq!(faults(&receipt, None), [] as [&str; 0]);
        let read: Value = serde_json::from_str(&receipt).unwrap();
        assert_eq!(read["content"]["run"]["brief"]["excluded"], Value::Null);
        let rates = |text: &str| text.matches("\"rate\":3000").count();
        assert_eq!((rates(&receipt), rates(&scene.receipt(&form))), (0, 1));
    });
}

#[test]
fn the_pool_of_a_run_is_forgotten_once_its_brief_has_ended_and_the_hashes_stay() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (brief, run) = scene.run();
        network.wait_hours(24 * 399);
        assert_eq!(faults(&scene.receipt(&run), None), [] as [&str; 0]);
        network.wait_hours(24 * 2);
        assert_eq!(scene.steward.get(&format!("/runs/{run}/receipt")).refused(409), "pool-forgotten");
        assert_eq!(scene.steward.get(&format!("/runs/{run}")).refused(409), "pool-forgotten");
        let kept = scene.client.get(&format!("/briefs/{brief}/runs")).ok(200);
        assert_eq!(kept["items"][0]["receipt"]["pool_hash"].as_str().unwrap().len(), 64);
        assert_eq!(scene.members[0].1.wear("member").get("/member/runs").ok(200)["items"], json!([]));
        let sizes = pools::table.select(pools::document);
        let documents: Vec<Vec<u8>> = network.db().read(|conn| Ok(sizes.load(conn)?)).unwrap();
        assert!(documents.iter().all(Vec::is_empty));
        scene.steward.get(&format!("/runs/{run}/certificate")).ok(200);
    });
}
