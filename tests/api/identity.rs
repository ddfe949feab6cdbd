//! Signing up and in, hats, sessions.

use std::io::Write;

use diesel::prelude::*;
use muster::schema::people;
use serde_json::{Value, json};

use crate::support::{Answer, Network, On, PASSWORD, Person, on_both};

#[test]
fn somebody_signs_up_confirms_their_address_and_signs_in() {
    on_both(|network| {
        let ada = network.person("Ada Novak");
        let me = ada.get("/me").ok(200);
        assert_eq!(me["email"], "ada.novak@example.org");
        assert_eq!(me["hats"], json!([]));
    });
}

#[test]
fn an_address_that_is_not_confirmed_cannot_sign_in() {
    on_both(|network| {
        let eve = Person::known(network, "eve@example.org");
        let body =
            json!({ "email": "eve@example.org", "password": "correct horse battery", "name": "Eve", "language": "en" });
        eve.post("/people", &body).ok(202);
        let body = json!({ "email": "eve@example.org", "password": "correct horse battery" });
        assert_eq!(eve.post("/sessions", &body).refused(409), "unverified");
    });
}

#[test]
fn signing_up_twice_tells_the_owner_of_the_address_and_nobody_else() {
    on_both(|network| {
        let ada = network.person("Ada");
        let body =
            json!({ "email": "ADA@example.org", "password": "another horse battery", "name": "Eve", "language": "en" });
        Person::nobody(network).post("/people", &body).ok(202);
        let mails = network.mails(&ada.email);
        assert_eq!(mails.last().unwrap().subject, "You are already here");
        assert_eq!(ada.get("/me").ok(200)["name"], "Ada");
    });
}

#[test]
fn whoever_signs_up_begins_in_the_zone_of_their_browser_and_in_utc_where_nobody_knows_it() {
    on_both(|network| {
        let ada = Person::known(network, "ada@example.org");
        let sign_up = |zone: &Value| {
            let body = json!({
                "email": ada.email, "password": PASSWORD, "name": "Ada", "language": "en", "time_zone": zone,
            });
            ada.post("/people", &body).ok(202);
            let hers = || people::table.filter(people::email.eq(&ada.email)).select(people::time_zone);
            network.db().read(|conn| Ok(hers().first::<String>(conn)?)).unwrap()
        };
        assert_eq!(sign_up(&json!("Europe/Vienna")), "Europe/Vienna");
        // Until the address is confirmed, the last one who signed up with it counts.
        for nowhere in [json!("Mars/Olympus"), json!("Etc/Unknown")] {
            assert_eq!(sign_up(&nowhere), "UTC", "{nowhere}");
        }
        assert_eq!(sign_up(&json!("Europe/Prague")), "Europe/Prague");
        let token = network.mails(&ada.email).pop().unwrap().token();
        let session = ada.post("/people/verifications", &json!({ "token": token, "password": PASSWORD })).ok(201);
        assert_eq!(session["time_zone"], "Europe/Prague");
    });
}

#[test]
fn a_session_tells_the_zone_that_somebody_lives_in_from_its_next_renewal_on() {
    on_both(|network| {
        let ada = network.person("Ada");
        let session = ada.sign_in();
        assert_eq!(session["time_zone"], "UTC", "until she says");
        let settings = ada.get("/notice-settings");
        let (tag, mut settings) = (settings.etag.clone().unwrap(), settings.ok(200));
        settings["rhythm"]["time_zone"] = json!("Europe/Prague");
        ada.put_if("/notice-settings", &tag, &settings).ok(200);
        let renewed = ada.post("/sessions/refreshes", &json!({ "token": session["refresh_token"] })).ok(200);
        assert_eq!(renewed["time_zone"], "Europe/Prague");
    });
}

#[test]
fn a_refresh_token_that_comes_back_ends_its_session() {
    on_both(|network| {
        let ada = network.person("Ada");
        let first = ada.sign_in()["refresh_token"].as_str().unwrap().to_owned();
        let second = ada.post("/sessions/refreshes", &json!({ "token": first })).ok(200);
        let third = ada.post("/sessions/refreshes", &json!({ "token": second["refresh_token"] })).ok(200);
        ada.post("/sessions/refreshes", &json!({ "token": first })).refused(401);
        // The thief, or the owner, whoever holds the newest one, is out as well.
        ada.post("/sessions/refreshes", &json!({ "token": third["refresh_token"] })).refused(401);
    });
}

#[test]
fn a_refresh_token_whose_answer_was_lost_is_traded_again() {
    on_both(|network| {
        let ada = network.person("Ada");
        let refresh = |token: &Value| ada.post("/sessions/refreshes", &json!({ "token": token }));
        let first = ada.sign_in()["refresh_token"].clone();
        let lost = refresh(&first).ok(200)["refresh_token"].clone();
        let again = refresh(&first).ok(200)["refresh_token"].clone();
        let next = refresh(&again).ok(200)["refresh_token"].clone();
        // What got lost was void from then on. Whoever comes with it has stolen it, or has it back from a thief.
        refresh(&lost).refused(401);
        refresh(&next).refused(401);

        let first = ada.sign_in()["refresh_token"].clone();
        refresh(&first).ok(200);
        network.wait_hours(1);
        refresh(&first).refused(401);
    });
}

#[test]
fn a_new_password_ends_every_session() {
    on_both(|network| {
        let ada = network.person("Ada");
        let before = ada.sign_in();
        ada.post("/password-resets", &json!({ "email": ada.email })).ok(202);
        let token = network.mails(&ada.email).pop().unwrap().token();
        let body = json!({ "token": token, "password": "correct horse battery" });
        ada.put("/password-resets", &body).ok(204);
        ada.post("/sessions/refreshes", &json!({ "token": before["refresh_token"] })).refused(401);
        assert_eq!(ada.put("/password-resets", &body).refused(409), "token-spent");
    });
}

#[test]
fn every_wrong_field_of_a_sign_up_is_named() {
    on_both(|network| {
        let body = json!({ "email": "ada@example.org", "password": "short", "name": " ", "language": "tlh" });
        let answer = Person::nobody(network).post("/people", &body);
        assert_eq!(answer.fields(), ["name", "language", "password"]);
        let body =
            json!({ "email": "ada@example.org", "password": "correct horse battery", "name": 7, "language": "en" });
        assert_eq!(Person::nobody(network).post("/people", &body).fields(), ["name"]);
        Person::nobody(network).send("POST", "/people", Some(&json!("{")), &[]).refused(422);
    });
}

#[test]
fn a_password_that_is_soon_guessed_is_refused_wherever_one_is_chosen() {
    on_both(|network| {
        let ada = network.person("Ada");
        for guessed in ["password1234", "qwertyuiop12", "coworking2026", ada.email.as_str()] {
            let body = json!({ "email": ada.email, "password": guessed, "name": "Ada", "language": "en" });
            let answer = Person::nobody(network).post("/people", &body);
            assert_eq!(answer.fields(), ["password"], "{guessed}");
            assert!(
                answer.text.contains("one that is not soon guessed") && !answer.text.contains(guessed),
                "{guessed}"
            );

            ada.sign_in();
            let change = json!({ "current": PASSWORD, "password": guessed });
            assert_eq!(ada.put("/me/password", &change).fields(), ["password"], "{guessed}");
        }
        ada.post("/password-resets", &json!({ "email": ada.email })).ok(202);
        let token = network.mails(&ada.email).pop().unwrap().token();
        let reset = |password: &str| ada.put("/password-resets", &json!({ "token": token, "password": password }));
        assert_eq!(reset("password1234").fields(), ["password"]);
        // A token is spent by a password that is taken, not by one that is refused.
        reset("another horse battery").ok(204);
    });
}

/// Whoever never heard of it would take ages to guess it.
const LEAKED: &str = "correcthorsebatterystaple";

#[test]
fn a_password_that_leaked_is_refused_wherever_one_is_chosen_however_good_it_looks() {
    on_both(|network| {
        let ada = network.person("Ada");
        let refused = |answer: Answer| {
            assert_eq!(answer.refused(422), "breached-password");
            assert_eq!(answer.json["fields"][0]["field"], "password");
            assert!(!answer.text.contains(LEAKED), "{}", answer.text);
        };
        let body = json!({ "email": "eve@example.org", "password": LEAKED, "name": "Eve", "language": "en" });
        refused(Person::nobody(network).post("/people", &body));
        refused(ada.put("/me/password", &json!({ "current": PASSWORD, "password": LEAKED })));

        ada.post("/clients", &json!({ "name": "Acme", "country": "AT", "currency": "EUR" })).ok(201);
        ada.wear("client").post("/client/invites", &json!({ "email": "bob@example.org", "role": "requester" })).ok(201);
        let token = network.mails("bob@example.org").pop().unwrap().token();
        let body = json!({ "token": token, "password": LEAKED, "name": "Bob", "language": "en" });
        refused(Person::nobody(network).post("/client-invites/sign-ups", &body));

        ada.post("/password-resets", &json!({ "email": ada.email })).ok(202);
        let token = network.mails(&ada.email).pop().unwrap().token();
        let reset = |password: &str| ada.put("/password-resets", &json!({ "token": token, "password": password }));
        refused(reset(LEAKED));
        reset("another horse battery").ok(204);
    });
}

#[test]
fn a_file_of_passwords_that_leaked_is_asked_as_well() {
    // Each as its SHA-1, as `printf %s "another horse battery" | sha1sum` tells it.
    let list = "00000010F4B38525354491E099EB1796278544B1:15\r\nB0E514976F5788B180C3D1E96F5C25D872F9A5F0:2\r\nFFFFFFFEE791CBAC0F6305CAF0CEE06BBE131160:2\r\n";
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(list.as_bytes()).unwrap();
    let settings = [("MUSTER_BREACHED_PASSWORDS", file.path().to_str().unwrap())];
    let network = Network::start_with(On::Sqlite, &settings);
    let ada = network.person("Ada");
    let change = |new: &str| ada.put("/me/password", &json!({ "current": PASSWORD, "password": new }));
    assert_eq!(change("another horse battery").refused(422), "breached-password");
    change("yet another horse battery").ok(204);
}

#[test]
fn an_access_token_expires_and_a_forged_one_is_refused() {
    on_both(|network| {
        let ada = network.person("Ada");
        let token = ada.sign_in()["access_token"].as_str().unwrap().to_owned();
        network.wait_hours(1);
        ada.with_token(&token).get("/me").refused(401);
        ada.with_token("eyJhbGciOiJub25lIn0.e30.").get("/me").refused(401);
    });
}

#[test]
fn a_founder_gains_the_client_hat_and_switches_to_it() {
    on_both(|network| {
        let ada = network.person("Ada");
        let body = json!({ "name": "Acme", "country": "AT", "currency": "EUR" });
        ada.post("/clients", &body).ok(201);
        assert_eq!(ada.post("/clients", &body).refused(409), "has-client");
        let session = ada.put("/sessions/current/hat", &json!({ "hat": "client" })).ok(200);
        assert_eq!(session["hat"], "client");
        assert_eq!(ada.put("/sessions/current/hat", &json!({ "hat": "admin" })).fields(), ["hat"]);
    });
}

#[test]
fn a_change_of_hat_trades_the_refresh_token_in() {
    on_both(|network| {
        let ada = network.person("Ada");
        ada.post("/clients", &json!({ "name": "Acme", "country": "AT", "currency": "EUR" })).ok(201);
        let refresh = |token: &Value| ada.post("/sessions/refreshes", &json!({ "token": token }));
        let old = ada.sign_in()["refresh_token"].clone();
        let switched = ada.put("/sessions/current/hat", &json!({ "hat": "client" })).ok(200);
        let next = refresh(&switched["refresh_token"]).ok(200);
        // Whoever goes on with the old one has it from somebody.
        refresh(&old).refused(401);
        refresh(&next["refresh_token"]).refused(401);
    });
}

#[test]
fn somebody_changes_their_name_and_language_and_wrong_ones_are_named() {
    on_both(|network| {
        let ada = Person::sign_up(network, "Ada");
        let changed = ada.put("/me", &json!({ "name": "  Ada Novak ", "language": "cs" })).ok(200);
        assert_eq!((&changed["name"], &changed["language"]), (&json!("Ada Novak"), &json!("cs")));
        assert_eq!(ada.get("/me").ok(200)["name"], "Ada Novak");
        assert_eq!(ada.put("/me", &json!({ "name": "", "language": "tlh" })).fields(), ["name", "language"]);
    });
}
