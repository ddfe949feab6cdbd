//! Spaces: who runs them, who belongs to them, on which terms, and what they may know.

use muster::identity::Hat;
use serde_json::{Value, json};

use crate::support::{Person, on_both, scene::Scene};

#[test]
fn an_admin_founds_a_space_with_a_commission_that_is_in_force_at_once() {
    on_both(|network| {
        let scene = Scene::open(network);
        let admin = scene.market.official("Adam", Hat::Admin);
        let place = scene.place("Hilltown");
        let new = |name: &str, commission: i64| json!({ "name": name, "place": place, "commission": commission });
        let founded = admin.post_once("/spaces", "one", &new("Hill", 1_000)).ok(201);
        assert_eq!(admin.post_once("/spaces", "one", &new("Hill", 1_000)).ok(201), founded);
        assert_eq!(admin.post("/spaces", &new(" ", 1_000)).fields(), ["name"]);
        assert_eq!(admin.post("/spaces", &new("Hill", 5_001)).fields(), ["commission"]);
        let nowhere = json!({ "name": "Hill", "place": "place_00000000000000000000000000", "commission": 0 });
        assert_eq!(admin.post("/spaces", &nowhere).fields(), ["place"]);
        scene.client.post("/spaces", &new("Hill", 0)).refused(403);
        let spaces = scene.client.get("/spaces").ok(200);
        assert_eq!(spaces["items"], json!([{ "id": founded["id"], "name": "Hill", "place": place }]));
        let terms = scene.client.get(&format!("/spaces/{}/terms", founded["id"].as_str().unwrap())).ok(200);
        let (rate, from) = (&terms["items"][0]["basis_points"], &terms["items"][0]["from_day"]);
        assert_eq!((rate, from), (&json!(1_000), &json!("2026-11-02")));
    });
}

#[test]
fn an_operator_runs_their_own_space_and_knows_of_no_other() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 1_000));
        let olga = scene.operator("Olga", hill);
        let own = olga.get("/operator/spaces").ok(200);
        assert_eq!((&own["items"][0]["name"], own["items"].as_array().unwrap().len()), (&json!("Hill"), 1));
        let (_, member) = scene.freelancer("Ada", Some(lake));
        for path in ["members", "balance", "report?from=2026-01&to=2026-11&by=month"] {
            olga.get(&format!("/spaces/{hill}/{path}")).ok(200);
            assert_eq!(olga.get(&format!("/spaces/{lake}/{path}")).refused(404), "not-found");
            member.get(&format!("/spaces/{lake}/{path}")).refused(403);
            scene.client.get(&format!("/spaces/{hill}/{path}")).refused(403);
        }
        let terms = json!({ "basis_points": 500, "from_day": "2027-01-01" });
        olga.post(&format!("/spaces/{lake}/terms"), &terms).refused(404);
    });
}

#[test]
fn nobody_becomes_operator_who_is_steward_and_nobody_who_did_not_sign_up() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let admin = scene.market.official("Adam", Hat::Admin);
        let steward = scene.market.official("Stella", Hat::Steward);
        let path = format!("/spaces/{hill}/operators");
        assert_eq!(admin.post(&path, &json!({ "email": steward.email })).refused(409), "hats-exclude-each-other");
        assert_eq!(admin.post(&path, &json!({ "email": "nobody@example.org" })).fields(), ["email"]);
        let nowhere = "/spaces/space_00000000000000000000000000/operators";
        admin.post(nowhere, &json!({ "email": admin.email })).refused(404);
        for _ in 0..2 {
            admin.post(&path, &json!({ "email": admin.email })).ok(204);
        }
    });
}

#[test]
fn the_members_of_a_space_stand_in_the_order_of_their_names_page_by_page() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let olga = scene.operator("Olga", hill);
        for name in ["Emil", "dora", "Ada", "Bob", "Cyd"] {
            scene.freelancer(name, Some(hill));
        }
        let (mut names, mut after) = (Vec::new(), String::new());
        loop {
            let page = olga.get(&format!("/spaces/{hill}/members?limit=2{after}")).ok(200);
            names.extend(page["items"].as_array().unwrap().iter().map(|member| member["name"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(names, ["Ada", "Bob", "Cyd", "dora", "Emil"]);
    });
}

#[test]
fn those_who_follow_somebody_who_left_between_two_pages_are_told_all_the_same() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let olga = scene.operator("Olga", hill);
        let [_, (_, bob), _] = ["Ada", "Bob", "Cyd"].map(|name| scene.freelancer(name, Some(hill)));
        let path = format!("/spaces/{hill}/members?limit=2");
        let first = olga.get(&path).ok(200);
        bob.put("/member/home-space", &json!({ "space": null, "from": "2026-11-02" })).ok(200);
        let rest = olga.get(&format!("{path}&after={}", first["next"].as_str().unwrap())).ok(200);
        assert_eq!((&first["items"][1]["name"], &rest["items"][0]["name"]), (&json!("Bob"), &json!("Cyd")));
        assert_eq!(olga.get(&format!("{path}&after=Bob")).fields(), ["after"]);
    });
}

#[test]
fn a_member_moves_from_space_to_space_and_belongs_to_one_at_a_time() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 1_000));
        let (olga, lena) = (scene.operator("Olga", hill), scene.operator("Lena", lake));
        let (_, ada) = scene.freelancer("Ada", Some(hill));
        let names = |operator: &Person<'_>, space| -> Vec<Value> {
            let page = operator.get(&format!("/spaces/{space}/members")).ok(200);
            page["items"].as_array().unwrap().iter().map(|member| member["name"].clone()).collect()
        };
        assert_eq!(names(&olga, hill), ["Ada"]);
        let moved = ada.put("/member/home-space", &json!({ "space": lake, "from": "2026-11-10" })).ok(200);
        assert_eq!(
            moved,
            json!([
                { "space": hill, "name": "Hill", "from": "2026-01-01", "to": "2026-11-09" },
                { "space": lake, "name": "Lake", "from": "2026-11-10", "to": null },
            ]),
        );
        assert_eq!((names(&olga, hill), names(&lena, lake)), (vec![json!("Ada")], vec![]));
        // A change of mind: the move that has not begun is forgotten.
        ada.put("/member/home-space", &json!({ "space": lake, "from": "2026-11-05" })).ok(200);
        network.wait_hours(24 * 3);
        assert_eq!((names(&olga, hill), names(&lena, lake)), (vec![], vec![json!("Ada")]));
        ada.put("/member/home-space", &json!({ "space": null, "from": "2026-11-05" })).ok(200);
        assert_eq!(ada.get("/member/home-space").ok(200), json!([]));
        assert_eq!(names(&lena, lake), Vec::<Value>::new());
        assert_eq!(ada.put("/member/home-space", &json!({ "space": lake, "from": "2026-11-04" })).fields(), ["from"]);
        assert_eq!(ada.put("/member/home-space", &json!({ "from": "2026-11-06" })).refused(422), "invalid");
    });
}

#[test]
fn new_terms_are_announced_thirty_days_ahead_and_those_who_belong_are_told() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 1_000));
        let olga = scene.operator("Olga", hill);
        let (_, ada) = scene.freelancer("Ada", Some(hill));
        let (_, bob) = scene.freelancer("Bob", Some(lake));
        let path = format!("/spaces/{hill}/terms");
        let announce = |points: i64, from: &str| olga.post(&path, &json!({ "basis_points": points, "from_day": from }));
        assert_eq!(announce(1_250, "2026-12-01").fields(), ["from_day"]);
        assert_eq!(announce(5_001, "2026-12-02").fields(), ["basis_points"]);
        announce(1_250, "2026-12-02").ok(201);
        assert_eq!(announce(900, "2026-12-02").refused(409), "terms-taken");
        let mail = network.mails(&ada.email).pop().unwrap();
        assert_eq!(mail.subject, "New terms of Hill");
        assert!(mail.text.contains("from 2 December 2026 on, Hill takes a commission of 12.5 %"), "{}", mail.text);
        assert_eq!(network.mails(&bob.email).len(), 0);
    });
}

#[test]
fn all_rates_together_take_at_most_half_on_every_day() {
    on_both(|network| {
        let scene = Scene::open(network);
        let admin = scene.market.official("Adam", Hat::Admin);
        let hill = scene.space("Hill", 3_000);
        let olga = scene.operator("Olga", hill);
        let (_, ada) = scene.freelancer("Ada", None);
        let network_takes = |kind: &str, points: i64, from: &str| {
            admin.post("/terms", &json!({ "kind": kind, "basis_points": points, "from_day": from }))
        };
        // A network that is being founded says its first rates at once.
        network_takes("network", 1_000, "2026-11-02").ok(201);
        assert_eq!(network.mails(&ada.email).pop().unwrap().subject, "New terms of the network");
        assert_eq!(network_takes("network", 900, "2026-11-03").fields(), ["from_day"]);
        assert_eq!(network_takes("fund", 1_001, "2026-11-02").fields(), ["basis_points"]);
        network_takes("fund", 500, "2027-03-01").ok(201);
        assert_eq!(network_takes("commission", 1, "2027-03-01").fields(), ["kind"]);
        // 1000 + 500 from March on leave 3500 to a space.
        let path = format!("/spaces/{hill}/terms");
        let announce = |points: i64, from: &str| olga.post(&path, &json!({ "basis_points": points, "from_day": from }));
        let refused = announce(3_501, "2027-01-01");
        assert_eq!(refused.fields(), ["basis_points"]);
        assert!(refused.json["detail"].as_str().unwrap().contains("at most 5000 on 2027-03-01"), "{:#}", refused.json);
        announce(3_500, "2027-01-01").ok(201);
        let place = scene.place("Lake");
        let space = |commission: i64| json!({ "name": "Lake", "place": place, "commission": commission });
        assert_eq!(admin.post("/spaces", &space(4_000)).fields(), ["basis_points"]);
        admin.post("/spaces", &space(3_500)).ok(201);
        assert_eq!(scene.client.get("/terms").ok(200)["items"].as_array().unwrap().len(), 2);
    });
}
