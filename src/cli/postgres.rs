//! PostgreSQL's own client programs: nothing else knows how to copy one of its databases whole.
//!
//! They are told the password through the environment, since everybody on a machine may read the arguments of a program.

use std::{ffi::OsString, os::unix::ffi::OsStringExt, path::Path, process::Command, time::Duration};

use super::{Failure, programs};

/// How long a program may take to say its version.
const BRIEFLY: Duration = Duration::from_secs(10);

/// Writes the database at `url` into a new file, as one state of it. `server` is the server's version.
pub(super) fn dump(url: &str, server: &str, file: &Path, limit: Duration) -> Result<(), Failure> {
    let ours = version("pg_dump")?;
    match (major(&ours), major(server)) {
        (Some(ours), Some(theirs)) if ours < theirs => {
            return Err(Failure::Failed(format!(
                "pg_dump is of PostgreSQL {ours}, which cannot read a server of {theirs}; put a pg_dump of {theirs} or \
                 newer first in PATH"
            )));
        }
        (Some(_), Some(_)) => {}
        _ => return Err(Failure::Failed(format!("cannot compare the versions {:?} and {server:?}", ours.trim()))),
    }
    let mut command = Command::new("pg_dump");
    command.args(["--format=custom", "--no-password", "--file"]).arg(file);
    run(&mut command, url, limit)
}

/// Brings what [`dump`] wrote into the empty database at `url`: all of it, or nothing.
pub(super) fn restore(url: &str, file: &Path, limit: Duration) -> Result<(), Failure> {
    version("pg_restore")?;
    let mut command = Command::new("pg_restore");
    command.args(["--exit-on-error", "--no-owner", "--single-transaction", "--no-password"]).arg(file);
    run(&mut command, url, limit)
}

/// What the program says of its version, such as `pg_dump (PostgreSQL) 17.6`.
fn version(program: &str) -> Result<String, Failure> {
    programs::run(Command::new(program).arg("--version"), BRIEFLY).map_err(|sentence| {
        let right = "PostgreSQL's client programs should be there, of the server's version or newer";
        Failure::Failed(format!("{sentence}; {right}"))
    })
}

/// The major version in a text such as `pg_dump (PostgreSQL) 17.6 (Debian 17.6-1)`.
fn major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..digits].parse().ok()
}

fn run(command: &mut Command, url: &str, limit: Duration) -> Result<(), Failure> {
    let Address { open, password } = Address::of(url);
    command.arg(format!("--dbname={open}"));
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    programs::run(command, limit).map(drop).map_err(Failure::Failed)
}

/// Where a database is: what anybody may read, and the password apart from it.
struct Address {
    open: String,
    password: Option<OsString>,
}

impl Address {
    /// Takes the password out of a URL from wherever libpq would take it: before the `@`, or among the parameters, which
    /// go before.
    fn of(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
        let (credentials, place) = match rest.find(['@', '/']) {
            Some(at) if rest[at..].starts_with('@') => (Some(&rest[..at]), &rest[at + 1..]),
            _ => (None, rest),
        };
        let (user, first) = match credentials.map(|both| both.split_once(':').unwrap_or((both, ""))) {
            Some((user, password)) => (format!("{user}@"), password),
            None => (String::new(), ""),
        };
        let (place, parameters) = place.split_once('?').unwrap_or((place, ""));
        let mut password = first;
        let mut others: Vec<&str> = Vec::new();
        for parameter in parameters.split('&').filter(|parameter| !parameter.is_empty()) {
            match parameter.split_once('=') {
                Some((key, value)) if decoded(key) == b"password" => password = value,
                _ => others.push(parameter),
            }
        }
        let question = if others.is_empty() { "" } else { "?" };
        let open = format!("{scheme}://{user}{place}{question}{}", others.join("&"));
        let password = (!password.is_empty()).then(|| OsString::from_vec(decoded(password)));
        Self { open, password }
    }
}

/// The bytes that a part of a URL stands for: `%` and two hexadecimal digits are one byte.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(url: &str) -> (String, Option<String>) {
        let Address { open, password } = Address::of(url);
        (open, password.map(|password| password.into_string().unwrap()))
    }

    #[test]
    fn a_password_is_taken_out_of_wherever_it_stands() {
        for (url, open, password) in [
            ("postgres://db/muster", "postgres://db/muster", None),
            ("postgres://muster@db:5433/muster", "postgres://muster@db:5433/muster", None),
            ("postgres://muster:@db/muster", "postgres://muster@db/muster", None),
            ("postgresql://muster:s%40%3acret@db/muster", "postgresql://muster@db/muster", Some("s@:cret")),
            ("postgres://muster:a:b?c@[::1]:5433/muster", "postgres://muster@[::1]:5433/muster", Some("a:b?c")),
            ("postgres://db/a@b?user=muster", "postgres://db/a@b?user=muster", None),
            (
                "postgres://muster:old@db/muster?connect_timeout=3&password=new%20one&application_name=m",
                "postgres://muster@db/muster?connect_timeout=3&application_name=m",
                Some("new one"),
            ),
            ("postgres:///muster?host=/run/pg&p%61ssword=x", "postgres:///muster?host=/run/pg", Some("x")),
        ] {
            assert_eq!(parts(url), (open.to_owned(), password.map(str::to_owned)), "{url}");
        }
    }

    #[test]
    fn a_major_version_is_read_from_what_programs_and_servers_say() {
        for (text, number) in [
            ("pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n", Some(15)),
            ("PostgreSQL 17.6", Some(17)),
            ("pg_dump (PostgreSQL) 19beta1", Some(19)),
            ("nothing of the kind", None),
        ] {
            assert_eq!(major(text), number, "{text}");
        }
    }
}
