//! A connection that asks one thing after the other: as much of HTTP/1.1 as the server answers with, and little to carry,
//! so that the one who measures does not stand in the way.

use std::{io, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, timeout},
};

/// Servers close what was silent for five seconds; what was silent for longer than this is opened anew.
const SILENCE: Duration = Duration::from_secs(3);
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is read at once.
const PIECE: usize = 16 * 1024;

/// A connection, opened when it is first used.
pub(crate) struct Wire {
    to: SocketAddr,
    stream: Option<TcpStream>,
    used: Instant,
    read: Vec<u8>,
}

/// What was answered.
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    pub(crate) etag: Option<String>,
    pub(crate) body: &'a [u8],
}

impl Wire {
    pub(crate) fn new(to: SocketAddr) -> Self {
        Self { to, stream: None, used: Instant::now(), read: Vec::new() }
    }

    /// Opens the connection, if it is not.
    pub(crate) async fn open(&mut self) -> io::Result<()> {
        self.stream().await.map(drop)
    }

    /// Sends a request and waits for its answer. A connection that broke is opened anew by the next one.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        let late = |_| io::Error::new(io::ErrorKind::TimedOut, "no answer in time");
        let answered = match timeout(PATIENCE, self.exchange(request)).await.map_err(late) {
            Ok(answered) => answered,
            Err(error) => Err(error),
        };
        self.used = Instant::now();
        let is_over = match &answered {
            Ok(head) => head.closes,
            Err(_) => true,
        };
        if is_over {
            self.stream = None;
        }
        let Head { status, etag, begins, length, .. } = answered?;
        Ok(Answer { status, etag, body: &self.read[begins..begins + length] })
    }

    async fn stream(&mut self) -> io::Result<&mut TcpStream> {
        let open = self.stream.take().filter(|_| self.used.elapsed() < SILENCE);
        let stream = match open {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.to).await?;
                stream.set_nodelay(true)?;
                self.used = Instant::now();
                stream
            }
        };
        Ok(self.stream.insert(stream))
    }

    async fn exchange(&mut self, request: &[u8]) -> io::Result<Head> {
        let mut read = std::mem::take(&mut self.read);
        read.clear();
        let stream = self.stream().await?;
        stream.write_all(request).await?;
        loop {
            read.reserve(PIECE);
            if stream.read_buf(&mut read).await? == 0 {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed the connection"));
            }
            if let Some(head) = Head::of(&read)?
                && read.len() >= head.begins + head.length
            {
                self.read = read;
                return Ok(head);
            }
        }
    }
}

/// The head of an answer, and where its body is.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    etag: Option<String>,
    begins: usize,
    length: usize,
    closes: bool,
}

impl Head {
    /// The head that begins what was read, once all of it is there.
    fn of(read: &[u8]) -> io::Result<Option<Self>> {
        const END: &[u8] = b"\r\n\r\n";
        let Some(end) = read.windows(END.len()).position(|four| four == END) else { return Ok(None) };
        let strange =
            || io::Error::new(io::ErrorKind::InvalidData, "an answer that is not of HTTP/1.1, or without a length");
        let text = std::str::from_utf8(&read[..end]).map_err(|_| strange())?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok());
        let status: u16 = status.ok_or_else(strange)?;
        let (mut etag, mut length, mut closes) = (None, None, false);
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().ok(),
                "etag" => etag = Some(value.to_owned()),
                "connection" => closes = value.eq_ignore_ascii_case("close"),
                _ => {}
            }
        }
        let length = length.or((status == 204).then_some(0)).ok_or_else(strange)?;
        Ok(Some(Self { status, etag, begins: end + END.len(), length, closes }))
    }
}

/// A request as it is sent. With a body it is one of JSON.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: muster\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(body) = body {
        text.push_str(&format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len()));
    }
    text.push_str("\r\n");
    text.push_str(body.unwrap_or_default());
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn head(text: &str) -> Option<Head> {
        Head::of(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_head_says_how_long_the_body_is_in_whatever_case() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\netag: \"v3\"\r\ndate: now\r\n\r\nbody";
        let read = head(text).unwrap();
        assert_eq!((read.status, read.length, read.etag.as_deref()), (200, 4, Some("\"v3\"")));
        assert_eq!((&text[read.begins..], read.closes), ("body", false));
        assert!(head("HTTP/1.1 500 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap().closes);
    }

    #[test]
    fn a_head_that_is_not_whole_yet_is_waited_for() {
        assert_eq!(head("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n"), None);
    }

    #[test]
    fn without_content_there_is_no_body_and_otherwise_a_length_is_needed() {
        assert_eq!(head("HTTP/1.1 204 No Content\r\n\r\n").unwrap().length, 0);
        assert!(Head::of(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
        assert!(Head::of(b"SSH-2.0\r\n\r\n").is_err());
    }

    #[test]
    fn a_request_tells_what_its_body_is() {
        let sent = |body| String::from_utf8(request("POST", "/x", &[("authorization", "Bearer t")], body)).unwrap();
        assert_eq!(sent(None), "POST /x HTTP/1.1\r\nhost: muster\r\nauthorization: Bearer t\r\n\r\n");
        assert!(sent(Some("{}")).ends_with("content-type: application/json\r\ncontent-length: 2\r\n\r\n{}"));
    }

    /// A server that answers each connection once, in two pieces, and closes it.
    fn server() -> SocketAddr {
        use std::io::{Read, Write};
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let (mut stream, mut read) = (stream.unwrap(), [0; 1024]);
                assert!(stream.read(&mut read).unwrap() > 0);
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r").unwrap();
                stream.flush().unwrap();
                stream.write_all(format!("\n{number}").as_bytes()).unwrap();
            }
        });
        address
    }

    #[test]
    fn a_connection_that_was_closed_is_told_once_and_opened_anew() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (mut wire, asked) = (Wire::new(server()), request("GET", "/", &[], None));
            assert_eq!(wire.ask(&asked).await.unwrap().body, b"0");
            assert!(wire.ask(&asked).await.is_err());
            assert_eq!(wire.ask(&asked).await.unwrap().body, b"1");
        });
    }
}
