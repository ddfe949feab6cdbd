//! Settings. Every key is listed in [`KEYS`]; where their values come from, and what is refused of them before they are
//! read here, is for [`settings`] to say.

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, time::Duration};

use lettre::message::Mailbox;
use muster_bank::iban::{Bic, Iban, IbanError};

use crate::{
    db::{Durability, Target},
    formation::quotes::Limits,
    invoices::Seller,
    outbound::Reach,
    privacy::Legal,
    settings, traces,
};

/// Every key: its name, what holds where it is absent, and what it means. The README's table is made from this one.
pub const KEYS: [(&str, &str, &str); 37] = [
    (
        "MUSTER_CONFIG",
        "none",
        "a file of these settings, TOML with the same keys; the environment overrides it, and muster --config FILE this",
    ),
    (
        "DATABASE_URL",
        "sqlite://<MUSTER_DATA>/muster.db",
        "the database: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME",
    ),
    ("DATABASE_URL_FILE", "none", "a file that holds DATABASE_URL, in place of it"),
    ("MUSTER_BIND", "127.0.0.1:8080", "the address and port that the server listens on"),
    ("MUSTER_DATA", "data", "the folder for the SQLite file and, without SMTP, the mail"),
    (
        "MUSTER_SECRETS",
        "<MUSTER_DATA>",
        "the folder for the keys that sign tokens, receipts and certificates; several servers of one network share it",
    ),
    (
        "MUSTER_PUBLIC_URL",
        "http://<MUSTER_BIND>",
        "the address under which people reach the network; it stands in mails, and passkeys are made for its name: they need https (or localhost), and another name has none of them",
    ),
    (
        "MUSTER_NETWORK",
        "Muster",
        "the network's name and address as statements say them, with a semicolon between lines",
    ),
    (
        "MUSTER_NETWORK_COUNTRY",
        "none: no invoices",
        "the network's country on its invoices, two letters (ISO 3166); invoices are issued from the day on which it is set",
    ),
    ("MUSTER_NETWORK_POSTCODE", "none", "the network's postcode on its invoices"),
    ("MUSTER_NETWORK_CITY", "none", "the network's town on its invoices; name and street are those of MUSTER_NETWORK"),
    (
        "MUSTER_NETWORK_VAT_ID",
        "none: no tax can be asked for",
        "the network's VAT identifier with its country in front, such as ATU12345678",
    ),
    (
        "MUSTER_NETWORK_REGISTRATION",
        "none",
        "the network's number in the register of companies; without a VAT identifier, invoices need it",
    ),
    (
        "MUSTER_BANK_IBAN",
        "none: clients pay as agreed",
        "the network's account, as an IBAN: clients are told to pay to it, and members and spaces are paid from it",
    ),
    ("MUSTER_BANK_BIC", "none", "the bank of that account, where it wants to be told, such as GIBACZPX"),
    ("MUSTER_CONNECTIONS", "8", "how many database connections one server holds, 2 to 100"),
    ("MUSTER_SMTP_URL", "none: mail goes to <MUSTER_DATA>/mail", "the mail server, such as smtps://USER:PASSWORD@HOST"),
    ("MUSTER_SMTP_URL_FILE", "none", "a file that holds MUSTER_SMTP_URL, in place of it"),
    ("MUSTER_MAIL_FROM", "Muster <muster@localhost>", "the sender of mails"),
    (
        "MUSTER_OUTBOUND_PRIVATE",
        "deny",
        "whether requests to addresses that users give may reach private networks, and by http: deny or allow; allow is for tests and development",
    ),
    (
        "MUSTER_BEHIND_PROXY",
        "no",
        "yes where a proxy stands in front that adds the address of whoever asks to X-Forwarded-For; no otherwise, or anybody could make up an address",
    ),
    (
        "MUSTER_QUOTES_SIGNED_IN",
        "240",
        "how many quotes somebody who is signed in may ask for in a minute, 1 to 100000",
    ),
    (
        "MUSTER_QUOTES_ANONYMOUS",
        "60",
        "how many quotes may be asked for in a minute from one address without signing in, 1 to 100000",
    ),
    (
        "MUSTER_QUOTES_AT_ONCE",
        "2",
        "how many quotes one server works on at once, 1 to 64; four times as many wait a moment, and others are sent away",
    ),
    (
        "MUSTER_SIGN_INS",
        "60",
        "how often in a minute somebody may sign up, sign in or ask for a new password from one address, 1 to 100000",
    ),
    (
        "MUSTER_BREACHED_PASSWORDS",
        "none: the list of the program alone",
        "a larger list of passwords that leaked, which nobody may choose: the file that Have I Been Pwned's downloader makes, SHA-1 by SHA-1, sorted",
    ),
    ("MUSTER_LOG", "info", "what is logged, as tracing filters say it, such as info,muster=debug"),
    ("MUSTER_LOG_FORMAT", "text", "how it is logged: text for people, or json, an object a line, for programs"),
    (
        "MUSTER_SLOW_QUERY_MS",
        "200",
        "from how many milliseconds on a statement is logged as slow, without its values, 0 to 60000; 0 is never",
    ),
    (
        "MUSTER_METRICS_BIND",
        "none: no metrics",
        "the address and port at which Prometheus reads /metrics, such as 127.0.0.1:9100; whoever reaches it may read them",
    ),
    (
        "MUSTER_TRACES",
        "none: no traces",
        "the collector that is sent traces, by OTLP over HTTP, such as http://127.0.0.1:4318; without a path, /v1/traces is added",
    ),
    (
        "MUSTER_TRACES_SHARE",
        "100",
        "of a hundred requests and jobs, how many are traced, 0 to 100; of a request that names its trace, whoever asks decides",
    ),
    ("MUSTER_TRACES_TOKEN", "none", "what the collector is shown, as a bearer token"),
    ("MUSTER_TRACES_TOKEN_FILE", "none", "a file that holds MUSTER_TRACES_TOKEN, in place of it"),
    (
        "MUSTER_CONDITIONS",
        "none: nothing is accepted",
        "the version and the address of the conditions that whoever signs up accepts, such as 2026-11 https://example.org/conditions",
    ),
    (
        "MUSTER_LEGAL_IMPRINT",
        "none: nothing says who runs it",
        "the address of the page that says who runs the network, such as https://example.org/imprint; the law of many countries wants one",
    ),
    (
        "MUSTER_LEGAL_PRIVACY",
        "none: nothing says what is done with data",
        "the address of the network's privacy notice, such as https://example.org/privacy; whoever signs up is pointed to it",
    ),
];

/// The file of the keys that sign access tokens, in the folder of the secrets.
pub const TOKEN_KEYS: &str = "keys.json";
/// The file of the keys that sign receipts, certificates and books, in the same folder.
pub const SIGNING_KEYS: &str = "signing.json";

/// An account of the network. Masked in logs (`Debug`).
#[derive(Clone, Debug)]
pub struct BankAccount {
    /// Which.
    pub iban: Iban,
    /// At which bank; some banks want it told.
    pub bic: Option<Bic>,
}

/// The settings of one server.
#[derive(Clone, Debug)]
pub struct Config {
    /// Which database.
    pub database: Target,
    /// When SQLite waits for the disk. No setting says it, so that nobody loosens what holds the book.
    pub durability: Durability,
    /// Where to listen.
    pub bind: SocketAddr,
    /// Where metrics are read, if anywhere; never where people are.
    pub metrics_bind: Option<SocketAddr>,
    /// The data folder.
    pub data: PathBuf,
    /// The folder of the keys, which several servers of one network share.
    pub secrets: PathBuf,
    /// How people reach the network, without a slash at the end.
    pub public_url: String,
    /// The network's name, then its address, line by line.
    pub network: Vec<String>,
    /// The network as it stands on invoices, where that is said.
    pub seller: Option<Seller>,
    /// The account that clients pay to, and from which members and spaces are paid, if any.
    pub bank: Option<BankAccount>,
    /// Connections in the pool.
    pub connections: u32,
    /// The files in which a secret among the settings was found.
    pub secret_files: Vec<PathBuf>,
    /// The mail server, if any. Holds a password: never shown.
    pub smtp_url: Option<String>,
    /// The sender of mails.
    pub mail_from: Mailbox,
    /// How far requests to addresses that users give may reach.
    pub outbound: Reach,
    /// Whether a proxy says where a request comes from.
    pub behind_proxy: bool,
    /// How many quotes may be asked for.
    pub quotes: Limits,
    /// How often somebody may sign in from one address in a minute.
    pub sign_ins: NonZeroU32,
    /// A list of passwords that leaked, beside the one of the program.
    pub breached_passwords: Option<PathBuf>,
    /// What the law wants said, and what whoever signs up accepts.
    pub legal: Legal,
    /// From how long on a statement is logged as slow, if at all.
    pub slow_query: Option<Duration>,
    /// What is logged.
    pub log: String,
    /// Whether it is logged as JSON.
    pub log_json: bool,
    /// Where traces go, if anywhere.
    pub traces: Option<traces::Settings>,
}

impl Config {
    /// Reads the settings from those of `variables` that are Muster's, and from the files that they name; or says which one
    /// is wrong and what would be right.
    pub fn read(variables: impl Iterator<Item = (String, String)>) -> Result<Self, String> {
        let settings::Given { values: ours, secret_files } = settings::gather(variables)?;
        let get = |key: &str, absent: &str| ours.get(key).cloned().unwrap_or_else(|| absent.to_owned());
        let data = PathBuf::from(get("MUSTER_DATA", "data"));
        let bind = parse("MUSTER_BIND", &get("MUSTER_BIND", "127.0.0.1:8080"), "an address and a port")?;
        let connections = parse("MUSTER_CONNECTIONS", &get("MUSTER_CONNECTIONS", "8"), "a number from 2 to 100")?;
        if !(2..=100).contains(&connections) {
            return Err(format!("MUSTER_CONNECTIONS is {connections}, but should be a number from 2 to 100"));
        }
        let database = get("DATABASE_URL", &format!("sqlite://{}", data.join("muster.db").display()));
        let network = lines(&get("MUSTER_NETWORK", "Muster"))?;
        Ok(Self {
            database: database.parse().map_err(|error| format!("DATABASE_URL: {error}"))?,
            durability: Durability::default(),
            bind,
            metrics_bind: metrics_bind(ours.get("MUSTER_METRICS_BIND"), bind)?,
            public_url: get("MUSTER_PUBLIC_URL", &format!("http://{bind}")).trim_end_matches('/').to_owned(),
            seller: Seller::read(&network, |key| ours.get(key).cloned())?,
            network,
            bank: bank(ours.get("MUSTER_BANK_IBAN"), ours.get("MUSTER_BANK_BIC"))?,
            connections,
            secret_files,
            smtp_url: ours.get("MUSTER_SMTP_URL").cloned(),
            mail_from: parse("MUSTER_MAIL_FROM", &get("MUSTER_MAIL_FROM", "Muster <muster@localhost>"), "a sender")?,
            outbound: reach(&get("MUSTER_OUTBOUND_PRIVATE", "deny"))?,
            behind_proxy: match get("MUSTER_BEHIND_PROXY", "no").as_str() {
                "yes" => true,
                "no" => false,
                other => return Err(format!("MUSTER_BEHIND_PROXY is {other:?}, but should be yes or no")),
            },
            quotes: Limits {
                signed_in: number("MUSTER_QUOTES_SIGNED_IN", &get("MUSTER_QUOTES_SIGNED_IN", "240"), 100_000)?,
                anonymous: number("MUSTER_QUOTES_ANONYMOUS", &get("MUSTER_QUOTES_ANONYMOUS", "60"), 100_000)?,
                at_once: number("MUSTER_QUOTES_AT_ONCE", &get("MUSTER_QUOTES_AT_ONCE", "2"), 64)?.get() as usize,
            },
            sign_ins: number("MUSTER_SIGN_INS", &get("MUSTER_SIGN_INS", "60"), 100_000)?,
            breached_passwords: ours.get("MUSTER_BREACHED_PASSWORDS").map(PathBuf::from),
            legal: Legal::read(|key| ours.get(key).cloned())?,
            slow_query: slow_query(&get("MUSTER_SLOW_QUERY_MS", "200"))?,
            log: get("MUSTER_LOG", "info"),
            log_json: match get("MUSTER_LOG_FORMAT", "text").as_str() {
                "json" => true,
                "text" => false,
                other => return Err(format!("MUSTER_LOG_FORMAT is {other:?}, but should be text or json")),
            },
            traces: traces::Settings::read(
                ours.get("MUSTER_TRACES"),
                &get("MUSTER_TRACES_SHARE", "100"),
                ours.get("MUSTER_TRACES_TOKEN"),
            )?,
            secrets: ours.get("MUSTER_SECRETS").map_or_else(|| data.clone(), PathBuf::from),
            data,
        })
    }

    /// Where the keys of access tokens are.
    pub fn token_keys(&self) -> PathBuf {
        self.secrets.join(TOKEN_KEYS)
    }

    /// Where the keys are that sign receipts, certificates and books.
    pub fn signing_keys(&self) -> PathBuf {
        self.secrets.join(SIGNING_KEYS)
    }

    /// Where mail goes without a mail server.
    pub fn mail_folder(&self) -> PathBuf {
        self.data.join("mail")
    }
}

/// The lines of an address: one at least, short enough for a letterhead.
fn lines(value: &str) -> Result<Vec<String>, String> {
    let lines: Vec<String> =
        value.split(';').map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if (1..=8).contains(&lines.len()) && lines.iter().all(|line| line.chars().count() <= 80) {
        Ok(lines)
    } else {
        Err(format!("MUSTER_NETWORK is {value:?}, but should be one to eight lines of at most 80 letters"))
    }
}

/// The network's account at a bank. What is wrong is told masked: it may end up in a log.
fn bank(iban: Option<&String>, bic: Option<&String>) -> Result<Option<BankAccount>, String> {
    let bic = bic.map(|bic| parse("MUSTER_BANK_BIC", bic, "eight or eleven letters and digits such as GIBACZPX"));
    match (iban, bic.transpose()?) {
        (Some(iban), bic) => {
            let iban = iban.parse().map_err(|error: IbanError| format!("MUSTER_BANK_IBAN: {error}"))?;
            Ok(Some(BankAccount { iban, bic }))
        }
        (None, Some(_)) => {
            Err("MUSTER_BANK_BIC is set without MUSTER_BANK_IBAN; set both, or the IBAN alone".to_owned())
        }
        (None, None) => Ok(None),
    }
}

/// Metrics have a listener of their own, so that what is open to people never shows them.
fn metrics_bind(value: Option<&String>, public: SocketAddr) -> Result<Option<SocketAddr>, String> {
    let Some(value) = value else { return Ok(None) };
    let bind: SocketAddr = parse("MUSTER_METRICS_BIND", value, "an address and a port such as 127.0.0.1:9100")?;
    if bind == public {
        return Err(format!("MUSTER_METRICS_BIND is {bind}, as MUSTER_BIND is, but should be an address of its own"));
    }
    Ok(Some(bind))
}

fn slow_query(value: &str) -> Result<Option<Duration>, String> {
    let right = "a number of milliseconds from 0 to 60000";
    let millis: u64 = parse("MUSTER_SLOW_QUERY_MS", value, right)?;
    if millis > 60_000 {
        return Err(format!("MUSTER_SLOW_QUERY_MS is {millis}, but should be {right}"));
    }
    Ok((millis > 0).then(|| Duration::from_millis(millis)))
}

fn reach(value: &str) -> Result<Reach, String> {
    match value {
        "deny" => Ok(Reach::Public),
        "allow" => Ok(Reach::Private),
        other => Err(format!("MUSTER_OUTBOUND_PRIVATE is {other:?}, but should be deny or allow")),
    }
}

/// A number from 1 to `most`.
fn number(key: &str, value: &str, most: u32) -> Result<NonZeroU32, String> {
    let right = format!("a number from 1 to {most}");
    let number: NonZeroU32 = parse(key, value, &right)?;
    if number.get() <= most { Ok(number) } else { Err(format!("{key} is {number}, but should be {right}")) }
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
        assert_eq!(error, "MUSTER_BINDE is no setting of Muster; the one of the nearest name is MUSTER_BIND");
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
    fn metrics_are_off_unless_they_are_given_an_address_of_their_own() {
        assert_eq!(read(&[]).unwrap().metrics_bind, None);
        let bind = |value| read(&[("MUSTER_BIND", "127.0.0.1:8080"), ("MUSTER_METRICS_BIND", value)]);
        assert_eq!(bind("127.0.0.1:9100").unwrap().metrics_bind, Some("127.0.0.1:9100".parse().unwrap()));
        assert!(bind("127.0.0.1:8080").unwrap_err().contains("should be an address of its own"));
        assert!(bind("9100").unwrap_err().contains("such as 127.0.0.1:9100"));
    }

    #[test]
    fn statements_are_slow_from_a_fifth_of_a_second_on_unless_said_otherwise() {
        let slow = |value| read(&[("MUSTER_SLOW_QUERY_MS", value)]).map(|config| config.slow_query);
        assert_eq!(read(&[]).unwrap().slow_query, Some(Duration::from_millis(200)));
        assert_eq!((slow("0"), slow("5")), (Ok(None), Ok(Some(Duration::from_millis(5)))));
        assert!(slow("60001").unwrap_err().contains("from 0 to 60000"));
        assert!(slow("soon").unwrap_err().contains("a number of milliseconds"));
    }

    #[test]
    fn conditions_are_accepted_only_where_there_are_any() {
        assert_eq!(read(&[]).unwrap().legal, Legal::default());
        let some = read(&[("MUSTER_CONDITIONS", "2026-11 https://example.org/conditions")]).unwrap().legal.conditions;
        assert_eq!(some.unwrap().version, "2026-11");
        assert!(read(&[("MUSTER_CONDITIONS", "2026-11")]).unwrap_err().contains("a version and an https address"));
    }

    #[test]
    fn what_the_law_wants_said_stands_on_pages_of_whoever_runs_the_network() {
        let legal = |key| read(&[(key, "https://example.org/ours")]).map(|config| config.legal);
        let ours = Some("https://example.org/ours".to_owned());
        assert_eq!(legal("MUSTER_LEGAL_IMPRINT"), Ok(Legal { imprint: ours.clone(), ..Legal::default() }));
        assert_eq!(legal("MUSTER_LEGAL_PRIVACY"), Ok(Legal { privacy: ours, ..Legal::default() }));
        for key in ["MUSTER_LEGAL_IMPRINT", "MUSTER_LEGAL_PRIVACY"] {
            let right = "the http or https address of a page, such as https://example.org/imprint";
            let wrong = read(&[(key, "example.org/ours")]).unwrap_err();
            assert_eq!(wrong, format!("{key} is \"example.org/ours\", but should be {right}"));
        }
    }

    #[test]
    fn the_account_of_the_network_is_checked_and_never_shown_whole() {
        assert!(read(&[]).unwrap().bank.is_none());
        let config =
            read(&[("MUSTER_BANK_IBAN", "at61 1904 3002 3457 3201"), ("MUSTER_BANK_BIC", "bkauatww")]).unwrap();
        let bank = config.bank.as_ref().unwrap();
        assert_eq!(
            (bank.iban.as_str(), bank.bic.as_ref().map(Bic::as_str)),
            ("AT611904300234573201", Some("BKAUATWW"))
        );
        assert!(!format!("{config:?}").contains("0234573201"));
        let wrong = read(&[("MUSTER_BANK_IBAN", "AT611904300234573202")]).unwrap_err();
        assert!(wrong.starts_with("MUSTER_BANK_IBAN: ") && !wrong.contains("0234573202"), "{wrong}");
        assert!(read(&[("MUSTER_BANK_BIC", "BKAUATWW")]).unwrap_err().contains("without MUSTER_BANK_IBAN"));
    }

    #[test]
    fn a_password_is_never_shown() {
        let config = read(&[("DATABASE_URL", "postgres://muster:secret@db.example/muster")]).unwrap();
        assert_eq!(config.database.to_string(), "postgres://db.example/muster");
        assert!(!format!("{:?}", config.database).contains("secret"));
        let config = read(&[("DATABASE_URL", "postgres://muster@db.example/muster?password=secret")]).unwrap();
        assert_eq!(config.database.to_string(), "postgres://db.example/muster");
    }

    #[test]
    fn the_database_is_a_file_in_the_data_folder_unless_said_otherwise() {
        assert_eq!(read(&[("MUSTER_DATA", "here")]).unwrap().database.to_string(), "sqlite://here/muster.db");
    }
}
