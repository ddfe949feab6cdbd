//! What a provider answers, and what of it counts.

use std::net::TcpListener;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use diesel::prelude::*;
use muster::schema::provider_sign_ins;
use ring::hmac;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Acme, Begun, ask_to_begin, part, settings};
use crate::support::{
    Person, on_both,
    provider::{Key, REGISTERED, unsigned},
};

#[test]
fn a_token_counts_only_where_all_of_it_is_right() {
    on_both(|network| {
        let acme = Acme::found(network);
        let now = network.now().seconds();
        let wrong: [(&str, Value); 13] = [
            ("nonce", json!("another nonce")),
            ("nonce", Value::Null),
            ("aud", json!("somebody else")),
            ("aud", json!([REGISTERED, "somebody else"])),
            ("aud", json!([])),
            ("azp", json!("somebody else")),
            ("iss", json!("https://id.example")),
            ("iss", json!(format!("{}/", acme.provider.issuer))),
            ("exp", json!(now - 61)),
            ("exp", json!("tomorrow")),
            ("iat", json!(now + 3_600)),
            ("sub", json!("")),
            ("sub", json!("x".repeat(256))),
        ];
        for (claim, to) in wrong {
            let refused = acme.enter_with(|claims| claims[claim] = to.clone());
            assert_eq!(refused.refused(409), "provider-token", "{claim}: {to}");
        }
        for (claim, to) in [("email_verified", json!(false)), ("email_verified", json!("true")), ("email", Value::Null)]
        {
            let refused = acme.enter_with(|claims| claims[claim] = to.clone());
            assert_eq!(refused.refused(409), "provider-address", "{claim}: {to}");
        }
        for email in ["nora@other.example", "nora@sub.example.org", "nora@example.org.evil.example", "no address"] {
            let refused = acme.enter("nora", email);
            assert_eq!(refused.refused(409), "provider-address", "{email}");
        }
        // Nothing of it left anything behind.
        assert_eq!(acme.people(), ["Carla"]);
        let many = acme.enter_with(|claims| {
            claims["aud"] = json!([REGISTERED, "somebody else"]);
            claims["azp"] = json!(REGISTERED);
        });
        many.ok(201);
    });
}

#[test]
fn a_token_counts_only_where_a_key_of_the_provider_signed_it() {
    on_both(|network| {
        let acme = Acme::found(network);
        let refused = |make: &dyn Fn(&Value) -> String| {
            let begun = acme.begin();
            acme.provider.gives(&make(&acme.provider.claims(&begun.nonce, "nora", "nora@example.org")));
            acme.answer(&begun).refused(409)
        };
        let (other, nameless) = (Key::new("one"), Key::new("another"));
        assert_eq!(refused(&|claims| other.sign(claims)), "provider-token");
        assert_eq!(refused(&|claims| nameless.sign(claims)), "provider-token");
        for alg in ["none", "None", "HS256", "EdDSA"] {
            let made = |claims: &Value| format!("{}.", unsigned(&json!({ "alg": alg, "kid": "one" }), claims));
            assert_eq!(refused(&made), "provider-token", "{alg}");
        }
        // A code made with what the provider publishes.
        let public = acme.provider.key.public();
        let by_public_key = |claims: &Value| {
            let text = unsigned(&json!({ "alg": "HS256", "kid": "one" }), claims);
            let key = hmac::Key::new(hmac::HMAC_SHA256, public.to_string().as_bytes());
            format!("{text}.{}", URL_SAFE_NO_PAD.encode(hmac::sign(&key, text.as_bytes()).as_ref()))
        };
        assert_eq!(refused(&by_public_key), "provider-token");
        // Another's claims under a signature that was good for others.
        let swapped = |claims: &Value| {
            let token = acme.provider.key.sign(claims);
            let mut parts: Vec<&str> = token.split('.').collect();
            let mut claims = claims.clone();
            claims["sub"] = json!("carla");
            let changed = URL_SAFE_NO_PAD.encode(claims.to_string());
            parts[1] = &changed;
            parts.join(".")
        };
        assert_eq!(refused(&swapped), "provider-token");
        assert_eq!(refused(&|_| "no token".to_owned()), "provider-token");
        assert_eq!(acme.people(), ["Carla"]);
        acme.enter("nora", "nora@example.org").ok(201);
    });
}

#[test]
fn what_comes_back_is_taken_once_from_whoever_began_it_and_within_ten_minutes() {
    on_both(|network| {
        let acme = Acme::found(network);
        let ready = || {
            let begun = acme.begin();
            let claims = acme.provider.claims(&begun.nonce, "nora", "nora@example.org");
            acme.provider.gives(&acme.provider.key.sign(&claims));
            begun
        };
        let begun = ready();
        acme.answer(&begun).ok(201);
        assert_eq!(acme.answer(&begun).refused(409), "sign-in-spent", "a state was replayed");

        // Another browser has another secret, and the attempt uses it up.
        let begun = ready();
        let elsewhere = Begun { keep: ready().keep, ..ready() };
        assert_eq!(acme.answer(&elsewhere).refused(409), "sign-in-spent");
        let forged = Begun { state: "made up".to_owned(), keep: begun.keep.clone(), ..ready() };
        assert_eq!(acme.answer(&forged).refused(409), "sign-in-spent");

        // It came back to the place of another organisation.
        let dora = acme.market.client("Dora").get("/client/provider").ok(200)["redirect_uri"].clone();
        let dora = dora.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let begun = ready();
        let before = acme.provider.asked("/token").len();
        let body = json!({ "organisation": dora, "state": begun.state, "keep": begun.keep, "code": "a code" });
        let mixed = Person::nobody(network).post("/provider-sign-ins/answers", &body);
        assert_eq!(mixed.refused(409), "sign-in-spent");
        assert_eq!(acme.provider.asked("/token").len(), before, "a code was handed on");

        // The provider refused, and that was the answer.
        let begun = ready();
        let body = json!({ "organisation": acme.organisation, "state": begun.state, "keep": begun.keep });
        let denied = Person::nobody(network).post("/provider-sign-ins/answers", &body);
        assert_eq!(denied.refused(409), "provider-refused");
        assert_eq!(acme.answer(&begun).refused(409), "sign-in-spent");

        let late = ready();
        network.app.mint.set_now(network.now().plus_seconds(600));
        assert_eq!(acme.answer(&late).refused(409), "sign-in-spent");
        let _ = ready();
        network.db().write(muster::identity::providers::entering::tidy).unwrap();
        let rows =
            || -> i64 { network.db().read(|conn| Ok(provider_sign_ins::table.count().get_result(conn)?)).unwrap() };
        assert!(rows() >= 1);
        network.app.mint.set_now(network.now().plus_seconds(601));
        network.db().write(muster::identity::providers::entering::tidy).unwrap();
        assert_eq!(rows(), 0);
    });
}

#[test]
fn of_two_who_bring_the_same_answer_at_once_one_is_let_in() {
    on_both(|network| {
        let acme = Acme::found(network);
        let begun = acme.begin();
        let claims = acme.provider.claims(&begun.nonce, "nora", "nora@example.org");
        acme.provider.gives(&acme.provider.key.sign(&claims));
        let body = json!({
            "organisation": acme.organisation, "state": begun.state, "keep": begun.keep, "code": "a code",
        });
        let mut statuses: Vec<u16> = std::thread::scope(|scope| {
            let bring = || Person::nobody(network).post("/provider-sign-ins/answers", &body).status;
            let running = [scope.spawn(bring), scope.spawn(bring)];
            running.into_iter().map(|rival| rival.join().unwrap()).collect()
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
    });
}

#[test]
fn the_code_is_traded_with_the_verifier_of_its_challenge_and_the_secret() {
    on_both(|network| {
        let acme = Acme::found(network);
        let begun = acme.begin();
        assert!(begun.address.starts_with(&format!("{}/authorize?response_type=code&", acme.provider.issuer)));
        assert_eq!(part(&begun.address, "code_challenge_method"), "S256");
        assert_eq!(part(&begun.address, "client_id"), "muster%20at%20acme");
        assert_eq!(part(&begun.address, "scope"), "openid%20email%20profile");
        let back = format!("https%3A%2F%2Fmuster.test%2Forganisation-sign-in%2F{}", acme.organisation);
        assert_eq!(part(&begun.address, "redirect_uri"), back);
        assert!(!begun.address.contains(&begun.keep), "what the browser keeps went to the provider");
        let claims = acme.provider.claims(&begun.nonce, "nora", "nora@example.org");
        acme.provider.gives(&acme.provider.key.sign(&claims));
        acme.answer(&begun).ok(201);
        let request = acme.provider.asked("/token").pop().unwrap();
        let form = request.rsplit_once("\n\n").unwrap().1;
        let field = |name: &str| part(&format!("?{form}"), name);
        assert_eq!((field("grant_type"), field("code")), ("authorization_code".to_owned(), "a%20code".to_owned()));
        assert_eq!(field("redirect_uri"), back);
        let hashed = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier").as_bytes()));
        assert_eq!(hashed, part(&begun.address, "code_challenge"));
        let basic = STANDARD.encode("muster%20at%20acme:a%20secret%3A%20of%20%26%20acme");
        assert!(request.contains(&format!("Basic {basic}")), "{request}");

        acme.provider.says.lock().unwrap().besides =
            json!({ "token_endpoint_auth_methods_supported": ["client_secret_post"] });
        acme.enter("nora", "nora@example.org").ok(201);
        let request = acme.provider.asked("/token").pop().unwrap();
        assert!(request.contains("&client_secret=a%20secret%3A%20of%20%26%20acme") && !request.contains("Basic "));
    });
}

#[test]
fn an_address_that_is_told_beside_the_token_counts_for_the_one_whom_the_token_names() {
    on_both(|network| {
        let acme = Acme::found(network);
        let says = |profile: Value| {
            let mut says = acme.provider.says.lock().unwrap();
            says.besides = json!({ "userinfo_endpoint": format!("{}/userinfo", acme.provider.issuer) });
            says.profile = profile;
        };
        let without = |claims: &mut Value| {
            claims.as_object_mut().unwrap().retain(|claim, _| !claim.starts_with("email"));
        };
        says(json!({ "sub": "mallory", "email": "nora@example.org", "email_verified": true }));
        assert_eq!(acme.enter_with(without).refused(409), "provider-address");
        says(json!({ "sub": "nora", "email": "nora@example.org" }));
        assert_eq!(acme.enter_with(without).refused(409), "provider-address");
        says(json!({ "sub": "nora", "email": "nora@example.org", "email_verified": true, "name": "Nora" }));
        assert_eq!(acme.enter_with(without).ok(201)["name"], "Nora");
        let request = acme.provider.asked("/userinfo").pop().unwrap();
        assert!(request.contains("Bearer an access token"), "{request}");
    });
}

#[test]
fn a_provider_that_fails_is_told_in_a_sentence_and_is_no_fault_of_ours() {
    on_both(|network| {
        let acme = Acme::found(network);
        let large = format!("\"{}\"", "x".repeat(300 << 10));
        let answers = [
            (500, "{}"),
            (400, "{\"error\":\"invalid_grant\"}"),
            (302, ""),
            (200, "no JSON"),
            (200, "{}"),
            (200, large.as_str()),
        ];
        for (status, body) in answers {
            acme.provider.says.lock().unwrap().tokens = (status, body.to_owned());
            let begun = acme.begin();
            assert_eq!(acme.answer(&begun).refused(409), "provider-failed", "{status} {}", &body[..body.len().min(40)]);
        }
        let besides = |besides: Value| acme.provider.says.lock().unwrap().besides = besides;
        let wrong = [
            json!({ "issuer": "https://id.example" }),
            json!({ "token_endpoint": "file:///etc/passwd" }),
            json!({ "jwks_uri": 7 }),
            json!({ "authorization_endpoint": "javascript:alert(1)" }),
            json!({ "authorization_endpoint": "http://id.example/#fragment" }),
        ];
        for said in wrong {
            besides(said.clone());
            assert_eq!(ask_to_begin(network, "nora@example.org").refused(409), "provider-failed", "{said}");
        }
        besides(json!({}));
        // Nobody is there any more: the port of a listener that is gone.
        let gone = format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
        let refused = acme.carla.put("/client/provider", &settings(&gone));
        assert_eq!(refused.refused(409), "provider-failed");
        besides(json!({ "jwks_uri": format!("{gone}/keys") }));
        assert_eq!(acme.enter("nora", "nora@example.org").refused(409), "provider-failed");
    });
}
