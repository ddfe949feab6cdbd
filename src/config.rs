//! Settings, from the environment. Every key is listed in [`KEYS`]; one that is not listed is refused, so that a
//! misspelt key is never silently ignored.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf};

use lettre::message::Mailbox;

use crate::{db::Target, outbound::Reach};

/// Every key: its name, what holds where it is absent, and what it means. The README's table is made from this one.
pub const KEYS: [(&str, &str, &str); 9] = [
    (
        "DATABASE_URL",
        "sqlite://<MUSTER_DATA>/muster.db",
        "the database: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME",
    ),
    ("MUSTER_BIND", "127.0.0.1:8080", "the address and port that the server listens on"),
    ("MUSTER_DATA", "data", "the folder for the SQLite file, the signing keys and, without SMTP, the mail"),
    (
        "MUSTER_PUBLIC_URL",
        "http://<MUSTER_BIND>",
        "the address under which people reach the network; it stands in mails",
    ),
    ("MUSTER_CONNECTIONS", "8", "how many database connections one server holds, 2 to 100"),
    ("MUSTER_SMTP_URL", "none: mail goes to <MUSTER_DATA>/mail", "the mail server, such as smtps://USER:PASSWORD@HOST"),
    ("MUSTER_MAIL_FROM", "Muster <muster@localhost>", "the sender of mails"),
    (
        "MUSTER_OUTBOUND_PRIVATE",
        "deny",
        "whether requests to addresses that users give may reach private networks, and by http: deny or allow; allow is for tests and development",
    ),
    ("MUSTER_LOG", "info", "what is logged, as tracing filters say it, such as info,muster=debug"),
];

/// The settings of one server.
#[derive(Clone, Debug)]
pub struct Config {
    /// Which database.
    pub database: Target,
    /// Where to listen.
    pub bind: SocketAddr,
    /// The data folder.
    pub data: PathBuf,
    /// How people reach the network, without a slash at the end.
    pub public_url: String,
    /// Connections in the pool.
    pub connections: u32,
    /// The mail server, if any. Holds a password: never shown.
    pub smtp_url: Option<String>,
    /// The sender of mails.
    pub mail_from: Mailbox,
    /// How far requests to addresses that users give may reach.
    pub outbound: Reach,
    /// What is logged.
    pub log: String,
}

impl Config {
    /// Reads the settings from those of `variables` that are Muster's, or says which one is wrong and what would be right.
    pub fn read(variables: impl Iterator<Item = (String, String)>) -> Result<Self, String> {
        let ours: BTreeMap<String, String> =
            variables.filter(|(key, _)| key == "DATABASE_URL" || key.starts_with("MUSTER_")).collect();
        if let Some(unknown) = ours.keys().find(|key| KEYS.iter().all(|(known, ..)| known != key)) {
            let known: Vec<&str> = KEYS.iter().map(|(key, ..)| *key).collect();
            return Err(format!("{unknown} is no setting of Muster; there are {}", known.join(", ")));
        }
        let get = |key: &str, absent: &str| ours.get(key).cloned().unwrap_or_else(|| absent.to_owned());
        let data = PathBuf::from(get("MUSTER_DATA", "data"));
        let bind = parse("MUSTER_BIND", &get("MUSTER_BIND", "127.0.0.1:8080"), "an address and a port")?;
        let connections = parse("MUSTER_CONNECTIONS", &get("MUSTER_CONNECTIONS", "8"), "a number from 2 to 100")?;
        if !(2..=100).contains(&connections) {
            return Err(format!("MUSTER_CONNECTIONS is {connections}, but should be a number from 2 to 100"));
        }
        let database = get("DATABASE_URL", &format!("sqlite://{}", data.join("muster.db").display()));
        Ok(Self {
            database: database.parse().map_err(|error| format!("DATABASE_URL: {error}"))?,
            bind,
            public_url: get("MUSTER_PUBLIC_URL", &format!("http://{bind}")).trim_end_matches('/').to_owned(),
            connections,
            smtp_url: ours.get("MUSTER_SMTP_URL").cloned(),
            mail_from: parse("MUSTER_MAIL_FROM", &get("MUSTER_MAIL_FROM", "Muster <muster@localhost>"), "a sender")?,
            outbound: reach(&get("MUSTER_OUTBOUND_PRIVATE", "deny"))?,
            log: get("MUSTER_LOG", "info"),
            data,
        })
    }

    /// Where mail goes without a mail server.
    pub fn mail_folder(&self) -> PathBuf {
        self.data.join("mail")
    }
}

fn reach(value: &str) -> Result<Reach, String> {
    match value {
        "deny" => Ok(Reach::Public),
        "allow" => Ok(Reach::Private),
        other => Err(format!("MUSTER_OUTBOUND_PRIVATE is {other:?}, but should be deny or allow")),
    }
}

fn parse<T: std::str::FromStr>(key: &str, value: &str, right: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{key} is {value:?}, but should be {right}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, String> {
        Config::read(variables.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = read(&[("MUSTER_BINDE", "x")]).unwrap_err();
        assert!(
            error.starts_with("MUSTER_BINDE is no setting of Muster; there are DATABASE_URL, MUSTER_BIND"),
            "{error}"
        );
    }

    #[test]
    fn the_readme_lists_every_key_as_it_is() {
        let readme = include_str!("../README.md");
        for (key, absent, meaning) in KEYS {
            let row = format!("| `{key}` | {} | {meaning} |", absent.replace('<', "&lt;"));
            assert!(readme.contains(&row), "README.md lacks: {row}");
        }
    }

    #[test]
    fn requests_reach_the_open_internet_alone_unless_allowed_otherwise() {
        assert_eq!(read(&[]).unwrap().outbound, Reach::Public);
        assert_eq!(read(&[("MUSTER_OUTBOUND_PRIVATE", "allow")]).unwrap().outbound, Reach::Private);
        assert!(read(&[("MUSTER_OUTBOUND_PRIVATE", "yes")]).unwrap_err().contains("should be deny or allow"));
    }

    #[test]
    fn a_password_is_never_shown() {
        let config = read(&[("DATABASE_URL", "postgres://muster:secret@db.example/muster")]).unwrap();
        assert_eq!(config.database.to_string(), "postgres://db.example/muster");
        assert!(!format!("{:?}", config.database).contains("secret"));
    }

    #[test]
    fn the_database_is_a_file_in_the_data_folder_unless_said_otherwise() {
        assert_eq!(read(&[("MUSTER_DATA", "here")]).unwrap().database.to_string(), "sqlite://here/muster.db");
    }
}
