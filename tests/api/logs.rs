//! What is written to the log, and what never is.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use diesel::prelude::*;
use muster::{
    clock::Mint,
    db::{Db, Durability, Manner},
    schema::people,
};
use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    providers::{Acme, SECRET},
    second_factor,
    support::{Network, On, PASSWORD, Person, database::Scratch, on_both},
};

/// A log that can be read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap()
    }

    fn begin_anew(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// What a field of an answer says.
fn text(answer: &Value, field: &str) -> String {
    answer[field].as_str().unwrap().to_owned()
}

/// People sign up and in, lose their passwords, set up a second factor, and look for things; answers every secret in that.
fn secrets_of_people(network: &Network) -> Vec<String> {
    let ada = network.person("Ada");
    let confirmed_with = network.mails(&ada.email).pop().unwrap().token();
    let session = ada.sign_in();
    let begun = ada.post("/me/second-factor", &json!({ "password": PASSWORD })).ok(201);
    ada.post("/password-resets", &json!({ "email": ada.email })).ok(202);
    let reset_with = network.mails(&ada.email).pop().unwrap().token();
    ada.post("/sessions", &json!({ "email": ada.email, "password": "wrong, but close to it" })).refused(401);
    ada.put("/password-resets", &json!({ "token": reset_with, "password": "a secret of eleven words" })).ok(204);
    let nobody = Person::nobody(network);
    nobody.get("/calendars/a-secret-address-of-a-calendar.ics").refused(404);
    nobody.get("/skills?q=what-somebody-looks-for").ok(200);
    nobody.send("POST", "/sessions", Some(&json!("{\"password\": \"half a secret")), &[]).refused(422);

    let bob = network.person("Bob");
    let (_, codes) = second_factor::set_up(&bob);
    let awaits = nobody.post("/sessions", &json!({ "email": bob.email, "password": PASSWORD })).ok(202);
    let challenge = text(&awaits, "challenge");
    nobody.post("/sessions/codes", &json!({ "challenge": challenge, "code": codes[0] })).ok(201);
    let typed = codes.iter().map(|code| code.replace('-', ""));
    let mut secrets: Vec<String> = codes.iter().cloned().chain(typed).collect();
    let words =
        ["wrong, but close to it", "a secret of eleven words", "half a secret", "a-secret-address-of-a-calendar"];
    secrets.extend(words.map(str::to_owned));
    secrets.extend([PASSWORD, "what-somebody-looks-for", "argon2id"].map(str::to_owned));
    secrets.extend(["access_token", "refresh_token"].map(|token| text(&session, token)));
    secrets.extend([confirmed_with, reset_with, challenge, text(&begun, "secret")]);
    secrets
}

/// A client has a provider, a webhook and a program, and invites somebody; answers every secret in that.
fn secrets_of_a_client(network: &Network) -> Vec<String> {
    let acme = Acme::found(network);
    acme.enter("nora", "nora@example.org").ok(201);
    let asked = acme.provider.asked("/token").pop().unwrap();
    let shown = asked.split_once("Basic ").unwrap().1.split_whitespace().next().unwrap().to_owned();

    // Whatever is sent to that address is answered with 200, as a program of the client would.
    let address = format!("{}/userinfo", acme.provider.issuer);
    let webhook = acme.carla.post("/webhooks", &json!({ "url": address })).ok(201);
    acme.carla.post(&format!("/webhooks/{}/test", text(&webhook, "webhook")), &json!({})).ok(202);
    network.work();
    assert!(!acme.provider.asked("/userinfo").is_empty(), "the webhook was sent nothing");

    let wanted = json!({ "name": "A program", "scopes": ["briefs:read"], "expires_on": "2027-11-02" });
    let key = text(&acme.carla.post("/client/keys", &wanted).ok(201), "key");
    let nobody = Person::nobody(network);
    nobody.with_token(&key).get("/briefs").ok(200);

    let invite = json!({ "email": "ida@example.org", "role": "requester" });
    acme.carla.post("/client/invites", &invite).ok(201);
    let token = network.mails("ida@example.org").pop().unwrap().token();
    Person::nobody(network).post("/client-invites/readings", &json!({ "token": token })).ok(200);
    vec![SECRET.to_owned(), shown, text(&webhook, "secret"), key, token]
}

#[test]
fn every_request_has_a_line_and_no_secret_stands_in_any() {
    let log = Log::default();
    // Of everything, more than anybody would have logged; what libraries say of bytes on the wire is theirs.
    let filter = "trace,h2=off,hyper=off,mio=off,actix_http=off,actix_server=off,ureq=off,ureq_proto=off,rustls=off";
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(log.clone()).init();
    on_both(|network| {
        log.begin_anew();
        let secrets = [secrets_of_people(network), secrets_of_a_client(network)].concat();
        let text = log.text();
        let line = text.lines().find(|line| line.contains("answered") && line.contains("/api/v1/sessions")).unwrap();
        assert!(line.contains("method=POST") && line.contains("status=") && line.contains("millis="), "{line}");
        for secret in secrets {
            let told = text.lines().find(|line| line.contains(&secret));
            assert_eq!(told, None, "{secret} stands in the log");
        }
    });
}

#[test]
fn every_answer_names_its_request() {
    let network = Network::start(On::Sqlite);
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let id = |path: &str| {
        let answer = agent.get(format!("{}{path}", network.url)).call().unwrap();
        answer.headers()["x-request-id"].to_str().unwrap().to_owned()
    };
    assert_ne!(id("/health"), id("/health"));
    assert_eq!(id("/api/v1/me").len(), 36);
}

#[test]
fn a_slow_statement_is_told_by_its_text_and_never_by_its_values() {
    for on in [On::Sqlite, On::Postgres] {
        let scratch = Scratch::new(on);
        let every_statement = Manner { slow: Some(Duration::ZERO), durability: Durability::Checkpoints };
        let db = Db::open_as(scratch.url().parse().unwrap(), 2, Mint::system(), every_statement).unwrap();
        db.migrate().unwrap();
        let log = Log::default();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(log.clone()).finish();
        tracing::subscriber::with_default(subscriber, || {
            let ada = people::table.filter(people::email.eq("ada@secret.example")).select(people::id);
            let found: Vec<String> = db.read(|conn| Ok(ada.load(conn)?)).unwrap();
            assert!(found.is_empty());
            let renamed =
                || diesel::update(people::table.find("nobody")).set(people::name.eq("a -- binds: secret name"));
            db.write(|tx| Ok(renamed().execute(&mut **tx)?)).unwrap();
        });
        let text = log.text();
        let line = text.lines().find(|line| line.contains("SELECT") && line.contains("people")).unwrap();
        assert!(line.contains("WARN slow-query") && line.contains("millis="), "on {on:?}: {line}");
        assert!(text.contains("UPDATE") && text.contains("BEGIN"), "on {on:?}: {text}");
        assert!(!text.contains("secret") && !text.contains("nobody"), "on {on:?}: {text}");
    }
}
