//! The second factor: setting it up, signing in with it, losing it.

use std::sync::Barrier;

use base64::{Engine, engine::general_purpose::STANDARD};
use diesel::prelude::*;
use muster::{
    identity::second_factor::service,
    privacy::retention,
    schema::{audit_entries, recovery_codes, second_factors, sign_in_challenges},
};
use muster_kernel::Instant;
use ring::hmac;
use serde_json::{Value, json};

use crate::support::{Answer, Network, PASSWORD, Person, on_both};

/// What somebody has on their phone: it was told a secret, and makes a code of it every thirty seconds.
pub struct Phone(Vec<u8>);

impl Phone {
    /// Reads the secret out of the address that the QR code holds.
    fn scan(begun: &Value) -> Self {
        let uri = begun["uri"].as_str().unwrap();
        let (_, tail) = uri.split_once("secret=").unwrap();
        let secret = tail.split('&').next().unwrap();
        assert_eq!(begun["secret"], secret);
        let bits: String = secret.bytes().map(|letter| format!("{:05b}", value_of(letter))).collect();
        let byte = |bits: &[u8]| u8::from_str_radix(std::str::from_utf8(bits).unwrap(), 2).unwrap();
        Self(bits.as_bytes().chunks_exact(8).map(byte).collect())
    }

    /// The code that it shows so many seconds from now.
    fn shows(&self, network: &Network, seconds: i64) -> String {
        self.at(network.now().plus_seconds(seconds))
    }

    fn at(&self, instant: Instant) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let counter = u64::try_from(instant.seconds() / 30).unwrap();
        let tag = hmac::sign(&key, &counter.to_be_bytes());
        let place = usize::from(tag.as_ref()[19] % 16);
        let cut: [u8; 4] = tag.as_ref()[place..place + 4].try_into().unwrap();
        format!("{:06}", u32::from_be_bytes(cut) % (1 << 31) % 1_000_000)
    }
}

fn value_of(letter: u8) -> u8 {
    if letter.is_ascii_digit() { letter - b'2' + 26 } else { letter - b'A' }
}

/// Sets up a second factor; answers the phone and the recovery codes.
pub fn set_up(ada: &Person<'_>) -> (Phone, Vec<String>) {
    let phone = Phone::scan(&begin(ada).ok(201));
    let told = confirm(ada, &phone.shows(ada.network(), 0)).ok(200);
    (phone, texts(&told["codes"]))
}

fn begin(ada: &Person<'_>) -> Answer {
    ada.post("/me/second-factor", &json!({ "password": PASSWORD }))
}

fn confirm(ada: &Person<'_>, code: &str) -> Answer {
    ada.put("/me/second-factor", &json!({ "code": code }))
}

fn turn_off(ada: &Person<'_>, password: &str, code: &str) -> Answer {
    ada.post("/me/second-factor/off", &json!({ "password": password, "code": code }))
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// The first step of a sign-in.
fn knock(ada: &Person<'_>, password: &str) -> Answer {
    Person::nobody(ada.network()).post("/sessions", &json!({ "email": ada.email, "password": password }))
}

/// What a right password is answered with.
fn challenge(ada: &Person<'_>) -> String {
    knock(ada, PASSWORD).ok(202)["challenge"].as_str().unwrap().to_owned()
}

/// The second step of a sign-in.
fn give(network: &Network, challenge: &str, code: &str) -> Answer {
    Person::nobody(network).post("/sessions/codes", &json!({ "challenge": challenge, "code": code }))
}

/// Both steps.
fn enter(ada: &Person<'_>, code: &str) -> Answer {
    give(ada.network(), &challenge(ada), code)
}

fn renew(network: &Network, session: &Value) -> u16 {
    Person::nobody(network).post("/sessions/refreshes", &json!({ "token": session["refresh_token"] })).status
}

fn wait(network: &Network, seconds: i64) {
    network.app.mint.set_now(network.now().plus_seconds(seconds));
}

fn subjects(network: &Network, ada: &Person<'_>) -> Vec<String> {
    network.mails(&ada.email).into_iter().map(|mail| mail.subject).collect()
}

fn reset_password(ada: &Person<'_>) {
    ada.post("/password-resets", &json!({ "email": ada.email })).ok(202);
    let token = ada.network().mails(&ada.email).pop().unwrap().token();
    ada.put("/password-resets", &json!({ "token": token, "password": PASSWORD })).ok(204);
}

#[test]
fn a_right_password_is_answered_with_a_challenge_and_a_code_signs_in() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (elsewhere, here) = (ada.sign_in(), ada.sign_in());
        let (phone, codes) = set_up(&ada);
        assert_eq!(codes.len(), 10);
        assert_eq!(subjects(network, &ada).pop().unwrap(), "A second factor was turned on");
        assert_eq!((renew(network, &elsewhere), renew(network, &here)), (401, 200), "a password alone began the other");
        let state = ada.get("/me/second-factor").ok(200);
        assert_eq!((&state["on_since"], &state["recovery_codes_left"]), (&json!(network.now()), &json!(10)));

        // Whoever does not know the password learns nothing of it.
        let wrong = knock(&ada, "not the password at all");
        let nobody = json!({ "email": "nobody@example.org", "password": "not the password at all" });
        let unknown = Person::nobody(network).post("/sessions", &nobody);
        assert_eq!((wrong.refused(401), &wrong.json["detail"]), (unknown.refused(401), &unknown.json["detail"]));

        let challenge = challenge(&ada);
        assert_eq!(give(network, &challenge, "12 34").refused(401), "unauthenticated");
        let session = give(network, &challenge, &phone.shows(network, 30)).ok(201);
        ada.with_token(session["access_token"].as_str().unwrap());
        assert_eq!(ada.get("/me").ok(200)["name"], "Ada");
        assert_eq!(give(network, &challenge, &phone.shows(network, 30)).refused(409), "challenge-spent");
    });
}

#[test]
fn no_code_is_good_twice_nor_after_a_later_one() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (phone, _) = set_up(&ada);
        enter(&ada, &phone.shows(network, 0)).refused(401);
        enter(&ada, &phone.shows(network, 30)).ok(201);
        enter(&ada, &phone.shows(network, 30)).refused(401);
        wait(network, 30);
        enter(&ada, &phone.shows(network, 0)).refused(401);
        enter(&ada, &phone.shows(network, -30)).refused(401);
        enter(&ada, &phone.shows(network, 60)).refused(401);
        enter(&ada, &phone.shows(network, 30)).ok(201);
    });
}

#[test]
fn a_challenge_takes_five_codes_and_the_address_waits_from_then_on() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (phone, codes) = set_up(&ada);
        let open = challenge(&ada);
        let wrong = || give(network, &open, "000000").status;
        assert_eq!([wrong(), wrong(), wrong(), wrong(), wrong()], [401; 5]);
        assert_eq!(give(network, &open, &phone.shows(network, 30)).refused(409), "challenge-spent");
        let told = subjects(network, &ada).into_iter().filter(|subject| subject == "Wrong codes at your sign-in");
        assert_eq!(told.count(), 1);

        // Another challenge does not help, nor a new password, nor another kind of code. Time does.
        let another = challenge(&ada);
        assert_eq!(give(network, &another, &phone.shows(network, 30)).status, 429);
        assert_eq!(give(network, &another, &codes[0]).status, 429);
        reset_password(&ada);
        assert_eq!(give(network, &another, &codes[0]).refused(409), "challenge-spent");
        let another = challenge(&ada);
        assert_eq!(give(network, &another, &phone.shows(network, 30)).status, 429);
        wait(network, 2);
        give(network, &another, &phone.shows(network, 30)).ok(201);
    });
}

#[test]
fn a_challenge_is_good_for_five_minutes() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (phone, _) = set_up(&ada);
        let (first, second) = (challenge(&ada), challenge(&ada));
        wait(network, 299);
        give(network, &first, &phone.shows(network, 0)).ok(201);
        wait(network, 1);
        assert_eq!(give(network, &second, &phone.shows(network, 30)).refused(409), "challenge-spent");
        assert_eq!(give(network, "no challenge", &phone.shows(network, 30)).refused(409), "challenge-spent");
    });
}

#[test]
fn a_recovery_code_is_good_once_and_is_told_by_mail() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (_, codes) = set_up(&ada);
        enter(&ada, &codes[0]).ok(201);
        let mail = network.mails(&ada.email).into_iter().find(|mail| mail.subject == "A recovery code was used");
        assert!(mail.unwrap().text.contains("Left are 9."));
        enter(&ada, &codes[0]).refused(401);
        enter(&ada, &codes[1].replace('-', "").to_lowercase()).ok(201);
        assert_eq!(ada.get("/me/second-factor").ok(200)["recovery_codes_left"], 8);
        // That of somebody else is none.
        let bob = network.person("Bob");
        set_up(&bob);
        enter(&bob, &codes[2]).refused(401);
        enter(&ada, &codes[2]).ok(201);
    });
}

#[test]
fn of_two_who_use_the_same_recovery_code_at_once_one_is_let_in() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (_, codes) = set_up(&ada);
        for code in &codes[..3] {
            let rivals = [challenge(&ada), challenge(&ada)];
            let barrier = Barrier::new(rivals.len());
            let mut statuses: Vec<u16> = std::thread::scope(|scope| {
                let running = rivals.each_ref().map(|challenge| {
                    let barrier = &barrier;
                    scope.spawn(move || {
                        barrier.wait();
                        give(network, challenge, code).status
                    })
                });
                running.into_iter().map(|rival| rival.join().unwrap()).collect()
            });
            statuses.sort_unstable();
            assert_eq!(statuses, [201, 401]);
        }
        assert_eq!(ada.get("/me/second-factor").ok(200)["recovery_codes_left"], 7);
    });
}

#[test]
fn what_was_begun_and_not_confirmed_changes_nothing() {
    on_both(|network| {
        let ada = network.person("Ada");
        let wrong = ada.post("/me/second-factor", &json!({ "password": "not the password at all" }));
        assert_eq!(wrong.fields(), ["password"]);
        assert_eq!(confirm(&ada, "123456").refused(409), "second-factor-not-begun");
        let first = Phone::scan(&begin(&ada).ok(201));
        let second = Phone::scan(&begin(&ada).ok(201));
        assert_eq!(confirm(&ada, &first.shows(network, 0)).fields(), ["code"], "what was begun first counts no more");
        assert_eq!(ada.get("/me/second-factor").ok(200)["on_since"], Value::Null);
        knock(&ada, PASSWORD).ok(201);
        assert_eq!(turn_off(&ada, PASSWORD, &second.shows(network, 0)).refused(409), "second-factor-off");
        wait(network, 15 * 60);
        assert_eq!(confirm(&ada, &second.shows(network, 0)).refused(409), "second-factor-not-begun");
        knock(&ada, PASSWORD).ok(201);
    });
}

#[test]
fn it_is_turned_off_with_both_factors_and_every_other_session_ends() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (phone, codes) = set_up(&ada);
        assert_eq!(begin(&ada).refused(409), "second-factor-on");
        let other = enter(&ada, &codes[0]).ok(201);
        assert_eq!(turn_off(&ada, "not the password at all", &phone.shows(network, 30)).fields(), ["password"]);
        assert_eq!(turn_off(&ada, PASSWORD, "123456").fields(), ["code"]);
        assert_eq!(turn_off(&ada, PASSWORD, &phone.shows(network, 0)).fields(), ["code"], "it was used to turn it on");
        let open = challenge(&ada);
        turn_off(&ada, PASSWORD, &phone.shows(network, 30)).ok(204);
        assert_eq!(subjects(network, &ada).pop().unwrap(), "Your second factor was turned off");
        assert_eq!(renew(network, &other), 401);
        assert_eq!(give(network, &open, &codes[1]).refused(409), "challenge-spent");
        knock(&ada, PASSWORD).ok(201);
        assert_eq!(ada.get("/me/second-factor").ok(200), json!({ "on_since": null, "recovery_codes_left": 0 }));

        let acts = audit_entries::table.filter(audit_entries::act.like("second-factor.%")).order(audit_entries::id);
        let acts: Vec<String> = network.db().read(|conn| Ok(acts.select(audit_entries::act).load(conn)?)).unwrap();
        let of_it = ["turned-on", "recovery-code-used", "turned-off"].map(|act| format!("second-factor.{act}"));
        assert_eq!(acts, of_it);
        // A new one has a new secret.
        let (another, _) = set_up(&ada);
        assert_ne!(another.0, phone.0);
    });
}

#[test]
fn recovery_codes_are_made_anew_and_those_from_before_are_good_no_more() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (phone, old) = set_up(&ada);
        let ask =
            |code: &str| ada.post("/me/second-factor/recovery-codes", &json!({ "password": PASSWORD, "code": code }));
        assert_eq!(ask("123456").fields(), ["code"]);
        let new = texts(&ask(&phone.shows(network, 30)).ok(201)["codes"]);
        assert_eq!(subjects(network, &ada).pop().unwrap(), "New recovery codes");
        assert_eq!(new.iter().filter(|code| !old.contains(code)).count(), 10);
        enter(&ada, &old[0]).refused(401);
        enter(&ada, &new[0]).ok(201);
    });
}

#[test]
fn those_who_run_the_network_take_it_away_from_somebody_who_lost_it() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (_, codes) = set_up(&ada);
        let session = enter(&ada, &codes[0]).ok(201);
        service::take_away(&network.app, &ada.email).unwrap();
        assert_eq!(renew(network, &session), 401);
        knock(&ada, PASSWORD).ok(201);
        assert!(subjects(network, &ada).contains(&"Your second factor was turned off".to_owned()));
        assert!(service::take_away(&network.app, &ada.email).is_err(), "there was nothing left to take");
    });
}

#[test]
fn a_mailbox_alone_lets_nobody_in() {
    on_both(|network| {
        // A link to confirm an address, kept for later, and a new password by mail instead.
        let body = json!({ "email": "ada@example.org", "password": PASSWORD, "name": "Ada", "language": "en" });
        Person::nobody(network).post("/people", &body).ok(202);
        let ada = Person::known(network, "ada@example.org");
        let kept = network.mails(&ada.email).pop().unwrap().token();
        reset_password(&ada);
        ada.wear_nothing();
        set_up(&ada);
        let link = json!({ "token": kept, "password": PASSWORD });
        assert_eq!(Person::nobody(network).post("/people/verifications", &link).refused(409), "token-spent");
        reset_password(&ada);
        knock(&ada, PASSWORD).ok(202);
    });
}

#[test]
fn the_hat_that_was_asked_for_is_worn_after_the_code() {
    on_both(|network| {
        let ada = network.person("Ada");
        ada.post("/clients", &json!({ "name": "Acme", "country": "AT", "currency": "EUR" })).ok(201);
        let (_, codes) = set_up(&ada);
        let with = |hat: &str| {
            let body = json!({ "email": ada.email, "password": PASSWORD, "hat": hat });
            Person::nobody(network).post("/sessions", &body)
        };
        assert_eq!(with("admin").fields(), ["hat"]);
        let open = with("client").ok(202);
        assert_eq!(give(network, open["challenge"].as_str().unwrap(), &codes[0]).ok(201)["hat"], "client");
    });
}

#[test]
fn secrets_and_codes_lie_in_the_database_so_that_nobody_reads_them_there() {
    on_both(|network| {
        let ada = network.person("Ada");
        let (phone, codes) = set_up(&ada);
        let open = challenge(&ada);
        let (sealed, hashes, challenges): (String, Vec<String>, Vec<String>) = network
            .db()
            .read(|conn| {
                Ok((
                    second_factors::table.select(second_factors::sealed_secret).first(conn)?,
                    recovery_codes::table.select(recovery_codes::hash).load(conn)?,
                    sign_in_challenges::table.select(sign_in_challenges::hash).load(conn)?,
                ))
            })
            .unwrap();
        let sealed = STANDARD.decode(sealed).unwrap();
        assert!(!sealed.windows(4).any(|bytes| phone.0.windows(4).any(|secret| secret == bytes)));
        assert!(codes.iter().all(|code| !hashes.contains(code) && !hashes.contains(&code.replace('-', ""))));
        assert!(!challenges.contains(&open));
    });
}

#[test]
fn what_came_to_nothing_is_forgotten_and_what_counts_is_kept() {
    on_both(|network| {
        let (ada, bob) = (network.person("Ada"), network.person("Bob"));
        set_up(&ada);
        challenge(&ada);
        begin(&bob).ok(201);
        let rows = || -> (i64, i64) {
            let count = |conn: &mut muster::db::Conn| -> QueryResult<(i64, i64)> {
                let factors = second_factors::table.count().get_result(conn)?;
                Ok((factors, sign_in_challenges::table.count().get_result(conn)?))
            };
            network.db().read(|conn| Ok(count(conn)?)).unwrap()
        };
        retention::keep_up(&network.app).unwrap();
        assert_eq!(rows(), (2, 1));
        wait(network, 24 * 3600 + 5 * 60 + 1);
        retention::keep_up(&network.app).unwrap();
        assert_eq!(rows(), (1, 0));
    });
}
