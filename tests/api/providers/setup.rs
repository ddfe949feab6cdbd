//! How a provider is set up, and when it counts.

use diesel::prelude::*;
use muster::{
    identity::Hat,
    schema::{audit_entries, provider_links, sign_in_providers},
};
use serde_json::{Value, json};

use super::{Acme, SECRET, ask_to_begin, begin, part, renew, settings, signed_in};
use crate::support::{checks::assert_all_is_well, market::Market, on_both, provider::Provider};

#[test]
fn a_provider_waits_until_an_admin_confirms_its_domain_and_its_secret_is_never_told() {
    on_both(|network| {
        let market = Market::open(network);
        let (carla, admin) = (market.client("Carla"), market.official("Adam", Hat::Admin));
        let provider = Provider::start(network);
        assert_eq!(carla.get("/client/provider").ok(200)["provider"], Value::Null);
        let set = carla.put("/client/provider", &settings(&provider.issuer));
        assert!(!set.text.contains("of & acme"), "{}", set.text);
        let setup = set.ok(200);
        assert_eq!(setup["provider"]["state"], "waiting");
        assert_eq!(setup["provider"]["domains"], json!([{ "domain": "example.org", "confirmed_at": null }]));
        assert!(
            setup["redirect_uri"].as_str().unwrap().starts_with("https://muster.test/organisation-sign-in/client_")
        );
        assert_eq!(ask_to_begin(network, "nora@example.org").refused(409), "no-provider");

        let mail = network.mails(&admin.email).pop().unwrap();
        assert!(mail.text.contains("example.org") && mail.text.contains("Carla Ltd"), "{}", mail.text);
        let line = admin.get("/providers").ok(200)["items"][0].clone();
        assert_eq!((&line["organisation"], &line["state"]), (&json!("Carla Ltd"), &json!("waiting")));
        let path = format!("/providers/{}/domains/example.org", line["id"].as_str().unwrap());
        carla.put(&path, &json!({})).refused(403);
        admin.put(&path, &json!({})).ok(204);
        admin.put(&path, &json!({})).ok(204);
        assert_eq!(carla.get("/client/provider").ok(200)["provider"]["state"], "on");
        assert_eq!(network.mails(&carla.email).pop().unwrap().subject, "Your domain is confirmed");
        begin(network, "NORA@Example.org");
        assert_eq!(ask_to_begin(network, "nora@other.example").refused(409), "no-provider");

        let secret = sign_in_providers::table.select(sign_in_providers::sealed_secret);
        let sealed: String = network.db().read(|conn| Ok(secret.first(conn)?)).unwrap();
        let changes = audit_entries::table.select((audit_entries::before, audit_entries::after));
        let told: Vec<(Option<String>, Option<String>)> = network.db().read(|conn| Ok(changes.load(conn)?)).unwrap();
        assert!(!sealed.contains(SECRET) && !format!("{told:?}").contains("of & acme"));
        assert_all_is_well(network);
    });
}

#[test]
fn finance_alone_sets_it_up_and_a_secret_is_not_handed_to_another_server() {
    on_both(|network| {
        let acme = Acme::found(network);
        let wanted = |change: &dyn Fn(&mut Value)| {
            let mut wanted = settings(&acme.provider.issuer);
            change(&mut wanted);
            wanted
        };
        let set = |wanted: &Value| acme.carla.put("/client/provider", wanted);
        let ada = acme.joined("Ada", None);
        ada.wear("client");
        ada.get("/client/provider").ok(200);
        ada.put("/client/provider", &settings(&acme.provider.issuer)).refused(403);
        ada.delete("/client/provider").refused(403);

        let without = |value: &mut Value| value["secret"] = Value::Null;
        set(&wanted(&without)).ok(200);
        acme.enter("ada", &ada.email).ok(201);
        let other = Provider::start(network);
        let moved = wanted(&|value| {
            without(value);
            value["issuer"] = json!(other.issuer);
        });
        assert_eq!(set(&moved).fields(), ["secret"]);
        let renamed = wanted(&|value| {
            without(value);
            value["registered_as"] = json!("another");
        });
        assert_eq!(set(&renamed).fields(), ["secret"]);
        let wrong = wanted(&|value| {
            value["issuer"] = json!("https://id.example/?a");
            value["registered_as"] = json!(" ");
            value["secret"] = json!("");
            value["domains"] = json!(["example.org", "no domain"]);
        });
        assert_eq!(set(&wrong).fields(), ["issuer", "registered_as", "secret", "domains[1]"]);
        assert_eq!(set(&wanted(&|value| value["domains"] = json!([]))).fields(), ["domains"]);
        assert!(!set(&wrong).text.contains(SECRET));

        // A new issuer knows nobody: who is who there has to show again.
        set(&wanted(&|value| value["issuer"] = json!(other.issuer))).ok(200);
        let links: i64 = network.db().read(|conn| Ok(provider_links::table.count().get_result(conn)?)).unwrap();
        assert_eq!(links, 0);
        assert_all_is_well(network);
    });
}

#[test]
fn whoever_is_signed_in_by_a_provider_is_out_once_it_does_not_count_any_more() {
    on_both(|network| {
        let acme = Acme::found(network);
        let enter = || acme.enter("nora", "nora@example.org").ok(201);
        let session = enter();
        let nora = signed_in(network, &session);
        acme.change("makes_people", json!(false));
        nora.get("/briefs").ok(200);

        acme.change("switched_on", json!(false));
        nora.get("/briefs").refused(401);
        assert_eq!(renew(network, &session), 401);
        assert_eq!(ask_to_begin(network, "nora@example.org").refused(409), "no-provider");
        acme.change("switched_on", json!(true));

        let session = enter();
        let open = acme.begin();
        acme.admin.delete(&acme.domain()).ok(204);
        assert_eq!(renew(network, &session), 401);
        let claims = acme.provider.claims(&open.nonce, "nora", "nora@example.org");
        acme.provider.gives(&acme.provider.key.sign(&claims));
        assert_eq!(acme.answer(&open).refused(409), "provider-address");
        acme.admin.put(&acme.domain(), &json!({})).ok(204);

        let session = enter();
        let open = acme.begin();
        acme.carla.delete("/client/provider").ok(204);
        assert_eq!(renew(network, &session), 401);
        assert_eq!(acme.answer(&open).refused(409), "sign-in-spent");
        acme.carla.delete("/client/provider").refused(404);
        assert_all_is_well(network);
    });
}

#[test]
fn a_domain_is_confirmed_for_one_organisation() {
    on_both(|network| {
        let acme = Acme::found(network);
        let dora = acme.market.client("Dora");
        dora.put("/client/provider", &settings(&acme.provider.issuer)).ok(200);
        let lines = acme.admin.get("/providers").ok(200);
        let line = lines["items"].as_array().unwrap().iter().find(|line| line["organisation"] == "Dora Ltd").unwrap();
        let path = format!("/providers/{}/domains/example.org", line["id"].as_str().unwrap());
        assert_eq!(acme.admin.put(&path, &json!({})).refused(409), "domain-taken");
        acme.admin.put(&path.replace("example.org", "other.example"), &json!({})).refused(404);
        acme.admin.put(&path.replace("example.org", "%00"), &json!({})).refused(404);
        acme.admin.delete(&acme.domain()).ok(204);
        acme.admin.put(&path, &json!({})).ok(204);
        // It is Dora's now: whoever comes with it goes to her provider, and back to her place.
        let begun = begin(network, "nora@example.org");
        assert!(!part(&begun.address, "redirect_uri").ends_with(&acme.organisation));
    });
}

#[test]
fn an_organisation_that_nobody_acts_for_any_more_lets_nobody_in() {
    on_both(|network| {
        let acme = Acme::found(network);
        acme.carla.wear_nothing();
        acme.carla.post("/me/closure", &json!({ "password": crate::support::PASSWORD })).ok(204);
        assert_eq!(ask_to_begin(network, "nora@example.org").refused(409), "no-provider");
        let left: i64 = network.db().read(|conn| Ok(sign_in_providers::table.count().get_result(conn)?)).unwrap();
        assert_eq!(left, 0);
    });
}
