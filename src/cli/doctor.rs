//! `muster doctor`: whether everything that the network needs is as it should be, a line for each thing.
//!
//! It only looks. What it has to try, it takes back: nothing is made, migrated or sent, so that it may be run at any time
//! beside a server, and before the first one.

use std::{
    fmt,
    net::IpAddr,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc::{self, RecvTimeoutError},
    time::Duration,
};

use muster_kernel::Instant;

use super::{Failure, config, programs, say, sentence};
use crate::{
    audit::{self, By},
    book,
    chain::{self, Chain},
    clock::Mint,
    config::Config,
    db::{Db, TLS, Target, Way},
    error::{Error, Result},
    http::PageQuery,
    identity::{Breached, Keys},
    jobs, mail,
    signing::Signer,
};

/// How many connections to the database it takes.
const CONNECTIONS: u32 = 2;
/// How far the clocks of this machine and of the database may lie apart. Deadlines and tokens are read by both.
const CLOCKS_APART_MICROS: i64 = 2_000_000;
/// How long the mail server may take, from looking up its name on.
const MAIL_PATIENCE: Duration = Duration::from_secs(5);
/// How long `df` may take: a disk of the network that is gone would hold it for ever.
const DISK_PATIENCE: Duration = Duration::from_secs(5);
/// Less than this is little room: one GiB, in the KiB in which `df` counts.
const LITTLE_KIB: u64 = 1024 * 1024;
/// So is less than one part in so many: five percent.
const LITTLE_PART: u64 = 20;
/// What is done every night and was done longer ago than this was left out at least once.
const NIGHT_SECONDS: i64 = 36 * 3600;
/// A job that has been due for so long waits for a worker that is not there, or cannot keep up.
const LATE_SECONDS: i64 = 10 * 60;

/// What was found of one thing.
struct Found {
    verdict: Verdict,
    sentence: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// As it should be.
    Fine,
    /// The network works, and somebody should see to it.
    Warning,
    /// The network does not work, or what it keeps is in danger.
    Failing,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Fine => "ok",
            Self::Warning => "warn",
            Self::Failing => "fail",
        })
    }
}

fn fine(sentence: impl Into<String>) -> Found {
    Found { verdict: Verdict::Fine, sentence: sentence.into() }
}

fn warning(sentence: impl Into<String>) -> Found {
    Found { verdict: Verdict::Warning, sentence: sentence.into() }
}

fn failing(sentence: impl Into<String>) -> Found {
    Found { verdict: Verdict::Failing, sentence: sentence.into() }
}

/// Counts what fails, while it is told.
#[derive(Default)]
struct Report {
    failing: usize,
}

impl Report {
    /// Tells what was found of a thing. What could not even be looked at fails.
    fn tell(&mut self, thing: &str, found: Result<Found>) {
        let Found { verdict, sentence } = found.unwrap_or_else(|error| failing(format!("{}.", sentence(&error))));
        if verdict == Verdict::Failing {
            self.failing += 1;
        }
        say(format_args!("{verdict:<5}{thing:<10}{sentence}"));
    }
}

pub(super) fn run() -> std::result::Result<(), Failure> {
    let mut report = Report::default();
    match config() {
        Ok(config) => {
            report.tell("settings", settings(&config.secret_files));
            look(&mut report, &config, &Mint::system());
        }
        Err(Failure::BadInput(sentence) | Failure::Failed(sentence)) => {
            report.tell("settings", Ok(failing(format!("{sentence}."))));
        }
    }
    match report.failing {
        0 => Ok(()),
        1 => Err(Failure::Failed("one check failed".to_owned())),
        many => Err(Failure::Failed(format!("{many} checks failed"))),
    }
}

fn look(report: &mut Report, config: &Config, mint: &Mint) {
    let db = open(report, config, mint);
    if let Some(db) = &db {
        report.tell("network", way(db));
        report.tell("clock", clock(db, mint));
        report.tell("writing", writing(db));
    }
    report.tell("address", Ok(address(&config.public_url)));
    report.tell("legal", Ok(legal(config)));
    report.tell("keys", keys(&config.token_keys(), mint));
    report.tell("signing", signing(&config.signing_keys(), mint));
    report.tell("passwords", breached(config.breached_passwords.as_deref()));
    report.tell("disk", Ok(disk(&config.data)));
    report.tell("mail", Ok(mail_server(config)));
    if let Some(db) = &db {
        report.tell("book", book(db, mint.now()));
        report.tell("audit", audit_log(db, mint.now()));
        report.tell("jobs", backlog(db, mint.now()));
    }
}

/// Whether others read the files of the secrets among the settings. A group may: whoever hands secrets over, as systemd
/// does, lets the service in by it.
fn settings(secret_files: &[PathBuf]) -> Result<Found> {
    for file in secret_files {
        let mode = mode(file)?;
        if mode & 0o007 != 0 {
            return Ok(failing(format!(
                "{} has the mode {mode:o}, so that everybody on this machine may use the secret in it; chmod 640 or 600 \
                 would be right.",
                file.display()
            )));
        }
    }
    Ok(fine("Every setting can be read, and the files of secrets among them not by everybody."))
}

/// The database, where it can be reached and has tables that this program can read.
fn open(report: &mut Report, config: &Config, mint: &Mint) -> Option<Db> {
    let target = &config.database;
    if let Target::Sqlite(path) = target
        && !path.is_file()
    {
        let sentence = format!(
            "There is no database at {target}; muster migrate makes one, muster restore brings one back, and DATABASE_URL \
             names another."
        );
        report.tell("database", Ok(failing(sentence)));
        return None;
    }
    let opened = Db::open(target.clone(), CONNECTIONS, mint.clone()).and_then(|db| {
        let version = db.version()?;
        Ok((db, version))
    });
    let (db, version) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            let sentence = format!("{target} cannot be reached: {}.", sentence(&error));
            report.tell("database", Ok(failing(sentence)));
            return None;
        }
    };
    report.tell("database", Ok(fine(format!("{target} answers; it is {version}."))));
    let schema = schema(&db);
    let is_readable = schema.as_ref().is_ok_and(|found| found.verdict == Verdict::Fine);
    report.tell("schema", schema);
    is_readable.then_some(db)
}

/// Whether the schema is the one of this program. An empty database is not asked for its migrations, since diesel would
/// make a table in it.
fn schema(db: &Db) -> Result<Found> {
    if db.is_bare()? {
        return Ok(failing("The database is empty; muster migrate makes its tables."));
    }
    let known = Db::last_known_migration()?;
    let last = db.last_migration()?.unwrap_or_default();
    if last > known {
        return Ok(failing(format!(
            "The schema is at {last}, and this program knows it up to {known}; use a newer one."
        )));
    }
    match db.pending_migrations()?.len() {
        0 => Ok(fine(format!("The schema is at {last}; no migration is pending."))),
        many => Ok(warning(format!(
            "{many} migrations have not run, and so no more was asked of the database; muster migrate runs them, and so \
             does the start of muster serve."
        ))),
    }
}

/// Whether somebody between here and the database could listen.
fn way(db: &Db) -> Result<Found> {
    Ok(match db.way()? {
        Way::Here => fine("What is said to the database stays on this machine."),
        Way::Tls(version) => fine(format!("What is said to the database is encrypted, by {version}.")),
        Way::Clear if TLS => warning(
            "What is said to the database crosses a network in clear; let its server offer TLS, and DATABASE_URL end with \
             ?sslmode=verify-full&sslrootcert=system.",
        ),
        Way::Clear => warning(
            "What is said to the database crosses a network in clear, since this Muster was built with a libpq that has no \
             TLS; a tunnel, or one that was built without the feature bundled-libpq, would be right.",
        ),
    })
}

/// The clock of this machine beside that of the database, or, on SQLite, beside what was written last.
fn clock(db: &Db, mint: &Mint) -> Result<Found> {
    let Some(clocks) = db.clocks(mint)? else {
        let after = mint.now();
        let newest = db.read(audit::newest)?;
        return Ok(match newest.filter(|newest| newest.micros() > after.micros() + CLOCKS_APART_MICROS) {
            Some(newest) => failing(format!(
                "It is {after} here, but the newest entry of the audit log is of {newest}; set the clock of this machine."
            )),
            None => fine(format!("It is {after}, and nothing was written later than that.")),
        });
    };
    let (apart, after, theirs) = (clocks.apart_micros(), clocks.here, clocks.there);
    Ok(if apart > CLOCKS_APART_MICROS {
        failing(format!(
            "It is {after} here and {theirs} at the database, {} ms apart; at most {} ms would be right. Let both \
             machines follow a time server.",
            apart / 1_000,
            CLOCKS_APART_MICROS / 1_000,
        ))
    } else {
        fine(format!("It is {after} here and at the database."))
    })
}

/// Writes an entry and takes it back.
fn writing(db: &Db) -> Result<Found> {
    db.rehearse(|tx| audit::record(tx, By::Muster, "doctor.tried", "muster", &()))?;
    Ok(fine("The database can be written; what was tried was taken back."))
}

fn keys(file: &Path, mint: &Mint) -> Result<Found> {
    if let Some(wrong) = secret(file)? {
        return Ok(wrong);
    }
    Keys::open(file, mint)?.try_out(mint)?;
    Ok(fine(format!("{} signs access tokens, and only its owner reads it.", file.display())))
}

fn signing(file: &Path, mint: &Mint) -> Result<Found> {
    if let Some(wrong) = secret(file)? {
        return Ok(wrong);
    }
    let signer = Signer::open(file, mint)?;
    Ok(if signer.sign("muster doctor".to_owned()).is_genuine() {
        fine(format!("{} signs receipts, and only its owner reads it.", file.display()))
    } else {
        failing(format!("What {} signs cannot be verified; bring the file back from a backup.", file.display()))
    })
}

/// Whether nobody but this machine reaches that address.
fn is_here(public_url: &str) -> bool {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let host = match rest.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => rest.split([':', '/']).next(),
    };
    host.is_some_and(|host| host == "localhost" || host.parse().is_ok_and(|it: IpAddr| it.is_loopback()))
}

/// Whether somebody between here and whoever uses the network could listen.
fn address(public_url: &str) -> Found {
    if public_url.starts_with("http://") && !is_here(public_url) {
        return warning(format!(
            "People reach the network at {public_url}, where what they send crosses a network in clear, passwords as well; \
             MUSTER_PUBLIC_URL should begin with https, and a proxy such as that of deploy/Caddyfile speak TLS."
        ));
    }
    fine(format!("People reach the network at {public_url}."))
}

/// Whether people can read who runs the network they reach, and what is done with their data.
fn legal(Config { legal, public_url, .. }: &Config) -> Found {
    let pages = [("MUSTER_LEGAL_IMPRINT", &legal.imprint), ("MUSTER_LEGAL_PRIVACY", &legal.privacy)];
    let lacking: Vec<&str> = pages.iter().filter(|(_, page)| page.is_none()).map(|(key, _)| *key).collect();
    match lacking[..] {
        [] => fine("Every page links the network's imprint and its privacy notice."),
        _ if is_here(public_url) => fine("Nobody but this machine reads these pages, which need no imprint."),
        _ => warning(format!(
            "Pages that others read link no imprint or no privacy notice, which the law of many countries wants; {} would \
             name it.",
            lacking.join(" and ")
        )),
    }
}

/// Whether the list of passwords that leaked can be searched, where the settings name one.
fn breached(file: Option<&Path>) -> Result<Found> {
    let about = Breached::open(file)?.in_file();
    Ok(match (file, about) {
        (Some(file), Some(about)) => {
            fine(format!("{} lists some {about} passwords that leaked, sorted where it was looked.", file.display()))
        }
        _ => fine(
            "The list of the program is asked for passwords that leaked; MUSTER_BREACHED_PASSWORDS names a larger one.",
        ),
    })
}

/// What is wrong with a file of secrets before it is even read: whoever opens one that is missing makes a new one.
fn secret(file: &Path) -> Result<Option<Found>> {
    if !file.exists() {
        return Ok(Some(failing(format!(
            "There is no {}. For a new network muster migrate makes it; for one that was there before, bring it back from a \
             backup, or nothing that it signed can be checked.",
            file.display()
        ))));
    }
    let mode = mode(file)?;
    Ok((mode & 0o077 != 0).then(|| {
        failing(format!(
            "{} has the mode {mode:o}, so that others may use it; chmod 600 would be right.",
            file.display()
        ))
    }))
}

/// Who may use a file.
fn mode(file: &Path) -> Result<u32> {
    let meta = file.metadata().map_err(|cause| Error::internal(format!("look at {}", file.display()), cause))?;
    Ok(meta.permissions().mode() & 0o777)
}

/// How much room there is where the data folder is, or will be. What cannot be found out is no fault.
fn disk(data: &Path) -> Found {
    let folder = data.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let mut command = Command::new("df");
    command.arg("-Pk").arg(folder).env("LC_ALL", "C");
    let said = match programs::run(&mut command, DISK_PATIENCE) {
        Ok(said) => said,
        Err(sentence) => return warning(format!("How much room there is could not be found out: {sentence}.")),
    };
    let Some((total, free)) = room(&said) else {
        return warning(format!("How much room there is could not be found out: df said {:?}.", said.trim()));
    };
    let told = format!("{} MiB of {} MiB are free at {}", free / 1024, total / 1024, folder.display());
    if free < LITTLE_KIB || free < total / LITTLE_PART {
        warning(format!("{told}; at least 1 GiB and 5 percent would be right."))
    } else {
        fine(format!("{told}."))
    }
}

/// The KiB of a disk, and those that are free, as POSIX has `df -Pk` print them: three numbers and a percentage, between
/// two names that may hold spaces.
fn room(said: &str) -> Option<(u64, u64)> {
    let words: Vec<&str> = said.lines().nth(1)?.split_whitespace().collect();
    words.windows(4).find_map(|four| {
        let [total, used, free, percentage] = four else { return None };
        let _: u64 = used.parse().ok()?;
        let _: u64 = percentage.strip_suffix('%')?.parse().ok()?;
        Some((total.parse().ok()?, free.parse().ok()?))
    })
}

/// Asks the mail server on a thread of its own: its steps have limits, and so have all of them together.
fn mail_server(config: &Config) -> Found {
    let Some(url) = config.smtp_url.clone() else {
        return warning(format!(
            "Mail goes to {}, where nobody gets it; MUSTER_SMTP_URL names a server.",
            config.mail_folder().display()
        ));
    };
    let (tell, hear) = mpsc::channel();
    std::thread::spawn(move || {
        // Where nobody listens any more, it took too long.
        let _ = tell.send(mail::ask(&url, MAIL_PATIENCE));
    });
    match hear.recv_timeout(MAIL_PATIENCE) {
        Ok(Ok(())) => fine("The server of MUSTER_SMTP_URL answers and takes us in."),
        Ok(Err(error)) => failing(format!("The server of MUSTER_SMTP_URL does not take mail: {}.", sentence(&error))),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => failing(format!(
            "The server of MUSTER_SMTP_URL did not answer within {} seconds; mail waits until it does.",
            MAIL_PATIENCE.as_secs()
        )),
    }
}

/// What the last night's recount of the book found.
fn book(db: &Db, now: Instant) -> Result<Found> {
    let last = db.read(|conn| book::nightly::list(conn, &PageQuery { after: None, limit: Some(1) }))?.items.pop();
    let Some(last) = last else {
        return Ok(warning("The book was never recounted by night; a server that runs does so after 02:00 UTC."));
    };
    let told = format!("The recount of {} counted {} entries", last.checked_at, last.entries);
    Ok(of_night(&told, last.fault.map(|fault| (last.faults, fault)), last.checked_at, now))
}

/// What the last night's look through the audit log found, and how far it is linked.
fn audit_log(db: &Db, now: Instant) -> Result<Found> {
    let (night, (linked, _), waiting) = db.read(|conn| {
        let waiting = chain::pending(conn, Chain::Audit)?.len();
        Ok((audit::nightly::last(conn)?, chain::tail(conn, Chain::Audit)?, waiting))
    })?;
    let Some(night) = night else {
        return Ok(warning(format!(
            "{linked} entries are linked and {waiting} wait for their link, and they were never looked through by night; a \
             server that runs does so after 02:00 UTC."
        )));
    };
    let told = format!("The look of {} went through {} entries", night.checked_at, night.entries);
    Ok(of_night(&told, night.fault.map(|fault| (night.faults, fault)), night.checked_at, now))
}

/// What was found by night, and whether that is long ago.
fn of_night(told: &str, fault: Option<(i32, String)>, checked_at: Instant, now: Instant) -> Found {
    match fault {
        Some((faults, fault)) => failing(format!("{told} and found {faults} faults; the first: {fault}")),
        None if checked_at.plus_seconds(NIGHT_SECONDS) < now => warning(format!(
            "{told} and found no fault, but there was none since; a server that runs looks after 02:00 UTC."
        )),
        None => fine(format!("{told} and found no fault.")),
    }
}

fn backlog(db: &Db, now: Instant) -> Result<Found> {
    let jobs::Backlog { dead, first_due } = db.read(jobs::backlog)?;
    let late = first_due.filter(|due| due.plus_seconds(LATE_SECONDS) < now);
    Ok(match (dead, late) {
        (0, None) => fine("No job was given up, and none is late."),
        (0, Some(due)) => warning(format!("A job has been due since {due}; muster serve does what is due.")),
        (dead, None) => warning(format!("{dead} jobs were given up; an admin decides about them at /jobs.")),
        (dead, Some(due)) => warning(format!(
            "{dead} jobs were given up, about which an admin decides at /jobs, and one has been due since {due}; muster \
             serve does what is due."
        )),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_this_machine_is_here() {
        for here in [
            "http://localhost",
            "https://localhost:8080/",
            "http://127.0.0.1:8080",
            "http://127.8.9.1/",
            "http://[::1]:80",
        ] {
            assert!(is_here(here), "{here}");
        }
        for there in [
            "https://localhost.example.org",
            "https://127.example.org",
            "http://[2001:db8::1]",
            "http://192.168.0.7:80",
        ] {
            assert!(!is_here(there), "{there}");
        }
    }

    #[test]
    fn the_room_of_a_disk_is_read_whatever_it_is_called() {
        let head = "Filesystem     1024-blocks      Used Available Capacity Mounted on\n";
        for (line, room_there) in [
            ("/dev/sda1         102400000  90000000  12400000      88% /\n", Some((102_400_000, 12_400_000))),
            ("//nas/our files 7 1000 400 600 40% /mnt/100% ours\n", Some((1000, 600))),
            ("none - - - - /proc\n", None),
            ("", None),
        ] {
            assert_eq!(room(&format!("{head}{line}")), room_there, "{line}");
        }
    }
}
