//! Messages to clients' own programs: signed, tried again, stopped, sent again.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
};

use base64::{Engine, engine::general_purpose::STANDARD};
use diesel::prelude::*;
use muster::{identity::Hat, schema::webhooks, webhooks::service::seal_secrets};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{
    Network, Person,
    market::{Draft, Market, brief, post, seat},
    on_both,
};

/// What a client's program was sent.
#[derive(Clone, Debug)]
struct Request {
    headers: Vec<(String, String)>,
    body: String,
}

impl Request {
    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name} in {self:?}"))
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Whether one of its signatures is that of `secret`, as the specification defines it.
    fn is_signed_by(&self, secret: &str) -> bool {
        let signed = format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.body);
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let right = format!("v1,{}", STANDARD.encode(hmac_sha256(&key, signed.as_bytes())));
        self.header("webhook-signature").split(' ').any(|signature| signature == right)
    }
}

/// RFC 2104, for keys of up to 64 bytes.
fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let padded = |with: u8| (0..64).map(|place| key.get(place).unwrap_or(&0) ^ with).collect::<Vec<u8>>();
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().to_vec()
}

/// A client's program: a server that notes what it is sent and answers with the status that it is told.
struct Program {
    url: String,
    status: Arc<AtomicU16>,
    sent: Arc<Mutex<Vec<Request>>>,
}

impl Program {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (status, sent) = (Arc::new(AtomicU16::new(204)), Arc::new(Mutex::new(Vec::new())));
        let (answer, notes) = (Arc::clone(&status), Arc::clone(&sent));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let lines: Vec<String> =
                    (&mut reader).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                let headers: Vec<(String, String)> = lines
                    .iter()
                    .filter_map(|line| line.split_once(": "))
                    .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                    .collect();
                let length = headers.iter().find(|(name, _)| name == "content-length");
                let mut body = vec![0; length.map_or(0, |(_, length)| length.parse().unwrap())];
                reader.read_exact(&mut body).unwrap();
                notes.lock().unwrap().push(Request { headers, body: String::from_utf8(body).unwrap() });
                let status = answer.load(Ordering::SeqCst);
                write!(stream, "HTTP/1.1 {status} Told\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
            }
        });
        Self { url, status, sent }
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    fn sent(&self) -> Vec<Request> {
        self.sent.lock().unwrap().clone()
    }

    fn events(&self) -> Vec<String> {
        self.sent().iter().map(|request| request.json()["type"].as_str().unwrap().to_owned()).collect()
    }
}

/// Registers a webhook; answers its path and its secret.
fn register(client: &Person<'_>, new: &Value) -> (String, String) {
    let registered = client.post("/webhooks", new).ok(201);
    let told = |field: &str| registered[field].as_str().unwrap().to_owned();
    (format!("/webhooks/{}", told("webhook")), told("secret"))
}

fn messages(client: &Person<'_>, webhook: &str) -> Vec<Value> {
    client.get(&format!("{webhook}/messages")).ok(200)["items"].as_array().unwrap().clone()
}

fn state(client: &Person<'_>, webhook: &str) -> String {
    let all = client.get("/webhooks").ok(200);
    let found = all.as_array().unwrap().iter().find(|one| webhook.ends_with(one["id"].as_str().unwrap())).cloned();
    found.unwrap()["state"].as_str().unwrap().to_owned()
}

/// Has something happen to a brief of the client: nobody can take its seat.
fn happen(network: &Network, client: &Person<'_>) {
    post(client, &brief(&[seat("dev", "rust")]));
    network.work();
}

#[test]
fn a_client_s_program_is_sent_what_its_people_are_told_signed_as_the_specification_says() {
    on_both(|network| {
        let (market, program) = (Market::open(network), Program::start());
        let (client, other) = (market.client("Acme"), market.client("Other"));
        let (hook, secret) = register(&client, &json!({ "url": program.url }));
        happen(network, &client);
        assert_eq!(program.events(), ["brief.no_team"]);
        let request = program.sent().remove(0);
        assert!(request.is_signed_by(&secret));
        assert!(!request.is_signed_by("whsec_c2VjcmV0IG9mIHNvbWVib2R5IGVsc2UhISEhISE="));
        assert_eq!(request.header("webhook-timestamp"), network.now().seconds().to_string());
        let told = request.json();
        assert_eq!(told["data"]["subject"], "No team yet: A shop for bicycles");
        let sent = &messages(&client, &hook)[0];
        assert_eq!((&sent["state"], &sent["status"]), (&json!("delivered"), &json!(204)));
        assert_eq!(sent["id"], request.header("webhook-id"));

        happen(network, &other);
        assert_eq!(program.sent().len(), 1, "nobody else's news");
        assert_eq!(other.get(&format!("{hook}/messages")).refused(404), "not-found");
    });
}

#[test]
fn only_the_kinds_that_were_asked_for_are_sent_and_none_while_it_is_paused() {
    on_both(|network| {
        let (market, program) = (Market::open(network), Program::start());
        let client = market.client("Acme");
        let (money, _) = register(&client, &json!({ "url": program.url, "kinds": ["engagement"] }));
        let (hook, _) = register(&client, &json!({ "url": program.url, "kinds": ["brief"] }));
        client.post(&format!("{hook}/pause"), &json!({})).ok(204);
        assert_eq!(client.post(&format!("{hook}/pause"), &json!({})).refused(409), "webhook-state");
        happen(network, &client);
        assert_eq!(program.sent().len(), 0);
        client.post(&format!("{hook}/resume"), &json!({})).ok(204);
        happen(network, &client);
        assert_eq!(program.events(), ["brief.no_team"]);
        assert_eq!(messages(&client, &money).len(), 0);
        client.delete(&hook).ok(204);
        happen(network, &client);
        assert_eq!(program.sent().len(), 1);
    });
}

#[test]
fn a_server_that_fails_is_tried_again_for_days_then_stopped_and_nothing_is_lost() {
    on_both(|network| {
        let (market, program) = (Market::open(network), Program::start());
        let client = market.client("Acme");
        let (hook, secret) = register(&client, &json!({ "url": program.url }));
        program.answers(500);
        client.post(&format!("{hook}/test"), &json!({})).ok(202);
        network.wait_hours(1);
        let waiting = messages(&client, &hook).remove(0);
        assert_eq!((&waiting["state"], &waiting["status"]), (&json!("waiting"), &json!(500)));
        for _ in 0..10 {
            network.wait_hours(25);
        }
        assert_eq!(program.sent().len(), 10);
        let ids: Vec<String> = program.sent().iter().map(|request| request.header("webhook-id").to_owned()).collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "a message keeps its id through all attempts");
        let dead = messages(&client, &hook).remove(0);
        assert_eq!((&dead["state"], &dead["error"]), (&json!("dead"), &json!("The server answered with status 500.")));
        assert_eq!(state(&client, &hook), "stopped");
        let mails = network.mails(&client.email);
        assert!(mails.iter().any(|mail| mail.subject == "A webhook is stopped"), "{mails:?}");

        program.answers(200);
        client.post(&format!("{hook}/resume"), &json!({})).ok(204);
        client.post(&format!("/webhook-messages/{}/send", dead["id"].as_str().unwrap()), &json!({})).ok(202);
        network.work();
        assert_eq!(messages(&client, &hook)[0]["state"], "delivered");
        assert!(program.sent().last().unwrap().is_signed_by(&secret));
    });
}

#[test]
fn a_server_that_says_it_is_gone_is_stopped_at_once() {
    on_both(|network| {
        let (market, program) = (Market::open(network), Program::start());
        let client = market.client("Acme");
        let (hook, _) = register(&client, &json!({ "url": program.url }));
        program.answers(410);
        let put = client.post(&format!("{hook}/test"), &json!({})).ok(202);
        network.work();
        assert_eq!(program.events(), ["webhook.tested"]);
        assert_eq!(state(&client, &hook), "stopped");
        assert_eq!(messages(&client, &hook)[0]["id"], put["message"]);
    });
}

#[test]
fn a_new_secret_signs_beside_the_one_before_for_a_day() {
    on_both(|network| {
        let (market, program) = (Market::open(network), Program::start());
        let client = market.client("Acme");
        let (hook, old) = register(&client, &json!({ "url": program.url }));
        let renewed = client.post(&format!("{hook}/secret"), &json!({})).ok(201);
        let new = renewed["secret"].as_str().unwrap();
        client.post(&format!("{hook}/test"), &json!({})).ok(202);
        network.work();
        let first = program.sent().remove(0);
        assert!(first.is_signed_by(&old) && first.is_signed_by(new));
        network.wait_hours(25);
        client.wear("client").post(&format!("{hook}/test"), &json!({})).ok(202);
        network.work();
        let second = program.sent().remove(1);
        assert!(!second.is_signed_by(&old) && second.is_signed_by(new));
    });
}

/// What the database keeps of the secrets of the one webhook: that which signs, and the one before.
fn kept(network: &Network) -> (String, Option<String>) {
    let secrets = webhooks::table.select((webhooks::secret, webhooks::old_secret));
    network.db().read(|conn| Ok(secrets.first(conn)?)).unwrap()
}

#[test]
fn secrets_lie_in_the_database_sealed_also_those_that_were_there_before() {
    on_both(|network| {
        let (market, program) = (Market::open(network), Program::start());
        let client = market.client("Acme");
        let (hook, secret) = register(&client, &json!({ "url": program.url }));
        client.post(&format!("{hook}/secret"), &json!({})).ok(201);
        let (sealed, old) = kept(network);
        assert!(!sealed.contains("whsec") && !old.unwrap().contains("whsec"));
        assert_eq!(seal_secrets(&network.app).unwrap(), 0);

        let as_before = network.db().write(|tx| {
            let in_clear = (webhooks::secret.eq(&secret), webhooks::old_secret.eq(&secret));
            Ok(diesel::update(webhooks::table).set(in_clear).execute(&mut **tx)?)
        });
        assert_eq!(as_before.unwrap(), 1);
        assert_eq!(seal_secrets(&network.app).unwrap(), 1);
        assert_eq!(seal_secrets(&network.app).unwrap(), 0);
        let (sealed, old) = kept(network);
        assert!(!sealed.contains("whsec") && !old.unwrap().contains("whsec"));
        client.post(&format!("{hook}/test"), &json!({})).ok(202);
        network.work();
        assert!(program.sent().remove(0).is_signed_by(&secret));
    });
}

#[test]
fn what_cannot_be_a_webhook_is_refused() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Acme");
        let refused = client.post("/webhooks", &json!({ "url": "ftp://example.org/", "kinds": [] }));
        assert_eq!(refused.fields(), ["url", "kinds"]);
        for number in 0..10 {
            register(&client, &json!({ "url": format!("https://example.org/{number}") }));
        }
        let eleventh = client.post("/webhooks", &json!({ "url": "https://example.org/" }));
        assert_eq!(eleventh.refused(409), "too-many-webhooks");
        let (_, mia) = market.member(Draft::of("Mia", &[]));
        mia.wear("member");
        assert_eq!(mia.get("/webhooks").refused(403), "forbidden");
        assert_eq!(market.official("Stella", Hat::Steward).get("/webhooks").refused(403), "forbidden");
    });
}
