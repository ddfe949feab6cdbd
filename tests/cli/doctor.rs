//! What the doctor says, on both databases: of what is well, and of each thing that is not.

use std::{
    fs::{self, Permissions},
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::Output,
    thread,
};

use diesel::{Connection, PgConnection, SqliteConnection, connection::SimpleConnection};

use super::{
    failure,
    place::{Place, text},
};

/// A network that was just made, on each database.
fn on_both() -> [Place; 2] {
    let places = [Place::on_sqlite(), Place::on_postgres()];
    for place in &places {
        place.done(&["migrate"]);
    }
    places
}

/// Changes a database behind Muster's back.
fn behind_its_back(place: &Place, statements: &str) {
    match place.database {
        Some(_) => PgConnection::establish(&place.url).unwrap().batch_execute(statements).unwrap(),
        None => {
            let file = place.data().join("muster.db");
            SqliteConnection::establish(text(&file)).unwrap().batch_execute(statements).unwrap();
        }
    }
}

/// What the doctor thinks of a thing: ok, warn or fail.
#[track_caller]
pub fn verdict<'a>(found: &'a str, thing: &str) -> &'a str {
    let mut lines = found.lines().map(|line| line.split_whitespace().take(2).collect::<Vec<&str>>());
    let line = lines.find(|words| words.get(1).is_some_and(|word| *word == thing));
    line.unwrap_or_else(|| panic!("nothing of {thing}: {found}"))[0]
}

/// What the doctor finds where something fails.
#[track_caller]
fn ill(output: &Output) -> String {
    assert!(failure(output).contains("failed"), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_doctor_makes_nothing_where_nothing_is_and_finds_a_new_network_well() {
    for place in [Place::on_sqlite(), Place::on_postgres()] {
        let found = ill(&place.muster(&["doctor"]));
        assert_eq!((verdict(&found, "settings"), verdict(&found, "keys")), ("ok", "fail"), "{found}");
        let (thing, said) = match place.database {
            Some(_) => ("schema", "The database is empty"),
            None => ("database", "There is no database at"),
        };
        assert_eq!(verdict(&found, thing), "fail", "{found}");
        assert!(found.contains(said), "{found}");
        assert!(!place.data().exists(), "the doctor made a data folder");

        place.done(&["migrate"]);
        let found = place.done(&["doctor"]);
        assert_ne!(verdict(&found, "disk"), "fail", "{found}");
        for (thing, right) in [
            ("database", "ok"),
            ("schema", "ok"),
            ("network", "ok"),
            ("clock", "ok"),
            ("writing", "ok"),
            ("keys", "ok"),
            ("signing", "ok"),
            ("address", "ok"),
            ("legal", "ok"),
            ("passwords", "ok"),
            ("jobs", "ok"),
            ("audit", "warn"),
            ("book", "warn"),
            ("mail", "warn"),
        ] {
            assert_eq!(verdict(&found, thing), right, "{thing}: {found}");
        }
        assert!(found.contains("0 entries are linked and 0 wait"), "what was tried was not taken back: {found}");
    }
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_would_be_right() {
    let place = Place::on_sqlite();
    place.done(&["migrate"]);
    let keys = place.data().join("keys.json");
    fs::set_permissions(&keys, Permissions::from_mode(0o644)).unwrap();
    let found = ill(&place.muster(&["doctor"]));
    assert_eq!(verdict(&found, "keys"), "fail", "{found}");
    assert!(found.contains("has the mode 644, so that others may use it; chmod 600 would be right."), "{found}");
    fs::set_permissions(&keys, Permissions::from_mode(0o600)).unwrap();
    let url = place.file("smtp-url");
    fs::write(&url, "smtp://127.0.0.1:1\n").unwrap();
    for (permissions, right) in [(0o644, "fail"), (0o640, "ok")] {
        fs::set_permissions(&url, Permissions::from_mode(permissions)).unwrap();
        let found = ill(&place.command(&["doctor"]).env("MUSTER_SMTP_URL_FILE", &url).output().unwrap());
        assert_eq!((verdict(&found, "settings"), verdict(&found, "mail")), (right, "fail"), "{found}");
    }
    let in_clear = place.command(&["doctor"]).env("MUSTER_PUBLIC_URL", "http://muster.example").output().unwrap();
    let found = String::from_utf8(in_clear.stdout).unwrap();
    assert_eq!((verdict(&found, "address"), verdict(&found, "legal")), ("warn", "warn"), "{found}");
    assert!(found.contains("MUSTER_LEGAL_IMPRINT and MUSTER_LEGAL_PRIVACY would name it."), "{found}");
    let mut told = place.command(&["doctor"]);
    told.env("MUSTER_PUBLIC_URL", "https://muster.example")
        .env("MUSTER_LEGAL_IMPRINT", "https://muster.example/imprint");
    let found = String::from_utf8(told.output().unwrap().stdout).unwrap();
    assert_eq!((verdict(&found, "address"), verdict(&found, "legal")), ("ok", "warn"), "{found}");
    assert!(found.contains("; MUSTER_LEGAL_PRIVACY would name it."), "{found}");
    told.env("MUSTER_LEGAL_PRIVACY", "https://muster.example/privacy");
    let found = String::from_utf8(told.output().unwrap().stdout).unwrap();
    assert_eq!(verdict(&found, "legal"), "ok", "{found}");
    for (key, value, thing) in [
        // Nobody listens there.
        ("MUSTER_SMTP_URL", "smtp://127.0.0.1:1", "mail"),
        ("MUSTER_BIND", "here", "settings"),
        ("MUSTER_BREACHED_PASSWORDS", "/nowhere/at/all", "passwords"),
    ] {
        let found = ill(&place.command(&["doctor"]).env(key, value).output().unwrap());
        assert_eq!(verdict(&found, thing), "fail", "{found}");
    }
    behind_its_back(
        &place,
        "INSERT INTO audit_entries (id, at, act, subject, details)
         VALUES ('audit_7zzzzzzzzzzzzzzzzzzzzzzzzz', 99999999999999999, 'a', 'x', 'null')",
    );
    let found = ill(&place.muster(&["doctor"]));
    assert_eq!(verdict(&found, "clock"), "fail", "{found}");
}

#[test]
fn the_doctor_says_that_postgres_cannot_be_reached_without_the_password_and_looks_at_everything_else() {
    let place = Place::on_sqlite();
    place.done(&["migrate"]);
    // Nobody listens there.
    let url = "postgres://muster:a-secret-word@127.0.0.1:1/nowhere";
    let output = place.command(&["doctor"]).env("DATABASE_URL", url).output().unwrap();
    let found = ill(&output);
    assert_eq!(verdict(&found, "database"), "fail", "{found}");
    assert!(found.contains("postgres://127.0.0.1:1/nowhere cannot be reached: "), "{found}");
    assert_eq!((verdict(&found, "settings"), verdict(&found, "keys")), ("ok", "ok"), "{found}");
    assert!(!format!("{output:?}").contains("a-secret-word"), "{output:?}");
}

#[test]
fn the_doctor_says_that_a_password_for_postgres_is_wrong_and_never_which() {
    let place = Place::on_sqlite();
    place.done(&["migrate"]);
    // The server of the tests asks nobody for a password.
    let url = format!("postgres://muster:a-secret-word@127.0.0.1:{}/muster", server_that_refuses_passwords());
    let output = place.command(&["doctor"]).env("DATABASE_URL", url).output().unwrap();
    let found = ill(&output);
    assert_eq!((verdict(&found, "database"), verdict(&found, "signing")), ("fail", "ok"), "{found}");
    assert!(found.contains("cannot be reached: ") && found.contains("password authentication failed"), "{found}");
    assert!(!format!("{output:?}").contains("a-secret-word"), "{output:?}");
}

#[test]
fn the_doctor_says_that_there_is_no_such_database_at_postgres() {
    let place = Place::on_postgres();
    let output = place.command(&["doctor"]).env("DATABASE_URL", format!("{}_gone", place.url)).output().unwrap();
    let found = ill(&output);
    assert_eq!(verdict(&found, "database"), "fail", "{found}");
    assert!(found.contains("_gone cannot be reached: ") && found.contains("does not exist"), "{found}");
}

/// A server that speaks the protocol of PostgreSQL, and takes nobody's password; its port.
fn server_that_refuses_passwords() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            // Whoever asked may have had enough.
            let _ = refuse(stream.unwrap());
        }
    });
    port
}

fn refuse(mut stream: TcpStream) -> io::Result<()> {
    loop {
        let mut length = [0; 4];
        stream.read_exact(&mut length)?;
        let mut message = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap() - length.len()];
        stream.read_exact(&mut message)?;
        // Asked for TLS or for GSSAPI it says no, and is then asked in clear.
        match message[..4] {
            [4, 210, 22, 47 | 48] => stream.write_all(b"N")?,
            _ => break,
        }
    }
    let told = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"muster\"\0\0";
    let length = u32::try_from(told.len() + 4).unwrap().to_be_bytes();
    stream.write_all(&[&b"E"[..], &length, told].concat())
}

#[test]
fn the_doctor_says_that_the_schema_is_newer_or_older_than_the_program() {
    for place in on_both() {
        behind_its_back(&place, "INSERT INTO __diesel_schema_migrations (version) VALUES ('9999')");
        let found = ill(&place.muster(&["doctor"]));
        assert_eq!((verdict(&found, "database"), verdict(&found, "schema")), ("ok", "fail"), "{found}");
        assert!(found.contains("The schema is at 9999, and this program knows it up to 00"), "{found}");

        let without_the_last = "DELETE FROM __diesel_schema_migrations WHERE version = '9999';
             DELETE FROM __diesel_schema_migrations
             WHERE version = (SELECT MAX(version) FROM __diesel_schema_migrations)";
        behind_its_back(&place, without_the_last);
        let found = place.done(&["doctor"]);
        assert_eq!((verdict(&found, "schema"), verdict(&found, "keys")), ("warn", "ok"), "{found}");
        assert!(found.contains("1 migrations have not run, and so no more was asked of the database"), "{found}");
    }
}

#[test]
fn the_doctor_says_that_the_clocks_of_both_machines_lie_apart() {
    let place = Place::on_postgres();
    place.done(&["migrate"]);
    let (_, name) = place.database.as_ref().unwrap();
    // Its own clock is looked for in the second place.
    let an_hour_on = format!(
        "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql
             AS $$ SELECT pg_catalog.clock_timestamp() + interval '1 hour' $$;
         ALTER DATABASE {name} SET search_path = public, pg_catalog"
    );
    behind_its_back(&place, &an_hour_on);
    let found = ill(&place.muster(&["doctor"]));
    assert_eq!((verdict(&found, "clock"), verdict(&found, "writing")), ("fail", "ok"), "{found}");
    assert!(found.contains(" ms apart; at most 2000 ms would be right."), "{found}");
}

#[test]
fn the_doctor_says_that_postgres_takes_nothing_that_is_written() {
    let place = Place::on_postgres();
    place.done(&["migrate"]);
    let (_, name) = place.database.as_ref().unwrap();
    behind_its_back(&place, &format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
    let found = ill(&place.muster(&["doctor"]));
    assert_eq!(verdict(&found, "database"), "ok", "{found}");
    assert!(found.contains("in a read-only transaction"), "{found}");
}

#[test]
fn the_doctor_says_what_is_wrong_with_keys_that_are_missing_or_spoilt() {
    for place in on_both() {
        for (file, thing) in [("keys.json", "keys"), ("signing.json", "signing")] {
            let path = place.data().join(file);
            let whole = fs::read(&path).unwrap();
            fs::write(&path, "{").unwrap();
            let found = ill(&place.muster(&["doctor"]));
            assert_eq!((verdict(&found, thing), verdict(&found, "writing")), ("fail", "ok"), "{found}");
            fs::remove_file(&path).unwrap();
            let found = ill(&place.muster(&["doctor"]));
            assert_eq!(verdict(&found, thing), "fail", "{found}");
            assert!(found.contains("bring it back from a backup"), "{found}");
            assert!(!path.exists(), "the doctor made {file}");
            fs::write(&path, whole).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        }
        place.done(&["doctor"]);
    }
}

#[test]
fn the_doctor_says_that_the_mail_server_refuses_us_or_says_nothing() {
    let refusing = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let urls = [&refusing, &silent].map(|listener| format!("smtp://{}", listener.local_addr().unwrap()));
    thread::spawn(move || {
        for stream in refusing.incoming() {
            let _ = stream.unwrap().write_all(b"554 Nobody is served here\r\n");
        }
    });
    for place in on_both() {
        for (url, told) in urls.iter().zip(["does not take mail", "The server of MUSTER_SMTP_URL d"]) {
            let found = ill(&place.command(&["doctor"]).env("MUSTER_SMTP_URL", url).output().unwrap());
            assert_eq!((verdict(&found, "mail"), verdict(&found, "jobs")), ("fail", "ok"), "{found}");
            assert!(found.contains(told), "{found}");
        }
    }
}

/// A folder with a `df` in it that does this.
fn df_that(place: &Place, does: &str) -> PathBuf {
    let folder = place.file("programs");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("df"), format!("#!/bin/sh\n{does}\n")).unwrap();
    fs::set_permissions(folder.join("df"), Permissions::from_mode(0o755)).unwrap();
    folder
}

#[test]
fn the_doctor_says_that_there_is_little_room_or_that_it_cannot_be_found_out() {
    let head = "echo 'Filesystem 1024-blocks Used Available Capacity Mounted on'";
    let little = format!("{head}; echo '/dev/sda1 100000000 99500000 500000 99% /'");
    let enough = format!("{head}; echo '/dev/sda1 100000000 50000000 50000000 50% /'");
    for place in on_both() {
        for (does, right, told) in [
            (enough.as_str(), "ok", "48828 MiB of 97656 MiB are free"),
            (little.as_str(), "warn", "at least 1 GiB and 5 percent would be right"),
            ("echo nothing", "warn", "could not be found out: df said"),
            ("exit 1", "warn", "could not be found out"),
            ("exec /bin/sleep 60", "warn", "could not be found out"),
        ] {
            let folder = df_that(&place, does);
            let output = place.command(&["doctor"]).env("PATH", folder).output().unwrap();
            assert!(output.status.success(), "{output:?}");
            let found = String::from_utf8(output.stdout).unwrap();
            assert_eq!(verdict(&found, "disk"), right, "{does}: {found}");
            assert!(found.contains(told), "{does}: {found}");
        }
        let output = place.command(&["doctor"]).env("PATH", place.file("nowhere")).output().unwrap();
        assert_eq!(verdict(&String::from_utf8(output.stdout).unwrap(), "disk"), "warn");
    }
}

#[test]
fn the_doctor_says_what_the_night_found_and_which_jobs_wait() {
    for place in on_both() {
        for (statement, thing, right, told) in [
            (
                "INSERT INTO jobs (id, kind, lane, payload, state, due_at, lease_until, attempts, created_at)
                 VALUES ('job_00000000000000000000000001', 'mail', 'mail', '{}', 'waiting', 0, 0, 0, 0)",
                "jobs",
                "warn",
                "A job has been due since 1970-01-01T00:00:00",
            ),
            ("UPDATE jobs SET state = 'dead', finished_at = 0", "jobs", "warn", "1 jobs were given up"),
            (
                "INSERT INTO audit_checks (day, entries, position, hash, faults, fault, checked_at)
                 VALUES (20261120, 3, 3, 'a-hash', 1, 'One was changed.', 1)",
                "audit",
                "fail",
                "found 1 faults; the first: One was changed.",
            ),
            (
                "INSERT INTO book_checks (day, entries, postings, faults, fault, checked_at)
                 VALUES (20261120, 3, 6, 1, 'One is odd.', 1)",
                "book",
                "fail",
                "found 1 faults; the first: One is odd.",
            ),
        ] {
            behind_its_back(&place, statement);
            let output = place.muster(&["doctor"]);
            assert_eq!(output.status.success(), right != "fail", "{output:?}");
            let found = String::from_utf8(output.stdout).unwrap();
            assert_eq!(verdict(&found, thing), right, "{found}");
            assert!(found.contains(told), "{found}");
        }
    }
}
