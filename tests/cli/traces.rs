//! What a collector of traces is told by a server, and that one which is away holds up nobody.

use std::{
    fs::{self, File},
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::any_value::Value as Told,
    trace::v1::{Span, span::SpanKind},
};
use prost::Message;
use serde_json::json;

use super::place::Place;

/// Opens the collector.
const TOKEN: &str = "s3cret-of-the-collector";

/// What was sent: the headers of each request, and its body.
type Taken = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A collector of traces: keeps what it is sent, head and body.
struct Collector {
    url: String,
    taken: Taken,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let taken = Taken::default();
        let kept = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let sent = read(&mut stream);
                kept.lock().unwrap().push(sent);
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            }
        });
        Self { url, taken }
    }

    fn heads(&self) -> Vec<String> {
        self.taken.lock().unwrap().iter().map(|(head, _)| head.to_lowercase()).collect()
    }

    /// Everything that was sent, as text, as far as it is some.
    fn text(&self) -> String {
        self.taken.lock().unwrap().iter().map(|(_, body)| String::from_utf8_lossy(body).into_owned()).collect()
    }

    fn spans(&self) -> Vec<Span> {
        let taken = self.taken.lock().unwrap();
        let sent = taken.iter().map(|(_, body)| ExportTraceServiceRequest::decode(body.as_slice()).unwrap());
        let scopes = sent.flat_map(|sent| sent.resource_spans).flat_map(|resource| resource.scope_spans);
        scopes.flat_map(|scope| scope.spans).collect()
    }
}

/// The head and the body of a request.
fn read(stream: &mut TcpStream) -> (String, Vec<u8>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:").map(str::to_owned));
    let mut body = vec![0; length.unwrap().trim().parse().unwrap()];
    stream.read_exact(&mut body).unwrap();
    (head, body)
}

/// A server whose traces go to a collector.
struct Server<'p> {
    place: &'p Place,
    process: Child,
    url: String,
}

impl<'p> Server<'p> {
    fn start(place: &'p Place, collector: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = place.command(&["serve"]);
        command.env("MUSTER_BIND", free.to_string());
        command.env("MUSTER_TRACES", collector).env("MUSTER_TRACES_TOKEN", TOKEN);
        command.stdout(Stdio::null()).stderr(File::create(place.file("log")).unwrap());
        let server = Self { place, process: command.spawn().unwrap(), url: format!("http://{free}") };
        eventually("the server is ready", || server.ask("GET", "/ready", None, "") == Some(200));
        server
    }

    /// The status of the answer, if there is one within five seconds.
    fn ask(&self, method: &str, path: &str, traceparent: Option<&str>, body: &str) -> Option<u16> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections(0)
            .timeout_global(Some(Duration::from_secs(5)))
            .build()
            .into();
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.url));
        request = request.header("content-type", "application/json");
        if let Some(traceparent) = traceparent {
            request = request.header("traceparent", traceparent);
        }
        let answer = match method {
            "GET" => agent.run(request.body(()).unwrap()),
            _ => agent.run(request.body(body.to_owned()).unwrap()),
        };
        answer.ok().map(|answer| answer.status().as_u16())
    }

    /// Has it stop as a service manager would, and waits until it has, well.
    fn stop(&mut self) {
        let told = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.process.id())]).status().unwrap();
        assert!(told.success());
        let mut ended = None;
        eventually("the server has stopped", || {
            ended = self.process.try_wait().unwrap();
            ended.is_some()
        });
        assert!(ended.unwrap().success(), "{ended:?}: {}", self.log());
    }

    fn log(&self) -> String {
        fs::read_to_string(self.place.file("log")).unwrap()
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..400 {
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("after 40 seconds it is not so that {what}");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[track_caller]
fn of_name<'s>(spans: &'s [Span], name: &str) -> &'s Span {
    let names = || spans.iter().map(|span| span.name.as_str()).collect::<Vec<&str>>();
    spans.iter().find(|span| span.name == name).unwrap_or_else(|| panic!("no {name} among {:?}", names()))
}

fn attribute<'s>(span: &'s Span, key: &str) -> Option<&'s Told> {
    let found = span.attributes.iter().find(|one| one.key == key)?;
    found.value.as_ref()?.value.as_ref()
}

#[test]
fn a_request_is_one_trace_from_whoever_asked_to_the_database_and_the_job_that_follows_is_linked_to_it() {
    let (place, collector) = (Place::on_sqlite(), Collector::start());
    let mut server = Server::start(&place, &collector.url);
    let (looked, signed_up) = ("0af7651916cd43dd8448eb211c80319c", "1bf7651916cd43dd8448eb211c80319d");
    let traceparent = |trace: &str| format!("00-{trace}-b7ad6b7169203331-01");
    let asked = server.ask("GET", "/api/v1/skills?q=what-somebody-looks-for", Some(&traceparent(looked)), "");
    assert_eq!(asked, Some(200));
    let ada = json!({"email": "ada@secret.example", "name": "Ada Secretive", "password": "correct horse battery", "language": "en"});
    let asked = server.ask("POST", "/api/v1/people", Some(&traceparent(signed_up)), &ada.to_string());
    assert_eq!(asked, Some(202));
    eventually("the mail has left", || fs::read_dir(place.data().join("mail")).unwrap().count() > 0);
    server.stop();

    let spans = collector.spans();
    let in_trace =
        |trace: &str| spans.iter().filter(|span| hex(&span.trace_id) == trace).cloned().collect::<Vec<Span>>();
    let trace = in_trace(looked);
    let request = of_name(&trace, "GET /api/v1/skills");
    assert_eq!(hex(&request.parent_span_id), "b7ad6b7169203331");
    assert_eq!(request.kind, SpanKind::Server as i32);
    assert_eq!(attribute(request, "http.response.status_code"), Some(&Told::IntValue(200)));
    assert_eq!(attribute(request, "http.route"), Some(&Told::StringValue("/api/v1/skills".to_owned())));
    let look = of_name(&trace, "database read");
    assert_eq!(look.parent_span_id, request.span_id);
    assert_eq!(attribute(look, "db.system.name"), Some(&Told::StringValue("sqlite".to_owned())));

    let write = in_trace(signed_up);
    let write = of_name(&write, "database write");
    assert_eq!(attribute(write, "muster.database.tries"), Some(&Told::IntValue(1)));
    let job = of_name(&spans, "job mail");
    assert_eq!(job.kind, SpanKind::Consumer as i32);
    let cause = &job.links[0];
    assert_eq!((hex(&cause.trace_id).as_str(), &cause.span_id), (signed_up, &write.span_id));
    let mail = of_name(&spans, "mail");
    assert_eq!((&mail.trace_id, &mail.parent_span_id), (&job.trace_id, &job.span_id));

    // Whatever workers look for between jobs is no trace.
    let roots = spans.iter().filter(|span| span.parent_span_id.is_empty());
    assert!(roots.clone().all(|root| attribute(root, "db.system.name").is_none()), "{:?}", roots.collect::<Vec<_>>());

    let (text, log) = (collector.text(), server.log());
    assert!(text.contains("GET /api/v1/skills"));
    for secret in ["secret.example", "Secretive", "correct horse", "what-somebody-looks-for", TOKEN] {
        assert!(!text.contains(secret), "{secret} is told");
        assert!(!log.contains(secret), "{secret} is logged: {log}");
    }
    assert!(collector.heads().iter().all(|head| {
        head.starts_with("post /v1/traces ") && head.contains(&format!("authorization: bearer {TOKEN}"))
    }));
    let line = log.lines().find(|line| line.contains("answered") && line.contains("/api/v1/skills")).unwrap();
    assert!(line.contains(&format!("trace_id={looked}")), "{line}");
}

#[test]
fn a_collector_that_never_answers_keeps_the_server_neither_from_answering_nor_from_ending() {
    let place = Place::on_sqlite();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut server = Server::start(&place, &format!("http://{}", silent.local_addr().unwrap()));
    // More than leave at once, for longer than a batch waits.
    for _ in 0..600 {
        assert_eq!(server.ask("GET", "/api/v1/skills", None, ""), Some(200));
    }
    thread::sleep(Duration::from_secs(3));
    assert_eq!(server.ask("GET", "/api/v1/skills", None, ""), Some(200));
    server.stop();
}

#[test]
fn a_collector_that_is_away_is_told_of_once_and_missed_by_nobody() {
    let place = Place::on_sqlite();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut server = Server::start(&place, &format!("http://{nobody}"));
    eventually("the log tells of it", || server.log().contains("the collector did not take traces"));
    assert_eq!(server.ask("GET", "/api/v1/skills", None, ""), Some(200));
    server.stop();
    assert_eq!(server.log().matches("the collector did not take traces").count(), 1);
}
