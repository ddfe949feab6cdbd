//! What whoever watches the network reads, and what nobody reads there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::TcpListener,
    sync::{Arc, mpsc},
    thread::JoinHandle,
};

use actix_web::dev::ServerHandle;
use diesel::prelude::*;
use muster::{metrics, schema::invitations};
use muster_kernel::Instant;
use serde_json::json;

use crate::support::{
    Network, On, Person,
    market::{Draft, Market, brief, post, seat},
    on_both,
};

/// Reads the metrics of a network, at a listener of their own.
struct Watcher {
    url: String,
    stop: Option<(ServerHandle, JoinHandle<()>)>,
}

impl Watcher {
    fn of(network: &Network) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, receiver) = mpsc::channel();
        let app = Arc::clone(&network.app);
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = metrics::serve(app, listener).unwrap();
                sender.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        Self { url, stop: Some((receiver.recv().unwrap(), thread)) }
    }

    /// The status, the type and the body of an answer.
    fn ask(&self, method: &str, path: &str) -> (u16, String, String) {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).allow_non_standard_methods(true).build().into();
        let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.url));
        let mut answer = agent.run(request.body(String::new()).unwrap()).unwrap();
        let kind = answer.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
        let text = answer.body_mut().read_to_string().unwrap();
        (answer.status().as_u16(), kind.unwrap_or_default(), text)
    }

    fn text(&self) -> String {
        let (status, kind, text) = self.ask("GET", "/metrics");
        assert_eq!((status, kind.as_str()), (200, "text/plain; version=0.0.4; charset=utf-8"));
        text
    }

    fn samples(&self) -> Samples {
        let text = self.text();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Samples(lines.map(|line| line.rsplit_once(' ').unwrap()).map(|(of, is)| (of.into(), is.into())).collect())
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        if let Some((server, thread)) = self.stop.take() {
            actix_web::rt::System::new().block_on(server.stop(false));
            let _ = thread.join();
        }
    }
}

/// Samples by name and labels.
struct Samples(BTreeMap<String, String>);

impl Samples {
    #[track_caller]
    fn of(&self, sample: &str) -> &str {
        self.0.get(sample).unwrap_or_else(|| panic!("no {sample} in {:#?}", self.0))
    }

    #[track_caller]
    fn number(&self, sample: &str) -> i64 {
        self.of(sample).parse().unwrap()
    }
}

#[test]
fn requests_are_counted_by_the_pattern_of_their_route_and_never_by_what_stood_there() {
    let network = Network::start(On::Sqlite);
    let watcher = Watcher::of(&network);
    let nobody = Person::nobody(&network);
    nobody.get("/calendars/a-secret-address-of-a-calendar.ics").refused(404);
    nobody.get("/skills?q=what-somebody-looks-for").ok(200);
    nobody.get("/skills").ok(200);
    assert!((400..500).contains(&nobody.get("/briefs/brief_of_somebody").status));
    nobody.get("/nothing-that-is-there").refused(404);
    let samples = watcher.samples();
    let total = |route: &str, status: &str| {
        format!("muster_http_requests_total{{route=\"{route}\",method=\"GET\",status=\"{status}\"}}")
    };
    assert_eq!(samples.of(&total("/api/v1/skills", "2xx")), "2");
    assert_eq!(samples.of(&total("/api/v1/briefs/{id}", "4xx")), "1");
    assert_eq!(samples.of(&total("other", "4xx")), "1");
    let duration = |part: &str, le: &str| {
        format!("muster_http_request_duration_seconds_{part}{{route=\"/api/v1/skills\",method=\"GET\"{le}}}")
    };
    assert_eq!(samples.of(&duration("bucket", ",le=\"+Inf\"")), "2");
    assert_eq!(samples.of(&duration("count", "")), "2");
    assert_ne!(samples.of(&duration("sum", "")), "0.000000");
    assert_eq!(samples.of("muster_http_requests_in_flight"), "0");
    assert_eq!(samples.of("muster_streams_open"), "0");
    let text = watcher.text();
    for told in ["a-secret-address", "what-somebody", "brief_of_somebody", "nothing-that"] {
        assert!(!text.contains(told), "{told} is told: {text}");
    }
}

#[test]
fn buckets_only_grow_from_one_bound_to_the_next() {
    let network = Network::start(On::Sqlite);
    let watcher = Watcher::of(&network);
    for _ in 0..5 {
        Person::nobody(&network).get("/skills").ok(200);
    }
    let text = watcher.text();
    let of_skills = "muster_http_request_duration_seconds_bucket{route=\"/api/v1/skills\"";
    let counts: Vec<u64> = text
        .lines()
        .filter(|line| line.starts_with(of_skills))
        .map(|line| line.rsplit_once(' ').unwrap().1.parse().unwrap())
        .collect();
    assert!(counts.is_sorted() && counts.len() == 12 && counts[11] == 5, "{counts:?}");
}

#[test]
fn how_the_network_stands_is_read_at_most_once_in_ten_seconds() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        market.member(Draft::of("Ada", &[("rust", 4, 300)]));
        network.work();
        let id = client.post("/briefs", &brief(&[seat("lead", "rust")])).ok(201)["id"].as_str().unwrap().to_owned();
        let posting = json!({ "bidding": "formed", "deadline": "2026-11-09T12:00:00Z" });
        client.post(&format!("/briefs/{id}/post"), &posting).ok(200);

        let watcher = Watcher::of(network);
        let forming = "muster_jobs{lane=\"forming\",state=\"waiting\"}";
        let before = watcher.samples();
        assert_eq!((before.number("muster_briefs_waiting"), before.number(forming)), (1, 1));
        assert_eq!(before.number("muster_invitations_open"), 0);
        assert_eq!(before.number("muster_book_holds"), 1);
        assert_eq!(before.number("muster_book_verified_timestamp_seconds"), network.now().seconds());
        assert_eq!(before.number("muster_audit_holds"), 1);
        assert_eq!(before.number("muster_audit_verified_timestamp_seconds"), network.now().seconds());
        assert!(before.number("muster_chain_entries_unlinked{chain=\"audit\"}") > 0);

        network.work();
        assert_eq!(watcher.samples().number("muster_briefs_waiting"), 1);
        network.app.mint.set_now(network.now().plus_seconds(10));
        let after = watcher.samples();
        assert_eq!((after.number("muster_briefs_waiting"), after.number(forming)), (0, 0));
        assert_eq!(after.number("muster_invitations_open"), 1);
        assert_eq!(after.number("muster_invitations_lapsing_soon"), 0);
        assert_eq!(after.number("muster_chain_entries_unlinked{chain=\"audit\"}"), 0);
        assert_eq!(after.of("muster_outbox_age_seconds{lane=\"own\"}"), "0.000000");

        // Nobody does what falls due meanwhile.
        let expires = invitations::table.select(invitations::expires_at);
        let expires: Instant = network.db().read(|conn| Ok(expires.first(conn)?)).unwrap();
        network.app.mint.set_now(expires.plus_seconds(-3600));
        let late = watcher.samples();
        assert_eq!(late.number("muster_invitations_lapsing_soon"), 1);
        assert!(late.number("muster_jobs{lane=\"own\",state=\"waiting\"}") > 0);
        assert_ne!(late.of("muster_outbox_age_seconds{lane=\"own\"}"), "0.000000");
    });
}

#[test]
fn nobody_is_named_in_the_metrics_of_a_network() {
    let network = Network::start(On::Sqlite);
    let market = Market::open(&network);
    let client = market.client("Carla");
    let (member, ada) = market.member(Draft::of("Ada", &[("rust", 4, 300)]));
    let brief = post(&client, &brief(&[seat("lead", "rust")]));
    client.get(&format!("/briefs/{brief}")).ok(200);
    ada.wear("member").get("/member/invitations").ok(200);
    let text = Watcher::of(&network).text();
    let (member, email) = (member.to_string(), ada.email.clone());
    for told in [&*brief, &*member, &*email, "@", "Carla", "brief_", "member_", "person_", "127.0.0"] {
        assert!(!text.contains(told), "{told} is told: {text}");
    }
}

#[test]
fn the_two_listeners_answer_nothing_of_each_other() {
    let network = Network::start(On::Sqlite);
    let watcher = Watcher::of(&network);
    for path in ["/", "/health", "/metrics/", "/api/v1/skills"] {
        assert_eq!(watcher.ask("GET", path).0, 404, "{path}");
    }
    assert_eq!(watcher.ask("DELETE", "/metrics").0, 404);
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut public = agent.get(format!("{}/metrics", network.url)).call().unwrap();
    assert_eq!(public.status().as_u16(), 404);
    assert!(!public.body_mut().read_to_string().unwrap().contains("muster_http_requests_total"));
}

#[test]
fn every_number_that_the_dashboard_and_the_alerts_look_at_is_told() {
    let network = Network::start(On::Sqlite);
    network.work();
    let text = Watcher::of(&network).text();
    let mut told = BTreeSet::new();
    for (name, kind) in text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' ')) {
        let parts: &[&str] = if kind == "histogram" { &["_bucket", "_sum", "_count"] } else { &[""] };
        told.extend(parts.iter().map(|part| format!("{name}{part}")));
    }
    for file in ["deploy/grafana/muster.json", "deploy/alerts.yml"] {
        let looked_at = fs::read_to_string(file).unwrap();
        let words = looked_at.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let names: BTreeSet<&str> = words.filter(|word| word.starts_with("muster_")).collect();
        assert!(names.len() > 5, "{file}: {names:?}");
        for name in names {
            assert!(told.contains(name), "{file} looks at {name}, and there are only {told:#?}");
        }
    }
}
