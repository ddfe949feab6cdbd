//! Signing in at the provider of one's organisation: against a small provider that says whatever a test has it say.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use diesel::prelude::*;
use muster::{
    identity::Hat,
    schema::{audit_entries, people, provider_links, provider_sign_ins, sign_in_providers},
};
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{
    Answer, Network, Person,
    checks::assert_all_is_well,
    market::{Draft, Market},
    on_both,
};

/// As what Muster is registered there.
const REGISTERED: &str = "muster at acme";
const SECRET: &str = "a secret: of & acme";

/// A key that signs tokens.
struct Key {
    pair: EcdsaKeyPair,
    name: &'static str,
}

impl Key {
    fn new(name: &'static str) -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap();
        Self { pair, name }
    }

    /// As a provider publishes it.
    fn public(&self) -> Value {
        // A point that is not compressed: a mark, then both coordinates.
        let point = self.pair.public_key().as_ref();
        let [x, y] = [&point[1..33], &point[33..]].map(|part| URL_SAFE_NO_PAD.encode(part));
        json!({ "kty": "EC", "crv": "P-256", "kid": self.name, "use": "sig", "x": x, "y": y })
    }

    fn sign(&self, claims: &Value) -> String {
        let text = unsigned(&json!({ "alg": "ES256", "kid": self.name }), claims);
        let signature = self.pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }
}

/// The first two parts of a token.
fn unsigned(head: &Value, claims: &Value) -> String {
    format!("{}.{}", URL_SAFE_NO_PAD.encode(head.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()))
}

/// What a provider does.
struct Says {
    /// What it says of itself beside what it must.
    besides: Value,
    /// What it answers a code with: a status and a body.
    tokens: (u16, String),
    /// What it says of whoever is signed in there.
    profile: Value,
    /// The heads and bodies of what it was asked.
    asked: Vec<String>,
}

/// A provider: a server that says what a test has it say.
struct Provider<'n> {
    network: &'n Network,
    issuer: String,
    key: Key,
    says: Arc<Mutex<Says>>,
}

impl<'n> Provider<'n> {
    fn start(network: &'n Network) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let key = Key::new("one");
        let says = Says { besides: json!({}), tokens: (400, "{}".to_owned()), profile: json!({}), asked: Vec::new() };
        let says = Arc::new(Mutex::new(says));
        let (served, own, keys) = (Arc::clone(&says), issuer.clone(), json!({ "keys": [key.public()] }).to_string());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(&mut stream.unwrap(), &own, &keys, &served);
            }
        });
        Self { network, issuer, key, says }
    }

    /// A token's claims as they should be, for whoever began that sign-in.
    fn claims(&self, begun: &Begun, subject: &str, email: &str) -> Value {
        let now = self.network.now().seconds();
        json!({
            "iss": self.issuer, "aud": REGISTERED, "sub": subject, "exp": now + 300, "iat": now, "nonce": begun.nonce,
            "email": email, "email_verified": true, "name": "Nora Newcomer",
        })
    }

    fn gives(&self, token: &str) {
        let body = json!({ "id_token": token, "access_token": "an access token", "token_type": "Bearer" });
        self.says.lock().unwrap().tokens = (200, body.to_string());
    }

    /// The requests to that path.
    fn asked(&self, path: &str) -> Vec<String> {
        let says = self.says.lock().unwrap();
        says.asked.iter().filter(|request| request.split(' ').nth(1) == Some(path)).cloned().collect()
    }
}

/// Answers one request.
fn answer(stream: &mut TcpStream, issuer: &str, keys: &str, says: &Mutex<Says>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let head: Vec<String> = (&mut reader).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let length = head.iter().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    let request = format!("{}\n\n{}", head.join("\n"), String::from_utf8(body).unwrap());
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut says = says.lock().unwrap();
    says.asked.push(request);
    let (status, body) = match path.as_str() {
        "/.well-known/openid-configuration" => {
            let mut told = json!({
                "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
                "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
            });
            told.as_object_mut().unwrap().extend(says.besides.as_object().unwrap().clone());
            (200, told.to_string())
        }
        "/keys" => (200, keys.to_owned()),
        "/token" => says.tokens.clone(),
        "/userinfo" => (200, says.profile.to_string()),
        _ => (404, "{}".to_owned()),
    };
    // Whoever asked may have had enough.
    let _ = write!(
        stream,
        "HTTP/1.1 {status} Told\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
}

/// A sign-in that was begun.
struct Begun {
    address: String,
    keep: String,
    state: String,
    nonce: String,
}

fn part(address: &str, name: &str) -> String {
    let query = address.split_once('?').unwrap().1;
    let found = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
    found.unwrap_or_else(|| panic!("no {name} in {address}")).1.to_owned()
}

fn ask_to_begin(network: &Network, email: &str) -> Answer {
    Person::nobody(network).post("/provider-sign-ins", &json!({ "email": email }))
}

fn begin(network: &Network, email: &str) -> Begun {
    let told = ask_to_begin(network, email).ok(201);
    assert_eq!(told["expires_in"], 600);
    let text = |name: &str| told[name].as_str().unwrap().to_owned();
    let (address, keep) = (text("address"), text("keep"));
    let (state, nonce) = (part(&address, "state"), part(&address, "nonce"));
    Begun { address, keep, state, nonce }
}

/// An organisation with a provider, whose domain is confirmed.
struct Acme<'n> {
    market: Market<'n>,
    carla: Person<'n>,
    admin: Person<'n>,
    provider: Provider<'n>,
    /// The organisation, as it stands in the address that people come back to.
    organisation: String,
    /// The provider's id.
    id: String,
}

impl<'n> Acme<'n> {
    fn found(network: &'n Network) -> Self {
        let market = Market::open(network);
        let (carla, admin) = (market.client("Carla"), market.official("Adam", Hat::Admin));
        let provider = Provider::start(network);
        let setup = carla.put("/client/provider", &settings(&provider.issuer)).ok(200);
        assert_eq!(setup["provider"]["state"], "waiting");
        let organisation = setup["redirect_uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let id = admin.get("/providers").ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
        let acme = Self { market, carla, admin, provider, organisation, id };
        acme.admin.put(&acme.domain(), &json!({})).ok(204);
        acme
    }

    fn network(&self) -> &'n Network {
        self.market.network
    }

    fn domain(&self) -> String {
        format!("/providers/{}/domains/example.org", self.id)
    }

    fn change(&self, field: &str, to: Value) {
        let mut wanted = settings(&self.provider.issuer);
        wanted[field] = to;
        self.carla.put("/client/provider", &wanted).ok(200);
    }

    fn begin(&self) -> Begun {
        begin(self.network(), "somebody@example.org")
    }

    fn answer(&self, begun: &Begun) -> Answer {
        let body = json!({
            "organisation": self.organisation, "state": begun.state, "keep": begun.keep, "code": "a code",
        });
        Person::nobody(self.network()).post("/provider-sign-ins/answers", &body)
    }

    /// Signs in with a token whose claims were changed.
    fn enter_with(&self, change: impl FnOnce(&mut Value)) -> Answer {
        let begun = self.begin();
        let mut claims = self.provider.claims(&begun, "nora", "nora@example.org");
        change(&mut claims);
        self.provider.gives(&self.provider.key.sign(&claims));
        self.answer(&begun)
    }

    fn enter(&self, subject: &str, email: &str) -> Answer {
        self.enter_with(|claims| {
            claims["sub"] = json!(subject);
            claims["email"] = json!(email);
        })
    }

    /// Somebody who acts for the organisation, by an invite.
    fn joined(&self, name: &str, hat: Option<Hat>) -> Person<'n> {
        let person = match hat {
            Some(Hat::Member) => self.market.member(Draft::of(name, &[])).1,
            hat => self.market.person(name, hat).1,
        };
        self.carla.post("/client/invites", &json!({ "email": person.email, "role": "approver" })).ok(201);
        let token = self.network().mails(&person.email).pop().unwrap().token();
        person.wear_nothing();
        person.post("/client-invites/joins", &json!({ "token": token })).ok(201);
        person
    }

    fn people(&self) -> Vec<String> {
        let people = self.carla.get("/client/people").ok(200);
        people.as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect()
    }
}

fn settings(issuer: &str) -> Value {
    json!({
        "issuer": issuer, "registered_as": REGISTERED, "secret": SECRET, "domains": ["Example.org"],
        "switched_on": true, "makes_people": true,
    })
}

fn signed_in<'n>(network: &'n Network, session: &Value) -> Person<'n> {
    let person = Person::nobody(network);
    person.with_token(session["access_token"].as_str().unwrap());
    person
}

fn person_of(session: &Value) -> String {
    session["person"].as_str().unwrap().to_owned()
}

fn renew(network: &Network, session: &Value) -> u16 {
    Person::nobody(network).post("/sessions/refreshes", &json!({ "token": session["refresh_token"] })).status
}

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
fn somebody_new_becomes_one_of_the_organisation_and_is_known_again_by_the_providers_name_for_them() {
    on_both(|network| {
        let acme = Acme::found(network);
        let session = acme.enter("nora", "Nora@example.org").ok(201);
        assert_eq!((&session["hat"], &session["name"]), (&json!("client"), &json!("Nora Newcomer")));
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
            acme.provider.gives(&make(&acme.provider.claims(&begun, "nora", "nora@example.org")));
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
            let claims = acme.provider.claims(&begun, "nora", "nora@example.org");
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
        let claims = acme.provider.claims(&begun, "nora", "nora@example.org");
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
        let claims = acme.provider.claims(&begun, "nora", "nora@example.org");
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
        let claims = acme.provider.claims(&open, "nora", "nora@example.org");
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
            let claims = acme.provider.claims(&begun, "nora", "nora@example.org");
            acme.provider.gives(&acme.provider.key.sign(&claims));
            let answer = ProviderAnswer {
                organisation: acme.organisation.parse().unwrap(),
                state: begun.state,
                keep: begun.keep,
                code: Some("a code".to_owned()),
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
