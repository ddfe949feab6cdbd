//! Whom a provider signs in, and as what.

use std::net::Ipv4Addr;

use diesel::prelude::*;
use muster::{
    identity::Hat,
    schema::{people, provider_links},
};
use serde_json::json;

use super::{Acme, Begun, part, person_of, renew, signed_in};
use crate::support::{Network, Person, checks::assert_all_is_well, market::Draft, on_both};

#[test]
fn somebody_new_becomes_one_of_the_organisation_and_is_known_again_by_the_providers_name_for_them() {
    on_both(|network| {
        let acme = Acme::found(network);
        let session = acme.enter("nora", "Nora@example.org").ok(201);
        assert_eq!((&session["hat"], &session["name"]), (&json!("client"), &json!("Nora Newcomer")));
        assert_eq!(session["time_zone"], "Europe/Prague", "that of her browser");
        let nora = signed_in(network, &session);
        nora.get("/briefs").ok(200);
        nora.post("/client/invites", &json!({ "email": "a@example.org", "role": "finance" })).refused(403);
        assert_eq!(nora.get("/me").ok(200)["email"], "nora@example.org");
        assert_eq!(acme.people(), ["Carla", "Nora Newcomer"]);
        let mail = network.mails(&acme.carla.email).pop().unwrap();
        assert_eq!(mail.subject, "Somebody acts for you");
        // She goes by another address now, and is the same.
        let again = acme.enter("nora", "nora.new@example.org").ok(201);
        assert_eq!(person_of(&again), person_of(&session));
        // Her old address is given to somebody else there, who is not taken for her.
        assert_eq!(acme.enter("norbert", "nora@example.org").refused(409), "provider-other-person");
        assert_eq!(acme.people().len(), 2);
        // She has a password once she asks for one.
        nora.post("/sessions", &json!({ "email": "nora@example.org", "password": "" })).refused(401);
        // What is hers alone is hers here as well: she is nobody else.
        nora.get("/me/data").ok(200);
        assert_all_is_well(network);
    });
}

#[test]
fn where_nobody_new_is_wanted_whoever_is_not_invited_stays_out() {
    on_both(|network| {
        let acme = Acme::found(network);
        acme.change("makes_people", json!(false));
        assert_eq!(acme.enter("nora", "nora@example.org").refused(409), "not-of-organisation");
        let ada = acme.joined("Ada", None);
        let session = acme.enter("ada", &ada.email).ok(201);
        assert_eq!(session["time_zone"], "UTC", "whoever is here already keeps their own");
        assert_eq!(signed_in(network, &session).get("/me").ok(200)["email"], ada.email);
    });
}

#[test]
fn a_provider_signs_in_nobody_who_is_not_of_its_organisation() {
    on_both(|network| {
        let acme = Acme::found(network);
        let dora = acme.market.client("Dora");
        let (_, freelancer) = acme.market.member(Draft::of("Mia", &[]));
        let steward = acme.market.official("Stella", Hat::Steward);
        let (_, hatless) = acme.market.person("Bob", None);
        for other in [&dora, &freelancer, &steward, &hatless, &acme.admin] {
            let refused = acme.enter(&other.email, &other.email);
            assert_eq!(refused.refused(409), "not-of-organisation", "{}", other.email);
        }
        let links: i64 = network.db().read(|conn| Ok(provider_links::table.count().get_result(conn)?)).unwrap();
        assert_eq!(links, 0, "somebody was linked who is not signed in");
        assert_eq!(acme.people(), ["Carla"]);
    });
}

#[test]
fn whoever_left_the_organisation_is_not_let_in_by_its_provider_any_more() {
    on_both(|network| {
        let acme = Acme::found(network);
        let session = acme.enter("nora", "nora@example.org").ok(201);
        acme.carla.delete(&format!("/client/people/{}", person_of(&session))).ok(204);
        assert_eq!(renew(network, &session), 401);
        assert_eq!(acme.enter("nora", "nora@example.org").refused(409), "not-of-organisation");
        let links: i64 = network.db().read(|conn| Ok(provider_links::table.count().get_result(conn)?)).unwrap();
        assert_eq!(links, 0);
    });
}

#[test]
fn whoever_is_more_than_one_of_the_organisation_is_in_for_it_alone() {
    on_both(|network| {
        let acme = Acme::found(network);
        let mia = acme.joined("Mia", Some(Hat::Member));
        let session = acme.enter("mia", &mia.email).ok(201);
        assert_eq!((&session["hat"], &session["hats"]), (&json!("client"), &json!(["client"])));
        let by_provider = signed_in(network, &session);
        by_provider.get("/briefs").ok(200);
        by_provider.get("/member").refused(403);
        by_provider.put("/sessions/current/hat", &json!({ "hat": "member" })).refused(403);
        for path in ["/me/data", "/me/consents", "/me/closure", "/me/passkeys", "/me/second-factor", "/sessions"] {
            assert_eq!(by_provider.get(path).refused(403), "forbidden", "{path}");
        }
        by_provider.put("/me", &json!({ "name": "Somebody", "language": "en" })).refused(403);
        by_provider.delete("/sessions").refused(403);
        assert_eq!(by_provider.get("/me").ok(200)["hats"], json!(["client"]));
        let renewed = by_provider.post("/sessions/refreshes", &json!({ "token": session["refresh_token"] })).ok(200);
        assert_eq!(renewed["hats"], json!(["client"]));
        // With her password she is all that she is.
        mia.wear("member").get("/me/data").ok(200);
    });
}

#[test]
fn signing_in_by_a_provider_does_not_end_the_wait_after_wrong_passwords() {
    on_both(|network| {
        let acme = Acme::found(network);
        let ada = acme.joined("Ada", None);
        let guess = || {
            let body = json!({ "email": ada.email, "password": "not the password at all" });
            Person::nobody(network).post("/sessions", &body).status
        };
        assert_eq!([guess(), guess(), guess(), guess(), guess()], [401; 5]);
        acme.enter("ada", &ada.email).ok(201);
        assert_eq!(guess(), 429);
    });
}

#[test]
fn an_account_that_somebody_began_with_the_address_and_never_confirmed_is_not_theirs() {
    on_both(|network| {
        let acme = Acme::found(network);
        let body = json!({
            "email": "nora@example.org", "password": "correct horse battery", "name": "Mallory", "language": "en",
        });
        Person::nobody(network).post("/people", &body).ok(202);
        let token = network.mails("nora@example.org").pop().unwrap().token();
        let session = acme.enter("nora", "nora@example.org").ok(201);
        assert_eq!(session["name"], "Nora Newcomer");
        let verification = json!({ "token": token, "password": "correct horse battery" });
        Person::nobody(network).post("/people/verifications", &verification).refused(409);
        Person::nobody(network)
            .post("/sessions", &json!({ "email": "nora@example.org", "password": "correct horse battery" }))
            .refused(401);
    });
}

#[test]
fn whoever_is_new_accepts_the_conditions_of_the_network() {
    for on in [crate::support::On::Sqlite, crate::support::On::Postgres] {
        let network = Network::start(on);
        let acme = Acme::found(&network);
        let version = "2026-11";
        // The same network, once it has conditions.
        let app = network.another_with(&[("MUSTER_CONDITIONS", "2026-11 https://example.org/conditions")]);
        let device =
            muster::identity::Device("a test".to_owned(), muster::http::Origin::of(Ipv4Addr::LOCALHOST.into()));
        let enter = |accepts: Option<&str>| {
            use muster::identity::providers::entering::{self, ProviderAnswer, ProviderSignIn};
            let wanted = ProviderSignIn { email: "nora@example.org".to_owned(), accepts: accepts.map(str::to_owned) };
            let begun = entering::begin(&app, &wanted).unwrap();
            let begun = Begun {
                state: part(&begun.address, "state"),
                nonce: part(&begun.address, "nonce"),
                address: begun.address,
                keep: begun.keep,
            };
            let claims = acme.provider.claims(&begun.nonce, "nora", "nora@example.org");
            acme.provider.gives(&acme.provider.key.sign(&claims));
            let answer = ProviderAnswer {
                organisation: acme.organisation.parse().unwrap(),
                state: begun.state,
                keep: begun.keep,
                code: Some("a code".to_owned()),
                time_zone: None,
            };
            entering::finish(&app, &answer, &device).map(|session| session.name).map_err(|error| error.to_string())
        };
        assert!(enter(None).unwrap_err().contains("accept the conditions"));
        assert!(enter(Some("2025-01")).unwrap_err().contains("accept the conditions"));
        assert_eq!(enter(Some(version)).as_deref(), Ok("Nora Newcomer"));
        // Whoever is here already is asked in the app, as everybody is.
        assert_eq!(enter(None).as_deref(), Ok("Nora Newcomer"));
        let nora: i64 = network
            .db()
            .read(|conn| Ok(people::table.filter(people::email.eq("nora@example.org")).count().get_result(conn)?))
            .unwrap();
        assert_eq!(nora, 1);
    }
}
