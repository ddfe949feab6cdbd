//! A server of a network as a process of its own.

use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use super::place::Place;

/// A server of a network, until it is killed.
pub struct Server {
    /// The process.
    pub process: Child,
    /// Where it listens.
    pub url: String,
    /// Its data folder.
    pub data: PathBuf,
}

impl Server {
    /// One with a data folder of its own, and the keys of all.
    pub fn start(place: &Place, name: &str) -> Self {
        Self::start_with(place, name, &[])
    }

    /// The same with other settings.
    pub fn start_with(place: &Place, name: &str, settings: &[(&str, &str)]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let data = place.file(name);
        let mut command = place.command(&["serve"]);
        command
            .env("MUSTER_SIGN_INS", "1000")
            .env("MUSTER_DATA", &data)
            .env("MUSTER_SECRETS", place.file("secrets"))
            .env("MUSTER_BIND", free.to_string())
            .envs(settings.iter().copied());
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        Self { process, url: format!("http://{free}"), data }
    }

    /// Waits until it is ready.
    pub fn until_ready(&self) {
        for _ in 0..600 {
            if ureq::get(format!("{}/ready", self.url)).call().is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("{} is not ready after a minute", self.url);
    }

    /// The status and the answer to a request, with a token where there is one.
    pub fn ask(&self, method: &str, path: &str, token: Option<&str>, body: &Value) -> (u16, Value) {
        self.try_to_ask(method, path, token, body).unwrap()
    }

    /// The same of one that may be gone.
    fn try_to_ask(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &Value,
    ) -> Result<(u16, Value), ureq::Error> {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}/api/v1{path}", self.url));
        request = request.header("content-type", "application/json");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut answer = match method {
            "GET" => agent.run(request.body(()).unwrap())?,
            _ => agent.run(request.body(body.to_string()).unwrap())?,
        };
        Ok((answer.status().as_u16(), answer.body_mut().read_json().unwrap_or_default()))
    }

    /// Somebody signs up there.
    pub fn sign_up(&self, number: usize) {
        assert!(self.promises_a_mail(&format!("p{number}@example.org")), "{} is gone", self.url);
    }

    /// Whether whoever signs up is told that a mail is on its way; nobody is told anything by one that is gone.
    pub fn promises_a_mail(&self, email: &str) -> bool {
        let person = json!({"email": email, "name": "P", "password": "correct horse battery", "language": "en"});
        let Ok((status, told)) = self.try_to_ask("POST", "/people", None, &person) else { return false };
        assert_eq!(status, 202, "{told}");
        true
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        let told = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.process.id())]).status().unwrap();
        assert!(told.success());
    }
}

impl Drop for Server {
    /// Without a chance to tidy up (SIGKILL).
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Waits half a minute at most until something is so.
pub fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..300 {
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("after half a minute it is not so that {what}");
}
