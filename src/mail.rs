//! Mail: what is said, and how it leaves. A mail is always a job, written with the change that it tells of.

use std::{path::PathBuf, time::Duration};

use lettre::{FileTransport, Message, SmtpTransport, Transport, message::Mailbox};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

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
            Some(path) => format!("{}\n\n{public_url}{path}\n", self.text.trim_end()),
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

    /// Sends a mail of the network that people reach at `public_url`, or says why it could not leave.
    pub fn send(&self, mail: &Mail, public_url: &str) -> Result<()> {
        let (Self::Smtp(_, sender) | Self::Folder(_, sender)) = self;
        let to: Mailbox = mail.to.parse().map_err(|cause| Error::internal("read the address of a mail", cause))?;
        let message = Message::builder()
            .from(sender.clone())
            .to(to)
            .subject(&mail.subject)
            .header(lettre::message::header::ContentType::TEXT_PLAIN)
            .body(mail.body(public_url))
            .map_err(|cause| Error::internal("write a mail", cause))?;
        match self {
            Self::Smtp(server, _) => {
                server.send(&message).map(drop).map_err(|cause| Error::internal("hand a mail to the server", cause))
            }
            Self::Folder(folder, _) => {
                folder.send(&message).map(drop).map_err(|cause| Error::internal("write a mail to its folder", cause))
            }
        }
    }
}
