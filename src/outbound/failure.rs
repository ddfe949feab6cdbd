//! Why there is no answer, for whoever gave the address.

use super::{MOST_REDIRECTS, PATIENCE};

/// Why there is no answer: a sentence for whoever gave the address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The address cannot be asked, whoever asks.
    #[error("The address {0}.")]
    Address(&'static str),
    /// There is no such name.
    #[error("There is no server of that name, or it cannot be looked up now.")]
    Unknown,
    /// It took too long.
    #[error("The server did not answer in full within {} seconds.", PATIENCE.as_secs())]
    Slow,
    /// The answer is too large.
    #[error("The answer is larger than {0} KiB.")]
    Large(u64),
    /// It was sent on and on.
    #[error("The address leads from one to the next more than {MOST_REDIRECTS} times.")]
    Redirects,
    /// No connection could be made, or it broke.
    #[error("No connection to the server could be made, or it broke off.")]
    Connection,
    /// Its certificate is not good.
    #[error("The server's certificate could not be verified.")]
    Certificate,
    /// It does not speak HTTP as it should.
    #[error("The server's answer is not HTTP as it should be.")]
    Garbled,
}

impl Failure {
    /// What became of a request, in those words.
    pub(super) fn of(error: &ureq::Error) -> Self {
        match error {
            ureq::Error::Other(inner) => inner.downcast_ref().cloned().unwrap_or(Self::Connection),
            ureq::Error::Timeout(_) => Self::Slow,
            ureq::Error::HostNotFound => Self::Unknown,
            ureq::Error::RequireHttpsOnly(_) => Self::Address("does not begin with https://"),
            ureq::Error::BadUri(_) => Self::Address("is not an address such as https://example.org/"),
            ureq::Error::TooManyRedirects => Self::Redirects,
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Self::Certificate,
            ureq::Error::Io(cause) => of_io(cause),
            ureq::Error::ConnectionFailed => Self::Connection,
            _ => Self::Garbled,
        }
    }
}

fn of_io(cause: &std::io::Error) -> Failure {
    let told = cause.to_string();
    match cause.kind() {
        std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => Failure::Slow,
        _ if told.contains("lookup address") => Failure::Unknown,
        std::io::ErrorKind::InvalidData if told.contains("certificate") => Failure::Certificate,
        _ => Failure::Connection,
    }
}
