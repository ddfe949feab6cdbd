//! The people of a client organisation: who comes, what they may do, and how they go.

use muster::{identity::Hat, jobs};
use serde_json::{Value, json};

use crate::support::{Answer, Network, PASSWORD, Person, market::Market, on_both};

/// Invites somebody; answers the token of the link.
fn invite(client: &Person<'_>, email: &str, role: &str) -> String {
    client.post("/client/invites", &json!({ "email": email, "role": role })).ok(201);
    client.network().mails(&email.to_lowercase()).pop().unwrap().token()
}

fn follow(person: &Person<'_>, token: &str) -> Answer {
    person.post("/client-invites/joins", &json!({ "token": token }))
}

fn sign_up(network: &Network, token: &str) -> Answer {
    let body = json!({
        "token": token, "name": "Nora", "password": PASSWORD, "language": "en", "time_zone": "Europe/Prague",
    });
    Person::nobody(network).post("/client-invites/sign-ups", &body)
}

fn read(network: &Network, token: &str) -> Answer {
    Person::nobody(network).post("/client-invites/readings", &json!({ "token": token }))
}

/// Somebody with an account who followed an invite; they wear the client hat.
fn joined<'n>(market: &Market<'n>, client: &Person<'_>, name: &str, role: &str) -> Person<'n> {
    let (_, person) = market.person(name, None);
    person.wear_nothing();
    follow(&person, &invite(client, &person.email, role)).ok(201);
    person.wear("client");
    person
}

/// What the people of an organisation are called, and their ids.
fn people(client: &Person<'_>) -> Vec<(String, String)> {
    let people = client.get("/client/people").ok(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    people.as_array().unwrap().iter().map(|person| (text(&person["name"]), text(&person["person"]))).collect()
}

fn id_of(client: &Person<'_>, name: &str) -> String {
    people(client).into_iter().find(|(known, _)| known == name).unwrap().1
}

/// Somebody founds an organisation of that name; answers its id.
fn founded(market: &Market<'_>, founder: &str, name: &str) -> String {
    let (_, person) = market.person(founder, None);
    person.wear_nothing();
    let body = json!({ "name": name, "country": "AT", "currency": "EUR" });
    person.post("/clients", &body).ok(201)["id"].as_str().unwrap().to_owned()
}

/// What the organisations are called that an admin is told of, in their order.
fn names(told: &Value) -> Vec<&str> {
    told["items"].as_array().unwrap().iter().map(|client| client["name"].as_str().unwrap()).collect()
}

#[test]
fn somebody_new_signs_up_by_the_link_and_acts_for_the_client_at_once() {
    on_both(|network| {
        let market = Market::open(network);
        let carla = market.client("Carla");
        let token = invite(&carla, "Nora@Example.org", "requester");
        let told = json!({
            "client": "Carla Ltd", "email": "nora@example.org", "role": "requester", "has_account": false,
        });
        assert_eq!(read(network, &token).ok(200), told);
        let session = sign_up(network, &token).ok(201);
        assert_eq!((&session["hat"], &session["name"]), (&json!("client"), &json!("Nora")));
        assert_eq!(session["time_zone"], "Europe/Prague", "that of her browser");
        assert_eq!(sign_up(network, &token).refused(409), "token-spent");

        let nora = Person::known(network, "nora@example.org");
        nora.wear("client").get("/briefs").ok(200);
        assert_eq!(people(&nora).len(), 2);
        nora.post("/client/invites", &json!({ "email": "ada@example.org", "role": "finance" })).refused(403);
        let mails = network.mails(&carla.email);
        assert!(mails.last().unwrap().text.contains("Nora (nora@example.org)"), "{mails:?}");
        assert_eq!(carla.get("/client/invites").ok(200), json!([]));
    });
}

#[test]
fn a_link_is_good_for_whoever_has_its_address_and_acts_for_nobody_yet() {
    on_both(|network| {
        let market = Market::open(network);
        let carla = market.client("Carla");
        let (_, ada) = market.person("Ada", None);
        let (_, bob) = market.person("Bob", None);
        ada.wear_nothing();
        bob.wear_nothing();
        let token = invite(&carla, &ada.email, "approver");
        assert_eq!(read(network, &token).ok(200)["has_account"], true);
        assert_eq!(follow(&bob, &token).refused(409), "invite-of-another");
        assert_eq!(sign_up(network, &token).refused(409), "has-account");
        follow(&ada, &token).ok(201);
        assert_eq!(follow(&ada, &token).refused(409), "token-spent");
        ada.wear("client");
        let again = json!({ "email": ada.email, "role": "finance" });
        assert_eq!(carla.post("/client/invites", &again).fields(), ["email"]);

        let dora = market.client("Dora");
        assert_eq!(follow(&dora, &invite(&carla, &dora.email, "approver")).refused(409), "has-client");
    });
}

#[test]
fn a_link_ends_after_seven_days_when_it_is_taken_back_and_when_there_is_a_newer_one() {
    on_both(|network| {
        let market = Market::open(network);
        let carla = market.client("Carla");
        let first = invite(&carla, "nora@example.org", "requester");
        let second = invite(&carla, "nora@example.org", "requester");
        assert_eq!(read(network, &first).refused(409), "token-spent");
        read(network, &second).ok(200);
        network.wait_hours(7 * 24);
        assert_eq!(sign_up(network, &second).refused(409), "token-spent");

        let third = invite(&carla, "nora@example.org", "requester");
        let open = carla.get("/client/invites").ok(200);
        let path = format!("/client/invites/{}", open[0]["id"].as_str().unwrap());
        let dora = market.client("Dora");
        dora.delete(&path).refused(404);
        carla.delete(&path).ok(204);
        assert_eq!(sign_up(network, &third).refused(409), "token-spent");
        carla.delete(&path).refused(404);
    });
}

#[test]
fn a_client_invites_so_many_a_day() {
    on_both(|network| {
        let market = Market::open(network);
        let carla = market.client("Carla");
        let invite = |number: usize| {
            let body = json!({ "email": format!("n{number}@example.org"), "role": "requester" });
            carla.post("/client/invites", &body)
        };
        for number in 0..20 {
            invite(number).ok(201);
        }
        assert_eq!(invite(20).refused(409), "too-many-invites");
        network.wait_hours(24);
        invite(20).ok(201);
    });
}

#[test]
fn whoever_goes_is_signed_out_at_once_and_may_come_back() {
    on_both(|network| {
        let market = Market::open(network);
        let carla = market.client("Carla");
        let ada = joined(&market, &carla, "Ada", "approver");
        let bob = joined(&market, &carla, "Bob", "requester");
        ada.get("/briefs").ok(200);
        let path = format!("/client/people/{}", id_of(&carla, "Ada"));
        bob.delete(&path).refused(403);
        market.client("Dora").delete(&path).refused(404);
        carla.delete(&path).ok(204);
        ada.get("/briefs").refused(401);
        assert_eq!(network.mails(&ada.email).pop().unwrap().subject, "A hat was taken away");
        ada.wear_nothing();
        assert_eq!(ada.get("/me").ok(200)["hats"], json!([]));
        follow(&ada, &invite(&carla, &ada.email, "requester")).ok(201);
        ada.wear("client").get("/briefs").ok(200);

        // Anybody may go by themselves.
        bob.delete(&format!("/client/people/{}", id_of(&bob, "Bob"))).ok(204);
        bob.get("/briefs").refused(401);
        assert_eq!(people(&carla).len(), 2);
    });
}

#[test]
fn another_server_refuses_whoever_went_within_a_round_of_its_workers() {
    on_both(|network| {
        let market = Market::open(network);
        let carla = market.client("Carla");
        let ada = joined(&market, &carla, "Ada", "approver");
        let session = ada.sign_in()["session"].as_str().unwrap().parse().unwrap();
        let other = network.another();
        carla.delete(&format!("/client/people/{}", id_of(&carla, "Ada"))).ok(204);
        assert!(network.app.ended.holds(session));
        assert!(!other.ended.holds(session), "there is nothing to wait for");
        jobs::run_due(&other).unwrap();
        assert!(other.ended.holds(session));
        network.wait_hours(1);
        assert!(!network.app.ended.holds(session), "its tokens have expired, and it is remembered all the same");
    });
}

#[test]
fn somebody_of_finance_is_always_left() {
    on_both(|network| {
        let market = Market::open(network);
        let carla = market.client("Carla");
        let ada = joined(&market, &carla, "Ada", "approver");
        let (own, theirs) = (id_of(&carla, "Carla"), id_of(&carla, "Ada"));
        let change = |id: &str, role: &str| carla.put(&format!("/client/people/{id}"), &json!({ "role": role }));
        assert_eq!(carla.delete(&format!("/client/people/{own}")).refused(409), "last-finance");
        assert_eq!(change(&own, "approver").refused(409), "last-finance");
        ada.put(&format!("/client/people/{theirs}"), &json!({ "role": "finance" })).refused(403);
        change(&theirs, "finance").ok(204);
        change(&own, "requester").ok(204);
        change(&theirs, "approver").refused(403);
        carla.delete(&format!("/client/people/{own}")).ok(204);
        assert_eq!(people(&ada).len(), 1);
        assert_eq!(ada.delete(&format!("/client/people/{theirs}")).refused(409), "last-finance");
    });
}

#[test]
fn what_somebody_wrote_stands_in_a_mail_to_others_on_one_line() {
    on_both(|network| {
        let market = Market::open(network);
        let (_, ada) = market.person("Ada", None);
        ada.wear_nothing();
        let body = json!({ "name": "Acme\n\nDear friend, pay me", "country": "AT", "currency": "EUR" });
        ada.post("/clients", &body).ok(201);
        ada.wear(Hat::Client.as_str());
        invite(&ada, "nora@example.org", "requester");
        let mail = network.mails("nora@example.org").pop().unwrap();
        assert!(mail.text.contains("act for Acme  Dear friend, pay me on"), "{}", mail.text);
        assert!(!mail.subject.contains('\n'), "{}", mail.subject);
    });
}

#[test]
fn an_admin_finds_a_client_by_a_part_of_its_name_letter_by_letter() {
    on_both(|network| {
        let market = Market::open(network);
        for (founder, name) in [("Ola", "Ökohaus Wien"), ("Wim", "Winter & Co"), ("Sam", "Sommer_100%")] {
            founded(&market, founder, name);
        }
        let adam = market.official("Adam", Hat::Admin);
        for (part, those) in [
            ("wi", vec!["Winter & Co", "Ökohaus Wien"]),
            ("%C3%B6KO", vec!["Ökohaus Wien"]),
            ("%20ER%20%26%20c%20", vec!["Winter & Co"]),
            ("%25", vec!["Sommer_100%"]),
            ("_", vec!["Sommer_100%"]),
            ("%5C", vec![]),
        ] {
            assert_eq!(names(&adam.get(&format!("/clients?name={part}")).ok(200)), those, "{part}");
        }
        assert_eq!(adam.get("/clients?name=%20").fields(), ["name"]);
        assert_eq!(adam.get(&format!("/clients?name={}", "a".repeat(201))).fields(), ["name"]);
    });
}

#[test]
fn an_admin_reads_the_names_of_clients_page_by_page_and_nothing_else_of_them() {
    on_both(|network| {
        let market = Market::open(network);
        let named = ["Acme", "Byte", "Corp"].map(|name| (founded(&market, &format!("Fay {name}"), name), name));
        let adam = market.official("Adam", Hat::Admin);
        let told = |(id, name): &(String, &str)| json!({ "id": id, "name": name, "founded_at": network.now() });
        let first = adam.get("/clients?limit=2").ok(200);
        assert_eq!(first["items"], json!([told(&named[2]), told(&named[1])]));
        let last = adam.get(&format!("/clients?limit=2&after={}", first["next"].as_str().unwrap())).ok(200);
        assert_eq!(last, json!({ "items": [told(&named[0])] }));
        assert_eq!(adam.get(&format!("/clients/{}", named[0].0)).ok(200), told(&named[0]));
    });
}
