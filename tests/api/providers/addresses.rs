//! Addresses of which a provider says nothing either way, and for which it vouches all the same.

use diesel::prelude::*;
use muster::schema::{audit_entries, provider_links};
use serde_json::{Value, json};

use super::{Acme, begin, person_of, renew, settings};
use crate::support::{Answer, Network, checks::assert_all_is_well, on_both};

/// Signs in with a token that says nothing of whether its address was verified.
fn enter_unsaid(acme: &Acme<'_>, subject: &str, email: &str) -> Answer {
    acme.enter_with(|claims| {
        claims["sub"] = json!(subject);
        claims["email"] = json!(email);
        claims.as_object_mut().unwrap().remove("email_verified");
    })
}

fn links(network: &Network) -> i64 {
    network.db().read(|conn| Ok(provider_links::table.count().get_result(conn)?)).unwrap()
}

#[test]
fn an_address_of_which_nothing_is_said_counts_once_finance_has_the_provider_vouch_for_it() {
    on_both(|network| {
        let acme = Acme::found(network);
        let own = || acme.carla.get("/client/provider").ok(200)["provider"].clone();
        assert_eq!(own()["vouches_for_addresses"], false);
        let refused = enter_unsaid(&acme, "nora", "nora@example.org");
        assert_eq!(refused.refused(409), "provider-address");
        assert!(refused.text.contains("not set to vouch for addresses"), "{}", refused.text);

        acme.change("vouches_for_addresses", json!(true));
        assert_eq!(own()["vouches_for_addresses"], true);
        let session = enter_unsaid(&acme, "nora", "nora@example.org").ok(201);
        assert_eq!((&session["hat"], &session["name"]), (&json!("client"), &json!("Nora Newcomer")));
        let null = acme.enter_with(|claims| claims["email_verified"] = Value::Null).ok(201);
        assert_eq!(person_of(&null), person_of(&session));
        // She is known by the provider's name for her from then on, whatever her address.
        let again = enter_unsaid(&acme, "nora", "nora.new@example.org").ok(201);
        assert_eq!(person_of(&again), person_of(&session));
        assert_eq!(enter_unsaid(&acme, "norbert", "nora@example.org").refused(409), "provider-other-person");

        let changed = audit_entries::table.filter(audit_entries::act.eq("provider.set"));
        let changed = changed.filter(audit_entries::before.is_not_null());
        let told: Vec<(Option<String>, Option<String>)> = network
            .db()
            .read(|conn| Ok(changed.select((audit_entries::before, audit_entries::after)).load(conn)?))
            .unwrap();
        let vouches = |told: Option<String>| {
            serde_json::from_str::<Value>(&told.unwrap()).unwrap()["vouches_for_addresses"].clone()
        };
        let told: Vec<(Value, Value)> =
            told.into_iter().map(|(before, after)| (vouches(before), vouches(after))).collect();
        assert_eq!(told, [(json!(false), json!(true))]);
        assert_all_is_well(network);
    });
}

#[test]
fn who_vouches_for_addresses_vouches_for_none_that_is_said_not_to_be_verified_and_for_no_other_domain() {
    on_both(|network| {
        let acme = Acme::found(network);
        let mut wanted = settings(&acme.provider.issuer);
        wanted["vouches_for_addresses"] = json!(true);
        wanted["domains"] = json!(["example.org", "waiting.example"]);
        acme.carla.put("/client/provider", &wanted).ok(200);
        for said in [json!(false), json!("false"), json!("true"), json!(0), json!(1), json!("")] {
            let refused = acme.enter_with(|claims| claims["email_verified"] = said.clone());
            assert_eq!(refused.refused(409), "provider-address", "{said}");
        }
        for email in ["nora@waiting.example", "nora@other.example", "nora@sub.example.org", "no address"] {
            assert_eq!(enter_unsaid(&acme, "nora", email).refused(409), "provider-address", "{email}");
        }
        // Somebody else's directory at the same company.
        let elsewhere = acme.enter_with(|claims| {
            claims["iss"] = json!("https://login.microsoftonline.com/8eaef023-2b34-4da1-9baa-8bc8c9d6a490/v2.0");
            claims.as_object_mut().unwrap().remove("email_verified");
        });
        assert_eq!(elsewhere.refused(409), "provider-token");
        assert_eq!(enter_unsaid(&acme, "adam", &acme.admin.email).refused(409), "not-of-organisation");
        acme.admin.delete(&acme.domain()).ok(204);
        acme.admin.put(&format!("/providers/{}/domains/waiting.example", acme.id), &json!({})).ok(204);
        let begun = begin(network, "nora@waiting.example");
        let mut claims = acme.provider.claims(&begun.nonce, "nora", "nora@example.org");
        claims.as_object_mut().unwrap().remove("email_verified");
        acme.provider.gives(&acme.provider.key.sign(&claims));
        assert_eq!(acme.answer(&begun).refused(409), "provider-address");
        assert_eq!((acme.people(), links(network)), (vec!["Carla".to_owned()], 0));
    });
}

#[test]
fn what_a_token_says_against_an_address_stands_whatever_is_told_beside_it() {
    on_both(|network| {
        let acme = Acme::found(network);
        acme.change("vouches_for_addresses", json!(true));
        let enter = |in_token: Value, profile: Value| {
            {
                let mut says = acme.provider.says.lock().unwrap();
                says.besides = json!({ "userinfo_endpoint": format!("{}/userinfo", acme.provider.issuer) });
                says.profile = profile;
            }
            acme.enter_with(|claims| {
                claims["email_verified"] = in_token;
                claims.as_object_mut().unwrap().remove("email");
            })
        };
        let told = |verified: Value| json!({ "sub": "nora", "email": "nora@example.org", "email_verified": verified });
        assert_eq!(enter(json!(false), told(json!(true))).refused(409), "provider-address");
        assert_eq!(enter(json!(false), told(Value::Null)).refused(409), "provider-address");
        assert_eq!(enter(Value::Null, told(json!(false))).refused(409), "provider-address");
        assert_eq!(enter(json!(true), told(json!(false))).refused(409), "provider-address");
        let other = json!({ "sub": "mallory", "email": "nora@example.org" });
        assert_eq!(enter(Value::Null, other).refused(409), "provider-address");
        enter(Value::Null, told(Value::Null)).ok(201);
    });
}

#[test]
fn where_a_provider_vouches_for_addresses_no_more_whoever_is_in_by_it_is_out_and_shows_one_that_counts() {
    on_both(|network| {
        let acme = Acme::found(network);
        acme.change("vouches_for_addresses", json!(true));
        let session = enter_unsaid(&acme, "nora", "nora@example.org").ok(201);
        let open = acme.begin();
        acme.change("vouches_for_addresses", json!(false));
        assert_eq!((renew(network, &session), links(network)), (401, 0));
        assert_eq!(acme.answer(&open).refused(409), "sign-in-spent");
        assert_eq!(enter_unsaid(&acme, "nora", "nora@example.org").refused(409), "provider-address");
        let again = acme.enter("nora", "nora@example.org").ok(201);
        assert_eq!(person_of(&again), person_of(&session));
        // That it vouches from now on takes nothing from anybody.
        acme.change("vouches_for_addresses", json!(true));
        assert_eq!((renew(network, &again), links(network)), (200, 1));
        assert_all_is_well(network);
    });
}

#[test]
fn under_a_new_client_id_a_provider_may_have_new_names_for_the_same_people() {
    on_both(|network| {
        let acme = Acme::found(network);
        let session = acme.enter("nora", "nora@example.org").ok(201);
        acme.change("registered_as", json!("another"));
        let again = acme.enter_with(|claims| {
            claims["aud"] = json!("another");
            claims["sub"] = json!("a new name for her");
        });
        assert_eq!(person_of(&again.ok(201)), person_of(&session));
        assert_eq!((renew(network, &session), links(network)), (401, 1));
    });
}

#[test]
fn an_issuer_that_speaks_for_everybody_is_refused_with_the_one_that_would_be_right() {
    on_both(|network| {
        let acme = Acme::found(network);
        for of in ["common", "organizations", "consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"] {
            for vouches in [true, false] {
                let mut wanted = settings(&format!("https://login.microsoftonline.com/{of}/v2.0"));
                wanted["vouches_for_addresses"] = json!(vouches);
                let refused = acme.carla.put("/client/provider", &wanted);
                assert_eq!(refused.fields(), ["issuer"], "{of}");
                let right = "https://login.microsoftonline.com/8eaef023-2b34-4da1-9baa-8bc8c9d6a490/v2.0";
                assert!(refused.text.contains(right), "{}", refused.text);
            }
        }
        let kept = acme.carla.get("/client/provider").ok(200)["provider"]["issuer"].clone();
        assert_eq!(kept, acme.provider.issuer.as_str());
    });
}
