//! Who may come in, how often they may try, and where they are signed in.

use muster::identity::Hat;
use serde_json::{Value, json};

use crate::support::{Network, On, PASSWORD, Person, market::Market, on_both};

fn knock(network: &Network, email: &str, password: &str) -> u16 {
    Person::nobody(network).post("/sessions", &json!({ "email": email, "password": password })).status
}

fn sign_up(network: &Network, email: &str, password: &str, name: &str) -> u16 {
    let body = json!({ "email": email, "password": password, "name": name, "language": "en" });
    Person::nobody(network).post("/people", &body).status
}

#[test]
fn an_address_waits_longer_and_longer_after_wrong_passwords_whether_somebody_has_it_or_not() {
    on_both(|network| {
        let ada = network.person("Ada");
        for email in [ada.email.as_str(), "nobody@example.org"] {
            let wrong = || knock(network, email, "not the password at all");
            assert_eq!([wrong(), wrong(), wrong(), wrong(), wrong()], [401; 5]);
            assert_eq!(wrong(), 429, "{email}");
            network.app.mint.set_now(network.now().plus_seconds(2));
            assert_eq!([wrong(), wrong()], [401, 429], "{email}");
        }
        // The right password waits as well, or a guess would be told from a hit. After a while it counts.
        assert_eq!(knock(network, &ada.email, "not the password at all"), 401);
        assert_eq!(knock(network, &ada.email, PASSWORD), 429);
        network.app.mint.set_now(network.now().plus_seconds(60));
        assert_eq!(knock(network, &ada.email, PASSWORD), 201);
        assert_eq!(knock(network, &ada.email, "not the password at all"), 401);
    });
}

#[test]
fn a_link_by_mail_ends_the_wait() {
    on_both(|network| {
        let ada = network.person("Ada");
        for _ in 0..5 {
            knock(network, &ada.email, "not the password at all");
        }
        assert_eq!(knock(network, &ada.email, PASSWORD), 429);
        ada.post("/password-resets", &json!({ "email": ada.email })).ok(202);
        let first = network.mails(&ada.email).pop().unwrap().token();
        ada.post("/password-resets", &json!({ "email": ada.email })).ok(202);
        let second = network.mails(&ada.email).pop().unwrap().token();
        let with = |token: &str| ada.put("/password-resets", &json!({ "token": token, "password": PASSWORD }));
        assert_eq!(with(&first).refused(409), "token-spent", "the newest link counts");
        with(&second).ok(204);
        assert_eq!(knock(network, &ada.email, PASSWORD), 201);
    });
}

/// The same, from that place.
fn knock_from(network: &Network, place: &str, email: &str, password: &str) -> u16 {
    let body = json!({ "email": email, "password": password });
    Person::nobody(network).send("POST", "/sessions", Some(&body), &[("x-forwarded-for", place)]).status
}

#[test]
fn whoever_guesses_elsewhere_locks_nobody_out_from_where_they_signed_in_before() {
    const WRONG: &str = "not the password at all";
    for on in [On::Sqlite, On::Postgres] {
        let network = Network::start_with(on, &[("MUSTER_BEHIND_PROXY", "yes")]);
        let ada = network.person("Ada");
        let (home, elsewhere, new) = ("198.51.100.7", "203.0.113.9", "192.0.2.1");
        let from = |place: &str, password: &str| knock_from(&network, place, &ada.email, password);
        assert_eq!(from(home, PASSWORD), 201);
        assert_eq!([0; 6].map(|_| from(elsewhere, WRONG)), [401, 401, 401, 401, 401, 429]);
        assert_eq!(from(new, PASSWORD), 429, "from there she never signed in");
        assert_eq!(from(home, PASSWORD), 201);

        // A link by mail makes a place known.
        let nobody = Person::nobody(&network);
        nobody.post("/password-resets", &json!({ "email": ada.email })).ok(202);
        let token = network.mails(&ada.email).pop().unwrap().token();
        let body = json!({ "token": token, "password": PASSWORD });
        nobody.send("PUT", "/password-resets", Some(&body), &[("x-forwarded-for", new)]).ok(204);
        assert_eq!([0; 6].map(|_| from(elsewhere, WRONG)), [401, 401, 401, 401, 401, 429]);
        assert_eq!(from(new, PASSWORD), 201);

        // Guesses from where she is known are counted too, and for her alone.
        assert_eq!([0; 6].map(|_| from(home, WRONG)), [401, 401, 401, 401, 401, 429]);
        assert_eq!(from(home, PASSWORD), 429);
        let bob = network.person("Bob");
        assert_eq!(knock_from(&network, home, &bob.email, PASSWORD), 201);
        assert_eq!(from(new, PASSWORD), 201);
    }
}

#[test]
fn whoever_is_signed_in_changes_their_password_while_somebody_guesses_it() {
    let network = Network::start_with(On::Sqlite, &[("MUSTER_BEHIND_PROXY", "yes")]);
    let ada = network.person("Ada");
    for _ in 0..6 {
        knock_from(&network, "203.0.113.9", &ada.email, "not the password at all");
    }
    ada.put("/me/password", &json!({ "current": PASSWORD, "password": "another horse battery" })).ok(204);
}

#[test]
fn whoever_comes_from_one_place_knocks_so_often() {
    let network = Network::start_with(On::Sqlite, &[("MUSTER_SIGN_INS", "8")]);
    let tried: Vec<u16> = (0..3).map(|n| knock(&network, &format!("n{n}@example.org"), "some password")).collect();
    assert_eq!(tried, [401, 401, 429]);
}

#[test]
fn an_address_is_sent_a_few_mails_a_day_that_nobody_signed_in_asked_for() {
    on_both(|network| {
        let ada = network.person("Ada");
        let ask = |email: &str| Person::nobody(network).post("/password-resets", &json!({ "email": email })).status;
        // One was sent when she signed up.
        assert_eq!([0; 5].map(|_| ask(&ada.email)), [202, 202, 202, 202, 429]);
        assert_eq!([0; 6].map(|_| ask("nobody@example.org")), [202, 202, 202, 202, 202, 429]);
        network.wait_hours(25);
        assert_eq!(ask(&ada.email), 202);
    });
}

#[test]
fn nobody_confirms_an_account_that_somebody_else_began_with_their_address() {
    on_both(|network| {
        let confirm = |token: &str, password: &str| {
            let body = json!({ "token": token, "password": password });
            Person::nobody(network).post("/people/verifications", &body)
        };
        let email = "ada@example.org";
        assert_eq!(sign_up(network, email, "the password of eve", "Click\u{a0}here"), 202);
        let mail = network.mails(email).pop().unwrap();
        assert!(!mail.text.contains("Click"), "nothing that Eve wrote is sent: {}", mail.text);
        confirm(&mail.token(), "ada does not know it").refused(401);

        // The owner begins anew: what Eve began is void.
        assert_eq!(sign_up(network, email, PASSWORD, "Ada"), 202);
        assert_eq!(confirm(&mail.token(), "the password of eve").refused(409), "token-spent");
        let session = confirm(&network.mails(email).pop().unwrap().token(), PASSWORD).ok(201);
        let ada = Person::known(network, email);
        ada.with_token(session["access_token"].as_str().unwrap());
        assert_eq!(ada.get("/me").ok(200)["name"], "Ada");
        assert_eq!(sign_up(network, email, "the password of eve", "Eve"), 202);
        assert_eq!(knock(network, email, "the password of eve"), 401);
    });
}

#[test]
fn a_name_is_one_line() {
    on_both(|network| {
        let body = json!({
            "email": "eve@example.org", "password": PASSWORD, "name": "Eve\nhttps://example.org", "language": "en",
        });
        assert_eq!(Person::nobody(network).post("/people", &body).fields(), ["name"]);
    });
}

#[test]
fn whoever_has_not_confirmed_their_address_is_given_no_space() {
    on_both(|network| {
        let market = Market::open(network);
        let admin = market.official("Adam", Hat::Admin);
        let place = json!({
            "name": "Freistadt", "country": "AT", "kind": "rural", "latitude_e6": 48_511_000, "longitude_e6": 14_504_000,
        });
        let place = admin.post("/places", &place).ok(201)["id"].clone();
        let space = json!({ "name": "Marktplatz 9", "place": place, "commission": 1_000 });
        let space = admin.post("/spaces", &space).ok(201)["id"].as_str().unwrap().to_owned();
        assert_eq!(sign_up(network, "olga@example.org", PASSWORD, "Not Olga"), 202);
        let named = admin.post(&format!("/spaces/{space}/operators"), &json!({ "email": "olga@example.org" }));
        assert_eq!(named.fields(), ["email"]);
    });
}

fn session_of(ada: &Person<'_>, agent: &str) -> Value {
    let body = json!({ "email": ada.email, "password": PASSWORD });
    let network = ada.network();
    Person::nobody(network).send("POST", "/sessions", Some(&body), &[("user-agent", agent)]).ok(201)
}

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";
const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";

#[test]
fn somebody_sees_where_they_are_signed_in_and_ends_what_they_do_not_know() {
    on_both(|network| {
        let ada = network.person("Ada");
        let sent = network.mails(&ada.email).len();
        let here = session_of(&ada, FIREFOX);
        let phone = session_of(&ada, PHONE);
        session_of(&ada, PHONE);
        let mails = network.mails(&ada.email);
        let told: Vec<&str> = mails[sent..].iter().map(|mail| mail.subject.as_str()).collect();
        assert_eq!(told, ["A new sign-in", "A new sign-in"]);
        assert!(mails[sent].text.contains("Firefox on Linux"), "{}", mails[sent].text);

        ada.with_token(here["access_token"].as_str().unwrap());
        let listed = ada.get("/sessions").ok(200);
        let devices: Vec<&str> =
            listed.as_array().unwrap().iter().map(|line| line["device"].as_str().unwrap()).collect();
        assert!(devices.contains(&"Safari on an iPhone") && devices.contains(&"Firefox on Linux"), "{devices:?}");
        let current: Vec<&Value> = listed.as_array().unwrap().iter().filter(|line| line["current"] == true).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0]["id"], here["session"]);

        let refresh = |session: &Value| {
            Person::nobody(network).post("/sessions/refreshes", &json!({ "token": session["refresh_token"] }))
        };
        let id = phone["session"].as_str().unwrap();
        ada.delete(&format!("/sessions/{id}")).ok(204);
        refresh(&phone).refused(401);
        ada.delete(&format!("/sessions/{id}")).refused(404);
        let bob = network.person("Bob");
        bob.delete(&format!("/sessions/{}", here["session"].as_str().unwrap())).refused(404);
        ada.delete("/sessions").ok(204);
        assert_eq!(ada.get("/sessions").ok(200).as_array().unwrap().len(), 1);
        refresh(&here).ok(200);
    });
}

#[test]
fn somebody_has_thirty_sessions_at_most_and_one_more_ends_the_one_that_was_used_longest_ago() {
    on_both(|network| {
        let ada = network.person("Ada");
        ada.delete("/sessions").ok(204);
        let refresh = |session: &Value| {
            Person::nobody(network).post("/sessions/refreshes", &json!({ "token": session["refresh_token"] }))
        };
        let later = || network.app.mint.set_now(network.now().plus_seconds(1));
        let begin = || {
            later();
            session_of(&ada, PHONE)
        };
        // Beside the one that was begun with the account.
        let first = begin();
        let mut others: Vec<Value> = (0..28).map(|_| begin()).collect();
        later();
        let first = refresh(&first).ok(200);
        assert_eq!(ada.get("/sessions").ok(200).as_array().unwrap().len(), 30);

        ada.with_token(begin()["access_token"].as_str().unwrap());
        assert_eq!(ada.get("/sessions").ok(200).as_array().unwrap().len(), 30);
        let last = begin();
        refresh(&others.remove(0)).refused(401);
        refresh(&first).ok(200);
        refresh(&others.remove(0)).ok(200);
        refresh(&last).ok(200);
    });
}

#[test]
fn whoever_is_pushed_out_by_another_session_is_refused_at_once() {
    on_both(|network| {
        let ada = network.person("Ada");
        let pushed = session_of(&ada, PHONE)["access_token"].as_str().unwrap().to_owned();
        // From now on the server knows the token without verifying it.
        ada.with_token(&pushed).get("/me").ok(200);
        for _ in 0..30 {
            network.app.mint.set_now(network.now().plus_seconds(1));
            session_of(&ada, FIREFOX);
        }
        ada.with_token(&pushed).get("/me").refused(401);
    });
}

#[test]
fn a_session_ends_after_ninety_days_however_often_it_is_renewed() {
    on_both(|network| {
        let ada = network.person("Ada");
        let mut token = ada.sign_in()["refresh_token"].clone();
        for _ in 0..4 {
            network.app.mint.set_now(network.now().plus_seconds(22 * 24 * 3600));
            let renewed = Person::nobody(network).post("/sessions/refreshes", &json!({ "token": token })).ok(200);
            token = renewed["refresh_token"].clone();
        }
        network.app.mint.set_now(network.now().plus_seconds(3 * 24 * 3600));
        Person::nobody(network).post("/sessions/refreshes", &json!({ "token": token })).refused(401);
    });
}

#[test]
fn a_password_is_changed_by_whoever_knows_it_and_every_other_session_ends() {
    on_both(|network| {
        let ada = network.person("Ada");
        let other = session_of(&ada, PHONE);
        let change =
            |current: &str, new: &str| ada.put("/me/password", &json!({ "current": current, "password": new }));
        assert_eq!(change("not the password at all", "another horse battery").fields(), ["current"]);
        assert_eq!(change(PASSWORD, "short").fields(), ["password"]);
        change(PASSWORD, "another horse battery").ok(204);
        assert_eq!(network.mails(&ada.email).pop().unwrap().subject, "Your password was changed");
        Person::nobody(network).post("/sessions/refreshes", &json!({ "token": other["refresh_token"] })).refused(401);
        assert_eq!(knock(network, &ada.email, PASSWORD), 401);
        assert_eq!(knock(network, &ada.email, "another horse battery"), 201);
    });
}
