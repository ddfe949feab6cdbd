//! Mail: what is said, and how it leaves. A mail is always a job, written with the change that it tells of.

use std::{path::PathBuf, time::Duration};

use jiff::tz::TimeZone;
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
    letters::{Language, Letter, Said},
    traces,
};

/// Somebody who is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// Their address.
    pub email: String,
    /// What they are called, where that is known to be their own word.
    pub name: Option<String>,
    /// The language that they read.
    pub language: Language,
}

/// A mail in plain text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mail {
    /// The address it goes to.
    pub to: String,
    /// The language that it is written in.
    #[serde(default = "english")]
    pub language: Language,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The path of the page that it is about, such as `/briefs/brief_…`; it leaves as an address of this network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// The language of mails that were written before there were others.
const fn english() -> Language {
    Language::English
}

impl Mail {
    /// A letter as `to` reads it, after a salutation.
    ///
    /// # Errors
    /// As [`Letter::said`].
    pub fn of(to: &Addressee, letter: &Letter) -> Result<Self> {
        Self::written(to, letter, &TimeZone::UTC, None)
    }

    /// The same of a notice: by the clock of `zone`, with the page that it is about.
    ///
    /// # Errors
    /// As [`Letter::said`].
    pub fn of_notice(to: &Addressee, letter: &Letter, zone: &TimeZone, link: &str) -> Result<Self> {
        Self::written(to, letter, zone, Some(link.to_owned()))
    }

    fn written(to: &Addressee, letter: &Letter, zone: &TimeZone, link: Option<String>) -> Result<Self> {
        let Addressee { email, name, language } = to;
        let greeting = match name {
            Some(name) => Letter::new("greeting").with("name", name),
            None => Letter::new("greeting-to-nobody"),
        };
        let greeting = greeting.text(*language, zone)?;
        let Said { subject, text } = letter.said(*language, zone)?;
        let text = format!("{greeting}\n\n{text}\n");
        Ok(Self { to: email.clone(), language: *language, subject, text, link })
    }

    /// The text with its link, for a network that people reach at `public_url`.
    fn body(&self, public_url: &str) -> Result<String> {
        let Some(path) = &self.link else { return Ok(self.text.clone()) };
        let settings = format!("{public_url}/notices/settings");
        let footer = Letter::new("footer").with("link", settings).text(self.language, &TimeZone::UTC)?;
        Ok(format!("{}\n\n{public_url}{path}\n\n-- \n{footer}\n", self.text.trim_end()))
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
            .body(mail.body(public_url)?)
            .map_err(|cause| Error::internal("write a mail", cause))?;
        message.headers_mut().insert_raw(written_by_a_program());
        message.headers_mut().insert_raw(written_in(mail.language));
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

/// RFC 3282: screen readers and translators know what they read.
fn written_in(language: Language) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str("Content-Language"), language.to_string())
}

/// The host of an address such as `https://muster.example:8443/here`.
fn host(public_url: &str) -> &str {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    rest.split([':', '/']).next().unwrap_or(rest)
}
