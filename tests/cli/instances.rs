//! Two servers on one PostgreSQL: whoever signed in at one is signed in at the other, what is to be done later is done
//! once, and where one is killed amidst its work the other goes on with it. And one that is told to stop, which does so soon.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    thread,
    time::Duration,
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use serde_json::{Value, json};

use super::place::Place;

/// A server of a network, until it is killed.
struct Server {
    process: Child,
    url: String,
    data: PathBuf,
}

impl Server {
    /// One with a data folder of its own, and the keys of all.
    fn start(place: &Place, name: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let data = place.file(name);
        let mut command = place.command(&["serve"]);
        command
            .env("MUSTER_SIGN_INS", "1000")
            .env("MUSTER_DATA", &data)
            .env("MUSTER_SECRETS", place.file("secrets"))
            .env("MUSTER_BIND", free.to_string());
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        Self { process, url: format!("http://{free}"), data }
    }

    fn until_ready(&self) {
        for _ in 0..600 {
            if ureq::get(format!("{}/ready", self.url)).call().is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("{} is not ready after a minute", self.url);
    }

    /// The status and the answer to a request, with a token where there is one.
    fn ask(&self, method: &str, path: &str, token: Option<&str>, body: &Value) -> (u16, Value) {
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

    fn sign_up(&self, number: usize) {
        assert!(self.promises_a_mail(&format!("p{number}@example.org")), "{} is gone", self.url);
    }

    /// Whether whoever signs up is told that a mail is on its way; nobody is told anything by one that is gone.
    fn promises_a_mail(&self, email: &str) -> bool {
        let person = json!({"email": email, "name": "P", "password": "correct horse battery", "language": "en"});
        let Ok((status, told)) = self.try_to_ask("POST", "/people", None, &person) else { return false };
        assert_eq!(status, 202, "{told}");
        true
    }

    /// Sends it a signal.
    fn signal(&self, name: &str) {
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

/// The names of the mails that each address got, from all of those servers together.
fn mails(folders: &[&PathBuf]) -> BTreeMap<String, Vec<String>> {
    let mut mails: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in folders {
        for file in fs::read_dir(folder.join("mail")).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let header = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
            // One that is being written has no address yet.
            let (Some(to), Some(id)) = (header("To: "), header("Message-ID: ")) else { continue };
            mails.entry(to).or_default().push(id);
        }
    }
    mails
}

/// Whether everybody who signed up here got one mail. One that a server sent and did not live to note is sent again by
/// another one, under the same name.
fn is_one_each(mails: &BTreeMap<String, Vec<String>>) -> bool {
    let mut new = mails.iter().filter(|(to, _)| to.contains("@example."));
    new.all(|(_, names)| names.iter().collect::<BTreeSet<&String>>().len() == 1)
}

/// Four people sign up again and again, two at each server, and one of them kills the first server amidst that. Answers
/// the addresses to which a mail was promised.
fn sign_ups_while_one_is_killed(one: &Server, other: &Server) -> Vec<String> {
    thread::scope(|scope| {
        let sign_up_again_and_again = |who: usize| {
            let server = if who.is_multiple_of(2) { one } else { other };
            scope.spawn(move || {
                let mut promised = Vec::new();
                for nth in 0..20 {
                    if (who, nth) == (0, 10) {
                        server.signal("KILL");
                    }
                    let email = format!("p{who}.{nth}@example.net");
                    if server.promises_a_mail(&email) {
                        promised.push(email);
                    }
                }
                promised
            })
        };
        let running = [0, 1, 2, 3].map(sign_up_again_and_again);
        running.into_iter().flat_map(|person| person.join().unwrap()).collect()
    })
}

/// Has what a server held that was killed be free now, as it is by itself after two minutes.
fn end_leases(place: &Place) {
    let mut conn = PgConnection::establish(&place.url).unwrap();
    conn.batch_execute("UPDATE jobs SET lease_until = 0 WHERE state = 'waiting' AND lease_until > 0").unwrap();
}

fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..300 {
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("after half a minute it is not so that {what}");
}

#[test]
fn a_stop_does_not_wait_for_pages_that_listen() {
    let place = Place::on_sqlite();
    place.done(&["demo", "--members", "50"]);
    fs::create_dir(place.file("secrets")).unwrap();
    let mut server = Server::start(&place, "data");
    server.until_ready();
    let carla = json!({"email": "carla@demo.example", "password": "muster demo network", "hat": "client"});
    let (status, session) = server.ask("POST", "/sessions", None, &carla);
    assert_eq!(status, 201, "{session}");
    let token = format!("Bearer {}", session["access_token"].as_str().unwrap());
    let stream = ureq::get(format!("{}/api/v1/events", server.url)).header("authorization", token).call().unwrap();
    let mut hears = BufReader::new(stream.into_body().into_reader()).lines();
    assert_eq!(hears.next().unwrap().unwrap(), "retry: 3000");

    server.signal("TERM");
    // A request that is being answered has twenty seconds.
    let is_gone = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(100));
        server.process.try_wait().unwrap().is_some()
    });
    assert!(is_gone, "the server is still there after ten seconds");
    assert!(hears.all(|line| line.is_ok()), "the stream broke off, where it should have ended");
}

/// How many migrations a command that ended well says it ran.
#[track_caller]
fn migrations_of(output: &Output) -> usize {
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8(output.stdout.clone()).unwrap();
    let many = told.trim_end().strip_suffix(" migrations ran").and_then(|told| told.rsplit(' ').next());
    many.unwrap_or_else(|| panic!("{told}")).parse().unwrap()
}

#[test]
fn of_two_that_migrate_at_once_one_runs_every_migration_and_the_other_none() {
    let place = Place::on_postgres();
    let begun =
        [(), ()].map(|()| place.command(&["migrate"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut ran = begun.map(|process| migrations_of(&process.wait_with_output().unwrap()));
    ran.sort_unstable();
    let all = fs::read_dir("migrations/postgres").unwrap().count();
    assert_eq!(ran, [0, all]);
}

#[test]
fn two_servers_are_one_network_and_one_that_is_killed_is_not_missed() {
    let place = Place::on_postgres();
    place.done(&["demo", "--members", "50"]);
    fs::create_dir(place.file("secrets")).unwrap();
    // Both find an empty place for the keys at the same time.
    let (one, other) = (Server::start(&place, "one"), Server::start(&place, "other"));
    one.until_ready();
    other.until_ready();

    let carla = json!({"email": "carla@demo.example", "password": "muster demo network"});
    let (status, session) = one.ask("POST", "/sessions", None, &carla);
    assert_eq!(status, 201, "{session}");
    let token = session["access_token"].as_str();
    assert!(token.is_some(), "{session}");
    for server in [&one, &other] {
        assert_eq!(server.ask("GET", "/me", token, &Value::Null).0, 200, "{}", server.url);
    }

    (0..20).for_each(|number| if number % 2 == 0 { one.sign_up(number) } else { other.sign_up(number) });
    let (first, second) = (one.data.clone(), other.data.clone());
    let new = |at: &str| mails(&[&first, &second]).keys().filter(|to| to.ends_with(at)).count();
    eventually("everybody got a mail", || new("@example.org") == 20);
    assert!(mails(&[&first, &second]).values().all(|names| names.len() == 1));

    let promised = sign_ups_while_one_is_killed(&one, &other);
    let at_the_first = promised.iter().filter(|to| to.starts_with("p0.")).count();
    assert!((10..20).contains(&at_the_first), "it was not killed amidst sign-ups: {promised:?}");
    drop(one);
    (20..30).for_each(|number| other.sign_up(number));
    assert_eq!(other.ask("GET", "/me", token, &Value::Null).0, 200);
    eventually("everybody got the mail that they were promised, from whichever is left", || {
        let there = mails(&[&first, &second]);
        let is_so = new("@example.org") == 30 && promised.iter().all(|to| there.contains_key(to));
        if !is_so {
            end_leases(&place);
        }
        is_so
    });
    assert!(is_one_each(&mails(&[&first, &second])), "{:#?}", mails(&[&first, &second]));
}
