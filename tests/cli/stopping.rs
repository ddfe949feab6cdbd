//! A server that is told to stop: what was asked of it is answered, pages that listen are let go, what it does later is given
//! back, and what never ends keeps it no longer than it says.

use std::{
    fs,
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    net::{TcpListener, TcpStream},
    process::ExitStatus,
    thread,
    time::Duration,
};

use diesel::prelude::*;
use muster::schema::jobs;
use serde_json::json;

use super::{
    place::{Place, text},
    server::Server,
};

/// For a request that is being answered, and what is left after it.
const WHOLE: Duration = Duration::from_secs(15);
/// Twenty seconds for requests, thirty for jobs, and what the machine takes to end both.
const CUT_OFF: Duration = Duration::from_secs(65);
/// How often it is looked whether it has ended.
const LOOK: Duration = Duration::from_millis(100);

/// The server of a network on SQLite that such a command made.
fn served(made_by: &[&str], settings: &[(&str, &str)]) -> (Place, Server) {
    let place = Place::on_sqlite();
    place.done(made_by);
    fs::create_dir(place.file("secrets")).unwrap();
    let server = Server::start_with(&place, "data", settings);
    server.until_ready();
    (place, server)
}

/// A request whose head the server has, and whose body is on its way.
struct Half {
    stream: TcpStream,
    rest: String,
}

impl Half {
    /// Somebody begins to sign up.
    fn sent(server: &Server, email: &str) -> Self {
        let body =
            json!({"email": email, "name": "P", "password": "correct horse battery", "language": "en"}).to_string();
        let host = server.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(CUT_OFF)).unwrap();
        write!(
            stream,
            "POST /api/v1/people HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
             expect: 100-continue\r\nconnection: close\r\n\r\n",
            body.len()
        )
        .unwrap();
        // That it is told to go on shows that the request is in the server's hands.
        let mut told = [0; 25];
        stream.read_exact(&mut told).unwrap();
        assert_eq!(told.as_slice(), b"HTTP/1.1 100 Continue\r\n\r\n");
        let (first, rest) = body.split_at(body.len() / 2);
        stream.write_all(first.as_bytes()).unwrap();
        Self { rest: rest.to_owned(), stream }
    }

    /// The rest of it is sent; answers the status line.
    fn answered(mut self) -> String {
        self.stream.write_all(self.rest.as_bytes()).unwrap();
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).unwrap();
        answer.lines().next().unwrap_or_default().to_owned()
    }

    /// Whether the server hung up without an answer.
    fn was_cut_off(mut self) -> bool {
        let mut answer = Vec::new();
        match self.stream.read_to_end(&mut answer) {
            Ok(_) => answer.is_empty(),
            Err(error) => error.kind() == ErrorKind::ConnectionReset,
        }
    }
}

/// How the server ended, which it has to within that time, and after how long.
#[track_caller]
fn ended(server: &mut Server, within: Duration) -> (ExitStatus, Duration) {
    let mut waited = Duration::ZERO;
    while waited < within {
        if let Some(status) = server.process.try_wait().unwrap() {
            return (status, waited);
        }
        thread::sleep(LOOK);
        waited += LOOK;
    }
    panic!("the server is still there after {within:?}");
}

/// What a page of somebody who is signed in hears, line by line.
fn page_that_listens(server: &Server) -> impl Iterator<Item = std::io::Result<String>> + use<> {
    let carla = json!({"email": "carla@demo.example", "password": "muster demo network", "hat": "client"});
    let (status, session) = server.ask("POST", "/sessions", None, &carla);
    assert_eq!(status, 201, "{session}");
    let token = format!("Bearer {}", session["access_token"].as_str().unwrap());
    let stream = ureq::get(format!("{}/api/v1/events", server.url)).header("authorization", token).call().unwrap();
    let mut hears = BufReader::new(stream.into_body().into_reader()).lines();
    assert_eq!(hears.next().unwrap().unwrap(), "retry: 3000");
    hears
}

/// How many jobs a worker has in its hands, as far as the database knows.
fn jobs_in_hand(place: &Place) -> i64 {
    let mut conn = SqliteConnection::establish(text(&place.data().join("muster.db"))).unwrap();
    let held = jobs::table.filter(jobs::state.eq("waiting")).filter(jobs::lease_until.gt(0_i64));
    held.count().get_result(&mut conn).unwrap()
}

/// Somebody signs up, and the mail for them is on its way to that server: its call.
fn mail_under_way(server: &Server, silent: &TcpListener) -> TcpStream {
    server.sign_up(1);
    silent.accept().unwrap().0
}

#[test]
fn a_stop_lets_what_is_asked_be_answered_and_pages_go() {
    let (place, mut server) = served(&["demo", "--members", "50"], &[]);
    let mut hears = page_that_listens(&server);
    let half = Half::sent(&server, "late@example.org");
    server.signal("TERM");
    assert!(hears.all(|line| line.is_ok()), "the stream broke off, where it should have ended");
    assert!(server.process.try_wait().unwrap().is_none(), "it was gone before it had answered");
    assert_eq!(half.answered(), "HTTP/1.1 202 Accepted");
    let (status, _) = ended(&mut server, WHOLE);
    assert_eq!(status.code(), Some(0));
    assert_eq!(jobs_in_hand(&place), 0, "a job was not given back");
    assert!(TcpStream::connect(server.url.trim_start_matches("http://")).is_err(), "somebody still listens there");
}

#[test]
fn a_request_that_never_ends_is_cut_off_and_a_mail_that_could_not_leave_is_given_back() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", silent.local_addr().unwrap());
    let (place, mut server) = served(&["migrate"], &[("MUSTER_SMTP_URL", &url)]);
    let _held = mail_under_way(&server, &silent);
    assert!(jobs_in_hand(&place) > 0, "no mail is under way");
    let half = Half::sent(&server, "never@example.org");
    server.signal("TERM");
    let (status, after) = ended(&mut server, CUT_OFF);
    assert_eq!(status.code(), Some(0));
    assert!(after >= Duration::from_secs(15), "a request has twenty seconds, and was cut off after {after:?}");
    assert!(half.was_cut_off());
    assert_eq!(jobs_in_hand(&place), 0, "a job was not given back");
}

#[test]
fn a_job_that_never_ends_holds_no_stop_up_for_longer_than_half_a_minute() {
    let drip = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", drip.local_addr().unwrap());
    let (place, mut server) = served(&["migrate"], &[("MUSTER_SMTP_URL", &url)]);
    let mut call = mail_under_way(&server, &drip);
    // A greeting without an end: no line of it takes longer than is waited for.
    thread::spawn(move || {
        while call.write_all(b"220-patience\r\n").is_ok() {
            thread::sleep(Duration::from_secs(2));
        }
    });
    server.signal("TERM");
    let (status, after) = ended(&mut server, CUT_OFF);
    assert_eq!(status.code(), Some(0));
    assert!(after >= Duration::from_secs(25), "a job has thirty seconds, and was cut off after {after:?}");
    assert!(jobs_in_hand(&place) > 0, "it was not cut off amidst its work, so this shows nothing");
}
