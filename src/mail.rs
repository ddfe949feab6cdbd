//! Mail: what is said, and how it leaves. A mail is always a job, written with the change that it tells of.

use std::{path::PathBuf, time::Duration};

use lettre::{
    FileTransport, Message, SmtpTransport, Transport,
    message::{
        Mailbox,
        header::{HeaderName, HeaderValue},
    },
};
use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    jobs::JobId,
    traces,
};

/// A mail in plain text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mail {
    /// The address it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The path of the page that it is about, such as `/briefs/brief_…`; it leaves as an address of this network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl Mail {
    /// The text with its link, for a network that people reach at `public_url`.
    fn body(&self, public_url: &str) -> String {
        match &self.link {
            Some(path) => format!(
                "{}\n\n{public_url}{path}\n\n-- \nWhat you are told, how, and when, is yours to choose: \
                 {public_url}/notices/settings\n",
                self.text.trim_end()
            ),
            None => self.text.clone(),
        }
    }
}

/// Where mail goes.
pub enum Mailer {
    /// A server.
    Smtp(Box<SmtpTransport>, Mailbox),
    /// A folder of `.eml` files, for networks that have no server yet.
    Folder(FileTransport, Mailbox),
}

impl Mailer {
    /// Mail through the server at `url` (`smtps://user:password@host`), from `sender`.
    pub fn smtp(url: &str, sender: Mailbox) -> Result<Self> {
        let builder = SmtpTransport::from_url(url).map_err(|cause| Error::internal("read MUSTER_SMTP_URL", cause))?;
        Ok(Self::Smtp(Box::new(builder.timeout(Some(Duration::from_secs(20))).build()), sender))
    }

    /// Mail into `folder`, which is made where it is missing.
    pub fn folder(folder: PathBuf, sender: Mailbox) -> Result<Self> {
        std::fs::create_dir_all(&folder)
            .map_err(|cause| Error::internal(format!("make the mail folder {}", folder.display()), cause))?;
        Ok(Self::Folder(FileTransport::new(folder), sender))
    }

    /// Sends the mail of `job`, of the network that people reach at `public_url`, or says why it could not leave. It is
    /// named after the job, so that one that is sent again after a crash is known for the same.
    pub fn send(&self, mail: &Mail, job: JobId, public_url: &str) -> Result<()> {
        let (Self::Smtp(_, sender) | Self::Folder(_, sender)) = self;
        let to: Mailbox = mail.to.parse().map_err(|cause| Error::internal("read the address of a mail", cause))?;
        let mut message = Message::builder()
            .message_id(Some(format!("<{job}@{}>", host(public_url))))
            .from(sender.clone())
            .to(to)
            .subject(&mail.subject)
            .header(lettre::message::header::ContentType::TEXT_PLAIN)
            .body(mail.body(public_url))
            .map_err(|cause| Error::internal("write a mail", cause))?;
        message.headers_mut().insert_raw(written_by_a_program());
        let told = traces::mail(self.way());
        let sent = told.in_scope(|| match self {
            Self::Smtp(server, _) => {
                server.send(&message).map(drop).map_err(|cause| Error::internal("hand a mail to the server", cause))
            }
            Self::Folder(folder, _) => {
                folder.send(&message).map(drop).map_err(|cause| Error::internal("write a mail to its folder", cause))
            }
        });
        if sent.is_err() {
            told.record("failed", true);
        }
        sent
    }

    /// The way that mail takes.
    const fn way(&self) -> &'static str {
        match self {
            Self::Smtp(..) => "smtp",
            Self::Folder(..) => "folder",
        }
    }
}

/// Asks the server at `url` whether it is there and takes us in; each step of that may take so long. Nothing is sent.
pub fn ask(url: &str, patience: Duration) -> Result<()> {
    let builder = SmtpTransport::from_url(url).map_err(|cause| Error::internal("read MUSTER_SMTP_URL", cause))?;
    match builder.timeout(Some(patience)).build().test_connection() {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::internal("ask the mail server", "it took us in and then fell silent")),
        Err(cause) => Err(Error::internal("ask the mail server", cause)),
    }
}

/// RFC 3834: whoever is away does not answer this mail.
fn written_by_a_program() -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned())
}

/// The host of an address such as `https://muster.example:8443/here`.
fn host(public_url: &str) -> &str {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    rest.split([':', '/']).next().unwrap_or(rest)
}
