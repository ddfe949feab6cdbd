//! Somebody who uses the network, over HTTP.

use std::{
    cell::RefCell,
    io::{BufRead, BufReader},
};

use muster_kernel::Instant;
use serde_json::{Value, json};
use ureq::http::HeaderMap;

use super::Network;

/// The password of everybody in a test.
pub const PASSWORD: &str = "correct horse battery";

/// What the server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body, where it is JSON.
    pub json: Value,
    /// The body as it came.
    pub text: String,
    /// The entity tag, if any.
    pub etag: Option<String>,
    /// After how many seconds to try again, if it says so.
    pub retry_after: Option<String>,
    what: String,
}

impl Answer {
    /// The body, after checking the status.
    #[track_caller]
    pub fn ok(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {:#}", self.what, self.json);
        self.json
    }

    /// The problem's stable name, after checking the status.
    #[track_caller]
    pub fn refused(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}: {:#}", self.what, self.json);
        let kind = self.json["type"].as_str().unwrap_or_else(|| panic!("no problem: {:#}", self.json));
        kind.trim_start_matches("urn:muster:problem:").to_owned()
    }

    /// The names of the fields that were refused.
    #[track_caller]
    pub fn fields(&self) -> Vec<String> {
        assert_eq!(self.refused(422), "invalid");
        let fields = self.json["fields"].as_array().unwrap();
        fields.iter().map(|field| field["field"].as_str().unwrap().to_owned()).collect()
    }
}

/// Somebody, perhaps signed in, under at most one hat.
pub struct Person<'n> {
    network: &'n Network,
    /// Their address.
    pub email: String,
    hat: RefCell<Option<String>>,
    token: RefCell<Option<(String, Instant)>>,
}

impl<'n> Person<'n> {
    /// Nobody in particular: no account, no token.
    pub fn nobody(network: &'n Network) -> Self {
        Self { network, email: String::new(), hat: RefCell::default(), token: RefCell::default() }
    }

    /// Where they are.
    pub fn network(&self) -> &'n Network {
        self.network
    }

    /// Signs up, and follows the link in the mail.
    pub fn sign_up(network: &'n Network, name: &str) -> Self {
        let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        let person = Self { email: email.clone(), ..Self::nobody(network) };
        let body = json!({ "email": email, "password": PASSWORD, "name": name, "language": "en" });
        person.post("/people", &body).ok(202);
        let token = network.mails(&email).pop().expect("a mail after signing up").token();
        person.post("/people/verifications", &json!({ "token": token, "password": PASSWORD })).ok(201);
        person.wear_nothing();
        person
    }

    /// Somebody who has an account already, with that password.
    pub fn known(network: &'n Network, email: &str) -> Self {
        Self { email: email.to_owned(), ..Self::nobody(network) }
    }

    /// Signs in without a hat.
    pub fn wear_nothing(&self) {
        *self.hat.borrow_mut() = None;
        self.sign_in();
    }

    /// Signs in under `hat`.
    pub fn wear(&self, hat: &str) -> &Self {
        *self.hat.borrow_mut() = Some(hat.to_owned());
        self.sign_in();
        self
    }

    /// The session that a sign-in yields.
    pub fn sign_in(&self) -> Value {
        *self.token.borrow_mut() = None;
        let mut body = json!({ "email": self.email, "password": PASSWORD });
        if let Some(hat) = self.hat.borrow().as_ref() {
            body["hat"] = json!(hat);
        }
        let session = self.post("/sessions", &body).ok(201);
        let token = session["access_token"].as_str().unwrap().to_owned();
        *self.token.borrow_mut() = Some((token, self.network.now().plus_seconds(500)));
        session
    }

    /// Uses that access token from now on.
    pub fn with_token(&self, token: &str) -> &Self {
        *self.token.borrow_mut() = Some((token.to_owned(), self.network.now().plus_seconds(1_000_000)));
        self
    }

    /// `GET /api/v1…`
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None, &[])
    }

    /// `POST /api/v1…`
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body), &[])
    }

    /// `PUT /api/v1…`
    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, Some(body), &[])
    }

    /// `PUT /api/v1…` that builds on the version `etag`.
    pub fn put_if(&self, path: &str, etag: &str, body: &Value) -> Answer {
        self.send("PUT", path, Some(body), &[("if-match", etag)])
    }

    /// `POST /api/v1…` under an idempotency key.
    pub fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body), &[("idempotency-key", key)])
    }

    /// Sends a calendar file.
    pub fn upload_calendar(&self, name: &str, text: &str) -> Answer {
        let path = format!("/member/calendar-files?name={name}");
        self.send("POST", &path, Some(&Value::from(text)), &[("content-type", "text/calendar")])
    }

    /// `DELETE /api/v1…`
    pub fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None, &[])
    }

    /// Any request.
    pub fn send(&self, method: &str, path: &str, body: Option<&Value>, headers: &[(&str, &str)]) -> Answer {
        let url = if path.starts_with("/api/") || path == "/" {
            format!("{}{path}", self.network.url)
        } else {
            format!("{}/api/v1{path}", self.network.url)
        };
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = self.fresh_token() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if body.is_some() && !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/json");
        }
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).allow_non_standard_methods(true).build().into();
        // A text is sent as it is, if its type is said.
        let text = body.and_then(Value::as_str).filter(|_| headers.iter().any(|(name, _)| *name == "content-type"));
        let bytes = text.map(str::to_owned).or_else(|| body.map(Value::to_string)).unwrap_or_default();
        let mut response = agent.run(request.body(bytes).unwrap()).unwrap();
        let kind = response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        // A stream has no end that could be waited for.
        let text = match kind.starts_with("text/event-stream") {
            true => String::new(),
            false => response.body_mut().with_config().limit(50_000_000).read_to_string().unwrap_or_default(),
        };
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        Answer {
            status: response.status().as_u16(),
            json: serde_json::from_str(&text).unwrap_or(Value::Null),
            text,
            etag: header("etag"),
            retry_after: header("retry-after"),
            what: format!("{method} {path} by {:?} as {:?}", self.email, self.hat.borrow()),
        }
    }

    /// What is told from now on, line by line.
    pub fn listen(&self) -> impl Iterator<Item = String> + use<> {
        let token = self.fresh_token().unwrap();
        let url = format!("{}/api/v1/events", self.network.url);
        let answer = ureq::get(url).header("authorization", format!("Bearer {token}")).call().unwrap();
        BufReader::new(answer.into_body().into_reader()).lines().map(Result::unwrap)
    }

    /// A request whose body and answer are plain bytes: the status, a header by name, the body.
    pub fn bytes(&self, method: &str, path: &str, body: &[u8]) -> (u16, HeaderMap, Vec<u8>) {
        let url = format!("{}/api/v1{path}", self.network.url);
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        if let Some(token) = self.fresh_token() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut response = match method {
            "GET" => agent.run(request.body(()).unwrap()).unwrap(),
            _ => agent.run(request.body(body).unwrap()).unwrap(),
        };
        let content = response.body_mut().with_config().limit(50_000_000).read_to_vec().unwrap_or_default();
        (response.status().as_u16(), response.headers().clone(), content)
    }

    /// The access token; a new one where time has passed.
    fn fresh_token(&self) -> Option<String> {
        let (token, until) = self.token.borrow().clone()?;
        if self.network.now() < until {
            return Some(token);
        }
        self.sign_in();
        self.token.borrow().clone().map(|(token, _)| token)
    }
}
