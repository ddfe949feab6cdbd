//! API keys: what a client's programs may do, and for how long.

use diesel::prelude::*;
use muster::{
    audit,
    db::Tx,
    http,
    identity::scope::Scope,
    schema::{api_keys, audit_entries},
};
use serde_json::{Value, json};

use crate::support::{
    Network, On, PASSWORD, Person,
    market::{Market, brief, seat},
    on_both,
};

/// Makes a key; answers its id, and a program that shows it.
fn key<'n>(client: &Person<'n>, scopes: &[&str]) -> (String, Person<'n>) {
    let body = json!({ "name": "A program", "scopes": scopes, "expires_on": "2027-11-02" });
    let made = client.post("/client/keys", &body).ok(201);
    let program = Person::nobody(client.network());
    program.with_token(made["key"].as_str().unwrap());
    (made["id"].as_str().unwrap().to_owned(), program)
}

/// Every operation for which somebody has to be known: its method, its path, and the scopes that its description names.
fn operations() -> Vec<(String, String, Vec<String>)> {
    let description = serde_json::to_value(http::openapi()).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(needs) = operation["security"].as_array() else { continue };
            let scopes = needs.iter().flat_map(|need| need["key"].as_array().cloned().unwrap_or_default());
            let scopes = scopes.map(|scope| scope.as_str().unwrap().to_owned()).collect();
            operations.push((method.to_uppercase(), path.clone(), scopes));
        }
    }
    operations
}

/// Whether a request gets past the door. What it is told behind it does not matter here.
fn is_let_in(program: &Person<'_>, method: &str, path: &str) -> bool {
    let network = program.network();
    // A key is used so often in a minute, and more than that is asked here.
    network.app.mint.set_now(network.now().plus_seconds(1));
    let body = (method != "GET" && method != "DELETE").then(|| json!({}));
    let answer = program.send(method, path, body.as_ref(), &[("if-match", "\"v1\"")]);
    assert!(answer.status < 500 && answer.status != 429, "{method} {path}: {answer:?}");
    let kind = answer.json["type"].as_str().unwrap_or_default();
    assert!(!kind.ends_with(":unauthenticated"), "{method} {path}: {answer:?}");
    !kind.ends_with(":forbidden")
}

#[test]
fn every_operation_lets_in_exactly_the_keys_that_it_names_and_none_without_a_scope() {
    let network = Network::start(On::Sqlite);
    let carla = Market::open(&network).client("Carla");
    let programs: Vec<(&str, Person<'_>)> =
        Scope::ALL.iter().map(|scope| (scope.as_str(), key(&carla, &[scope.as_str()]).1)).collect();
    let (id, bare) = key(&carla, &["briefs:read"]);
    let none = |tx: &mut Tx<'_>| {
        let row = diesel::update(api_keys::table.find(&id)).set(api_keys::scopes.eq(""));
        Ok(row.execute(&mut **tx)?)
    };
    network.db().write(none).unwrap();
    let mut open = 0;
    for (method, path, named) in operations() {
        let filled = path.split('/').map(|part| if part.starts_with('{') { "x" } else { part });
        let filled = filled.collect::<Vec<_>>().join("/");
        let all = programs.iter().filter(|(_, program)| is_let_in(program, &method, &filled));
        let let_in: Vec<&str> = all.map(|(scope, _)| *scope).collect();
        assert_eq!(let_in, named, "{method} {path} lets in other keys than its description says");
        assert!(!is_let_in(&bare, &method, &filled), "{method} {path} lets a key without a scope in");
        open += named.len();
    }
    assert!(open > 15, "{open} operations are open to keys");
}

#[test]
fn a_program_acts_for_whoever_made_its_key_and_the_log_names_the_key() {
    on_both(|network| {
        let carla = Market::open(network).client("Carla");
        let (id, program) = key(&carla, &["briefs:write", "briefs:read"]);
        let document = brief(&[seat("lead", "rust")]);
        let made = program.post("/briefs", &document).ok(201);
        let path = format!("/briefs/{}", made["id"].as_str().unwrap());
        carla.get(&path).ok(200);
        program.get(&path).ok(200);
        let refused = program.get("/engagements");
        assert_eq!(refused.refused(403), "forbidden");
        assert!(refused.json["detail"].as_str().unwrap().contains("engagements:read"), "{refused:?}");
        program.get("/client/keys").refused(403);

        let acts = audit_entries::table.filter(audit_entries::key_id.eq(&id)).select(audit_entries::act);
        let acts: Vec<String> = network.db().read(|conn| Ok(acts.load(conn)?)).unwrap();
        assert_eq!(acts, ["brief.created"]);
        let keys = carla.get("/client/keys").ok(200);
        assert_eq!((&keys[0]["last_used_on"], &keys[0]["made_by"]), (&json!("2026-11-02"), &json!("Carla")));
        assert_eq!(keys[0]["scopes"], json!(["briefs:read", "briefs:write"]));
        let begins = keys[0]["begins"].as_str().unwrap();
        assert!(begins.starts_with("mk_") && begins.len() == 11, "{begins}");
        let mail = network.mails(&carla.email).pop().unwrap();
        assert!(mail.subject == "A new API key" && mail.text.contains(begins), "{mail:?}");
        assert_eq!(audit::verify(network.db()).unwrap().faults, Vec::<String>::new());
    });
}

#[test]
fn keys_end_with_the_account_of_whoever_made_them_and_the_log_says_so() {
    on_both(|network| {
        let market = Market::open(network);
        let carla = market.client("Carla");
        let (id, program) = key(&carla, &["briefs:read"]);
        let (_, other) = key(&market.client("Dora"), &["briefs:read"]);
        carla.post("/me/closure", &json!({ "password": PASSWORD })).ok(204);
        program.get("/briefs").refused(401);
        other.get("/briefs").ok(200);
        let revoked = audit_entries::table.filter(audit_entries::act.eq("api-key.revoked"));
        let revoked: Vec<String> =
            network.db().read(|conn| Ok(revoked.select(audit_entries::subject).load(conn)?)).unwrap();
        assert_eq!(revoked, [id]);
    });
}

#[test]
fn a_key_ends_when_it_is_revoked_when_it_expires_and_when_its_maker_goes() {
    on_both(|network| {
        let market = Market::open(network);
        let carla = market.client("Carla");
        let (id, program) = key(&carla, &["briefs:read"]);
        program.get("/briefs").ok(200);
        market.client("Dora").delete(&format!("/client/keys/{id}")).refused(404);
        carla.delete(&format!("/client/keys/{id}")).ok(204);
        program.get("/briefs").refused(401);
        carla.delete(&format!("/client/keys/{id}")).refused(404);
        assert_eq!(carla.get("/client/keys").ok(200), json!([]));

        carla.post("/client/invites", &json!({ "email": "nora@example.org", "role": "requester" })).ok(201);
        let token = network.mails("nora@example.org").pop().unwrap().token();
        let body = json!({ "token": token, "name": "Nora", "password": PASSWORD, "language": "en" });
        let session = Person::nobody(network).post("/client-invites/sign-ups", &body).ok(201);
        let nora = Person::known(network, "nora@example.org");
        nora.wear("client");
        let (own, _) = key(&carla, &["briefs:read"]);
        nora.delete(&format!("/client/keys/{own}")).refused(403);
        let (_, noras) = key(&nora, &["briefs:read", "invoices:read"]);
        noras.get("/briefs").ok(200);
        assert_eq!(noras.get("/client/invoices").refused(403), "forbidden", "a key may more than its maker");
        carla.delete(&format!("/client/people/{}", session["person"].as_str().unwrap())).ok(204);
        noras.get("/briefs").refused(401);

        let body = json!({ "name": "Short", "scopes": ["briefs:read"], "expires_on": "2026-11-03" });
        let made = carla.post("/client/keys", &body).ok(201);
        let program = Person::nobody(network);
        network.app.mint.set_now("2026-11-03T23:59:59Z".parse().unwrap());
        program.with_token(made["key"].as_str().unwrap()).get("/briefs").ok(200);
        network.app.mint.set_now("2026-11-04T00:00:00Z".parse().unwrap());
        program.get("/briefs").refused(401);
        program.with_token("mk_nobody-has-this-one").get("/briefs").refused(401);
    });
}

#[test]
fn wrong_fields_of_a_key_are_named_and_so_many_keys_are_good_at_once() {
    on_both(|network| {
        let carla = Market::open(network).client("Carla");
        let new = |name: &str, scopes: Value, until: &str| {
            carla.post("/client/keys", &json!({ "name": name, "scopes": scopes, "expires_on": until }))
        };
        assert_eq!(new(" ", json!([]), "2027-11-03").fields(), ["name", "scopes", "expires_on"]);
        assert_eq!(new("A\nB", json!(["briefs:read"]), "2026-11-01").fields(), ["name", "expires_on"]);
        new("A", json!(["everything"]), "2026-12-01").refused(422);
        for _ in 0..20 {
            new("A", json!(["briefs:read"]), "2026-12-01").ok(201);
        }
        assert_eq!(new("A", json!(["briefs:read"]), "2026-12-01").refused(409), "too-many-keys");
        network.wait_hours(31 * 24);
        new("A", json!(["briefs:read"]), "2026-12-31").ok(201);
    });
}

#[test]
fn a_key_is_used_so_often_and_others_are_not_held_up() {
    let network = Network::start(On::Sqlite);
    let carla = Market::open(&network).client("Carla");
    let (_, eager) = key(&carla, &["briefs:read"]);
    let (_, calm) = key(&carla, &["briefs:read"]);
    let refused = (0..200).map(|_| eager.get("/briefs")).find(|answer| answer.status != 200).unwrap();
    assert_eq!(refused.refused(429), "too-many");
    calm.get("/briefs").ok(200);
    network.app.mint.set_now(network.now().plus_seconds(1));
    eager.get("/briefs").ok(200);
}
