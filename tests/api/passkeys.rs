//! Passkeys: adding one, signing in with one and no password, and whatever somebody else would do with one.

use std::{cell::Cell, net::Ipv4Addr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use diesel::prelude::*;
use muster::{
    http::Origin,
    identity::{
        Device,
        passkeys::service::{self as passkeys, PasskeySignIn},
        second_factor::service as second_factor,
    },
    schema::{audit_entries, passkey_challenges, passkeys as rows},
};
use ring::{
    digest::{SHA256, digest},
    rand::{SecureRandom, SystemRandom},
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

use crate::{
    second_factor::set_up,
    support::{Answer, Network, On, PASSWORD, Person, on_both},
};

const ORIGIN: &str = "https://muster.test";
/// Somebody touched the device.
const PRESENT: u8 = 1;
/// Its owner unlocked it.
const VERIFIED: u8 = 1 << 2;
/// A new key follows.
const NEW: u8 = 1 << 6;

/// A device that holds one passkey, and the browser in front of it. A hostile one does something else than it was asked.
struct Phone {
    key: EcdsaKeyPair,
    credential: [u8; 32],
    handle: String,
    signed: Cell<u32>,
    origin: &'static str,
    party: &'static str,
    flags: u8,
}

impl Phone {
    /// One that makes a passkey as it is asked to, and the answer of its browser.
    fn answering(begun: &Value) -> (Self, Value) {
        let phone = Self::of(begun["options"]["user"]["id"].as_str().unwrap());
        let answer = phone.made(begun);
        (phone, answer)
    }

    fn of(handle: &str) -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random).unwrap();
        let mut credential = [0; 32];
        random.fill(&mut credential).unwrap();
        let flags = PRESENT | VERIFIED;
        Self {
            key,
            credential,
            handle: handle.to_owned(),
            signed: Cell::new(0),
            origin: ORIGIN,
            party: "muster.test",
            flags,
        }
    }

    /// What the browser says that the device was asked.
    fn client_data(&self, kind: &str, asked: &Value) -> String {
        let challenge = &asked["options"]["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string()
    }

    /// What the device says of itself: for whom, how it was unlocked, and how often it signed.
    fn data(&self, flags: u8) -> Vec<u8> {
        let party = digest(&SHA256, self.party.as_bytes());
        let party: &[u8] = party.as_ref();
        [party, &[self.flags | flags], &self.signed.get().to_be_bytes()].concat()
    }

    /// A passkey that it made, by the standard's CBOR.
    fn made(&self, asked: &Value) -> Value {
        // A point of the curve: 4, then its two coordinates.
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        let key = [&b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"[..], x, b"\x22\x58\x20", y].concat();
        let length = u16::try_from(self.credential.len()).unwrap().to_be_bytes();
        let data = [&self.data(NEW)[..], &[0_u8; 16], &length, &self.credential, &key].concat();
        let length = u8::try_from(data.len()).unwrap();
        let object = [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"[..], &[length], &data].concat();
        let response = json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client_data("webauthn.create", asked)),
            "attestationObject": URL_SAFE_NO_PAD.encode(object),
            "transports": ["internal", "hybrid"],
        });
        self.answer(response)
    }

    /// Its passkey, shown as `asked`.
    fn shows(&self, asked: &Value) -> Value {
        self.signed.set(self.signed.get() + 1);
        self.repeats(asked)
    }

    /// The same without counting on.
    fn repeats(&self, asked: &Value) -> Value {
        let (said, data) = (self.client_data("webauthn.get", asked), self.data(0));
        let signed = [&data[..], digest(&SHA256, said.as_bytes()).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        let response = json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(said),
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature.as_ref()),
            "userHandle": self.handle,
        });
        self.answer(response)
    }

    fn answer(&self, response: Value) -> Value {
        let id = URL_SAFE_NO_PAD.encode(self.credential);
        json!({
            "id": id, "rawId": id, "type": "public-key", "authenticatorAttachment": "platform", "response": response,
            "clientExtensionResults": {},
        })
    }
}

fn begin(person: &Person<'_>, shown: &Value) -> Answer {
    person.post("/me/passkey-beginnings", shown)
}

fn by_password() -> Value {
    json!({ "password": PASSWORD })
}

fn add(person: &Person<'_>, name: &str, answer: &Value) -> Answer {
    person.post("/me/passkeys", &json!({ "name": name, "passkey": answer }))
}

/// Adds a passkey; answers the device, and the passkey's id.
fn added(person: &Person<'_>, name: &str) -> (Phone, String) {
    let (phone, answer) = Phone::answering(&begin(person, &by_password()).ok(201));
    let id = add(person, name, &answer).ok(201)["id"].as_str().unwrap().to_owned();
    (phone, id)
}

/// What is asked of whoever signs in.
fn asked(network: &Network) -> Value {
    Person::nobody(network).post("/passkeys/challenges", &json!({})).ok(201)
}

fn enter(network: &Network, answer: &Value) -> Answer {
    Person::nobody(network).post("/sessions/passkeys", &json!({ "passkey": answer }))
}

fn subjects(network: &Network, person: &Person<'_>) -> Vec<String> {
    network.mails(&person.email).into_iter().map(|mail| mail.subject).collect()
}

fn renew(network: &Network, session: &Value) -> u16 {
    Person::nobody(network).post("/sessions/refreshes", &json!({ "token": session["refresh_token"] })).status
}

/// What the audit log says of passkeys.
fn acts(network: &Network) -> Vec<String> {
    let acts = audit_entries::table.filter(audit_entries::act.like("passkey.%")).order(audit_entries::id);
    network.db().read(|conn| Ok(acts.select(audit_entries::act).load(conn)?)).unwrap()
}

#[test]
fn a_passkey_signs_in_without_a_password_on_whichever_server() {
    on_both(|network| {
        let ada = network.person("Ada");
        assert_eq!(ada.get("/me/passkeys").ok(200), json!([]));
        let (phone, id) = added(&ada, " My phone ");
        assert_eq!(subjects(network, &ada).pop().unwrap(), "A passkey was added");

        let session = enter(network, &phone.shows(&asked(network))).ok(201);
        assert_eq!(session["name"], "Ada");
        ada.with_token(session["access_token"].as_str().unwrap());
        let listed = ada.get("/me/passkeys").ok(200);
        let line = json!({ "id": id, "name": "My phone", "created_at": network.now(), "used_at": network.now() });
        assert_eq!(listed, json!([line]));

        // One server asks, another one hears the answer.
        let other = network.another();
        let options = passkeys::ask(&other).unwrap().options;
        enter(network, &phone.shows(&json!({ "options": options }))).ok(201);
        let request = PasskeySignIn { passkey: phone.shows(&asked(network)), hat: None };
        assert_eq!(
            passkeys::sign_in(&other, &request, &Device("a test".to_owned(), Origin::of(Ipv4Addr::LOCALHOST.into())))
                .unwrap()
                .name,
            "Ada"
        );
    });
}

#[test]
fn a_passkey_counts_as_both_factors_and_takes_both_to_be_added() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (_, codes) = set_up(&ada);
        assert_eq!(begin(&ada, &by_password()).fields(), ["code"]);
        assert_eq!(begin(&ada, &json!({ "password": PASSWORD, "code": "123456" })).fields(), ["code"]);
        assert_eq!(begin(&ada, &json!({ "password": "not the password at all" })).fields(), ["password"]);
        assert_eq!(begin(&ada, &json!({})).fields(), ["password"]);
        let begun = begin(&ada, &json!({ "password": PASSWORD, "code": codes[0] })).ok(201);
        let (phone, answer) = Phone::answering(&begun);
        add(&ada, "Phone", &answer).ok(201);
        enter(network, &phone.shows(&asked(network))).ok(201);

        // With it, another one is added, without the password and without a code.
        let again = ada.post("/me/passkey-challenges", &json!({})).ok(201);
        let begun = begin(&ada, &json!({ "passkey": phone.shows(&again) })).ok(201);
        let known: Vec<&Value> = begun["options"]["excludeCredentials"].as_array().unwrap().iter().collect();
        assert_eq!(known.len(), 1, "the device is told what it holds already");
        let (_, answer) = Phone::answering(&begun);
        add(&ada, "Key", &answer).ok(201);
        assert_eq!(ada.get("/me/passkeys").ok(200).as_array().unwrap().len(), 2);
        // The password alone is as little as before.
        let knock = json!({ "email": ada.email, "password": PASSWORD });
        Person::nobody(network).post("/sessions", &knock).ok(202);
    });
}

#[test]
fn a_hat_that_is_not_held_is_refused_and_the_same_answer_goes_on_without_it() {
    on_both(|network| {
        let ada = network.person("Ada");
        ada.post("/clients", &json!({ "name": "Acme", "country": "AT", "currency": "EUR" })).ok(201);
        let (phone, _) = added(&ada, "Phone");
        let answer = phone.shows(&asked(network));
        let under =
            |hat: Value| Person::nobody(network).post("/sessions/passkeys", &json!({ "passkey": answer, "hat": hat }));
        assert_eq!(under(json!("admin")).fields(), ["hat"]);
        assert_eq!(under(Value::Null).ok(201)["hat"], "client");
        under(Value::Null).refused(401);
    });
}

#[test]
fn an_answer_is_good_once_in_time_and_for_what_was_asked() {
    on_both(|network| {
        let ada = network.person("Ada");
        let begun = begin(&ada, &by_password()).ok(201);
        let (phone, answer) = Phone::answering(&begun);
        add(&ada, "Phone", &answer).ok(201);
        assert_eq!(add(&ada, "Phone", &answer).refused(409), "passkey-not-begun", "it was added once");
        let begun = begin(&ada, &by_password()).ok(201);
        assert_eq!(add(&ada, "Phone", &phone.made(&begun)).refused(409), "passkey-known");

        let shown = phone.shows(&asked(network));
        enter(network, &shown).ok(201);
        assert_eq!(enter(network, &shown).refused(401), "unauthenticated", "it was shown once");
        let never = json!({ "options": { "challenge": URL_SAFE_NO_PAD.encode([7; 16]) } });
        enter(network, &phone.shows(&never)).refused(401);
        // What was asked of somebody who is signed in signs nobody in, and the other way round.
        let again = ada.post("/me/passkey-challenges", &json!({})).ok(201);
        enter(network, &phone.shows(&again)).refused(401);
        assert_eq!(begin(&ada, &json!({ "passkey": phone.shows(&asked(network)) })).fields(), ["passkey"]);

        let (late, begun) = (asked(network), begin(&ada, &by_password()).ok(201));
        network.app.mint.set_now(network.now().plus_seconds(5 * 60));
        enter(network, &phone.shows(&late)).refused(401);
        let (_, answer) = Phone::answering(&begun);
        assert_eq!(add(&ada, "Late", &answer).refused(409), "passkey-not-begun");
        // What is left was asked of nobody who answered, and is forgotten.
        asked(network);
        network.db().write(passkeys::tidy).unwrap();
        let left: i64 = network.db().read(|conn| Ok(passkey_challenges::table.count().get_result(conn)?)).unwrap();
        assert_eq!(left, 1);
    });
}

#[test]
fn what_was_signed_elsewhere_or_otherwise_is_refused() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (mut phone, _) = added(&ada, "Phone");
        phone.origin = "https://muster.test.evil.example";
        enter(network, &phone.shows(&asked(network))).refused(401);
        phone.origin = "http://muster.test";
        enter(network, &phone.shows(&asked(network))).refused(401);
        phone.origin = ORIGIN;
        phone.party = "evil.example";
        enter(network, &phone.shows(&asked(network))).refused(401);
        phone.party = "muster.test";
        phone.flags = PRESENT;
        enter(network, &phone.shows(&asked(network))).refused(401);
        phone.flags = VERIFIED;
        enter(network, &phone.shows(&asked(network))).refused(401);
        phone.flags = PRESENT | VERIFIED;
        let mut altered = phone.shows(&asked(network));
        altered["response"]["signature"] = phone.shows(&asked(network))["response"]["signature"].clone();
        enter(network, &altered).refused(401);
        enter(network, &phone.shows(&asked(network))).ok(201);

        for nonsense in [json!({}), json!("x"), json!({ "id": "x", "response": {} }), Value::Null] {
            enter(network, &nonsense).refused(401);
            assert_eq!(add(&ada, "Phone", &nonsense).fields(), ["passkey"]);
        }
        // A device that nobody unlocked, and a page of somebody else, make none that is taken.
        for (flags, origin) in [(PRESENT, ORIGIN), (PRESENT | VERIFIED, "https://evil.example")] {
            let begun = begin(&ada, &by_password()).ok(201);
            let mut other = Phone::of(begun["options"]["user"]["id"].as_str().unwrap());
            (other.flags, other.origin) = (flags, origin);
            assert_eq!(add(&ada, "Other", &other.made(&begun)).fields(), ["passkey"]);
        }
        assert_eq!(ada.get("/me/passkeys").ok(200).as_array().unwrap().len(), 1);
    });
}

#[test]
fn nobody_uses_names_or_removes_what_is_another_s() {
    on_both(|network| {
        let (ada, eve) = (network.person("Ada"), network.person("Eve"));
        let (phone, id) = added(&ada, "Phone");
        let (mut own, _) = added(&eve, "Key");
        // Eve's key says that it is Ada's.
        own.handle.clone_from(&phone.handle);
        let pretended = enter(network, &own.shows(&asked(network)));
        own.credential = phone.credential;
        let forged = enter(network, &own.shows(&asked(network)));
        let unknown = enter(network, &Phone::of(&phone.handle).shows(&asked(network)));
        for refused in [&pretended, &forged, &unknown] {
            assert_eq!(
                (refused.refused(401).as_str(), &refused.json["detail"]),
                ("unauthenticated", &unknown.json["detail"])
            );
        }

        // Nor does what Ada shows count for Eve, nor what was begun for Eve for Ada.
        let again = eve.post("/me/passkey-challenges", &json!({})).ok(201);
        assert_eq!(begin(&eve, &json!({ "passkey": phone.shows(&again) })).fields(), ["passkey"]);
        let (_, answer) = Phone::answering(&begin(&eve, &by_password()).ok(201));
        assert_eq!(add(&ada, "Key", &answer).refused(409), "passkey-not-begun");

        let path = format!("/me/passkeys/{id}");
        assert_eq!(eve.put(&path, &json!({ "name": "Mine" })).refused(404), "not-found");
        assert_eq!(eve.post(&format!("{path}/removal"), &by_password()).refused(404), "not-found");
        assert_eq!(ada.put(&path, &json!({ "name": " " })).fields(), ["name"]);
        assert_eq!(ada.put(&path, &json!({ "name": "Blue phone" })).ok(200)["name"], "Blue phone");
        enter(network, &phone.shows(&asked(network))).ok(201);
    });
}

#[test]
fn a_passkey_that_counts_back_is_refused_noted_and_told() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (phone, _) = added(&ada, "Phone");
        enter(network, &phone.shows(&asked(network))).ok(201);
        enter(network, &phone.repeats(&asked(network))).refused(401);
        assert_eq!(acts(network), ["passkey.added", "passkey.counted-back"]);
        assert_eq!(subjects(network, &ada).pop().unwrap(), "A passkey may have been copied");
        enter(network, &phone.shows(&asked(network))).ok(201);
        phone.signed.set(0);
        enter(network, &phone.repeats(&asked(network))).refused(401);
    });
}

#[test]
fn a_passkey_is_removed_by_whoever_shows_who_they_are_and_every_other_session_ends() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (phone, id) = added(&ada, "Phone");
        let other = enter(network, &phone.shows(&asked(network))).ok(201);
        let remove = |shown: &Value| ada.post(&format!("/me/passkeys/{id}/removal"), shown);
        assert_eq!(remove(&json!({ "password": "not the password at all" })).fields(), ["password"]);
        let again = ada.post("/me/passkey-challenges", &json!({})).ok(201);
        remove(&json!({ "passkey": phone.shows(&again) })).ok(204);
        assert_eq!(renew(network, &other), 401);
        enter(network, &phone.shows(&asked(network))).refused(401);
        assert_eq!(subjects(network, &ada).pop().unwrap(), "A passkey was removed");
        assert_eq!(acts(network), ["passkey.added", "passkey.removed"]);
        assert_eq!(remove(&by_password()).refused(404), "not-found");
        assert_eq!(ada.post("/me/passkey-challenges", &json!({})).refused(409), "no-passkeys");
    });
}

#[test]
fn those_who_run_the_network_take_passkeys_away_with_the_second_factor() {
    on_both(|network| {
        let (ada, bob) = (network.person("Ada"), network.person("Bob"));
        let (phone, _) = added(&ada, "Phone");
        added(&ada, "Key");
        set_up(&bob);
        assert_eq!(second_factor::take_away(&network.app, &bob.email).unwrap(), 0);
        assert_eq!(second_factor::take_away(&network.app, &ada.email).unwrap(), 2);
        enter(network, &phone.shows(&asked(network))).refused(401);
        assert_eq!(subjects(network, &ada).pop().unwrap(), "Your passkeys were removed");
        assert!(second_factor::take_away(&network.app, &ada.email).is_err(), "there was nothing left to take");
    });
}

#[test]
fn whoever_leaves_takes_their_passkeys_along() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (phone, _) = added(&ada, "Phone");
        begin(&ada, &by_password()).ok(201);
        ada.post("/me/closure", &by_password()).ok(204);
        enter(network, &phone.shows(&asked(network))).refused(401);
        let left: i64 = network.db().read(|conn| Ok(rows::table.count().get_result(conn)?)).unwrap();
        assert_eq!(left, 0);
    });
}

#[test]
fn an_account_is_closed_by_a_passkey_of_its_owner_or_by_both_factors_and_never_by_the_password_alone() {
    on_both(|network| {
        let (ada, bob) = (network.person("Ada"), network.person("Bob"));
        let (phone, _) = added(&ada, "Phone");
        let (others, _) = added(&bob, "Phone");
        let (_, codes) = set_up(&ada);
        let close = |shown: &Value| ada.post("/me/closure", shown);
        let again = || ada.post("/me/passkey-challenges", &json!({})).ok(201);
        assert_eq!(close(&by_password()).fields(), ["code"]);
        assert_eq!(close(&json!({ "password": PASSWORD, "code": "123456" })).fields(), ["code"]);
        assert_eq!(close(&json!({ "code": codes[0] })).fields(), ["password"]);
        assert_eq!(close(&json!({ "passkey": others.shows(&again()) })).fields(), ["passkey"]);
        let for_the_door = phone.shows(&asked(network));
        assert_eq!(close(&json!({ "passkey": for_the_door })).fields(), ["passkey"]);
        ada.get("/me").ok(200);
        close(&json!({ "passkey": phone.shows(&again()) })).ok(204);

        let (_, codes) = set_up(&bob);
        bob.post("/me/closure", &json!({ "password": PASSWORD, "code": codes[0] })).ok(204);
        for person in [&ada, &bob] {
            person.get("/me").refused(401);
            let knock = json!({ "email": person.email, "password": PASSWORD });
            Person::nobody(network).post("/sessions", &knock).refused(401);
            assert_eq!(subjects(network, person).pop().unwrap(), "Your account is closed");
        }
    });
}

#[test]
fn nobody_has_more_passkeys_than_they_can_tell_apart() {
    on_both(|network| {
        let ada = network.person("Ada");
        for number in 1..=20 {
            added(&ada, &format!("Number {number}"));
        }
        assert_eq!(begin(&ada, &by_password()).refused(409), "too-many-passkeys");
    });
}

#[test]
fn a_network_without_a_name_has_no_passkeys_and_says_so() {
    let network = Network::start_with(On::Sqlite, &[("MUSTER_PUBLIC_URL", "http://127.0.0.1:8080")]);
    let ada = network.person("Ada");
    assert_eq!(begin(&ada, &by_password()).refused(409), "passkeys-need-a-name");
    let nobody = Person::nobody(&network);
    assert_eq!(nobody.post("/passkeys/challenges", &json!({})).refused(409), "passkeys-need-a-name");
}
