//! Requests to other people's servers, at addresses that users gave.
//!
//! Whoever gives an address could mean this machine or its neighbours. So every request, and every redirect again, goes
//! by `https` to an address of the open internet: the name is looked up here, and what was looked up is checked and
//! connected to, with no second look in between. There are no cookies, no proxy and no credentials; a request as a whole
//! takes at most [`PATIENCE`], and of an answer no more is read than its [`Limits`] allow, after it was unpacked.
//!
//! Where it may reach inwards (`MUSTER_OUTBOUND_PRIVATE=allow`, for tests and development), plain `http` and inner
//! addresses are fine as well. Calls nothing; called by calendars, webhooks and the providers of identity. It blocks: never
//! call it in an open transaction.

mod address;
mod failure;
mod reach;

use std::{io::Read, time::Duration};

use tracing::Span;
use ureq::{
    Agent, Body,
    config::Config,
    http::{HeaderMap, Request, Response, Uri, header},
    unversioned::transport::DefaultConnector,
};

use self::reach::{Guard, permitted};
pub use self::{failure::Failure, reach::Reach};
use crate::traces;

/// How long a request may take altogether, with its redirects and the reading of its answer.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// How long the look-up of a name, and the connection to a server, may take.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// The most redirects that are followed.
const MOST_REDIRECTS: u32 = 3;
/// The longest address.
const LONGEST_ADDRESS: usize = 2_000;
/// What is kept of the answer to something that was sent.
const LONGEST_REPLY: u64 = 16 << 10;
/// As whom Muster introduces itself.
const USER_AGENT: &str = concat!("Muster/", env!("CARGO_PKG_VERSION"));

/// What of an answer is read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest body, in bytes, after it was unpacked.
    pub bytes: u64,
}

/// What is known of an earlier answer, so that the same is not sent again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its entity tag.
    pub etag: Option<String>,
    /// When it was last modified, in the server's words.
    pub modified: Option<String>,
}

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status, 100 to 599.
    pub status: u16,
    /// The body, unpacked.
    pub body: Vec<u8>,
    /// By what to know it again.
    pub seen: Seen,
}

/// Asks other people's servers.
pub struct Outbound {
    agent: Agent,
    reach: Reach,
}

impl Outbound {
    /// Requests that reach so far.
    pub fn new(reach: Reach) -> Self {
        let config = Config::builder()
            .https_only(reach == Reach::Public)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(USER_AGENT)
            .max_redirects(MOST_REDIRECTS)
            .max_idle_connections(0)
            .timeout_global(Some(PATIENCE))
            .timeout_resolve(Some(CONNECT_PATIENCE))
            .timeout_connect(Some(CONNECT_PATIENCE))
            .build();
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), Guard { reach }), reach }
    }

    /// Whether an address could be asked at all, as far as that shows without a look-up.
    pub fn check(&self, address: &str) -> Result<(), Failure> {
        self.parse(address).map(drop)
    }

    /// Asks for what lies at an address: the answer, or status 304 without a body where it is what was `seen` before.
    pub fn get(&self, limits: &Limits, address: &str, seen: &Seen) -> Result<Answer, Failure> {
        let mut request = Request::get(self.parse(address)?);
        for (name, value) in [(header::IF_NONE_MATCH, &seen.etag), (header::IF_MODIFIED_SINCE, &seen.modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let request = request.body(()).map_err(|_| Failure::Address("cannot be asked in HTTP"))?;
        let told = traces::outbound("GET");
        let _within = told.enter();
        let answer = heard(&told, self.agent.run(request))?;
        let (head, mut body) = taken_apart(answer, limits.bytes)?;
        if over(&body, limits.bytes) {
            return Err(Failure::Large(limits.bytes >> 10));
        }
        body.shrink_to_fit();
        Ok(Answer { status: head.status, body, seen: head.seen })
    }

    /// Sends a body with its headers (names and values). Redirects are not followed: what was meant for one server is
    /// not handed to another. Of the reply, the first 16 KiB are kept.
    pub fn post(&self, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, Failure> {
        let mut reply = self.send(LONGEST_REPLY, address, headers, body)?;
        reply.body.truncate(usize::try_from(LONGEST_REPLY).expect("a few KiB"));
        Ok(reply)
    }

    /// The same for a reply that is of use only as a whole.
    pub fn ask(
        &self,
        limits: &Limits,
        address: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, Failure> {
        let reply = self.send(limits.bytes, address, headers, body)?;
        if over(&reply.body, limits.bytes) { Err(Failure::Large(limits.bytes >> 10)) } else { Ok(reply) }
    }

    fn send(&self, bytes: u64, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, Failure> {
        let mut request = Request::post(self.parse(address)?);
        let told = traces::outbound("POST");
        let _within = told.enter();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        // So that whoever is told can find in their traces what they were told by.
        if let Some(here) = traces::here() {
            request = request.header("traceparent", here);
        }
        let request = request.body(body).map_err(|_| Failure::Address("cannot be asked in HTTP"))?;
        let request = self.agent.configure_request(request).max_redirects(0).max_redirects_will_error(false).build();
        let answer = heard(&told, self.agent.run(request))?;
        let (head, body) = taken_apart(answer, bytes)?;
        Ok(Answer { status: head.status, body, seen: head.seen })
    }

    fn parse(&self, address: &str) -> Result<Uri, Failure> {
        if address.len() > LONGEST_ADDRESS {
            return Err(Failure::Address("is longer than 2000 characters"));
        }
        let uri: Uri =
            address.parse().map_err(|_| Failure::Address("is not an address such as https://example.org/"))?;
        permitted(&uri, self.reach)?;
        Ok(uri)
    }
}

/// A text as a part of an address, or of a form (RFC 3986).
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let told = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(told).collect()
}

struct Head {
    status: u16,
    seen: Seen,
}

/// The head of an answer, and one byte more of its body than `bytes`, if there are so many.
fn taken_apart(answer: Response<Body>, bytes: u64) -> Result<(Head, Vec<u8>), Failure> {
    let (head, body) = answer.into_parts();
    let mut read = Vec::new();
    let broken = |error: std::io::Error| Failure::of(&ureq::Error::from(error));
    body.into_reader().take(bytes + 1).read_to_end(&mut read).map_err(broken)?;
    let seen = Seen { etag: text(&head.headers, header::ETAG), modified: text(&head.headers, header::LAST_MODIFIED) };
    Ok((Head { status: head.status.as_u16(), seen }, read))
}

fn over(body: &[u8], bytes: u64) -> bool {
    u64::try_from(body.len()).is_ok_and(|length| length > bytes)
}

/// A header that can be kept and sent back, if there is one of a sensible length.
fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (value.len() <= 200).then(|| value.to_owned())
}

/// What came of a request, also for whoever reads the traces.
fn heard(told: &Span, outcome: Result<Response<Body>, ureq::Error>) -> Result<Response<Body>, Failure> {
    match &outcome {
        Ok(answer) => told.record("status", answer.status().as_u16()),
        Err(_) => told.record("failed", true),
    };
    outcome.map_err(|error| Failure::of(&error))
}

#[cfg(test)]
mod tests {
    use std::{
        io::Write,
        net::{SocketAddr, TcpListener, TcpStream},
        thread::JoinHandle,
    };

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    const SMALL: Limits = Limits { bytes: 64 << 10 };

    /// A server that answers each of its connections with one of `answers`, in order.
    fn serve(answers: Vec<Vec<u8>>) -> (SocketAddr, JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let socket = listener.local_addr().unwrap();
        let thread = std::thread::spawn(move || {
            let one = |answer: Vec<u8>| {
                let (mut stream, _) = listener.accept().unwrap();
                let request = head_of(&mut stream);
                // Whoever reads may have had enough.
                let _ = stream.write_all(&answer);
                request
            };
            answers.into_iter().map(one).collect()
        });
        (socket, thread)
    }

    fn head_of(stream: &mut TcpStream) -> String {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
            head.push(byte[0]);
        }
        String::from_utf8(head).unwrap()
    }

    fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
        let mut answer = format!("HTTP/1.1 200 OK\r\n{headers}connection: close\r\n\r\n").into_bytes();
        answer.extend_from_slice(body);
        answer
    }

    fn sent_on(to: &str) -> Vec<u8> {
        format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into_bytes()
    }

    fn get(reach: Reach, address: &str) -> Result<Answer, Failure> {
        Outbound::new(reach).get(&SMALL, address, &Seen::default())
    }

    #[test]
    fn an_answer_comes_with_what_it_is_known_by() {
        let (socket, server) = serve(vec![
            ok("etag: \"a1\"\r\nlast-modified: Mon, 02 Nov 2026 09:00:00 GMT\r\n", b"BEGIN"),
            b"HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n".to_vec(),
        ]);
        let outbound = Outbound::new(Reach::Private);
        let address = format!("http://{socket}/feed");
        let first = outbound.get(&SMALL, &address, &Seen::default()).unwrap();
        assert_eq!((first.status, first.body.as_slice()), (200, b"BEGIN".as_slice()));
        let second = outbound.get(&SMALL, &address, &first.seen).unwrap();
        assert_eq!((second.status, second.body.len()), (304, 0));
        let heads = server.join().unwrap();
        assert!(heads[0].contains("user-agent: Muster/") && !heads[0].contains("if-none-match"), "{}", heads[0]);
        assert!(heads[1].contains("if-none-match: \"a1\"") && heads[1].contains("if-modified-since: Mon"));
    }

    #[test]
    fn a_body_is_sent_with_its_headers_and_not_on_to_somebody_else() {
        let (socket, server) = serve(vec![sent_on("http://127.0.0.1:9/")]);
        let outbound = Outbound::new(Reach::Private);
        let reply = outbound.post(&format!("http://{socket}/hook"), &[("webhook-id", "one")], b"{}").unwrap();
        assert_eq!(reply.status, 302);
        let head = server.join().unwrap().remove(0);
        assert!(head.starts_with("POST /hook") && head.contains("webhook-id: one"), "{head}");
    }

    #[test]
    fn a_reply_that_is_asked_for_as_a_whole_is_refused_where_it_is_too_large() {
        let large = ok("", &[b'x'; 65 << 10]);
        let (socket, _server) = serve(vec![large.clone(), large]);
        let outbound = Outbound::new(Reach::Private);
        let address = format!("http://{socket}/token");
        assert_eq!(outbound.ask(&SMALL, &address, &[], b"").unwrap_err(), Failure::Large(64));
        assert_eq!(outbound.post(&address, &[], b"").unwrap().body.len(), 16 << 10);
    }

    #[test]
    fn a_redirect_into_a_private_network_is_refused_at_its_address() {
        let (trap, _) = serve(vec![ok("", b"secret")]);
        for inner in [format!("http://{trap}/"), "https://127.0.0.1:1/".to_owned(), "http://[::1]:1/".to_owned()] {
            let (socket, _server) = serve(vec![sent_on(&inner)]);
            let refused = get(Reach::Only(socket), &format!("http://{socket}/")).unwrap_err();
            assert_eq!(refused, Failure::Address("leads into a private network, where Muster does not go"), "{inner}");
        }
    }

    #[test]
    fn a_redirect_may_not_carry_credentials_or_leave_http() {
        let (socket, _server) = serve(vec![sent_on("http://me:secret@example.org/")]);
        let refused = get(Reach::Only(socket), &format!("http://{socket}/")).unwrap_err();
        assert!(refused.to_string().contains("user name"), "{refused}");
        let (socket, _server) = serve(vec![sent_on("file:///etc/passwd")]);
        assert!(get(Reach::Only(socket), &format!("http://{socket}/")).is_err());
    }

    #[test]
    fn a_chain_of_redirects_ends() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let socket = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                head_of(&mut stream);
                let _ = stream.write_all(&sent_on(&format!("http://{socket}/again")));
            }
        });
        assert_eq!(get(Reach::Private, &format!("http://{socket}/")).unwrap_err(), Failure::Redirects);
    }

    #[test]
    fn an_endless_answer_is_left_at_the_limit() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let socket = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            head_of(&mut stream);
            let _ = stream.write_all(&ok("", b""));
            while stream.write_all(&[b'x'; 4_096]).is_ok() {}
        });
        assert_eq!(get(Reach::Private, &format!("http://{socket}/")).unwrap_err(), Failure::Large(64));
    }

    #[test]
    fn a_small_answer_that_unpacks_to_a_large_one_is_left_at_the_limit() {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        (0..1_000).for_each(|_| packer.write_all(&[0; 64 << 10]).unwrap());
        let packed = packer.finish().unwrap();
        assert!(packed.len() < 100_000, "{}", packed.len());
        let (socket, _server) = serve(vec![ok("content-encoding: gzip\r\n", &packed)]);
        assert_eq!(get(Reach::Private, &format!("http://{socket}/")).unwrap_err(), Failure::Large(64));
    }

    #[test]
    fn a_body_that_is_no_text_is_handed_on_as_it_is() {
        let (socket, _server) = serve(vec![ok("content-type: text/calendar; charset=utf-8\r\n", &[0xff, 0x00, 0xfe])]);
        assert_eq!(get(Reach::Private, &format!("http://{socket}/")).unwrap().body, [0xff, 0x00, 0xfe]);
    }

    #[test]
    fn a_server_that_never_answers_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let socket = listener.local_addr().unwrap();
        let outbound = Outbound::new(Reach::Private);
        let hurried = outbound.agent.configure_request(Request::get(format!("http://{socket}/")).body(()).unwrap());
        let request = hurried.timeout_global(Some(Duration::from_millis(50))).build();
        assert_eq!(Failure::of(&outbound.agent.run(request).unwrap_err()), Failure::Slow);
        let config = outbound.agent.config();
        assert_eq!(config.timeouts().global, Some(PATIENCE));
    }

    #[test]
    fn a_server_that_drips_is_given_up_while_its_answer_is_read() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let socket = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            head_of(&mut stream);
            let _ = stream.write_all(&ok("content-length: 100000\r\n", b""));
            while stream.write_all(b"x").is_ok() {
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let outbound = Outbound::new(Reach::Private);
        let hurried = outbound.agent.configure_request(Request::get(format!("http://{socket}/")).body(()).unwrap());
        let answer = outbound.agent.run(hurried.timeout_global(Some(Duration::from_millis(200))).build()).unwrap();
        assert_eq!(taken_apart(answer, 100_000).err(), Some(Failure::Slow));
    }

    #[test]
    fn addresses_that_lead_inwards_are_refused_whatever_they_are_written_as() {
        let written = ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0", "localhost", "[::1]", "[::ffff:10.0.0.1]"];
        for host in written {
            let refused = get(Reach::Public, &format!("https://{host}/")).unwrap_err();
            assert_eq!(refused, Failure::Address("leads into a private network, where Muster does not go"), "{host}");
        }
    }

    #[test]
    fn addresses_that_nobody_should_give_are_refused_before_anything_is_looked_up() {
        let outbound = Outbound::new(Reach::Public);
        let told = |address: &str| outbound.check(address).unwrap_err().to_string();
        assert_eq!(told("http://example.org/"), "The address does not begin with https://.");
        assert_eq!(told("ftp://example.org/"), "The address does not begin with https://.");
        assert_eq!(told("/feed.ics"), "The address does not begin with https://.");
        assert!(told("https://me:secret@example.org/").contains("user name or a password"));
        assert!(told("https://exa mple.org/").contains("such as https://example.org/"));
        assert!(told(&format!("https://example.org/{}", "x".repeat(2_000))).contains("longer than 2000"));
        assert_eq!(outbound.check("https://example.org/feed.ics"), Ok(()));
    }
}
