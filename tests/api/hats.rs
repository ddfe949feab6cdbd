//! Hats that an admin takes away: what ends at once, and what must not.

use diesel::prelude::*;
use muster::{identity::Hat, schema::audit_entries};
use serde_json::json;

use crate::support::{market::Market, on_both, running::Running, scene::Scene};

#[test]
fn an_admin_is_admin_no_more_at_once_and_one_is_always_left() {
    on_both(|network| {
        let market = Market::open(network);
        let (adam_id, adam) = market.person("Adam", Some(Hat::Admin));
        let (anna_id, anna) = market.person("Anna", Some(Hat::Admin));
        adam.wear("admin");
        anna.wear("admin").get("/jobs").ok(200);
        let held = adam.get("/hats").ok(200);
        let names: Vec<_> = held["items"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert_eq!(names, ["Adam", "Anna"]);
        assert_eq!(held["items"][1]["hats"][0]["hat"], "admin");

        anna.post("/clients", &json!({ "name": "Acme", "country": "AT", "currency": "EUR" })).ok(201);
        assert_eq!(adam.delete(&format!("/people/{anna_id}/hats/client")).fields(), ["hat"]);
        assert_eq!(adam.delete(&format!("/people/{anna_id}/hats/steward")).refused(404), "not-found");
        adam.delete(&format!("/people/{anna_id}/hats/admin")).ok(204);
        anna.get("/jobs").refused(401);
        assert_eq!(network.mails(&anna.email).pop().unwrap().subject, "A hat was taken away");
        anna.wear("client").get("/briefs").ok(200);
        assert_eq!(adam.delete(&format!("/people/{adam_id}/hats/admin")).refused(409), "last-admin");
        adam.get("/jobs").ok(200);
    });
}

#[test]
fn an_admin_signs_somebody_out_everywhere_and_takes_nothing_else_from_them() {
    on_both(|network| {
        let market = Market::open(network);
        let admin = market.official("Adam", Hat::Admin);
        let (id, carla) = (market.person("Carl", Some(Hat::Client)).0, market.client("Carla"));
        let refresh = carla.sign_in()["refresh_token"].clone();
        let bystander = market.client("Dora");
        let sign_out = |email: &str| admin.post("/sign-outs", &json!({ "email": email }));
        assert_eq!(sign_out("nobody@example.org").fields(), ["email"]);
        sign_out(&carla.email).ok(204);
        carla.get("/briefs").refused(401);
        carla.post("/sessions/refreshes", &json!({ "token": refresh })).refused(401);
        bystander.get("/briefs").ok(200);
        assert_eq!(network.mails(&carla.email).pop().unwrap().subject, "You were signed out everywhere");
        carla.wear("client").get("/briefs").ok(200);
        carla.post("/sign-outs", &json!({ "email": bystander.email })).refused(403);
        // Whoever is signed in nowhere is signed out all the same.
        sign_out("carl@example.org").ok(204);

        let told = admin.get("/audit?act=person.signed-out").ok(200);
        assert_eq!(told["items"].as_array().unwrap().len(), 2, "{told:#}");
        let noted: Vec<(String, Option<String>, Option<String>)> = network
            .db()
            .read(|conn| {
                let noted = audit_entries::table.filter(audit_entries::act.eq("person.signed-out"));
                let told = (audit_entries::subject, audit_entries::before, audit_entries::after);
                Ok(noted.order(audit_entries::id).select(told).load(conn)?)
            })
            .unwrap();
        let sessions = |many: usize| Some(format!("{{\"sessions\":{many}}}"));
        assert_eq!((&noted[0].1, &noted[0].2), (&sessions(3), &sessions(0)));
        assert_eq!(noted[1], (id.to_string(), sessions(0), sessions(0)));
    });
}

#[test]
fn whoever_runs_no_space_any_more_is_no_operator() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 1_000));
        let olga = scene.operator("Olga", hill);
        let admin = scene.market.official("Adam", Hat::Admin);
        admin.post(&format!("/spaces/{lake}/operators"), &json!({ "email": olga.email })).ok(204);
        let page = admin.get(&format!("/spaces/{hill}/operators")).ok(200);
        let (id, email) = (page["items"][0]["person"].as_str().unwrap(), &page["items"][0]["email"]);
        assert_eq!((email, page["items"].as_array().unwrap().len()), (&json!(olga.email), 1));

        admin.delete(&format!("/spaces/{hill}/operators/{id}")).ok(204);
        olga.get(&format!("/spaces/{hill}/members")).refused(404);
        olga.get(&format!("/spaces/{lake}/members")).ok(200);
        admin.delete(&format!("/spaces/{hill}/operators/{id}")).refused(404);
        admin.delete(&format!("/spaces/{lake}/operators/{id}")).ok(204);
        olga.get(&format!("/spaces/{lake}/members")).refused(401);
        olga.wear_nothing();
        assert_eq!(olga.get("/me").ok(200)["hats"], json!([]));
    });
}

#[test]
fn a_handover_that_a_steward_took_waits_for_another_when_they_are_steward_no_more() {
    on_both(|network| {
        let team = Running::start(network);
        let (stella_id, stella) = team.scene.market.person("Stella", Some(Hat::Steward));
        let sam = team.steward("Sam");
        let admin = team.scene.market.official("Adam", Hat::Admin);
        stella.wear("steward");
        let path = format!("/steward/handovers/{}", team.ask());
        stella.post(&format!("{path}/take"), &json!({})).ok(204);
        sam.get(&path).refused(404);
        admin.delete(&format!("/people/{stella_id}/hats/steward")).ok(204);
        network.work();
        stella.get(&path).refused(401);
        sam.post(&format!("{path}/take"), &json!({})).ok(204);
    });
}
